# SPDX-License-Identifier: MIT
"""Places: E4xx and W4xx. Points lie in their country, zones and languages exist."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from utpe.checks.context import Context, Node
from utpe.checks.finding import Finding
from utpe.checks.near import Near
from utpe.records.base import Point
from utpe.records.reference import Country

LANGUAGE_FIELDS = ("language", "languages", "motto_language")
WORLD = "001"
"""Where a zone is that belongs to no country, as CLDR says it."""


@cache
def zones() -> dict[str, str]:
    """Return every zone of the IANA database with the code of its country; empty where CLDR knows none.

    They come from the package `tzdata`, so that all machines know the same.
    """
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    names = (files("tzdata") / "zones").read_text("ascii").split()
    return {name: territories.get(aliases.get(name, name), "") for name in names}


@cache
def language_codes() -> frozenset[str]:
    """Return every code of a language that CLDR knows (ISO 639, with some of its own)."""
    return frozenset(Locale("en").languages)


def outside_country(context: Context) -> Iterator[Finding]:
    """E401: a point outside the box of every country of its record."""
    for node in context.each(Point):
        countries = [c for id_ in _countries(node) if (c := context.catalogue.get("countries", id_))]
        if countries and not any(_contains(country, node.value) for country in countries):
            names = tuple(country.id for country in countries)
            yield context.about("E401", node, lat=node.value.lat, lon=node.value.lon, countries=names)


def unknown_zone(context: Context) -> Iterator[Finding]:
    """E402: a time zone that is not in the IANA database."""
    known = zones()
    near: Near | None = None
    for city in context.catalogue.all("cities"):
        if city.timezone not in known:
            near = near or Near(known)
            yield context.finding(
                "E402", "cities", city.id, ("timezone",), near.close(city.timezone), value=city.timezone
            )


def unknown_language(context: Context) -> Iterator[Finding]:
    """E403: a language code that ISO 639 (as CLDR knows it) does not have."""
    known = language_codes()
    for field in LANGUAGE_FIELDS:
        for node in context.each_with(field):
            value = getattr(node.value, field)
            several = isinstance(value, tuple)
            for number, code in enumerate(value if several else (value,)):
                if code and code not in known:
                    path = (*node.path, field, number) if several else (*node.path, field)
                    yield context.finding("E403", node.collection, node.id, path, value=code)


def zone_of_another_country(context: Context) -> Iterator[Finding]:
    """W401: a time zone that belongs to another country."""
    for city in context.catalogue.all("cities"):
        territory = zones().get(city.timezone)
        if territory and territory not in (city.country, WORLD):
            values = {"value": city.timezone, "zone_country": territory, "country": city.country}
            yield context.finding("W401", "cities", city.id, ("timezone",), **values)


def city_of_another_country(context: Context) -> Iterator[Finding]:
    """W402: a city counted in an area or a border of countries that are not its own."""
    for collection, field in (("borders", "city_ids"), ("areas", "cities"), ("areas", "core_city_id")):
        for record in context.catalogue.all(collection):
            for path, target, id_ in context.catalogue.links[(collection, record.id)]:
                city = (
                    context.catalogue.get("cities", id_) if target == "cities" and path[0] == field else None
                )
                if city and city.country not in record.countries:
                    values = {"value": id_, "country": city.country, "countries": record.countries}
                    yield context.finding("W402", collection, record.id, path, **values)


ALONE = (unknown_zone, unknown_language, zone_of_another_country)
RULES = (outside_country, city_of_another_country)


def _countries(node: Node) -> tuple[str, ...]:
    several: tuple[str, ...] = getattr(node.owner, "countries", ())
    one: str | None = getattr(node.owner, "country", None)
    return several or ((one,) if one else ())


def _contains(country: Country, point: Point) -> bool:
    box = country.bbox
    is_between = box.west <= point.lon <= box.east
    if box.west > box.east:  # The box crosses the 180th meridian.
        is_between = point.lon >= box.west or point.lon <= box.east
    return is_between and box.south <= point.lat <= box.north

# SPDX-License-Identifier: MIT
"""The maps of the site: which records stand on each, how they look there, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from utpe.immutable import immutable
from utpe.maps.drawing import FULL_VIEW, make_map
from utpe.maps.labels import measure_with
from utpe.maps.projection import Degrees
from utpe.maps.regions import BROAD
from utpe.maps.view import Map, Marker
from utpe.pages import names, routes
from utpe.pages.home import ROLES, role_groups
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.records.vocab import BodyStatus, BorderType, CityKind
from utpe.text.strings import Strings, strings

HOME_VIEW: tuple[Degrees, ...] = ((2.0, -79.5), (-42.5, -74.5), (-33.0, -42.0), (-8.0, -42.0))
HOME_RATIO = 1.36
HOME_CLOSE_UPS = ("buenos-aires",)
COUNTRY_NAMES: dict[str, Degrees] = {
    "BR": (-10.5, -51.5),
    "AR": (-36.8, -66.0),
    "PE": (-9.3, -75.2),
    "BO": (-17.6, -64.6),
    "CO": (3.2, -71.8),
    "VE": (6.6, -65.2),
    "PY": (-22.6, -59.6),
    "UY": (-32.6, -56.0),
}
"""Where a country's name is written if it finds room; Chile and Ecuador have none."""


@immutable
class Atlas:
    """A map and its words: `label` names it, `key` explains shapes, `missing` tells what it cannot show."""

    drawn: Map
    label: str
    key: tuple[tuple[str, str, str], ...]
    """(symbol, tone, what it means)."""
    missing: str


def atlas(catalogue: Catalogue | Trace, name: str, language: str, theme: Path) -> Atlas | None:
    """Return the map of `home` or of a collection that has one; None where nothing has a place."""
    if name not in _MAKERS:
        return None
    s = strings(language)
    make, looks = _MAKERS[name]
    markers = list(make(catalogue, s))
    if not markers:
        return None
    is_home = name == "home"
    view, ratio, close_ups = (HOME_VIEW, HOME_RATIO, HOME_CLOSE_UPS) if is_home else (FULL_VIEW, 0.0, BROAD)
    countries = [(_country(catalogue, code, s), at) for code, at in COUNTRY_NAMES.items()]
    drawn = make_map(markers, measure_with(theme), view, ratio, [x for x in countries if x[0]], close_ups)
    present = {(m.shape, m.tone) for m in markers}
    # The list of roles explains the shapes of the home page.
    key = tuple(
        (shape, tone, s(f"pages.map.key.{name}.{word}"))
        for word, shape, tone in looks
        if (shape, tone) in present and not is_home
    )
    lacking = 0 if is_home else len(catalogue.all(name)) - len(markers)
    missing = s.plural(f"pages.map.without_place.{name}", lacking) if lacking else ""
    return Atlas(drawn, s.plural(f"pages.map.label.{name}", drawn.count), key, missing)


# ---- what stands on each map; (word of the key, symbol, tone), the first that fits wins

_HOME = (
    ("coordinator", "m-halo", "pink"),
    ("sub_coordinator", "m-ring", "pink"),
    ("proposed", "m-disc", "pink"),
    ("host", "m-disc", "white"),
)
_CITIES = (
    ("unit", "m-halo", "held"),
    ("network", "m-disc", "held"),
    ("border", "m-ring", "quiet"),
)
_GOVERNANCE = (
    ("active", "m-disc", "held"),
    ("binational", "m-diamond", "held"),
    ("other", "m-ring", "quiet"),
    ("binational_other", "m-diamond", "quiet"),
)
_BORDERS = (
    ("dry", "m-square", "held"),
    ("water", "m-disc", "held"),
    ("tri", "m-diamond", "held"),
)


def _home(catalogue: Catalogue | Trace, s: Strings) -> Iterator[Marker]:
    looks = {key: (n, shape, tone) for n, (key, shape, tone) in enumerate(_HOME)}
    seen: set[str] = set()
    groups = role_groups(catalogue)
    for role in ROLES:
        for id_ in groups[role]:
            city = catalogue.get("cities", id_)
            if city and city.point and id_ not in seen:
                seen.add(id_)
                n, shape, tone = looks[role]
                yield _city(city, s, shape, tone, (n, -_people(city)))


def _cities(catalogue: Catalogue | Trace, s: Strings) -> Iterator[Marker]:
    # Members of metropolitan bodies, two in three, would only say where bodies have long lists of members.
    in_unit = {id_ for ids in role_groups(catalogue).values() for id_ in ids}
    network = (CityKind.NETWORK, CityKind.HOST, CityKind.PARTICIPANT)
    for city in catalogue.all("cities"):
        if city.point and (city.kind != CityKind.GOVERNANCE or city.id in in_unit):
            n = 0 if city.id in in_unit else 1 if city.kind in network else 2
            _, shape, tone = _CITIES[n]
            yield _city(city, s, shape, tone, (n, -_people(city)))


def _city(city: Any, s: Strings, shape: str, tone: str, rank: tuple[int, ...]) -> Marker:
    name = names.in_language(city.name, s.language).text
    href = routes.record(s.language, "cities", city.id)
    return Marker(
        city.id, (city.point.lat, city.point.lon), name, name, href, shape, tone, rank, _people(city)
    )


def _country(catalogue: Catalogue | Trace, code: str, s: Strings) -> str:
    country = catalogue.get("countries", code)
    return names.in_language(country.name, s.language).text if country else ""


def _people(city: Any) -> int:
    return city.population.value if city.population else 0


def _governance(catalogue: Catalogue | Trace, s: Strings) -> Iterator[Marker]:
    for body in catalogue.all("governance"):
        if not body.point:
            continue
        is_active, is_shared = body.status == BodyStatus.ACTIVE, len(body.countries) > 1
        n = (1 if is_shared else 0) if is_active else (3 if is_shared else 2)
        _, shape, tone = _GOVERNANCE[n]
        seat = catalogue.get("cities", body.seat_city_id) if body.seat_city_id else None
        name = names.short("governance", body, s.language, catalogue)
        label = names.in_language(seat.name, s.language).text if seat else name.text
        href = routes.record(s.language, "governance", body.id)
        people = _people(seat) if seat else 0
        rank = (0 if is_active else 1, -people)
        at = (body.point.lat, body.point.lon)
        yield Marker(body.id, at, name.text, label, href, shape, tone, rank, people, name.lang)


def _borders(catalogue: Catalogue | Trace, s: Strings) -> Iterator[Marker]:
    for border in catalogue.all("borders"):
        if not border.point:
            continue
        kind = border.border_type
        n = 0 if kind == BorderType.DRY else 2 if kind == BorderType.TRI_BORDER_RIVERS else 1
        _, shape, tone = _BORDERS[n]
        name = names.in_language(border.name, s.language).text
        href = routes.record(s.language, "borders", border.id)
        bodies = len(border.bodies)
        rank = (-bodies, len(name))
        at = (border.point.lat, border.point.lon)
        yield Marker(border.id, at, name, name, href, shape, tone, rank, bodies)


_MAKERS: dict[str, tuple[Callable[..., Iterator[Marker]], tuple[tuple[str, str, str], ...]]] = {
    "home": (_home, _HOME),
    "cities": (_cities, _CITIES),
    "governance": (_governance, _GOVERNANCE),
    "borders": (_borders, _BORDERS),
}

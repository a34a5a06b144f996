# SPDX-License-Identifier: MIT
"""By what a listing can be narrowed, and which records fall under each value."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from utpe.pages import names, routes
from utpe.pages.list_view import Facet, Option
from utpe.pages.marks import mark
from utpe.pages.view import Mark
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.text.strings import strings

MANY = 12
"""A facet of more options than these shows the `FIRST` most used, and folds the others."""
FIRST = 8


def offered(
    catalogue: Catalogue | Trace, collection: str, language: str, groups_of: dict[str, dict[str, list[Any]]]
) -> tuple[Facet, ...]:
    """Return the facets that have a choice, given the `groups` of each."""
    s, found = strings(language), []
    everything = routes.section(language, collection)
    for name, groups_ in groups_of.items():
        if len(groups_) < 2:
            continue
        options = [
            Option(
                value_label(catalogue, collection, name, value, language),
                routes.facet(language, collection, name, value),
                len(records),
                mark=value_mark(collection, name, value, language),
            )
            for value, records in groups_.items()
        ]
        # Years are short enough to stand all in sight, and their order says more than their counts.
        is_narrow, shown = name == "year", len(options)
        if shown > MANY and not is_narrow:
            options.sort(key=lambda o: -o.count)
            shown = FIRST
        all_ = Option(s("pages.all"), everything, len(catalogue.all(collection)))
        found.append(
            Facet(
                name,
                s(f"pages.facets.{name}"),
                (all_, *options[:shown]),
                tuple(options[shown:]),
                is_narrow,
            )
        )
    return tuple(found)


def values_of(catalogue: Catalogue | Trace, collection: str, facet: str, record: Any) -> tuple[str, ...]:
    """Return the values of a facet for one record; none when the record does not say."""
    match facet:
        case "year":
            date = record.date
            return (str(date.year),) if date and date.year else ()
        case "country":
            return countries_of(catalogue, record)
        case "language":
            return tuple(record.languages)
        case "topic":
            return tuple(record.topic_ids)
        case "kind" if collection == "borders":
            return (record.border_type.value,)
        case _:
            return (getattr(record, facet).value,)


def countries_of(catalogue: Catalogue | Trace, record: Any) -> tuple[str, ...]:
    """Return the countries that a record names, else those of its cities."""
    if hasattr(record, "countries"):
        return tuple(record.countries)
    if getattr(record, "country", None):
        return (record.country,)
    ids = getattr(record, "city_ids", ()) or tuple(x for x in (getattr(record, "city_id", None),) if x)
    found = [catalogue.get("cities", i) for i in ids]
    return tuple(dict.fromkeys(c.country for c in found if c))


def groups(
    catalogue: Catalogue | Trace, collection: str, facet: str, records: list[Any]
) -> dict[str, list[Any]]:
    """Return the records under each value, in their order; values in reading order (newest year first)."""
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        for value in values_of(catalogue, collection, facet, record):
            found[value].append(record)
    if facet == "year":
        return {v: found[v] for v in sorted(found, reverse=True)}
    return {v: found[v] for v in sorted(found, key=lambda v: _rank(collection, facet, v))}


def _rank(collection: str, facet: str, value: str) -> tuple[int, str]:
    enum = COLLECTIONS[collection].vocabulary(facet)
    return (list(enum).index(enum(value)), "") if enum else (0, value)


def value_label(catalogue: Catalogue | Trace, collection: str, facet: str, value: str, language: str) -> str:
    """Return how a value is called in a list of options."""
    s = strings(language)
    if facet == "year":
        return value
    if facet == "country":
        country = catalogue.get("countries", value)
        return names.in_language(country.name, language).text if country else value
    if facet == "topic":
        topic = catalogue.get("topics", value)
        return names.in_language(topic.name, language).text if topic else value
    if facet == "language":
        words = s(f"languages.{value}") if f"languages.{value}" in s else value
        return words[:1].upper() + words[1:]
    enum = COLLECTIONS[collection].vocabulary(facet)
    return s.label(enum(value)) if enum else value


def value_mark(collection: str, facet: str, value: str, language: str) -> Mark | None:
    """Return the mark that stands before an option, for statuses."""
    enum = COLLECTIONS[collection].vocabulary(facet)
    return mark(enum(value), strings(language)) if facet == "status" and enum else None

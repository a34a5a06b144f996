# SPDX-License-Identifier: MIT
"""The generated parts of the page of open data: every file, what each table holds, and worked examples."""

from __future__ import annotations

from itertools import groupby

from utpe.immutable import immutable
from utpe.pages import routes
from utpe.pages.data_tables import field_title
from utpe.records.base import Record
from utpe.records.catalogue import Catalogue
from utpe.records.columns import Column, columns
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.settings import Settings
from utpe.text.strings import Strings, strings

LOCAL = "http://127.0.0.1:8000/"
"""Where `make serve` shows the site: what examples ask when the site does not know its address."""
COUNTED = ("meetings", "status", "held")
"""What the example of the spreadsheet counts: a collection, a column, a value."""


@immutable
class DataField:
    """A field of a table: its columns, what sort of values they hold, and what it is called."""

    names: tuple[str, ...]
    kind: str
    title: str


@immutable
class DataTable:
    """A collection as files: how many records, where, and the fields that only this table has."""

    name: str
    title: str
    count: str
    json: str
    csv: str
    geojson: str
    fields: tuple[DataField, ...]


@immutable
class OpenData:
    """Everything below the prose of the page."""

    base: str
    has_address: bool
    tables: tuple[DataTable, ...]
    common: tuple[DataField, ...]
    """Fields that nearly every table has."""
    formula: str


def open_data(catalogue: Catalogue | Trace, settings: Settings, language: str) -> OpenData:
    """Return what the page shows; `language` is the reader's."""
    s, languages = strings(language), settings.languages
    common = set(columns(Record, languages))
    tables = []
    for name, collection in COLLECTIONS.items():
        shown = columns(collection.model, languages)
        own = [c for c in shown if c.path[0] not in {x.path[0] for x in common}]
        placed = any(c.path[0] == "point" for c in shown)
        tables.append(
            DataTable(
                name,
                s(f"pages.sections.{name}"),
                s.number(len(catalogue.all(name))),
                routes.api(name),
                routes.table(name),
                routes.geojson(name) if placed else "",
                _fields(own, s),
            )
        )
    return OpenData(
        base=settings.site_url or LOCAL,
        has_address=bool(settings.site_url),
        tables=tuple(tables),
        common=_fields(list(columns(Record, languages)), s),
        formula=_formula(settings, s),
    )


def _fields(shown: list[Column], s: Strings) -> tuple[DataField, ...]:
    found = []
    for _, group in groupby(shown, key=lambda c: c.path):
        first, *more = list(group)
        names = tuple(c.name for c in (first, *more))
        found.append(DataField(names, s(f"data.kind.{_kind(first, more)}"), field_title(first, s.language)))
    return tuple(found)


def _kind(first: Column, more: list[Column]) -> str:
    if first.language:
        return "text"
    return "list" if first.is_list else "edtf" if any(c.bound for c in more) else first.kind


def _formula(settings: Settings, s: Strings) -> str:
    """Return how a spreadsheet in the reader's language counts the meetings that were held."""
    name, wanted, value = COUNTED
    names = [c.name for c in columns(COLLECTIONS[name].model, settings.languages)]
    titles = dict.fromkeys(strings(code)(f"data.sheets.{name}") for code in settings.languages)
    column = _letters(names.index(wanted))
    return s("data.formula", sheet=" · ".join(titles), column=column, value=value)


def _letters(number: int) -> str:
    """Return how a spreadsheet calls a column, counted from 0: A to Z, then AA."""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters

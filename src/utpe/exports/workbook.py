# SPDX-License-Identifier: MIT
"""The register as one workbook for people (Office Open XML, ECMA-376): a sheet for each collection.

Numbers are numbers; dates stay the text that says how exact they are. Nothing is a formula or a link.
"""

from __future__ import annotations

import datetime as dt
import io
from functools import lru_cache

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from utpe.exports.edition import Edition
from utpe.exports.licence import said, together
from utpe.immutable import immutable
from utpe.pages import routes
from utpe.pages.data_tables import column_title
from utpe.pages.linked_data import LICENCE
from utpe.records.columns import Cell, columns
from utpe.records.registry import COLLECTIONS

WIDE, NARROW, PAGE = 28, 12, 120
"""Widths of columns in characters: of texts, of figures and days, of the sheet that explains."""
MOST_LETTERS = 32_767
"""What a cell holds (ECMA-376, part 1, 18.3.1.96)."""
LONGEST_NAME = 31
"""The letters that Excel takes in the name of a sheet."""
# The file wants to know when it was made; the build does not say.
ANY_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the file has no zone


@immutable
class Sheet:
    """A sheet: its name, the titles and widths of its columns, and its rows."""

    name: str
    titles: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def workbook_files(edition: Edition) -> dict[str, bytes]:
    """Return the workbook by its path in the site; raise ValueError when a text does not fit into a cell."""
    languages = edition.languages
    properties = (together("data.title", languages), together("data.attribution", languages))
    sheets = (_about(edition), *(_table(edition, name) for name in COLLECTIONS))
    return {routes.WORKBOOK: _packed(properties, sheets)}


def _about(edition: Edition) -> Sheet:
    day = edition.data_date
    keys = ("data.attribution", "data.third_parties", "data.package")
    lines = [line for key in keys for line in said(key, edition.languages).values()]
    lines += said("data.as_of", edition.languages, day=day.isoformat()).values() if day else []
    lines += [LICENCE, *([edition.settings.site_url] if edition.settings.site_url else [])]
    title = together("data.title", edition.languages)
    return Sheet(_name("data.about", edition), (title,), (PAGE,), tuple((line,) for line in lines))


def _table(edition: Edition, name: str) -> Sheet:
    shown = columns(COLLECTIONS[name].model, edition.languages)
    titles = (dict.fromkeys(column_title(c, code) for code in edition.languages) for c in shown)
    return Sheet(
        _name(f"data.sheets.{name}", edition),
        tuple(" · ".join(words) for words in titles),
        tuple(WIDE if c.kind == "string" else NARROW for c in shown),
        tuple(tuple(c.cell(record) for c in shown) for record in edition.catalogue.all(name)),
    )


def _name(key: str, edition: Edition) -> str:
    """Return the name of a sheet in as many languages, in their order, as fit."""
    names = (together(key, edition.languages[:count]) for count in range(len(edition.languages), 0, -1))
    return next(name for name in names if len(name) <= LONGEST_NAME)


# While serving, an edit of prose leaves the workbook as it was: half a second.
@lru_cache(maxsize=1)
def _packed(properties: tuple[str, str], sheets: tuple[Sheet, ...]) -> bytes:
    packed = io.BytesIO()
    book = Workbook(packed, {"in_memory": True})
    title, comments = properties
    book.set_properties({"title": title, "comments": comments, "created": ANY_DAY})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name), sheet, bold)
    book.close()
    return packed.getvalue()


def _fill(into: Worksheet, sheet: Sheet, bold: Format) -> None:
    for at, (title, width) in enumerate(zip(sheet.titles, sheet.widths, strict=True)):
        into.write_string(0, at, title, bold)
        into.set_column(at, at, width)
    for row, cells in enumerate(sheet.rows, 1):
        for at, cell in enumerate(cells):
            _write(into, row, at, cell)
    into.freeze_panes(1, 1 if len(sheet.titles) > 1 else 0)


def _write(into: Worksheet, row: int, column: int, cell: Cell) -> None:
    match cell:
        case bool():
            into.write_boolean(row, column, cell)
        case int() | float():
            into.write_number(row, column, cell)
        case str():
            if len(cell) > MOST_LETTERS:
                raise ValueError(f"too long for a cell: {cell[:60]}…")
            into.write_string(row, column, cell)

# SPDX-License-Identifier: MIT
"""Indicators as CSV, one file each, and one that says what every column means (RFC 4180, UTF-8, CRLF).

    data/indicators/in-person-meetings.csv     year, label_es, label_pt, held_in_person, …
    data/indicators/columns.csv                indicator, column, label_es, label_pt

Columns have English ids, which never change; what they are called stands in `columns.csv`. No value begins
with a character that makes a spreadsheet take it for a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from utpe.exports.csv_file import packed
from utpe.indicators.figure import Figure
from utpe.indicators.table import Figures, file_of
from utpe.indicators.words import column_names, measure_name, row_name
from utpe.text.strings import strings

COLUMNS = "columns"


def indicator_files(figures: Figures, languages: Sequence[str]) -> dict[str, bytes]:
    """Return every file by its path in the site."""
    files = {file_of(figure.id): packed(_table(figure, languages)) for figure in figures.values()}
    files[file_of(COLUMNS)] = packed(_dictionary(figures, languages))
    return files


def _table(figure: Figure, languages: Sequence[str]) -> Iterable[Sequence[object]]:
    key, *others = column_names(figure)
    yield key, *label_columns(languages), *others
    for row in figure.rows:
        labels = (row_name(figure, row, code)[0] for code in languages)
        yield row.id, *labels, *row.values, *((row.deduced or 0,) if figure.has_deduced else ())


def _dictionary(figures: Figures, languages: Sequence[str]) -> Iterable[Sequence[object]]:
    yield "indicator", "column", *label_columns(languages)
    for figure in figures.values():
        for column in column_names(figure):
            yield figure.id, column, *(column_label(figure, column, code) for code in languages)


def label_columns(languages: Sequence[str]) -> list[str]:
    """Return the columns that name a row in each language."""
    return [f"label_{code}" for code in languages]


def column_label(figure: Figure, column: str, language: str) -> str:
    """Return what a column of a figure is called."""
    s = strings(language)
    measures = dict(zip(map(str, figure.measures), figure.measures, strict=True))
    if column in measures:
        return measure_name(figure, measures[column], s)
    return s(f"indicators.{figure.id}.deduced" if column == "deduced" else f"indicators.dimension.{column}")

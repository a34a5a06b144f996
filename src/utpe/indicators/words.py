# SPDX-License-Identifier: MIT
"""What the rows and measures of a figure are called in a language: for pages and for downloads alike."""

from __future__ import annotations

from enum import StrEnum

from utpe.indicators.figure import Figure, Row
from utpe.records.base import Text
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import Strings, strings


def row_name(figure: Figure, row: Row, language: str) -> tuple[str, str]:
    """Return the name of a row and the language that it is in."""
    s = strings(language)
    if isinstance(row.name, Text):
        return row.name.best(language)
    if isinstance(row.name, StrEnum):
        return s.label(row.name), language
    own, common = f"indicators.{figure.id}.row.{row.id}", f"indicators.row.{row.id}"
    if own in s or common in s:
        return s(own if own in s else common), language
    if figure.dimension == "decade":
        return f"{row.id}-{int(row.id) + 9}", language
    return s(f"pages.sections.{row.id}") if row.id in COLLECTIONS else row.id, language


def measure_name(figure: Figure, measure: str, s: Strings) -> str:
    """Return the name of a measure, as the heading of its column."""
    own, common = f"indicators.{figure.id}.measure.{measure}", f"indicators.measure.{measure}"
    if own in s or common in s:
        return s(own if own in s else common)
    return s.label(measure) if isinstance(measure, StrEnum) else s(f"pages.sections.{measure}")


def column_names(figure: Figure) -> list[str]:
    """Return the ids of the columns that a figure has as a table, names of rows apart."""
    deduced = ["deduced"] if figure.has_deduced else []
    return [figure.dimension, *(str(m) for m in figure.measures), *deduced]

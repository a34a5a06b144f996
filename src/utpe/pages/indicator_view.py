# SPDX-License-Identifier: MIT
"""What the template of the indicators receives."""

from __future__ import annotations

from utpe.charts.bars import Segment
from utpe.charts.years import YearDrawing
from utpe.immutable import immutable
from utpe.pages.view import Bit, Mark


@immutable
class Measured:
    """A measure of an indicator: its name, and how it is drawn: a mark for each thing, or a filled bar."""

    label: str
    total: str = ""
    mark: Mark | None = None
    pattern: str = ""


@immutable
class Cell:
    """A number of a table, and what is drawn beside it: so many marks, or a bar so long."""

    text: str
    marks: int = 0
    length: int = 0


@immutable
class ChartRow:
    """A row of a table with drawings; `segments` are those of its bar in parts."""

    name: Bit
    cells: tuple[Cell, ...]
    mark: Mark | None = None
    segments: tuple[Segment, ...] = ()


@immutable
class ChartTable:
    """A table that is its own chart. The first column names the rows."""

    caption: str
    first: str
    columns: tuple[Measured, ...]
    rows: tuple[ChartRow, ...]
    longest: int = 0
    """Length of the longest bar in parts; 0 where bars have no parts."""


@immutable
class YearChart:
    """A chart of years: two drawings, of which one shows, and the text that says the same."""

    wide: YearDrawing
    narrow: YearDrawing
    title: str
    text: str
    note: str
    """What a reader of the drawing must know: what a mark is, what it cannot show."""


@immutable
class Indicator:
    """One indicator. `years` is its chart, or else its `table` is; `parts` explain the patterns of bars."""

    id: str
    name: str
    question: str
    answer: str
    counts: str
    counts_not: str
    table: ChartTable
    years: YearChart | None
    sums: tuple[Measured, ...]
    parts: tuple[Measured, ...]
    note: str
    origins: tuple[Bit, ...]
    file: str


@immutable
class Chapter:
    """Indicators under one heading."""

    id: str
    title: str
    text: str
    indicators: tuple[Indicator, ...]

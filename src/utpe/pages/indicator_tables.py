# SPDX-License-Identifier: MIT
"""Figures as tables: with a mark for each record where they are few, with bars where they are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from utpe.charts.bars import length_of, stack
from utpe.indicators.figure import Figure, Row
from utpe.indicators.words import measure_name, row_name
from utpe.pages.indicator_looks import Drawing, Look, address, mark_of
from utpe.pages.indicator_view import Cell, ChartRow, ChartTable, Measured
from utpe.pages.marks import mark
from utpe.pages.view import Bit
from utpe.records.vocab import BodyStatus
from utpe.text.strings import Strings, strings

LONGEST, LONGEST_OF_TWO, LONGEST_OF_MANY = 240, 180, 88
"""Length of the longest bar where a table has one, two or many columns: a phone has 288 units in all."""
MOST_MARKS = 16
"""Marks of a cell, as many as a phone has room for; where there would be more, all rows have bars."""
PATTERNS = {
    2: ("full", "open"),
    3: ("full", "hatch", "open"),
    4: ("full", "hatch", "dots", "open"),
}
"""How the parts of a bar are filled, from the firmest to what is not known."""


def table(figure: Figure, look: Look, s: Strings) -> ChartTable:
    """Return an indicator as a table, which is its chart unless it has one of years."""
    return _MAKERS[look.drawing](figure, look, s)


def listed(counted: Iterable[tuple[str, int]], s: Strings) -> str:
    """Return «Noticias: 2; Páginas web: 1», without what there is none of."""
    return "; ".join(s("indicators.of", name=name, n=s.number(n)) for name, n in counted if n)


def _years(figure: Figure, look: Look, s: Strings) -> ChartTable:
    """The indicator by year, and beside it in words what does not count in it."""
    first, *others = (measure_name(figure, m, s) for m in figure.measures)
    columns = (Measured(first), Measured(s("indicators.apart")))

    def cells(row: Row) -> Iterator[Cell]:
        yield Cell(s.number(row.values[0]))
        yield Cell(listed(zip(others, row.values[1:], strict=True), s))

    rows = tuple(ChartRow(_name(figure, row, look, s), tuple(cells(row))) for row in figure.rows)
    return _table(figure, s, columns, rows)


def _marks(figure: Figure, look: Look, s: Strings) -> ChartTable:
    """A mark for each record, or a bar for each number where they are many."""
    if max((v for row in figure.rows for v in row.values), default=0) > MOST_MARKS:
        return _bars(figure, look, s)
    columns = tuple(Measured(measure_name(figure, m, s), mark=mark_of(m, s)) for m in figure.measures)
    rows = tuple(
        ChartRow(_name(figure, row, look, s), tuple(Cell(s.number(v), marks=v) for v in row.values))
        for row in figure.rows
    )
    return _table(figure, s, columns, rows)


def _bars(figure: Figure, look: Look, s: Strings) -> ChartTable:
    """A bar for each number, all on one scale."""
    columns = tuple(Measured(measure_name(figure, m, s)) for m in figure.measures)
    longest = {1: LONGEST, 2: LONGEST_OF_TWO}.get(len(columns), LONGEST_OF_MANY)
    shown = figure.rows[: look.shown]
    most = max((v for row in shown for v in row.values), default=0)
    rows = tuple(
        ChartRow(
            _name(figure, row, look, s),
            tuple(Cell(s.number(v), length=length_of(v, most, longest)) for v in row.values),
            mark(row.name, s) if isinstance(row.name, BodyStatus) else None,
        )
        for row in shown
    )
    return _table(figure, s, columns, rows)


def _parts(figure: Figure, look: Look, s: Strings) -> ChartTable:
    """A bar for each row, in parts: as long as the row counts records, all on one scale."""
    return _segmented(figure, look, s, max((row.total for row in figure.rows), default=0))


def _shares(figure: Figure, look: Look, s: Strings) -> ChartTable:
    """A bar for each row, in parts, all equally long: rows of very different size can be compared."""
    return _segmented(figure, look, s, 0)


def _segmented(figure: Figure, look: Look, s: Strings, most: int) -> ChartTable:
    columns = tuple(
        Measured(measure_name(figure, m, s), pattern=pattern)
        for m, pattern in zip(figure.measures, PATTERNS[len(figure.measures)], strict=True)
    )
    rows = tuple(
        ChartRow(
            _name(figure, row, look, s),
            tuple(Cell(s.number(v)) for v in row.values),
            segments=stack(row.values, most or row.total, LONGEST),
        )
        for row in figure.rows
    )
    return _table(figure, s, columns, rows, LONGEST)


_MAKERS: dict[Drawing, Callable[[Figure, Look, Strings], ChartTable]] = {
    "years": _years,
    "marks": _marks,
    "bars": _bars,
    "parts": _parts,
    "shares": _shares,
}


def _table(
    figure: Figure, s: Strings, columns: tuple[Measured, ...], rows: tuple[ChartRow, ...], longest: int = 0
) -> ChartTable:
    """Return the table, with a last column for what was deduced where anything was."""
    if figure.deduced:
        columns = (*columns, Measured(s(f"indicators.{figure.id}.deduced")))
        rows = tuple(
            replace(row, cells=(*row.cells, Cell(s.number(counted.deduced) if counted.deduced else "")))
            for row, counted in zip(rows, figure.rows, strict=False)
        )
    caption = s(f"indicators.{figure.id}.question")
    return ChartTable(caption, s(f"indicators.dimension.{figure.dimension}"), columns, rows, longest)


def _name(figure: Figure, row: Row, look: Look, s: Strings) -> Bit:
    text, found = row_name(figure, row, s.language)
    lang = "" if found == s.language else strings(found).tag
    return Bit(text, href=address(row, look.leads_to, s.language), lang=lang)

# SPDX-License-Identifier: MIT
"""An indicator as numbers: rows that were counted, and in each as many values as there are measures."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from utpe.immutable import immutable
from utpe.records.base import Text
from utpe.records.deduced import is_deduced

UNDATED = "undated"
"""The row of what has no year: it is never left out, and never put into one."""


@immutable
class Row:
    """What one row counts: `id` is an id of the data, a year, or one of ours; `name` says how it is called.

    `values` follow the measures of the figure. Without `name`, the string table or the id itself is the name.
    """

    id: str
    values: tuple[int, ...]
    deduced: int | None = None
    """How many of its records rest on something that the editors deduced; None where nothing could be."""
    name: Text | StrEnum | None = None

    @property
    def total(self) -> int:
        """The sum of its values; it only means something where no record counts twice in a row."""
        return sum(self.values)


@immutable
class Figure:
    """An indicator. `dimension` is what its rows are; a measure is an id of ours or of a vocabulary."""

    id: str
    dimension: str
    measures: tuple[str, ...]
    rows: tuple[Row, ...]
    records: int
    """How many records were looked at: what every row is a part of."""
    deduced: int | None = None
    """How many of them rest on something that the editors deduced; None where nothing could be."""

    @property
    def has_deduced(self) -> bool:
        """Whether it tells how much of it is deduced."""
        return self.deduced is not None

    def sum(self, *measures: str) -> int:
        """Return the sum of measures over all rows."""
        places = [self.measures.index(m) for m in measures]
        return sum(row.values[n] for row in self.rows for n in places)

    def value(self, row: str, measure: str) -> int:
        """Return one number; 0 where there is no such row."""
        place = self.measures.index(measure)
        return sum(r.values[place] for r in self.rows if r.id == row)

    def column(self, measure: str) -> dict[str, int]:
        """Return the value of a measure by the ids of the rows."""
        place = self.measures.index(measure)
        return {row.id: row.values[place] for row in self.rows}


def deduced(records: Iterable[object], *fields: str) -> int:
    """Return how many records have one of these fields deduced by the editors, and not said by a source."""
    return sum(any(is_deduced(record, field) for field in fields) for record in records)

# SPDX-License-Identifier: MIT
"""An indicator as numbers: rows that were counted, and in each as many values as there are measures."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from utpe.immutable import immutable
from utpe.records.base import Text
from utpe.records.edtf import Edtf

UNDATED = "undated"
"""The row of what has no year: it is never left out, and never put into one."""


@immutable
class Row:
    """What one row counts: `id` is an id of the data, a year, or one of ours; `name` says how it is called.

    `values` follow the measures of the figure. Without `name`, the string table or the id itself is the name.
    """

    id: str
    values: tuple[int, ...]
    name: Text | StrEnum | None = None
    deduced: int = 0
    """How many of the records in this row rest on a date or a status that the editors deduced."""

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
    has_deduced: bool = False
    """Whether its rows tell how many of their records are deduced."""

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


def is_deduced(record: object, *fields: str) -> bool:
    """Return whether the editors deduced the date of a record, or one of the other fields named."""
    date = getattr(record, "date", None)
    inferred = set(getattr(record, "inferred", ()))
    return bool((isinstance(date, Edtf) and date.is_inferred) or inferred & {"date", *fields})


def years_through(found: Iterable[int], this_year: int) -> list[int]:
    """Return every year from the first found to this one, or to the last found where that is later."""
    years = sorted(found)
    return list(range(years[0], max(years[-1], this_year) + 1)) if years else []

# SPDX-License-Identifier: MIT
"""Dates at the precision known: the part of EDTF (ISO 8601-2:2019, level 1) that the data use.

In: `2014`, `2014-08`, `2014-08-21`, `197X`, each with `?` (uncertain), `~` (approximate) or `%`
(both); intervals `a/b`, `/b` (unknown start), `../b` (open start), `a/` and `a/..`.
Out: `Edtf`, which remembers the text as written and knows its earliest and latest day.
Seasons, letter-prefixed years, sets and time zones of level 1 are not accepted: no record needs them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from utpe.immutable import immutable

Precision = Literal["day", "month", "year", "decade", "unknown"]

_POINT = re.compile(
    r"(?P<year>[0-9]{3}[0-9X])(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<mark>[?~%])?"
)
PATTERN = (
    r"^(?:\d{3}[\dX](?:-\d{2}(?:-\d{2})?)?[?~%]?)?(?:\.\.)?"
    r"(?:/(?:\d{3}[\dX](?:-\d{2}(?:-\d{2})?)?[?~%]?)?(?:\.\.)?)?$"
)
EXAMPLES = ("2014-08", "2014-06-03/2014-06-05", "2014~")


@immutable
class Moment:
    """One end of a date: a day, a month, a year or a decade, and how sure it is."""

    year: int
    month: int | None
    day: int | None
    precision: Precision
    is_uncertain: bool
    is_approximate: bool

    @property
    def earliest(self) -> dt.date:
        """The first day that the moment may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day that the moment may mean."""
        if self.precision == "decade":
            return dt.date(self.year + 9, 12, 31)
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@immutable
class Edtf:
    """A date as the editor wrote it, understood.

    `start` and `end` are None where the interval is open or that end is unknown; for a single
    date both are the same moment. `is_open_end` tells `a/..` (still going on) from `a/` (unknown).
    """

    text: str
    start: Moment | None
    end: Moment | None
    is_interval: bool
    is_open_start: bool = False
    is_open_end: bool = False

    @property
    def is_inferred(self) -> bool:
        """True when any part is marked uncertain (`?` or `%`): the reader is told so."""
        return any(m.is_uncertain for m in (self.start, self.end) if m)

    @property
    def is_approximate(self) -> bool:
        """True when any part is marked approximate (`~` or `%`)."""
        return any(m.is_approximate for m in (self.start, self.end) if m)

    @property
    def earliest(self) -> dt.date | None:
        """The first day that the date may mean; None when the start is open or unknown."""
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> dt.date | None:
        """The last day that the date may mean; None when the end is open or unknown."""
        return self.end.latest if self.end else None

    def is_past(self, today: dt.date) -> bool:
        """True when even the latest day that the date may mean is before `today`; never without an end."""
        return self.latest is not None and self.latest < today

    @property
    def year(self) -> int | None:
        """The year to file the record under: that of the start, else of the end."""
        moment = self.start or self.end
        return moment.year if moment and moment.precision != "decade" else None

    @property
    def years(self) -> range:
        """Every year from start to end; of an interval with one known end, that end's; none of a decade."""
        known = [m for m in (self.start, self.end) if m]
        if not known or "decade" in {m.precision for m in known}:
            return range(0)
        return range(known[0].year, known[-1].year + 1)

    @property
    def precision(self) -> Precision:
        """The precision of the coarser known end."""
        order: tuple[Precision, ...] = ("day", "month", "year", "decade")
        known = [m.precision for m in (self.start, self.end) if m]
        return max(known, key=order.index) if known else "unknown"

    @property
    def sort_key(self) -> tuple[dt.date, str]:
        """Sorts dates in time; records without a start sort by their end."""
        return (self.earliest or self.latest or dt.date.min, self.text)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": ["string", "integer"], "pattern": PATTERN, "examples": list(EXAMPLES)}


@lru_cache(maxsize=5_000)
def parse_edtf(text: str) -> Edtf:
    """Return the `Edtf` that `text` means.

    Raises PydanticCustomError of type `edtf_syntax` (not such a date), `edtf_impossible`
    (no such day or month) or `edtf_reversed` (the end before the start), each with `value`.
    """
    parts = text.split("/")
    if len(parts) > 2 or not any(p not in ("", "..") for p in parts) or (len(parts) == 1 and ".." in text):
        raise PydanticCustomError("edtf_syntax", "not an EDTF date: {value}", {"value": text})
    moments = [_moment(part, text) if part not in ("", "..") else None for part in parts]
    start, end = moments[0], moments[-1]
    if start and end and end.latest < start.earliest:
        raise PydanticCustomError("edtf_reversed", "ends before it starts: {value}", {"value": text})
    return Edtf(text, start, end, len(parts) == 2, parts[0] == "..", parts[-1] == "..")


def _moment(part: str, whole: str) -> Moment:
    match = _POINT.fullmatch(part)
    if not match:
        raise PydanticCustomError("edtf_syntax", "not an EDTF date: {value}", {"value": whole})
    is_decade = match["year"].endswith("X")
    year = int(match["year"].replace("X", "0"))
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    if is_decade and match["month"]:
        raise PydanticCustomError("edtf_syntax", "not an EDTF date: {value}", {"value": whole})
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise PydanticCustomError("edtf_impossible", "no such date: {value}", {"value": whole}) from None
    precision: Precision = "day" if day else "month" if month else "decade" if is_decade else "year"
    mark = match["mark"] or ""
    return Moment(year, month, day, precision, mark in ("?", "%"), mark in ("~", "%"))


def _validate(value: Any) -> Edtf:
    if isinstance(value, Edtf):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("edtf_syntax", "not an EDTF date: {value}", {"value": str(value)})
    return parse_edtf(value)

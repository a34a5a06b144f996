# SPDX-License-Identifier: MIT
"""What in the register has a date: each dated field of each record that has a page, by year."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from utpe.immutable import immutable
from utpe.records.catalogue import Catalogue
from utpe.records.edtf import Edtf
from utpe.records.meeting import Meeting
from utpe.records.network import Summit
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.records.vocab import EventStatus, MeetingKind


@immutable
class Dated:
    """A date of a record: when it was (`date`), or when it began or ended (`established`, `dissolved` …)."""

    collection: str
    record: Any
    field: str
    date: Edtf


# The years that a plan is for are not when anything was; a review is of the register, not of what it tells.
MEANT = ("period", "reviewed")


@cache
def date_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a model that hold the date of something."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if Edtf in (info.annotation, *get_args(info.annotation)) and name not in MEANT
    )


def is_told_by_its_summit(record: object) -> bool:
    """Return whether a meeting is a summit with a record of its own, which stands for both among dates."""
    return isinstance(record, Meeting) and record.kind == MeetingKind.SUMMIT and bool(record.summit_id)


def is_overdue(event: Meeting | Summit, today: dt.date) -> bool:
    """Return whether an event was announced for days that have passed, and nobody found a report."""
    return event.status == EventStatus.ANNOUNCED and event.date is not None and event.date.is_past(today)


def by_year(catalogue: Catalogue | Trace) -> dict[int, list[Dated]]:
    """Return every date under the year in which it begins, years and dates in order.

    A date of which only a decade is known stands under no year; one whose beginning is not known stands
    under the year of its end.
    """
    found: dict[int, list[Dated]] = {}
    for name, collection in COLLECTIONS.items():
        fields = date_fields(collection.model) if collection.has_pages else ()
        records = catalogue.all(name) if fields else ()
        for record in (r for r in records if not is_told_by_its_summit(r)):
            for field in fields:
                date = getattr(record, field)
                if date is not None and date.year is not None:
                    found.setdefault(date.year, []).append(Dated(name, record, field, date))
    return {year: sorted(found[year], key=lambda d: d.date.sort_key) for year in sorted(found)}

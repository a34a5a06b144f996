# SPDX-License-Identifier: MIT
"""Who is named in the unit's meetings, how the meetings took place, and whether their minutes were found."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from utpe.indicators.figure import Figure, Row, deduced
from utpe.records.base import Text
from utpe.records.catalogue import Catalogue
from utpe.records.meeting import Meeting
from utpe.records.own import minutes_state, own_meetings
from utpe.records.trace import Trace
from utpe.records.vocab import DocumentState, EventStatus, Mode

KNOWN = (EventStatus.HELD, EventStatus.ANNOUNCED)
"""A proposal names cities that nobody called yet: they take no part in anything."""
STATUSES = (*KNOWN, EventStatus.PROPOSED)
NOT_NOTED = "not_noted"
NAMING = ("status", "host_city_ids", "participants", "speakers")
"""What a count of cities rests on."""


def named_cities(meeting: Meeting) -> set[str]:
    """Return the ids of the cities that a meeting names as host, participant, organiser or speaker."""
    speakers = (x.city_id for x in meeting.speakers if x.city_id)
    return {*meeting.host_city_ids, *(x.city_id for x in meeting.participants), *speakers}


def cities(catalogue: Catalogue | Trace) -> Figure:
    """Count for each city the distinct meetings of the unit that name it: held, and only announced."""
    named = {m.id: named_cities(m) for m in _known(catalogue)}
    ids = sorted(set().union(*named.values()))
    rows = [(id_, [m for m in _known(catalogue) if id_ in named[m.id]]) for id_ in ids]
    return _ranked("cities", "city", catalogue, "cities", rows)


def participating_countries(catalogue: Catalogue | Trace) -> Figure:
    """Count for each country the distinct meetings of the unit that name one of its cities."""
    named = {
        m.id: {city.country for id_ in named_cities(m) if (city := catalogue.get("cities", id_))}
        for m in _known(catalogue)
    }
    codes = sorted(set().union(*named.values()))
    rows = [(code, [m for m in _known(catalogue) if code in named[m.id]]) for code in codes]
    return _ranked("participating-countries", "country", catalogue, "countries", rows)


def modes(catalogue: Catalogue | Trace) -> Figure:
    """Count the meetings of the unit by mode and by what is known of them."""
    meetings = [m for m in own_meetings(catalogue) if m.status in STATUSES]
    fields = ("status", "mode")
    rows = tuple(_row(mode, [m for m in meetings if m.mode == mode], STATUSES, fields, mode) for mode in Mode)
    return Figure("modes", "mode", STATUSES, rows, len(meetings), deduced(meetings, *fields))


def minutes(catalogue: Catalogue | Trace) -> Figure:
    """Count the meetings of the unit by what is known of their minutes; the best state counts."""
    meetings = [m for m in own_meetings(catalogue) if m.status in STATUSES]
    fields = ("status",)
    rows = tuple(
        _row(state or NOT_NOTED, [m for m in meetings if minutes_state(m) == state], STATUSES, fields, state)
        for state in (*DocumentState, None)
    )
    return Figure("minutes", "state", STATUSES, rows, len(meetings), deduced(meetings, *fields))


def _known(catalogue: Catalogue | Trace) -> list[Any]:
    return [m for m in own_meetings(catalogue) if m.status in KNOWN]


def _row(
    id_: str,
    meetings: list[Any],
    statuses: tuple[EventStatus, ...],
    fields: tuple[str, ...],
    name: Text | StrEnum | None,
) -> Row:
    found = [m.status for m in meetings]
    return Row(id_, tuple(found.count(status) for status in statuses), deduced(meetings, *fields), name)


def _ranked(
    id_: str,
    dimension: str,
    catalogue: Catalogue | Trace,
    collection: str,
    counted: list[tuple[str, list[Any]]],
) -> Figure:
    """Return rows for records of a collection, those with most meetings held first."""
    rows = []
    for key, meetings in counted:
        record = catalogue.get(collection, key)
        rows.append(_row(key, meetings, KNOWN, NAMING, record.name if record else None))
    rows.sort(key=lambda row: tuple(-v for v in row.values))
    known = _known(catalogue)
    return Figure(id_, dimension, KNOWN, tuple(rows), len(known), deduced(known, *NAMING))

# SPDX-License-Identifier: MIT
"""What stands in a calendar, and which pages lead to one; exports.agenda writes the calendars.

Meetings do, and the summits of which no meeting tells.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from utpe.pages import routes
from utpe.pages.view import Agenda
from utpe.records.catalogue import Catalogue
from utpe.records.dated import is_told_by_its_summit
from utpe.records.edtf import Edtf
from utpe.records.meeting import Meeting
from utpe.records.network import Summit
from utpe.records.trace import Trace
from utpe.records.vocab import MeetingKind
from utpe.text.strings import strings

Gathering = Meeting | Summit


def days(date: Edtf | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a date, of an interval with one known end twice that day.

    None unless they are known to the day. An inferred day («?») is one, and is said to be inferred; an
    approximate one («~») is none.
    """
    if date is None or date.precision != "day" or date.is_approximate:
        return None
    start, end = date.start or date.end, date.end or date.start
    return (start.earliest, end.latest) if start and end else None


def only_known(date: Edtf) -> Literal["first", "last"] | None:
    """Return which day of a gathering is the only one that is known; None when both or none are."""
    if bool(date.start) == bool(date.end):
        return None
    return "first" if date.start else "last"


def gatherings(catalogue: Catalogue | Trace, kind: str = "", city: str = "") -> list[tuple[str, Gathering]]:
    """Return what a calendar is of, with its collection: all, those of a kind, or where a city appears."""

    def chosen(name: str) -> list[Any]:
        return catalogue.pointing("cities", city, name) if city else catalogue.all(name)

    meetings = [m for m in chosen("meetings") if not kind or m.kind == kind]
    summits = chosen("summits") if kind in ("", MeetingKind.SUMMIT) else []
    found: list[tuple[str, Gathering]] = [("meetings", m) for m in meetings]
    return found + [("summits", x) for x in summits if _has_event(catalogue, x)]


def agenda_of(
    catalogue: Catalogue | Trace, site_url: str, language: str, kind: str = "", city: str = ""
) -> Agenda | None:
    """Return the calendar of a kind, of a city or of all; None when it would be empty."""
    s = strings(language)
    known = [bool(days(x.date)) for _, x in gatherings(catalogue, kind, city)]
    if not any(known):
        return None
    file, lacking = routes.agenda(language, kind, city), known.count(False)
    return Agenda(
        file,
        s("agenda.file"),
        # «webcal» opens the reader's own calendar, whichever it is.
        subscribe=f"webcal://{(site_url + file).partition('://')[2]}" if site_url else "",
        lacking=s.plural("agenda.lacking", lacking) if lacking else "",
    )


def agenda_beside(
    catalogue: Catalogue | Trace, site_url: str, language: str, collection: str, record: object
) -> Agenda | None:
    """Return the calendar that the page of a record leads to, where it has one."""
    id_: str = getattr(record, "id", "")
    if isinstance(record, Meeting | Summit):
        if not days(record.date) or not _has_event(catalogue, record):
            return None
        return Agenda(routes.event(language, collection, id_), strings(language)("agenda.add"))
    return agenda_of(catalogue, site_url, language, city=id_) if collection == "cities" else None


def _has_event(catalogue: Catalogue | Trace, record: Gathering) -> bool:
    """Return whether a gathering stands in calendars itself: a summit that is a meeting too is that there."""
    if isinstance(record, Meeting):
        return True
    return not any(is_told_by_its_summit(m) for m in catalogue.pointing("summits", record.id, "meetings"))

# SPDX-License-Identifier: MIT
"""Which meetings stand in a calendar, and which pages lead to one; exports.agenda writes the calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from utpe.pages import routes
from utpe.pages.view import Agenda
from utpe.records.catalogue import Catalogue
from utpe.records.edtf import Edtf
from utpe.records.meeting import Meeting
from utpe.records.trace import Trace
from utpe.text.strings import strings


def days(date: Edtf | None) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of a date; None unless both are known to the day.

    An inferred day («?») is one, and is said to be inferred; an approximate one («~») is none.
    """
    if date is None or date.precision != "day" or date.is_approximate or not (date.start and date.end):
        return None
    return date.start.earliest, date.end.latest


def of_city(catalogue: Catalogue | Trace, city: str) -> list[Meeting]:
    """Return the meetings in which a city appears, in the order of the register."""
    found: list[Meeting] = catalogue.pointing("cities", city, "meetings")
    return found


def of_meeting(meeting: Meeting, language: str) -> Agenda | None:
    """Return the file that adds one meeting to the reader's calendar; None when its day is not known."""
    if not days(meeting.date):
        return None
    return Agenda(routes.event(language, meeting.id), strings(language)("agenda.add"))


def agenda_of(
    meetings: Iterable[Meeting], site_url: str, language: str, kind: str = "", city: str = ""
) -> Agenda | None:
    """Return the calendar of `meetings`, those of a kind or a city or all; None when it would be empty."""
    s = strings(language)
    known = [bool(days(m.date)) for m in meetings]
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
    if isinstance(record, Meeting):
        return of_meeting(record, language)
    if collection == "cities":
        city: str = getattr(record, "id", "")
        return agenda_of(of_city(catalogue, city), site_url, language, city=city)
    return None

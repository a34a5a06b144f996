# SPDX-License-Identifier: MIT
"""Calendars (RFC 5545, RFC 7986) in each language: all meetings, each kind, cities that met, each meeting.

They hold the meetings whose day is known, and say how many are left out. What each property says, and why:
docs/decisions/calendars.md.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from icalendar import Calendar, Timezone, vDuration, vText, vUri

from utpe.exports.edition import Edition
from utpe.exports.event import Event, EventMaker, visible
from utpe.exports.lasting import lasting_id
from utpe.pages import names, routes
from utpe.pages.agenda import agenda_of, days, of_city
from utpe.records.meeting import Meeting
from utpe.records.vocab import MeetingKind
from utpe.text.strings import strings

RENEWED = dt.timedelta(days=1)
"""How often a reader's calendar should look for news."""


def agenda_files(edition: Edition) -> dict[str, bytes]:
    """Return every calendar of the site; none that would be empty."""
    files = {}
    for language in edition.languages:
        maker = _Maker(edition, language)
        for path, title, meetings, lacking in maker.calendars():
            calendar = maker.calendar(path, title, meetings, lacking)
            files[path] = calendar.to_ical()
    return files


class _Maker:
    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language
        self.s = strings(language)
        make = EventMaker(edition, language)
        self.events: dict[str, Event] = {
            m.id: make.event(m) for m in edition.catalogue.all("meetings") if days(m.date)
        }

    def calendars(self) -> Iterator[tuple[str, str, list[Meeting], str]]:
        """Yield the address of each calendar, its title, its meetings, and what it says of those left out."""
        catalogue, language = self.edition.catalogue, self.language
        meetings: list[Meeting] = catalogue.all("meetings")
        section = self.s("pages.sections.meetings")
        chosen = [("", "", section, meetings)]
        for kind in MeetingKind:
            title = self.s("pages.list_title", section=section, value=self.s.label(kind))
            chosen.append((kind.value, "", title, [m for m in meetings if m.kind == kind]))
        for city in catalogue.all("cities"):
            name = names.in_language(city.name, language).text
            title = self.s("pages.list_title", section=section, value=name)
            chosen.append(("", city.id, title, of_city(catalogue, city.id)))
        for kind_, city_id, title, found in chosen:
            if agenda := agenda_of(found, "", language, kind_, city_id):
                yield agenda.file, title, found, agenda.lacking
        for m in meetings:
            if m.id in self.events:
                title = names.title("meetings", m, language, catalogue).text
                yield routes.event(language, m.id), title, [m], ""

    def calendar(self, path: str, title: str, meetings: Iterable[Meeting], lacking: str) -> Calendar:
        """Return a calendar of those of `meetings` that have a day, in the order of time."""
        s, calendar = self.s, Calendar()
        site = s("pages.site_name")
        name = s("agenda.name", title=title, site=site)
        about = " ".join(filter(None, (s("agenda.description"), lacking)))
        calendar.add("version", "2.0")
        calendar.add("prodid", f"-//{site}//{s.tag}")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("uid", str(lasting_id(f"calendar/{path}")))
        # What Google, Apple and Outlook read, beside what RFC 7986 calls the same.
        for key, words in (
            ("name", name),
            ("x-wr-calname", name),
            ("description", about),
            ("x-wr-caldesc", about),
        ):
            calendar.add(key, vText(visible(words)))
        calendar.add("refresh-interval", vDuration(RENEWED), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(RENEWED))
        if source := self.edition.address(path):
            calendar.add("source", vUri(source), parameters={"VALUE": "URI"})
        events = sorted(
            (self.events[m.id] for m in meetings if m.id in self.events), key=lambda e: (e.first, e.id)
        )
        for zone in _zones(events):
            calendar.add_component(zone)
        for event in events:
            calendar.add_component(event.component)
        return calendar


def _zones(events: Iterable[Event]) -> Iterator[Timezone]:
    """Yield the zones of events, as they were in the years of these (from IANA's data)."""
    years = defaultdict(set)
    for event in events:
        if event.zone:
            years[event.zone].add(event.first.year)
    for zone, found in sorted(years.items()):
        yield _zone(zone, min(found), max(found))


@cache
def _zone(name: str, first: int, last: int) -> Timezone:
    zone = Timezone.from_tzid(name, first_date=dt.date(first, 1, 1), last_date=dt.date(last + 1, 1, 1))
    # The library's remark on those years, in English.
    zone.pop("COMMENT", None)
    return zone

# SPDX-License-Identifier: MIT
"""Calendars (RFC 5545, RFC 7986) in each language: all gatherings, each kind, cities that met, each one.

They hold what is known to the day, and say how many are left out. What each property says, and why:
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
from utpe.pages.agenda import agenda_of, days, gatherings
from utpe.records.vocab import MeetingKind
from utpe.text.strings import strings

Key = tuple[str, str]
"""The collection and the id of an event."""
END = b"END:VCALENDAR\r\n"
RENEWED = dt.timedelta(days=1)
"""How often a reader's calendar should look for news."""


def agenda_files(edition: Edition) -> dict[str, bytes]:
    """Return every calendar of the site; none that would be empty."""
    files = {}
    for language in edition.languages:
        maker = _Maker(edition, language)
        for path, title, keys, lacking in maker.calendars():
            files[path] = maker.calendar(path, title, keys, lacking)
    return files


class _Maker:
    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language
        self.s = strings(language)
        make = EventMaker(edition, language)
        self.events: dict[Key, Event] = {
            (name, x.id): make.event(name, x) for name, x in gatherings(edition.catalogue) if days(x.date)
        }

    def calendars(self) -> Iterator[tuple[str, str, list[Key], str]]:
        """Yield the address of each calendar, its title, its events, and what it says of those left out."""
        catalogue, language = self.edition.catalogue, self.language
        section = self.s("agenda.all")
        chosen = [("", "", section)]
        for kind in MeetingKind:
            title = self.s("pages.list_title", section=section, value=self.s.label(kind))
            chosen.append((kind.value, "", title))
        for city in catalogue.all("cities"):
            name = names.in_language(city.name, language).text
            chosen.append(("", city.id, self.s("pages.list_title", section=section, value=name)))
        for kind_, city_id, title in chosen:
            if agenda := agenda_of(catalogue, "", language, kind_, city_id):
                keys = [(name, x.id) for name, x in gatherings(catalogue, kind_, city_id)]
                yield agenda.file, title, [key for key in keys if key in self.events], agenda.lacking
        for name, id_ in self.events:
            title = names.title(name, catalogue.get(name, id_), language, catalogue).text
            yield routes.event(language, name, id_), title, [(name, id_)], ""

    def calendar(self, path: str, title: str, keys: Iterable[Key], lacking: str) -> bytes:
        """Return a calendar of events, in the order of time; each stands in several, and is written once."""
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
        events = sorted((self.events[key] for key in keys), key=lambda e: (e.first, e.id))
        parts = (*_zones(events), *(event.written for event in events))
        whole: bytes = calendar.to_ical()
        return b"".join((whole.removesuffix(END), *parts, END))


def _zones(events: Iterable[Event]) -> Iterator[bytes]:
    """Yield the zones of events, as they were in the years of these (from IANA's data)."""
    years = defaultdict(set)
    for event in events:
        if event.zone:
            years[event.zone].add(event.first.year)
    for zone, found in sorted(years.items()):
        yield _zone(zone, min(found), max(found))


@cache
def _zone(name: str, first: int, last: int) -> bytes:
    zone = Timezone.from_tzid(name, first_date=dt.date(first, 1, 1), last_date=dt.date(last + 1, 1, 1))
    # The library's remark on those years, in English.
    zone.pop("COMMENT", None)
    written: bytes = zone.to_ical()
    return written

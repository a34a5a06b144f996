# SPDX-License-Identifier: MIT
"""A meeting or a summit as an event of a calendar (RFC 5545, VEVENT): what is known of it, and how far."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import icalendar

from utpe.exports.edition import Edition
from utpe.exports.lasting import first_id, lasting_id
from utpe.immutable import immutable
from utpe.pages import names
from utpe.pages.agenda import Gathering, days, only_known
from utpe.pages.happenings import happening
from utpe.pages.writer import Writer
from utpe.reading.invisible import FORBIDDEN
from utpe.records.deduced import is_deduced
from utpe.records.meeting import Meeting
from utpe.records.vocab import EventStatus, MeetingKind, Mode
from utpe.text.strings import strings

STATUS = {
    EventStatus.PROPOSED: "TENTATIVE",
    EventStatus.ANNOUNCED: "TENTATIVE",
    EventStatus.HELD: "CONFIRMED",
    EventStatus.CANCELLED: "CANCELLED",
}
"""RFC 5545, 3.8.1.11. Of what is not known nothing is said."""
SEQUENCE_ZERO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""SEQUENCE counts the minutes from here to the last change: it grows with each, and needs no counter."""
MINUTE = dt.timedelta(minutes=1)
NO_DAY = dt.date(1970, 1, 1)
"""DTSTAMP of a record of which neither git nor its sources give a day: RFC 5545 demands one."""


@immutable
class Event:
    """An event as calendars have it, and what they need to know of it; no `zone` for whole days."""

    id: str
    first: dt.date
    zone: str
    written: bytes


class EventMaker:
    """Makes events in one language."""

    def __init__(self, edition: Edition, language: str) -> None:
        """Begin, for one edition of the register."""
        self.edition, self.language = edition, language
        self.s = strings(language)

    def event(self, collection: str, m: Gathering) -> Event:
        """Return the event of a meeting or a summit; raise ValueError when its day is not known."""
        known = days(m.date)
        if known is None:
            raise ValueError(f"{m.id} has no day")
        first, last = known
        w = Writer(self.edition.catalogue, collection, m, self.language)
        event = icalendar.Event()
        event.add("uid", str(lasting_id(f"{collection}/{first_id(m)}")))
        zone = self._zone(m) if first == last else ""
        # Of a summit no hours are known.
        time = m.time if isinstance(m, Meeting) else None
        hours = _hours(first, time, zone) if zone else ()
        if hours:
            for name, moment in zip(("dtstart", "dtend"), hours, strict=False):
                event.add(name, moment)
        else:
            event.add("dtstart", first)
            # The day after: the end is not part of an event.
            event.add("dtend", last + dt.timedelta(days=1))
        self._add_words(event, w, m, "" if hours else time or "")
        if status := STATUS.get(m.status):
            event.add("status", status)
        # Nobody is busy because of it.
        event.add("transp", "TRANSPARENT")
        self._add_days(event, collection, m)
        return Event(m.id, first, zone if hours else "", event.to_ical())

    def _zone(self, m: Gathering) -> str:
        """Return the one time zone of the cities where it takes place; empty when that is not clear."""
        cities = [self.edition.catalogue.get("cities", id_) for id_ in m.city_ids]
        zones = {city.timezone for city in cities if city}
        return zones.pop() if len(zones) == 1 else ""

    def _add_words(self, event: icalendar.Event, w: Writer, m: Gathering, untold: str) -> None:
        """Add title, description, place; `untold` are hours that its start and end do not tell."""
        s, title = self.s, names.title(w.collection, m, self.language, self.edition.catalogue)
        known = ", ".join(self._doubts(m))
        summary = (
            s("agenda.titled", known=known[:1].upper() + known[1:], title=title.text) if known else title.text
        )
        lang = title.lang or s.tag
        event.add("summary", visible(summary), parameters={"LANGUAGE": lang})
        lines = [" · ".join(bit.text for bit in happening(w).meta)]
        if untold:
            lines.append(s("pages.local_time", time=untold.replace("/", "–")))
        if isinstance(m, Meeting):
            lines.append(w.said(m.unit_link).text)
        lines.append(s.plural("agenda.sources", len(m.sources)))
        if page := self.edition.page(self.language, w.collection, m.id):
            lines.append(page)
            event.add("url", page)
        event.add("description", "\n".join(map(visible, lines)))
        event.add("categories", [visible(s.label(m.kind if isinstance(m, Meeting) else MeetingKind.SUMMIT))])
        place = [w.said(m.venue).text] if isinstance(m, Meeting) and m.venue else []
        place += ["".join(bit.text for bit in w.place(id_)) for id_ in m.city_ids]
        if not place and m.mode == Mode.VIRTUAL:
            place = [s("pages.at_a_distance")]
        if place:
            event.add("location", visible("; ".join(place)))

    def _doubts(self, m: Gathering) -> list[str]:
        """Return what the title must say first: that it may not have been held, and what is deduced."""
        s, label = self.s, self.s.label(m.status)
        status_deduced = is_deduced(m, "status")
        found = [label] if m.status != EventStatus.HELD or status_deduced else []
        if status_deduced:
            found = [s("agenda.inferred", label=label)]
        if is_deduced(m, "date"):
            found.append(s("pages.date_inferred"))
        if m.date and (which := only_known(m.date)):
            found.append(s(f"agenda.only_{which}"))
        return found

    def _add_days(self, event: icalendar.Event, collection: str, m: Gathering) -> None:
        changed = self.edition.changed_at(collection, m.id)
        event.add("dtstamp", changed or _midnight(self.edition.read_on(m) or NO_DAY))
        if changed:
            event.add("last-modified", changed)
            event.add("sequence", max((changed - SEQUENCE_ZERO) // MINUTE, 0))


def _hours(day: dt.date, time: str | None, zone: str) -> tuple[dt.datetime, ...]:
    """Return the start, and the end where one is given; nothing when hours or zone are not real ones."""
    try:
        where = zoneinfo.ZoneInfo(zone)
        found = [dt.datetime.combine(day, dt.time.fromisoformat(x), where) for x in (time or "").split("/")]
    except (ValueError, zoneinfo.ZoneInfoNotFoundError):
        return ()
    # An end before the start is of a day that nobody noted.
    return tuple(found) if found == sorted(set(found)) else (found[0],)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def visible(text: str) -> str:
    """Return a text without controls and other characters that nobody sees: RFC 5545 allows none in TEXT."""
    return FORBIDDEN.sub("", text)

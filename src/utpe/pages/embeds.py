# SPDX-License-Identifier: MIT
"""Small pages that other sites show in a frame: the agenda, publications, a city, the plan, the map.

They are parts of pages of the site, under the address of the whole, and the only ones that may be framed
(utpe.pages.policy). Neither the sitemap nor the search knows them. How they look is for the address to say,
without a script: docs/decisions/embeds.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from utpe.immutable import immutable
from utpe.pages import names, plan, routes
from utpe.pages.atlas import Atlas, atlas
from utpe.pages.entries import timeline_item
from utpe.pages.feeds import has_feed
from utpe.pages.view import Bit, Item, Line, Mark
from utpe.pages.writer import Writer
from utpe.records.catalogue import Catalogue
from utpe.records.own import own_publications
from utpe.records.trace import Trace
from utpe.records.vocab import EventStatus, MeetingRelation
from utpe.settings import Settings
from utpe.text.dates import day_in_words
from utpe.text.strings import Strings, strings

Widget = Literal["agenda", "publications", "city", "plan", "map"]
WIDGETS: tuple[Widget, ...] = ("agenda", "publications", "city", "plan", "map")
MOST = 5
OF_THE_UNIT = (MeetingRelation.OWN, MeetingRelation.NETWORK_WITH_UNIT)
# A proposal that came to nothing is no meeting of the past.
OF_THE_PAST = (EventStatus.HELD, EventStatus.ANNOUNCED, EventStatus.CANCELLED)
OF_THE_FUTURE = (EventStatus.ANNOUNCED, EventStatus.PROPOSED, EventStatus.CANCELLED)


@immutable
class Part:
    """A list under a heading; `nothing` says that it is empty, `more` how many are left out."""

    items: tuple[Item, ...]
    title: str = ""
    nothing: str = ""
    more: str = ""


@immutable
class EmbedView:
    """A page for other sites; `whole` is the page of this site that it is a part of."""

    language: str
    path: str
    title: Bit
    whole: Bit
    status: Mark | None = None
    texts: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()
    marks: tuple[tuple[Mark, str], ...] = ()
    atlas: Atlas | None = None


def embed_keys(catalogue: Catalogue | Trace) -> Iterator[tuple[Widget, str]]:
    """Yield each widget that has something to show, with the id of the record that it is about."""
    for widget in WIDGETS:
        match widget:
            case "city":
                cities = (c.id for c in catalogue.all("cities") if has_feed(catalogue, "cities", c.id))
                yield from ((widget, id_) for id_ in cities)
            case "plan":
                yield from ((widget, "") for _ in _last_plan(catalogue))
            case "map":
                if any(city.point for city in catalogue.all("cities")):
                    yield widget, ""
            case _:
                yield widget, ""


def embed_view(
    catalogue: Catalogue | Trace, settings: Settings, language: str, widget: str, id_: str
) -> EmbedView:
    """Return a page for other sites; `widget` and `id_` are what `embed_keys` yields."""
    s, path = strings(language), routes.embed(language, widget, id_)
    match widget:
        case "agenda":
            return _agenda(catalogue, s, path, settings.today)
        case "publications":
            return _publications(catalogue, s, path)
        case "city":
            return _city(catalogue, s, path, id_)
        case "plan":
            return _plan(catalogue, s, path)
        case _:
            title, whole = Bit(s("embeds.map.title")), _section(s, "map", "cities")
            drawn = atlas(catalogue, "cities", language, settings.folder("theme"))
            return EmbedView(language, path, title, whole, atlas=drawn)


def _agenda(catalogue: Catalogue | Trace, s: Strings, path: str, today: dt.date) -> EmbedView:
    meetings = [m for m in catalogue.all("meetings") if m.relation in OF_THE_UNIT and m.date]

    def may_come(meeting: Any) -> bool:
        # What has no last day may still come.
        return meeting.status in OF_THE_FUTURE and not meeting.date.is_past(today)

    ahead = sorted((m for m in meetings if may_come(m)), key=_when)
    past = [m for m in meetings if m.status in OF_THE_PAST and not may_come(m)]
    past.sort(key=_when, reverse=True)
    nothing = s("embeds.agenda.nothing", day=day_in_words(today, s.language))
    parts = (
        _part(catalogue, s, "meetings", ahead, s("embeds.agenda.next"), nothing),
        _part(catalogue, s, "meetings", past, s("embeds.agenda.last")),
    )
    shown = tuple(part for part in parts if part.items or part.nothing)
    return EmbedView(
        s.language, path, Bit(s("embeds.agenda.title")), _section(s, "agenda", "meetings"), parts=shown
    )


def _publications(catalogue: Catalogue | Trace, s: Strings, path: str) -> EmbedView:
    newest = sorted(own_publications(catalogue), key=_when, reverse=True)
    part = _part(catalogue, s, "publications", newest, nothing=s("embeds.publications.nothing"))
    title = Bit(s("embeds.publications.title"))
    return EmbedView(s.language, path, title, _section(s, "publications", "publications"), parts=(part,))


def _city(catalogue: Catalogue | Trace, s: Strings, path: str, id_: str) -> EmbedView:
    city: Any = catalogue.get("cities", id_)
    w = Writer(catalogue, "cities", city, s.language)
    newest = sorted(catalogue.pointing("cities", id_, "meetings"), key=_when, reverse=True)
    part = _part(catalogue, s, "meetings", newest, s("embeds.city.meetings"))
    whole = Bit(s("embeds.city.whole"), href=routes.record(s.language, "cities", id_))
    title = names.in_language(city.name, s.language)
    kind: Line = (w.country(city.country), Bit(" · "), w.label(city.kind))
    return EmbedView(s.language, path, title, whole, texts=(kind,), parts=(part,))


def _plan(catalogue: Catalogue | Trace, s: Strings, path: str) -> EmbedView:
    r = _last_plan(catalogue)[0]
    parts = plan.write(Writer(catalogue, "plans", r, s.language), r)
    board = next(block for block in parts.wide if block.id == "tracker")
    rule: Line = (Bit(s("embeds.plan.rule")),)
    whole = Bit(s("embeds.plan.whole"), href=routes.record(s.language, "plans", r.id))
    title = names.title("plans", r, s.language, catalogue)
    return EmbedView(s.language, path, title, whole, status=parts.status, texts=(rule,), marks=board.marks)


def _last_plan(catalogue: Catalogue | Trace) -> list[Any]:
    """Return the plan of the latest period, if there is any."""
    return sorted(catalogue.all("plans"), key=lambda r: r.period.sort_key)[-1:]


def _part(
    catalogue: Catalogue | Trace,
    s: Strings,
    collection: str,
    records: list[Any],
    title: str = "",
    nothing: str = "",
) -> Part:
    items = tuple(_items(catalogue, s, collection, records[:MOST]))
    left = len(records) - len(items)
    more = s.plural("pages.and_n_more", left) if left else ""
    return Part(items, title, "" if items else nothing, more)


def _items(
    catalogue: Catalogue | Trace, s: Strings, collection: str, records: Iterable[Any]
) -> Iterator[Item]:
    for record in records:
        w = Writer(catalogue, collection, record, s.language)
        if collection == "meetings":
            yield timeline_item(w)
        else:
            when = w.when(record.date, record) or (Bit(s("pages.no_date")),)
            yield w.item(collection, record, w.label(record.kind), *when)


def _section(s: Strings, widget: Widget, collection: str) -> Bit:
    return Bit(s(f"embeds.{widget}.whole"), href=routes.section(s.language, collection))


def _when(record: Any) -> tuple[Any, ...]:
    return record.date.sort_key if record.date else (dt.date.min, "")

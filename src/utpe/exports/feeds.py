# SPDX-License-Identifier: MIT
"""RSS 2.0 and Atom (RFC 4287) in each language: of everything, of each section, of cities that met.

An entry is dated by the last change of its record, which git knows, else by the day on which its sources
were last read, which the record says; never by the build. Feeds need absolute addresses: a site without
one has none. Why ids are what they are: docs/decisions/feeds.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from email.utils import format_datetime
from functools import cached_property
from typing import Any

from utpe.exports.edition import Edition
from utpe.exports.lasting import first_id, lasting_id
from utpe.immutable import immutable
from utpe.pages import names, routes
from utpe.pages.feeds import has_feed
from utpe.pages.happenings import WITH_KIND, happening
from utpe.pages.publication import author_in_words
from utpe.pages.templates import environment
from utpe.pages.writer import Writer
from utpe.reading.invisible import FORBIDDEN, kind_of
from utpe.records.base import Text
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

MOST_ITEMS = 30
MOST_AUTHORS = 3
MOST_WORDS = 55
"""What the RSS block of WordPress shows of a summary."""
TELLING = ("summary", "context", "unit_link", "description")
"""The fields of a record that say in a sentence what it is about."""


@immutable
class FeedItem:
    """An entry: a record in one language, on the day of its last change."""

    id: str
    collection: str
    section: str
    title: str
    lang: str
    page: str
    summary: str
    day: dt.date

    @property
    def rfc822(self) -> str:
        """The beginning of its day, as RSS wants it."""
        return format_datetime(_midnight(self.day))

    @property
    def rfc3339(self) -> str:
        """The beginning of its day, as Atom wants it."""
        return _midnight(self.day).isoformat()


@immutable
class Feed:
    """A feed in one language; `page` is what it follows, `rss` and `atom` are its own addresses."""

    id: str
    title: str
    description: str
    tag: str
    author: str
    rights: str
    page: str
    rss: str
    atom: str
    items: tuple[FeedItem, ...]

    @property
    def rfc3339(self) -> str:
        """When its newest entry changed."""
        return max(i.rfc3339 for i in self.items)


def feed_files(edition: Edition) -> dict[str, bytes]:
    """Return every feed of the site; none where it has no address, none that would be empty."""
    if not edition.settings.site_url:
        return {}
    env = environment(edition.settings.folder("theme"), "")
    rss, atom = env.get_template("exports/rss.xml"), env.get_template("exports/atom.xml")
    files = {}
    maker = _Maker(edition)
    for language in edition.languages:
        for place, title, chosen in maker.feeds(language):
            if feed := maker.feed(language, place, title, chosen):
                files[routes.feed(place, "rss")] = rss.render(feed=feed).encode()
                files[routes.feed(place, "atom")] = atom.render(feed=feed).encode()
    return files


Entry = tuple[str, Any]
"""A collection and a record of it."""


class _Maker:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.catalogue = edition.catalogue

    def feeds(self, language: str) -> Iterator[tuple[str, str, list[Entry]]]:
        """Yield the address that each feed follows, its title, and its records, the newest first."""
        s = strings(language)
        yield f"{language}/", s("feeds.everything"), self.newest
        for name, collection in COLLECTIONS.items():
            if collection.has_pages:
                chosen = [entry for entry in self.newest if entry[0] == name]
                yield routes.section(language, name), s(f"pages.sections.{name}"), chosen
        for city in self.catalogue.all("cities"):
            if has_feed(self.catalogue, "cities", city.id):
                about = {("cities", city.id)} | {
                    (name, r.id)
                    for name in COLLECTIONS
                    for r in self.catalogue.pointing("cities", city.id, name)
                }
                chosen = [entry for entry in self.newest if (entry[0], entry[1].id) in about]
                name = names.in_language(city.name, language).text
                yield routes.record(language, "cities", city.id), name, chosen

    @cached_property
    def newest(self) -> list[Entry]:
        """Every record with a page and a day, the last changed first, then the latest in time."""
        found = [
            (day, _when(record), name, record)
            for name, collection in COLLECTIONS.items()
            for record in (self.catalogue.all(name) if collection.has_pages else ())
            if (day := self.days[(name, record.id)])
        ]
        found.sort(key=lambda x: (x[0], x[1], x[2], x[3].id), reverse=True)
        return [(name, record) for _, _, name, record in found]

    @cached_property
    def days(self) -> dict[tuple[str, str], dt.date | None]:
        """The day of each record: of its last change, else of the last reading of its sources."""
        return {
            (name, record.id): self.edition.changed(name, record.id) or self.edition.read_on(record)
            for name, collection in COLLECTIONS.items()
            for record in (self.catalogue.all(name) if collection.has_pages else ())
        }

    def feed(self, language: str, place: str, title: str, chosen: list[Entry]) -> Feed | None:
        """Return a feed, or None when it would be empty."""
        items = tuple(self._item(language, name, record) for name, record in chosen[:MOST_ITEMS])
        if not items:
            return None
        s, address = strings(language), self.edition.address
        return Feed(
            id=lasting_id(f"feed/{place}").urn,
            title=_without_controls(s("feeds.title", title=title, site=s("pages.site_name"))),
            description=_without_controls(s("feeds.description", title=title)),
            tag=s.tag,
            author=s("pages.site_name"),
            rights=s("feeds.rights"),
            page=address(place),
            rss=address(routes.feed(place, "rss")),
            atom=address(routes.feed(place, "atom")),
            items=items,
        )

    def _item(self, language: str, name: str, record: Any) -> FeedItem:
        s = strings(language)
        title = names.title(name, record, language, self.catalogue)
        day = self.days[(name, record.id)]
        if day is None:
            raise ValueError(f"{name}/{record.id} has no day")
        return FeedItem(
            id=lasting_id(f"{name}/{first_id(record)}/{language}").urn,
            collection=name,
            section=s(f"pages.sections.{name}"),
            title=_without_controls(title.text),
            lang=title.lang,
            page=self.edition.page(language, name, record.id),
            summary=_shortened(self._summary(Writer(self.catalogue, name, record, language))),
            day=day,
        )

    def _summary(self, w: Writer) -> str:
        """Return what is known of a record, in plain words: its kind and state, when, where, what about."""
        r = w.record
        known = [bit.text for bit in happening(w).meta] if getattr(r, "date", None) else []
        if not known and hasattr(r, "status"):
            known = [w.s.label(r.status)]
        if w.collection not in ("meetings", "publications", *WITH_KIND) or not getattr(r, "date", None):
            known.insert(0, w.s(f"pages.kind_of.{w.collection}"))
        if not hasattr(r, "city_ids"):
            cities = [x for x in (getattr(r, field, None) for field in ("city_id", "core_city_id")) if x]
            known += [w.link("cities", x).text for x in cities]
        countries = getattr(r, "countries", None) or [x for x in (getattr(r, "country", None),) if x]
        known += [w.s.join([w.country(x).text for x in countries])] if countries else []
        known += [author_in_words(x) for x in getattr(r, "authors", ())[:MOST_AUTHORS]]
        telling = (getattr(r, field, None) for field in TELLING)
        text = next((w.said(x).text for x in telling if isinstance(x, Text)), "")
        if len(known) == 1 and not text:
            text = w.s("pages.plain_description", section=w.s(f"pages.sections.{w.collection}"))
        pieces = (" · ".join(known), text)
        return ". ".join(piece.strip(" .") for piece in pieces if piece) + "."


def _when(record: Any) -> tuple[Any, ...]:
    date = getattr(record, "date", None)
    return date.sort_key if date else (dt.date.min, "")


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def _without_controls(text: str) -> str:
    """Return a text without the characters that XML 1.0 knows no way to write (section 2.2)."""
    return FORBIDDEN.sub(lambda m: "" if kind_of(m[0]) == "control" else m[0], text)


def _shortened(text: str) -> str:
    words = _without_controls(text).split()
    return " ".join(words) if len(words) <= MOST_WORDS else " ".join(words[:MOST_WORDS]).rstrip(",;:.") + "…"

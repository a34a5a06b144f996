# SPDX-License-Identifier: MIT
"""Listings of a collection: all of it, and by each value of its facets; paginated, static, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from utpe.forms.spec import PROPOSED
from utpe.pages import entries, facets, names, routes
from utpe.pages.agenda import agenda_of
from utpe.pages.feeds import feed_of
from utpe.pages.list_view import Facet, Group, ListView, Option, Order, Pager
from utpe.pages.paging import pager
from utpe.pages.reference_links import reference_links
from utpe.pages.view import Agenda, Bit, Layout, Table, TableGroup
from utpe.pages.writer import Writer
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Shared, Trace
from utpe.records.vocab import EventStatus
from utpe.settings import Settings
from utpe.text.strings import strings

LAYOUTS: dict[str, Layout] = {
    "meetings": "timeline",
    "summits": "timeline",
    "presidencies": "timeline",
    "coordination": "timeline",
    "publications": "publications",
    "glossary": "terms",
    "sources": "sources",
    "unit": "index",
    "plans": "index",
}


MOST_LIVE = 1_000
"""Of a listing with more, readers would load a megabyte to filter it in place; its facets lead to pages."""
# Rows that weigh much, or that share their first page with a map: no page may pass 60 KB of HTML.
PAGE_SIZES = {"publications": 32, "sources": 60, "cities": 50, "governance": 12}


@dataclass(frozen=True)
class Lister:
    """Makes the listings of one language."""

    catalogue: Catalogue | Trace
    settings: Settings
    language: str
    shared: Shared = field(default_factory=Shared, compare=False, repr=False)

    def _shared(self, key: tuple[str, ...], work_out: Callable[[Trace], Any]) -> Any:
        return self.shared.get(self.catalogue, (self.language, *key), work_out)

    def facet_groups(self, collection: str, facet: str) -> dict[str, list[Any]]:
        """Return the records under each value of a facet, in the order of the listing."""
        ordered = self.ordered(collection)
        groups: dict[str, list[Any]] = self._shared(
            ("groups", collection, facet), lambda t: facets.groups(t, collection, facet, ordered)
        )
        return groups

    def _entry(self, collection: str, record: Any, make: Callable[[Writer], Any]) -> Any:
        """Return how a record stands in every listing of its collection."""
        return self._shared(
            ("entry", collection, record.id), lambda t: make(Writer(t, collection, record, self.language))
        )

    def ordered(self, collection: str) -> list[Any]:
        """Return the records of a collection in the order of its listing."""
        found: list[Any] = self._shared(
            ("order", collection), lambda t: entries.in_listing_order(t, collection, self.language)
        )
        return found

    def order(self, collection: str) -> list[str]:
        """Return the ids of a collection in the order of its listing."""
        return [r.id for r in self.ordered(collection)]

    def parts(self, collection: str) -> list[str]:
        """Return the listings of a collection: "" for the whole, `year=2014`, `initial=a` (sources)."""
        initials = self._initials if collection == "sources" else ()
        facets_ = COLLECTIONS[collection].facets
        groups = (f"{f}={value}" for f in facets_ for value in self.facet_groups(collection, f))
        return ["", *(f"initial={x}" for x in initials), *groups]

    def part(self, collection: str, part: str, after: int = 0) -> Iterator[ListView]:
        """Yield the pages of one of `parts`, in order, without the first `after` of them."""
        facet, _, value = part.partition("=")
        if collection == "sources" and facet in ("", "initial"):
            yield from (self._sources(value) for _ in range(after, 1))
            return
        groups = self.facet_groups(collection, facet) if facet else {}
        records = groups.get(value, []) if facet else self.ordered(collection)
        yield from self._listing(collection, records, facet, value, after)

    def pages(self, collection: str) -> Iterator[ListView]:
        """Yield every listing page of a collection; the first is that of the whole."""
        for part in self.parts(collection):
            yield from self.part(collection, part)

    def whole(self, collection: str) -> ListView:
        """Return the listing of a collection as if it had a single page."""
        records = self.ordered(collection)
        paths = {c: routes.section(c, collection) for c in self.settings.languages}
        return self._view(collection, records, len(records), "", "", paths, None, 1)

    def _listing(
        self, collection: str, records: list[Any], facet: str, value: str, after: int
    ) -> Iterator[ListView]:
        size = min(self.settings.page_size, PAGE_SIZES.get(collection, self.settings.page_size))
        size = size if collection != "glossary" else max(1, len(records))
        chunks = [records[i : i + size] for i in range(0, len(records), size)] or [[]]
        first = {
            code: routes.facet(code, collection, facet, value) if facet else routes.section(code, collection)
            for code in self.settings.languages
        }
        for number, chunk in enumerate(chunks[after:], after + 1):
            paths = {code: routes.numbered(path, number, code) for code, path in first.items()}
            links = pager(first[self.language], len(chunks), number, self.language)
            yield self._view(collection, chunk, len(records), facet, value, paths, links, number)

    def _view(
        self,
        collection: str,
        chunk: list[Any],
        total: int,
        facet: str,
        value: str,
        paths: dict[str, str],
        links: Pager | None,
        number: int,
    ) -> ListView:
        s = strings(self.language)
        section = s(f"pages.sections.{collection}")
        title, crumbs = section, [Bit(s("pages.home_title"), href=f"{self.language}/")]
        if facet:
            label = facets.value_label(self.catalogue, collection, facet, value, self.language)
            title = s("pages.list_title", section=section, value=label)
        if facet or number > 1:
            crumbs.append(Bit(section, href=routes.section(self.language, collection)))
        if number > 1:
            title = s("pages.page_title", title=title, number=number)
        everything = routes.section(self.language, collection)
        here = routes.facet(self.language, collection, facet, value) if facet else everything
        layout = LAYOUTS.get(collection, "table")
        groups: tuple[Group, ...] = ()
        table = None
        if layout == "table":
            table = self._table(collection, chunk, s.plural(f"pages.count.{collection}", total))
        else:
            groups = tuple(self._groups(collection, layout, chunk))
        return ListView(
            language=self.language,
            collection=collection,
            path=paths[self.language],
            title=Bit(title),
            description=s(
                "pages.list_description", title=title, count=s.plural(f"pages.count.{collection}", total)
            ),
            crumbs=tuple(crumbs),
            lead="",
            layout=layout,
            total=total,
            total_text=s.plural(f"pages.count.{collection}", total),
            facets=self.offered(collection),
            here=here,
            groups=groups,
            table=table,
            marks=self._marks(collection),
            pager=links,
            is_first=not facet and number == 1,
            is_live=self.is_live(collection),
            orders=self._orders(collection) if not facet and number == 1 else (),
            order_name=s("slugs.order.name"),
            form=routes.form(self.language, collection) if number == 1 and collection in PROPOSED else "",
            feed=self._feed(collection) if not facet and number == 1 else "",
            agenda=self._agenda(collection, facet, value) if number == 1 else None,
            references=reference_links(self.language, collection) if not facet and number == 1 else (),
            total_forms=s.forms(f"pages.count.{collection}"),
            alternates=paths,
        )

    def _feed(self, collection: str) -> str:
        has_pages = COLLECTIONS[collection].has_pages
        url = self.settings.site_url if has_pages else ""
        return feed_of(self.catalogue, url, self.language, collection)

    def _agenda(self, collection: str, facet: str, value: str) -> Agenda | None:
        if collection != "meetings" or facet not in ("", "kind"):
            return None
        return agenda_of(self.catalogue, self.settings.site_url, self.language, kind=value)

    def _orders(self, collection: str) -> tuple[Order, ...]:
        s, names_ = strings(self.language), entries.ORDERS.get(collection, ())
        return tuple(
            Order(s(f"slugs.order.{by}") if n else "", s(f"pages.orders.{by}"), by)
            for n, by in enumerate(names_)
        )

    def is_live(self, collection: str) -> bool:
        """Return whether a listing can be filtered in place: all of it would have to be loaded for that."""
        is_short = len(self.ordered(collection)) <= MOST_LIVE
        return is_short and bool(self.offered(collection)) and not self.settings.offline

    def offered(self, collection: str) -> tuple[Facet, ...]:
        """Return the ways to narrow a collection."""

        def work_out(t: Trace) -> tuple[Facet, ...]:
            lister = replace(self, catalogue=t)
            groups = {f: lister.facet_groups(collection, f) for f in COLLECTIONS[collection].facets}
            return facets.offered(t, collection, self.language, groups)

        found: tuple[Facet, ...] = self._shared(("facets", collection), work_out)
        return found

    def _marks(self, collection: str) -> tuple[Any, ...]:
        if collection not in ("meetings", "summits"):
            return ()
        s = strings(self.language)
        statuses = self.facet_groups(collection, "status")
        return tuple(
            (
                facets.value_mark(collection, "status", v, self.language),
                s(f"vocab_help.EventStatus.{EventStatus(v)}"),
            )
            for v in statuses
        )

    def _groups(self, collection: str, layout: Layout, chunk: list[Any]) -> Iterator[Group]:
        s = strings(self.language)

        def key(r: Any) -> str:
            if layout == "timeline":
                return str(r.date.year) if r.date and r.date.year else ""
            if layout == "publications":
                return str(r.relation.value)
            if layout == "terms":
                return names.sort_key(names.in_language(r.term, self.language).text)[:1].upper()
            return "index"

        for value, members in groupby(chunk, key):
            records = list(members)
            found = tuple(self._entry(collection, r, self._makers[layout]) for r in records)
            group = Group(value, "", len(found), found)
            if layout == "timeline":
                group = replace(group, id=f"y{value or 'x'}", title=value or s("pages.no_date"))
            elif layout == "publications":
                group = replace(group, id=f"g-{value}", title=s.label(records[0].relation))
            elif layout == "terms":
                group = replace(group, id=f"letter-{value.lower()}", title=value)
            yield group

    @property
    def _makers(self) -> dict[Layout, Callable[[Writer], Any]]:
        return {
            "timeline": entries.timeline_item,
            "publications": entries.publication_entry,
            "terms": lambda w: entries.term_entry(w, self.settings.languages),
            "sources": entries.source_entry,
            "index": lambda w: w.item(w.collection, w.record),
        }

    def _table(self, collection: str, chunk: list[Any], caption: str) -> Table:
        s = strings(self.language)

        def key(r: Any) -> str:
            if collection in ("countries", "borders", "topics"):
                return ""
            if collection == "organizations":
                return s.label(r.kind)
            return entries.country_group(self.catalogue, r, self.language)

        groups = tuple(
            TableGroup(tuple(self._entry(collection, r, entries.table_row) for r in members), title=value)
            for value, members in groupby(chunk, key)
        )
        columns = tuple(s(f"pages.columns.{c}") for c in entries.COLUMNS[collection])
        return Table(caption, columns, groups)

    @cached_property
    def _initials(self) -> dict[str, list[str]]:
        """Ids of sources by initial: one page for each, so that an anchor never moves."""
        found: dict[str, list[str]] = {}
        for id_ in sorted(r.id for r in self.catalogue.all("sources")):
            found.setdefault(id_[0], []).append(id_)
        return found

    def _sources(self, initial: str) -> ListView:
        """Return the page of the sources whose id begins with `initial`, or the way to all of them."""
        s = strings(self.language)
        paths = {
            c: routes.section(c, "sources") + (f"{initial}/" if initial else "")
            for c in self.settings.languages
        }
        total = sum(len(ids) for ids in self._initials.values())
        view = self._view("sources", [], total, "", "", paths, None, 1)
        section = Bit(view.title.text, href=routes.section(self.language, "sources"))
        options = tuple(
            Option(x.upper(), f"{section.href}{x}/", len(ids), is_current=x == initial)
            for x, ids in self._initials.items()
        )
        if not initial:
            return replace(view, initials=options, is_first=True)
        records: list[Any] = [self.catalogue.get("sources", id_) for id_ in self._initials[initial]]
        found = tuple(self._entry("sources", r, entries.source_entry) for r in records)
        title = s("pages.list_title", section=view.title.text, value=initial.upper())
        groups = (Group(f"letter-{initial}", initial.upper(), len(found), found, has_anchors=True),)
        crumbs = (*view.crumbs, section)
        count = s.plural("pages.count.sources", len(found))
        return replace(
            view,
            title=Bit(title),
            crumbs=crumbs,
            groups=groups,
            initials=options,
            is_first=False,
            total=len(found),
            total_text=count,
            description=s("pages.list_description", title=title, count=count),
        )

# SPDX-License-Identifier: MIT
"""What the pages of records and the listings show, as plain data in each language."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from peers.plain import Plain, Speaker, numbers
from utpe.pages import facets, routes
from utpe.pages.list_view import PublicationEntry
from utpe.pages.listing import LAYOUTS, PAGE_SIZES, Lister
from utpe.pages.record import Descriptions, Desk
from utpe.pages.site import Site
from utpe.pages.view import Block, Item, RecordView, SourceNote, TableRow
from utpe.pages.writer import Writer
from utpe.records.edtf import Edtf
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

WITH_PAGES = [name for name, collection in COLLECTIONS.items() if collection.has_pages]


@dataclass(frozen=True)
class _Desk(Desk):
    """Makes views, and remembers which sources each cites, in the order of their numbers."""

    cited: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def _note(self, w: Writer, number: int, group: list[Any]) -> SourceNote:
        self.cited.setdefault((w.collection, w.record.id), []).append(group[0].id)
        return super()._note(w, number, group)


class Records:
    """The records of one language."""

    def __init__(self, site: Site, language: str) -> None:
        self.site, self.language = site, language
        self.lister: Lister = site.listers[language]
        self.speaker = Speaker(site, language)
        desk = site.desks[language]
        self.desk = _Desk(desk.catalogue, desk.settings, desk.history, desk.order, desk.prose)
        self.views = {
            (name, r.id): self.desk.view(name, r, language)
            for name in WITH_PAGES
            for r in site.catalogue.all(name)
        }
        for view in self.views.values():
            for block in (*view.blocks, *view.aside, *view.wide):
                for item in block.items:
                    self.speaker.notes(item)
        self._entries = {name: self._of_listing(name) for name in WITH_PAGES}
        self._values = {name: self._facet_values(name) for name in WITH_PAGES}

    def pages(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield address and fields of the page of every record."""
        for (name, id_), view in self.views.items():
            weight = self.lister.order(name).index(id_) + 1
            yield view.path, self._page(view, weight, name, id_)

    def _page(self, v: RecordView, weight: int, name: str, id_: str) -> dict[str, Any]:
        say = self.speaker
        head = self.site.heads.of(v, True, name, v.feed)
        links = self.site.catalogue.links[(name, id_)]
        refs = dict.fromkeys(f"{c}/{i}" for _, c, i in links if COLLECTIONS[c].has_pages)
        params: dict[str, Any] = {
            "key": f"{name}/{id_}",
            "refs": list(refs),
            "foreign": v.title.lang,
            "chips": [say.line((x,)) for x in v.chips],
            "when": say.line(v.when) if v.when else None,
            "lead": say.line((v.lead,)) if v.lead else None,
            "status": {**say.mark(v.status), "word": v.status.word} if v.status else None,
            "crumb": say.bit(v.crumbs[2]) if len(v.crumbs) > 2 else None,
            "doubt": {"anchor": v.doubt.anchor, **say.line(v.doubt.line)} if v.doubt else None,
            "notices": [say.notice(n) for n in v.notices],
            "story": [{**say.line((p.text,)), "sources": numbers(p.refs)} for p in v.story],
            "facts": [say.row(r) for r in v.facts],
            "lacks_source": any(r.lacks_source for r in v.facts),
            "remarks": [{"anchor": x.anchor, **say.line(x.line)} for x in v.remarks],
            "blocks": self._blocks(v.blocks, name, id_),
            "aside": self._blocks(v.aside, name, id_),
            "wide": self._blocks(v.wide, name, id_),
            "cited": self._cited(v),
            "citations": [{"label": c.label, "text": c.text} for c in v.citations],
            "downloads": say.pieces(v.references),
            "agenda": {"file": f"/{v.agenda.file}", "words": v.agenda.words} if v.agenda else None,
            "has_neighbours": bool(v.neighbours),
            "changed": v.change.text,
            "reviewed": v.reviewed,
            "form": f"/{v.form}?id={id_}" if v.form else "",
            "linked_data": json.dumps(head.data, ensure_ascii=False, separators=(",", ":")),
            "card": say.common(f"{name}/{id_}"),
            **self._entries[name].get(id_, {}),
            **self._values[name].get(id_, {}),
        }
        # Each language has its own title; what has none of its own keeps the other's.
        common = {"title": v.title.text, "linkTitle": say.short[f"{name}/{id_}"], "weight": weight}
        common |= {"type": name, "description": v.description, "translationKey": f"{name}/{id_}"}
        return common | {"params": {k: x for k, x in params.items() if x not in (None, "", [], {}, False)}}

    def _blocks(self, blocks: tuple[Block, ...], name: str, id_: str) -> list[Plain]:
        return [self.speaker.block(b, name, id_) for b in blocks]

    def _cited(self, v: RecordView) -> list[Plain]:
        """Return the ids of the sources by their numbers, with what only this page says of them."""
        found = []
        for note, id_ in zip(v.sources, self.desk.cited.get((v.collection, v.id), ()), strict=True):
            known = self.sources.get(id_, {"before": (), "after": ()})
            own = note.details[len(known["before"]) : len(note.details) - len(known["after"])]
            found.append({"id": id_, "supports": note.supports} | ({"at": own[0].text} if own else {}))
        return found

    @cached_property
    def sources(self) -> dict[str, Plain]:
        """The sources by id: what is said of each wherever it is cited."""
        say, described, found = self.speaker, Descriptions(self.site.catalogue), {}
        for r in self.site.catalogue.all("sources"):
            title, before, after = described[(self.language, r.id)]
            found[r.id] = {
                "title": say.bit(title),
                "before": say.pieces(before),
                "after": say.pieces(after),
                "archived": r.archived or "",
            }
        return found

    # ---- listings

    def _of_listing(self, name: str) -> dict[str, Plain]:
        """Return for each record how it stands in the listing of its collection, and under which heading."""
        found = {}
        records = self.lister.ordered(name)
        whole = self.lister.whole(name)
        shown: list[tuple[int, str, str, Any]] = []
        for number, g in enumerate(whole.table.groups if whole.table else ()):
            shown += [(number, g.anchor, g.title, row) for row in g.rows]
        for number, group in enumerate(whole.groups):
            shown += [(number, group.id, group.title, entry) for entry in group.entries]
        for record, (number, anchor, title, shape) in zip(records, shown, strict=True):
            found[record.id] = {
                "entry": self._entry(shape),
                "group": f"{number:04}",
                "heading": {"id": anchor, "title": title},
                "day": _day(record),
            }
        return found

    def _entry(self, entry: Any) -> Plain:
        say = self.speaker
        if isinstance(entry, TableRow):
            return say.table_row(entry)
        if isinstance(entry, Item):
            return say.card(entry)
        publication: PublicationEntry = entry
        return {
            "meta": say.pieces(publication.meta),
            "authors": publication.authors,
            "abstract": say.bit(publication.abstract),
            "citation": publication.citation,
            "read": say.bit(publication.read) if publication.read else None,
        }

    def _facet_values(self, name: str) -> dict[str, dict[str, list[str]]]:
        """Return for each record its values of each facet, as they stand in addresses."""
        found: dict[str, dict[str, list[str]]] = {}
        section = routes.section(self.language, name).split("/")[1]
        for facet in COLLECTIONS[name].facets:
            for value, records in self.lister.facet_groups(name, facet).items():
                slug = routes.value_slug(self.language, name, facet, value)
                taxonomy = f"{section}/{routes.facet_slug(self.language, facet)}"
                for r in records:
                    found.setdefault(r.id, {}).setdefault(taxonomy, []).append(slug)
        return found

    def sections(self) -> dict[str, Plain]:
        """Return, by the folder of each section, its collection and by what it can be narrowed."""
        s, found = strings(self.language), {}
        for name in WITH_PAGES:
            folder = routes.section(self.language, name).split("/")[1]
            size = min(self.site.settings.page_size, PAGE_SIZES.get(name, self.site.settings.page_size))
            whole = self.lister.whole(name)
            found[folder] = {
                "collection": name,
                "title": s(f"pages.sections.{name}"),
                "layout": LAYOUTS.get(name, "table"),
                "size": size,
                "columns": whole.table.columns if whole.table else (),
                "marks": [{**self.speaker.mark(m), "word": m.word, "text": t} for m, t in whole.marks],
                "forms": dict(s.forms(f"pages.count.{name}")),
                "order_name": whole.order_name,
                "orders": [{"slug": o.slug, "by": o.by, "label": o.label} for o in self._orders(name)],
                "downloads": self.speaker.pieces(whole.references) if whole.references else [],
                "form": f"/{routes.form(self.language, name)}" if whole.form else "",
                "missing": s(f"forms.missing.{name}") if whole.form else "",
                "facets": [self._facet(folder, f) for f in self.lister.offered(name)],
                "labels": self._labels(name),
                "agendas": {
                    f"/{v.path}": {"file": f"/{v.agenda.file}", "words": v.agenda.words}
                    for v in self.lister.pages(name)
                    if v.agenda
                },
            }
        return found

    def _orders(self, name: str) -> tuple[Any, ...]:
        return next(self.lister.part(name, "")).orders if name in LAYOUTS or COLLECTIONS[name].facets else ()

    def _labels(self, name: str) -> dict[str, dict[str, Plain]]:
        """Return, by their names in addresses, how values of facets are called, and where else they are."""
        found: dict[str, dict[str, Plain]] = {}
        others = [c for c in self.site.settings.languages if c != self.language]
        for facet in COLLECTIONS[name].facets:
            of_facet = found[routes.facet_slug(self.language, facet)] = {}
            for value in self.lister.facet_groups(name, facet):
                of_facet[routes.value_slug(self.language, name, facet, value)] = {
                    "label": facets.value_label(self.site.catalogue, name, facet, value, self.language),
                    "elsewhere": {c: f"/{routes.facet(c, name, facet, value)}" for c in others},
                }
        return found

    def _facet(self, folder: str, facet: Any) -> Plain:
        def option(o: Any) -> Plain:
            mark = {"mark": {**self.speaker.mark(o.mark), "word": o.mark.word}} if o.mark else {}
            return {"slug": o.href.rstrip("/").rpartition("/")[2], "label": o.label, **mark}

        every, *shown = facet.options
        return {
            "taxonomy": f"{folder}/{routes.facet_slug(self.language, facet.name)}",
            "label": facet.label,
            "narrow": facet.is_narrow,
            "all": every.label,
            "options": [option(o) for o in shown],
            "more": [option(o) for o in facet.more],
        }


def _day(record: Any) -> str:
    date = getattr(record, "date", None) or getattr(record, "established", None)
    return date.sort_key[0].isoformat() if isinstance(date, Edtf) else ""

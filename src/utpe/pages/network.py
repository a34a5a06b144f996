# SPDX-License-Identifier: MIT
"""The pages of the network: organisations, summits, presidencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from utpe.pages import routes
from utpe.pages.documents import documents_block
from utpe.pages.events import place_row, when_and_where
from utpe.pages.long_lists import first_of
from utpe.pages.names import foreign
from utpe.pages.names_drawing import names_drawing, years_in_words
from utpe.pages.view import Bit, Block, Item, Line, Row, Table, TableGroup, TableRow
from utpe.pages.writer import Parts, Writer
from utpe.records.meeting import Meeting
from utpe.records.network import DatedName, Organization, Presidency, Summit
from utpe.text.dates import date_in_words

LATEST = 5
_NEVER = (dt.date.min, "")


def write_organization(w: Writer, r: Organization) -> Parts:
    """Return the parts of the page of organisation `r`."""
    p = Parts(chips=[w.label(r.kind)], lead=w.said(r.summary))
    if r.is_in_founding_document:
        p.chips.append(Bit(w.s("pages.in_founding_document")))
    if r.acronym:
        by_analogy = w.deduction("acronym", "acronym_inferred") if r.is_acronym_inferred else None
        inferred: Line = (Bit(" "), by_analogy) if by_analogy else ()
        p.facts.append(w.row("acronym", (Bit(r.acronym), *inferred)))
    if r.name_en:
        p.facts.append(w.row("name_en", Bit(r.name_en, lang=foreign("en", w.language))))
    if r.parent_id:
        p.facts.append(w.row("parent_id", w.link("organizations", r.parent_id)))
    if r.city_id:
        p.facts.append(w.row("city_id", w.place(r.city_id)))
    elif r.country:
        p.facts.append(w.row("country", w.country(r.country)))
    if r.founded:
        place: Line = (Bit(", "), w.link("cities", r.founded_in_city_id)) if r.founded_in_city_id else ()
        p.facts.append(w.row("founded", (*w.date(r.founded, "founded"), *place)))
    p.facts.append(w.row("relation", w.said(r.relation)))
    if r.sgt_number:
        p.facts.append(w.row("sgt_number", Bit(str(r.sgt_number))))
    no_site = Bit(w.s("pages.website_unknown"), style="quiet")
    p.facts.append(w.row("website", Bit(r.website, url=r.website) if r.website else no_site))
    for account in r.accounts:
        words = account.handle or account.url or account.network
        when = f" ({date_in_words(account.date, w.language)})" if account.date else ""
        line: Line = (Bit(words, url=account.url or ""), Bit(when))
        notes = (w.said(account.note),) if account.note else ()
        p.facts.append(w.row("accounts", line, *notes, own=account.sources))
    _organization_blocks(w, r, p)
    return p


def names_block(w: Writer, names: tuple[DatedName, ...]) -> Block:
    """Return names through time, drawn and as a list: when documented, used or only proposed, the doubts."""
    items = []
    for n in names:
        # From the first time to the last would read as if nothing were lacking in between.
        words = w.s("pages.names.documented", years=years_in_words(n, w.s)) if n.documented else ""
        meta = [Bit(words)] if words else [*w.when(n.date, w.record, "names")]
        meta += [Bit(w.s.label(n.status), style="strong")]
        meta += [Bit(n.acronym)] if n.acronym else []
        meta.append(w.backing(n.sources, w.s("pages.names_through_time")))
        items.append(Item(w.said(n.name), tuple(meta), text=w.text(n.note), mark=w.mark(n.status)))
    drawing = names_drawing(names, w.s, w.today.year if w.today else 0)
    return Block("names", w.s("pages.names_through_time"), items=tuple(items), names=drawing)


def _organization_blocks(w: Writer, r: Organization, p: Parts) -> None:
    c = w.catalogue
    if r.names:
        p.blocks.append(names_block(w, r.names))
    if r.member_counts:
        rows = []
        for x in sorted(r.member_counts, key=lambda x: x.date.sort_key):
            number = w.s.number(x.value)
            words = w.s("pages.more_than", value=number) if x.is_minimum else number
            date, refs = w.date(x.date, "member_counts"), w.backing(x.sources, w.s("pages.member_counts"))
            rows.append(TableRow((date, (Bit(words, style="num"),), (refs,)), note=w.text(x.note)))
        columns = (w.s("pages.date"), w.s("pages.members_counted"), w.s("pages.source"))
        table = Table(w.s("pages.member_counts_caption"), columns, (TableGroup(tuple(rows)),))
        p.blocks.append(Block("members", w.s("pages.member_counts"), table=table))
    if r.summit_gaps:
        lines: list[Line] = []
        for gap in r.summit_gaps:
            hint = w.text(gap.hint)
            words = w.s("pages.summit_gap", number=gap.number)
            lines.append(
                (Bit(words, style="strong"), Bit(". "), hint) if hint else (Bit(words, style="strong"),)
            )
        p.blocks.append(Block("gaps", w.s("pages.summit_gaps"), bullets=tuple(lines)))
    if r.id == _network_id(w):
        for collection in ("summits", "presidencies"):
            p.blocks.append(_latest(w, collection))
    units = [x for x in c.pointing("organizations", r.id, "unit") if x.organization_id == r.id]
    for block in (
        w.links("unit", w.s("pages.own_page"), "unit", units),
        w.links(
            "children",
            w.s("pages.part_of_it"),
            "organizations",
            c.pointing("organizations", r.id, "organizations"),
        ),
        meetings_block(w, c.pointing("organizations", r.id, "meetings")),
        w.links(
            "publications",
            w.s("pages.publications"),
            "publications",
            c.pointing("organizations", r.id, "publications"),
        ),
        w.links("bodies", w.s("pages.bodies"), "governance", c.pointing("organizations", r.id, "governance")),
        w.links("borders", w.s("pages.borders"), "borders", c.pointing("organizations", r.id, "borders")),
        w.links("plans", w.s("pages.plans_naming_it"), "plans", c.pointing("organizations", r.id, "plans")),
    ):
        if block:
            p.blocks.append(block)


def _network_id(w: Writer) -> str | None:
    """Return the id of the network that the unit belongs to, whose summits and presidencies these are."""
    return next((unit.network_id for unit in w.catalogue.all("unit")), None)


def _network_row(w: Writer) -> list[Row]:
    """The row that leads from a summit or a presidency to the network; none without a unit."""
    id_ = _network_id(w)
    label = w.s("pages.network")
    return [Row(label, ((w.link("organizations", id_),),), needs_source=False)] if id_ else []


def _latest(w: Writer, collection: str) -> Block:
    """The latest of a collection as a timeline, after a link to all of them with their number."""
    records = w.catalogue.all(collection)
    latest = sorted(records, key=lambda r: r.date.sort_key if r.date else _NEVER, reverse=True)[:LATEST]
    everything = Bit(
        w.s.plural(f"pages.count.{collection}", len(records)), href=routes.section(w.language, collection)
    )
    items = tuple(w.item(collection, r, *w.when(r.date, r)) for r in latest)
    title = w.s(f"pages.sections.{collection}")
    return Block(collection, title, texts=((everything, Bit(w.s("pages.the_latest"))),), items=items)


def meetings_block(w: Writer, meetings: Iterable[Meeting], title: str = "") -> Block | None:
    """Return meetings as a timeline, newest first, or None."""
    ordered = sorted(meetings, key=lambda m: m.date.sort_key if m.date else _NEVER, reverse=True)
    shown, rest = first_of(w, "meetings", ordered)
    items = tuple(
        w.item(
            "meetings",
            m,
            *w.state(m),
            *(w.when(m.date, m) or (Bit(w.s("pages.no_date")),)),
            w.label(m.relation),
        )
        for m in shown
    )
    return Block("meetings", title or w.s("pages.meetings"), texts=rest, items=items) if items else None


def write_summit(w: Writer, r: Summit) -> Parts:
    """Return the parts of the page of summit `r`."""
    p = Parts(status=w.mark(r.status))
    p.when = when_and_where(w, r.date, None, r.city_ids)
    p.facts.append(w.row("status", (Bit(w.s.label(r.status), mark=w.mark(r.status)),)))
    p.facts.append(
        w.row("number", Bit(str(r.number)) if r.number else Bit(w.s("pages.no_number"), style="quiet"))
    )
    p.facts.append(w.row("date", w.date(r.date) or Bit(w.s("pages.date_unknown"), style="quiet")))
    p.facts.append(place_row(w, r.city_ids, r.mode))
    p.facts.append(w.row("mode", w.label(r.mode)))
    p.facts += _network_row(w)
    if r.motto:
        mottos: list[Line] = [(w.said(r.motto),)]
        original = r.motto.get(r.motto_language or "")
        if original and r.motto_language != w.language:
            note = Bit(w.s("pages.motto_original"), style="quiet")
            mottos.append((note, Bit(" "), Bit(original, lang=foreign(r.motto_language or "", w.language))))
        p.facts.append(w.row("motto", *mottos))
    if r.facts:
        p.blocks.append(
            Block("facts", w.s("pages.what_sources_tell"), bullets=tuple((w.said(x),) for x in r.facts))
        )
    c = w.catalogue
    p.blocks.append(documents_block(w, r.documents, c.pointing("summits", r.id, "publications")))
    for block in (
        meetings_block(w, c.pointing("summits", r.id, "meetings")),
        w.links("plans", w.s("pages.plans_naming_it"), "plans", c.pointing("summits", r.id, "plans")),
    ):
        if block:
            p.blocks.append(block)
    return p


def write_presidency(w: Writer, r: Presidency) -> Parts:
    """Return the parts of the page of presidency `r`."""
    p = Parts(chips=[w.said(r.office)], when=w.date(r.date))
    p.facts.append(w.row("city_id", w.place(r.city_id)))
    head = Bit(r.head) if r.head else Bit(w.s("pages.head_unknown"), style="quiet")
    p.facts.append(w.row("head", head))
    p.facts.append(w.row("office", w.said(r.office)))
    p.facts.append(w.row("date", w.date(r.date)))
    p.facts.append(w.row("term", Bit(r.term)))
    p.facts += _network_row(w)
    city = w.catalogue.get("cities", r.city_id)
    if city:
        p.crumb = Bit(
            w.country(city.country).text,
            href=routes.facet(w.language, "presidencies", "country", city.country),
        )
    return p

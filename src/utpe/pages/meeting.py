# SPDX-License-Identifier: MIT
"""The page of a meeting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from utpe.pages import routes
from utpe.pages.correcting import form_link
from utpe.pages.documents import documents_block
from utpe.pages.events import hosts_row, place_row, when_and_where
from utpe.pages.view import Bit, Block, Item, Line
from utpe.pages.writer import Parts, Writer
from utpe.records.dated import is_overdue
from utpe.records.deduced import is_deduced
from utpe.records.meeting import Meeting
from utpe.records.vocab import EventStatus, ParticipantRole


def write(w: Writer, m: Meeting) -> Parts:
    """Return the parts of the page of meeting `m`."""
    p = Parts(status=w.mark(m.status))
    p.chips = [w.label(m.kind), w.label(m.relation)]
    p.when = when_and_where(w, m.date, m.date_text, m.city_ids)
    is_held_by_deduction = m.status == EventStatus.HELD and is_deduced(m, "status")
    lead = "held_inferred" if is_held_by_deduction else m.status.value
    p.lead = Bit(w.s(f"pages.meeting_lead.{lead}"))
    year = m.date.year if m.date else None
    if year:
        p.crumb = Bit(str(year), href=routes.facet(w.language, "meetings", "year", str(year)))
    _facts(w, m, p)
    _blocks(w, m, p)
    _aside(w, m, p)
    return p


def _facts(w: Writer, m: Meeting, p: Parts) -> None:
    status: Line = (Bit(w.s.label(m.status), mark=w.mark(m.status)),)
    if not is_deduced(m, "status"):
        status = (*status, Bit(". "), Bit(w.s(f"vocab_help.EventStatus.{m.status}")))
    p.facts.append(w.row("status", status))
    if m.date or m.date_text:
        lines: list[Line] = [w.date(m.date)] if m.date else []
        if m.date_text:
            lines.append((w.said(m.date_text),))
        if m.time:
            lines.append((Bit(w.s("pages.local_time", time=m.time.replace("/", "–"))),))
        p.facts.append(w.row("date", *lines))
    else:
        p.facts.append(w.row("date", Bit(w.s("pages.date_unknown"), style="quiet")))
    p.facts.append(place_row(w, m.city_ids, m.mode, m.venue))
    p.facts.append(w.row("mode", w.label(m.mode)))
    if m.framework:
        p.facts.append(w.row("framework", w.said(m.framework)))
    if row := hosts_row(w, m.host, m.host_city_ids, m.host_organization_ids):
        p.facts.append(row)
    for role in ParticipantRole:
        cities = [w.link("cities", x.city_id) for x in m.participants if x.role == role]
        if cities:
            label = w.s(
                f"pages.participants.{role.value}.{'held' if m.status == EventStatus.HELD else 'planned'}"
            )
            p.facts.append(w.row("participants", w.comma(cities), label=label))
    if m.speakers:
        people = [
            (Bit(x.name), Bit(" ("), w.link("cities", x.city_id), Bit(")")) if x.city_id else (Bit(x.name),)
            for x in m.speakers
        ]
        p.facts.append(w.row("speakers", w.comma(people)))
    if m.subjects:
        p.facts.append(w.row("subjects", *(w.said(x) for x in m.subjects)))
    if m.topic_ids:
        p.facts.append(w.topics_row(m.topic_ids))
    for outcome in m.outcomes:
        citation = [c for c in m.sources if c.id == outcome.source_id]
        line: Line = (w.said(outcome.text),)
        if outcome.source_id and not citation:
            line = (*line, Bit(" · "), w.link("sources", outcome.source_id))
        p.facts.append(w.row("outcomes", line, own=citation))
    p.facts.append(w.row("unit_link", w.said(m.unit_link)))


def _blocks(w: Writer, m: Meeting, p: Parts) -> None:
    p.blocks.append(documents_block(w, m.documents, w.catalogue.pointing("meetings", m.id, "publications")))
    parent = w.catalogue.get("meetings", m.parent_id) if m.parent_id else None
    children = w.catalogue.pointing("meetings", m.id, "meetings", "parent_id")
    related = [w.catalogue.get("meetings", i) for i in m.related_ids]
    related += w.catalogue.pointing("meetings", m.id, "meetings", "related_ids")
    for key, found in (("part_of", [parent]), ("parts", children), ("related", related)):
        items = tuple(_entry(w, x) for x in found if x)
        if items:
            p.blocks.append(Block(key, w.s(f"pages.meeting_{key}"), items=items))
    plans = w.catalogue.pointing("meetings", m.id, "plans")
    links = [w.link("summits", m.summit_id)] if m.summit_id else []
    links += [w.link("plans", x.id) for x in plans]
    links += [w.link("organizations", i) for i in m.organization_ids]
    links += [w.link("borders", i) for i in m.border_ids]
    if links:
        p.blocks.append(Block("see", w.s("pages.see_also"), bullets=tuple((x,) for x in links)))


def _entry(w: Writer, m: Meeting) -> Item:
    return w.item("meetings", m, *w.state(m), *w.when(m.date, m))


def _aside(w: Writer, m: Meeting, p: Parts) -> None:
    """The unit's own acts before and after this one."""
    around = w.catalogue.around(m.relation, m.id)
    if len(around) > 1:
        items = []
        for id_ in around:
            x: Any = w.catalogue.get("meetings", id_)
            entry = w.item("meetings", x, *w.when(x.date, x))
            if id_ == m.id:
                entry = replace(entry, title=Bit(w.s("pages.this_meeting")), is_current=True)
            items.append(entry)
        p.aside.append(Block("around", w.s("pages.before_and_after"), items=tuple(items)))
    if m.status != EventStatus.HELD or not any(d.state == "found" for d in m.documents):
        p.aside.append(Block("missing", w.s("pages.what_is_missing"), texts=(_asked(w, m),)))


def _asked(w: Writer, m: Meeting) -> Line:
    """Return what we would like to know of a meeting, and the way to tell us where its day has passed."""
    if not (w.today and is_overdue(m, w.today)):
        return (Bit(w.s(f"pages.meeting_missing.{m.status}")),)
    asked = Bit(w.s("pages.meeting_missing.overdue"))
    contact = w.prose.get("contact")
    way = form_link(w.prose, w.language, "meetings", m.id, "status", "tell") or (
        Bit(w.s("pages.correct.tell"), href=contact.href) if contact else None
    )
    return (asked, Bit(" "), way) if way else (asked,)

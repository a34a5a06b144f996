# SPDX-License-Identifier: MIT
"""The page of the unit."""

from __future__ import annotations

from collections.abc import Iterable

from utpe.pages.network import meetings_block, names_block
from utpe.pages.view import Bit, Block, Line
from utpe.pages.writer import Parts, Writer
from utpe.records.own import own_meetings, own_publications
from utpe.records.unit import Period, Unit
from utpe.text.dates import date_in_words


def write(w: Writer, r: Unit) -> Parts:
    """Return the parts of the page of the unit."""
    p = Parts(lead=w.said(r.summary))
    p.facts.append(w.row("network_id", w.link("organizations", r.network_id)))
    p.facts.append(w.row("organization_id", w.link("organizations", r.organization_id)))
    since = r.working_since
    lines: list[Line] = [
        (*w.date(since.date, "working_since"), Bit(". "), w.label(since.confidence)),
        (w.said(since.note),),
    ]
    p.facts.append(w.row("working_since", *lines, own=since.sources))
    for channel in r.channels:
        words = channel.handle or channel.url or channel.network
        notes = (w.said(channel.note),) if channel.note else ()
        when = f" ({date_in_words(channel.date, w.language)})" if channel.date else ""
        p.facts.append(
            w.row("channels", (Bit(words, url=channel.url or ""), Bit(when)), *notes, own=channel.sources)
        )
    if r.page_publication_id:
        p.facts.append(w.row("page_publication_id", w.link("publications", r.page_publication_id)))
    p.blocks.append(names_block(w, r.names))
    p.blocks.append(_coordination(w, r))
    p.blocks += _periods(w, "objectives", r.objectives)
    p.blocks += _periods(w, "axes", r.axes)
    lines = [
        (w.said(x.label), Bit(" "), w.backing(x.sources, w.s("pages.thematic_lines")))
        for x in r.thematic_lines
    ]
    p.blocks.append(Block("lines", w.s("pages.thematic_lines"), bullets=tuple(lines)))
    partners: list[Line] = []
    for x in r.partners:
        line: Line = (
            w.link("organizations", x.organization_id, w.said(x.name).text),
            Bit(" "),
            w.backing(x.sources, w.s(w.field_key("partners"))),
        )
        for text in (x.facts, x.note):
            line = (*line, Bit(" "), w.said(text)) if text else line
        partners.append(line)
    p.blocks.append(Block("partners", w.s("pages.partners"), bullets=tuple(partners)))
    meetings = meetings_block(w, own_meetings(w.catalogue), w.s("pages.own_meetings"))
    publications = w.links(
        "publications", w.s("pages.own_publications"), "publications", own_publications(w.catalogue)
    )
    p.blocks += [b for b in (meetings, publications) if b]
    questions = tuple((w.said(q),) for q in r.open_questions)
    p.aside.append(Block("questions", w.s("pages.what_is_missing"), bullets=questions))
    return p


def _coordination(w: Writer, r: Unit) -> Block:
    terms = sorted(w.catalogue.all("coordination"), key=lambda x: x.date.sort_key)
    items = []
    for term in terms:
        who = w.link("cities", term.coordinator_id).text if term.coordinator_id else w.s("pages.not_stated")
        status = Bit(w.s.label(term.status), style="strong")
        items.append(w.item("coordination", term, status, *w.when(term.date, term), Bit(who)))
    texts: tuple[Line, ...] = ((w.said(r.coordination_gap_note),),)
    if timeline := w.prose.get("timeline"):
        texts = (*texts, (Bit(w.s("pages.timeline.see"), href=timeline.href),))
    return Block("coordination", w.s("pages.coordination"), texts=texts, items=tuple(items))


def _periods(w: Writer, name: str, periods: Iterable[Period]) -> list[Block]:
    blocks = []
    for n, x in enumerate(periods, 1):
        label = w.text(x.label)
        title = w.s("pages.period_general") if x.period == "general" else x.period
        texts: list[Line] = [(label,)] if label else []
        if x.note:
            texts.append((w.said(x.note),))
        if x.plan_id:
            texts.append((w.link("plans", x.plan_id),))
        texts.append(w.backing_line(x.sources, w.s(f"pages.{name}_of", period=title)))
        bullets = tuple((w.said(i.text),) for i in x.items)
        heading = w.s(f"pages.{name}_of", period=title)
        blocks.append(Block(f"{name}-{n}", heading, texts=tuple(texts), bullets=bullets))
    return blocks

# SPDX-License-Identifier: MIT
"""The page of a topic: everything in the register that is about it."""

from __future__ import annotations

from utpe.pages import names, routes
from utpe.pages.frame import Place
from utpe.pages.long_lists import LINKS, first_of
from utpe.pages.network import meetings_block
from utpe.pages.view import Bit, Block
from utpe.pages.writer import Parts, Writer
from utpe.records.catalogue import Catalogue
from utpe.records.topic import Topic
from utpe.records.trace import Trace


def write(w: Writer, r: Topic) -> Parts:
    """Return the parts of the page of topic `r`."""
    c, s = w.catalogue, w.s
    p = Parts(lead=w.said(r.summary))
    prose = tuple((w.prose[key],) for key in r.pages if key in w.prose)
    if prose:
        p.blocks.append(Block("pages", s("pages.topic_pages"), bullets=prose))
    promises = tuple(
        (
            Bit(f"{kind} {x.number}. {w.said(x.short).text}", href=f"{w.link('plans', plan.id).href}#{x.id}"),
            Bit(", "),
            Bit(w.said(plan.title).text, style="quiet"),
        )
        for plan in c.pointing("topics", r.id, "plans")
        for kind, group in (
            (s("pages.topic_objective"), plan.objectives),
            (s("pages.topic_axis"), plan.axes),
        )
        for x in (group.items if group else ())
        if r.id in x.topic_ids
    )
    if promises:
        p.blocks.append(Block("plans", s("pages.topic_plans"), bullets=promises))
    meetings = meetings_block(w, c.pointing("topics", r.id, "meetings"))
    if meetings:
        p.blocks.append(meetings)
    works = c.pointing("topics", r.id, "publications")
    block = w.links("publications", s("pages.sections.publications"), "publications", works)
    if block:
        p.blocks.append(block)
    for collection, title in (("governance", "bodies"), ("borders", "borders")):
        found = c.pointing("topics", r.id, collection)
        if found:
            links = sorted((w.link(collection, x.id) for x in found), key=lambda b: names.sort_key(b.text))
            shown, rest = first_of(w, collection, links, LINKS)
            heading = f"{s(f'pages.{title}')} ({s.number(len(links))})"
            p.blocks.append(Block(collection, heading, texts=rest, bullets=tuple((b,) for b in shown)))
    if len(p.blocks) == len(prose[:1]):
        p.blocks.append(Block("none", s("pages.topic_empty_title"), texts=((Bit(s("pages.topic_empty")),),)))
    return p


def topics_of(catalogue: Catalogue | Trace, place: Place) -> tuple[Bit, ...]:
    """Return links to the topics of a page of prose."""
    return tuple(
        Bit(bit.text, href=routes.record(place.language, "topics", topic.id), lang=bit.lang)
        for topic in catalogue.all("topics")
        if place.key in topic.pages
        for bit in (names.in_language(topic.name, place.language),)
    )

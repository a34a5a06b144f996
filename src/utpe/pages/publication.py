# SPDX-License-Identifier: MIT
"""The page of a publication."""

from __future__ import annotations

from utpe.pages import routes
from utpe.pages.documents import documents_block, languages
from utpe.pages.view import Bit, Block, Line
from utpe.pages.writer import Parts, Writer
from utpe.records.base import Text
from utpe.records.publication import Author, Publication


def write(w: Writer, r: Publication) -> Parts:
    """Return the parts of the page of publication `r`."""
    p = Parts(chips=[w.label(r.kind), w.label(r.relation)], lead=w.said(r.abstract))
    p.when = w.date(r.date) or (Bit(w.s("pages.no_date")),)
    p.crumb = Bit(
        w.s.label(r.relation), href=routes.facet(w.language, "publications", "relation", r.relation)
    )
    _facts(w, r, p)
    if r.documents or not r.url:
        p.blocks.append(documents_block(w, r.documents))
    bullets = [w.link("plans", x.id) for x in w.catalogue.pointing("publications", r.id, "plans")]
    for collection, ids in (
        ("meetings", r.meeting_ids),
        ("summits", r.summit_ids),
        ("governance", r.governance_ids),
        ("borders", r.border_ids),
        ("organizations", r.organization_ids),
        ("cities", r.city_ids),
    ):
        bullets += [w.link(collection, i) for i in ids]
    if bullets:
        p.blocks.append(Block("about", w.s("pages.about_what"), bullets=tuple((x,) for x in bullets)))
    return p


def author_in_words(author: Author) -> str:
    """Return «David Gómez-Álvarez», or the name of the body."""
    return author.literal or " ".join(x for x in (author.given, author.family) if x)


def _facts(w: Writer, r: Publication, p: Parts) -> None:
    if isinstance(r.title, Text):
        p.facts.append(w.row("title", Bit(w.s("pages.descriptive_title"), style="quiet")))
    if r.authors:
        editors = w.s("pages.editor_mark")
        people = [Bit(author_in_words(a) + (f" ({editors})" if a.is_editor else "")) for a in r.authors]
        people += [Bit(w.s("pages.and_others"))] if r.has_more_authors else []
        p.facts.append(w.row("authors", w.comma(people)))
    else:
        p.facts.append(w.row("authors", Bit(w.s("pages.no_author"), style="quiet")))
    p.facts.append(w.row("date", w.date(r.date) or Bit(w.s("pages.no_date"), style="quiet")))
    for name in ("publisher", "place", "container", "volume", "issue", "pages", "number", "issn", "licence"):
        value = getattr(r, name)
        if value:
            p.facts.append(w.row(name, Bit(value)))
    if r.isbn:
        p.facts.append(w.row("isbn", *(Bit(x) for x in r.isbn)))
    if r.doi:
        p.facts.append(w.row("doi", Bit(r.doi, url=f"https://doi.org/{r.doi}")))
    p.facts.append(w.row("languages", Bit(languages(w, r.languages))))
    read: Line = (Bit(r.url, url=r.url),) if r.url else (Bit(w.s("pages.no_address"), style="quiet"),)
    p.facts.append(w.row("url", read))
    p.facts.append(w.row("source_id", w.link("sources", r.source_id)))
    if r.countries:
        p.facts.append(w.row("countries", w.comma(w.country(c) for c in r.countries)))
    if r.topic_ids:
        p.facts.append(w.topics_row(r.topic_ids))

# SPDX-License-Identifier: MIT
"""What the head of a publication's page tells collectors of references: Highwire and Dublin Core tags.

Only what the page shows, and only what is sure: of a title of ours, and of what is deduced, nothing is said.
Highwire as Google Scholar and Zotero read it; Dublin Core as DC-HTML (dcmi, 2008).
"""

from __future__ import annotations

from collections.abc import Iterator

from utpe.pages.csl import Item, csl_item, inverted, known_parts
from utpe.pages.writer import Writer
from utpe.records.base import Text
from utpe.records.deduced import is_deduced, without_deduced
from utpe.records.publication import Publication
from utpe.records.vocab import DocumentKind, DocumentState

Tags = tuple[tuple[str, str], ...]

CONTAINERS = {
    "article-journal": "citation_journal_title",
    "chapter": "citation_inbook_title",
    "paper-conference": "citation_conference_title",
}
PUBLISHERS = {
    "report": "citation_technical_report_institution",
    "thesis": "citation_dissertation_institution",
}


def scholar_tags(w: Writer) -> Tags:
    """Return names and contents of `meta` elements; only a publication with a printed title has any."""
    if w.collection != "publications" or isinstance(w.record.title, Text) or is_deduced(w.record, "title"):
        return ()
    record = without_deduced(w.record)
    item = csl_item(Writer(w.catalogue, w.collection, record, w.language))
    return (*_highwire(item, record), *_dublin_core(item, record))


def _highwire(item: Item, r: Publication) -> Iterator[tuple[str, str]]:
    kind = item["type"]
    yield "citation_title", item["title"]
    yield from (("citation_author", inverted(x)) for x in item.get("author", ()))
    yield from (("citation_editor", inverted(x)) for x in item.get("editor", ()))
    if day := _day(item):
        yield "citation_publication_date", "/".join(day)
    for variable, name in (
        ("container-title", CONTAINERS.get(kind, "")),
        ("publisher", PUBLISHERS.get(kind, "citation_publisher")),
        ("volume", "citation_volume"),
        ("issue", "citation_issue"),
        ("DOI", "citation_doi"),
        ("ISSN", "citation_issn"),
        ("language", "citation_language"),
    ):
        if name and variable in item:
            yield name, item[variable]
    yield from (("citation_isbn", x) for x in r.isbn)
    first, dash, last = item.get("page", "").partition("-")
    if dash:
        yield from (("citation_firstpage", first), ("citation_lastpage", last))
    if pdf := _pdf(r):
        yield "citation_pdf_url", pdf


def _dublin_core(item: Item, r: Publication) -> Iterator[tuple[str, str]]:
    yield "DC.title", item["title"]
    yield from (("DC.creator", inverted(x)) for x in item.get("author", ()))
    yield from (("DC.contributor", inverted(x)) for x in item.get("editor", ()))
    if r.publisher:
        yield "DC.publisher", r.publisher
    if day := _day(item):
        yield "DC.date", "-".join(day)
    yield from (("DC.language", x) for x in r.languages)
    if identifier := f"https://doi.org/{r.doi}" if r.doi else r.url:
        yield "DC.identifier", identifier
    if r.licence:
        yield "DC.rights", r.licence


def _day(item: Item) -> list[str]:
    """Return the figures of the date as far as they are sure."""
    issued = item.get("issued", {})
    return [] if issued.get("circa") else [f"{x:02d}" for x in known_parts(issued)]


def _pdf(r: Publication) -> str:
    """Return where the whole text is as PDF, to judge by its address."""
    whole = [
        d.url for d in r.documents if d.kind == DocumentKind.FULL_TEXT and d.state == DocumentState.FOUND
    ]
    return next((x for x in (r.url, *whole) if x and x.lower().endswith(".pdf")), "")

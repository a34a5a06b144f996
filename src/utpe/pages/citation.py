# SPDX-License-Identifier: MIT
"""«How to cite» in words: author-date order, the same for all, in the reader's language.

Export formats (BibTeX, RIS, CSL-JSON) are another matter and another module.
"""

from __future__ import annotations

import datetime as dt

from utpe.pages import names, routes
from utpe.pages.publication import author_in_words
from utpe.pages.view import CiteAs
from utpe.pages.writer import Writer
from utpe.records.publication import Author, Publication
from utpe.settings import Settings
from utpe.text.dates import day_in_words, day_within


def cited(w: Writer, title: str, settings: Settings) -> tuple[CiteAs, ...]:
    """Return how to cite what a page is about: a publication itself, and then the page on this site."""
    page = cite_record(w, title, settings.site_url, settings.today)
    if w.collection != "publications":
        return (CiteAs(page),)
    work = cite_publication(w.record, w)
    return CiteAs(work, w.s("pages.cite_work")), CiteAs(page, w.s("pages.cite_page"))


def cite_record(w: Writer, title: str, settings_url: str, today: dt.date) -> str:
    """Return how to cite the record's page on this site; the address only when the site has one."""
    path = routes.record(w.language, w.collection, w.record.id)
    address = f" {settings_url}{path}" if settings_url else ""
    day = day_in_words(today, w.language)
    return w.s("pages.cite_record", title=title, id=f"{w.collection}/{w.record.id}", day=day) + address


def cite_publication(r: Publication, w: Writer) -> str:
    """Return the reference of the publication itself: authors. title. container. publisher, date."""
    authors = "; ".join(
        _surname_first(a) + (f" ({w.s('pages.editor_mark')})" if a.is_editor else "") for a in r.authors
    )
    authors += f"; {w.s('pages.and_others')}" if r.has_more_authors else ""
    place = ", ".join(x for x in (r.place, r.publisher) if x)
    issue = f"({r.issue})" if r.issue and r.volume else r.issue or ""
    container = ", ".join(
        x for x in (r.container, f"{r.volume or ''}{issue}", r.pages and f"pp. {r.pages}") if x
    )
    date = day_within(r.date, w.language) if r.date else w.s("pages.no_date_short")
    parts = [
        authors or (r.publisher or ""),
        names.title("publications", r, w.language, w.catalogue).text,
        container,
        _capital(r.number or ""),
        place if authors else "",
        _capital(date),
    ]
    words = ". ".join(x.rstrip(".") for x in parts if x) + "."
    if r.doi:
        words += f" https://doi.org/{r.doi}"
    elif r.url:
        words += f" {r.url}"
    return words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _surname_first(author: Author) -> str:
    if author.literal:
        return author.literal
    return ", ".join(x for x in (author.family, author.given) if x) or author_in_words(author)

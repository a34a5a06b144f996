# SPDX-License-Identifier: MIT
"""What can be found: one entry for each record, source, term and page of prose, in each language.

An entry is what the reader sees in the list of results, the words under which it is found, and by what it can
be narrowed. It is made from the same view as the page, so that nothing is found that no page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, Literal

from pydantic import BaseModel

from utpe.immutable import immutable
from utpe.pages import facets, names, routes
from utpe.pages.frame import Place
from utpe.pages.list_view import ListView, SourceEntry, TermEntry
from utpe.pages.view import Bit, Line, RecordView
from utpe.records.base import Text
from utpe.records.catalogue import Catalogue
from utpe.records.edtf import Edtf
from utpe.records.references import references
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.text.strings import Strings, strings

FACETS = ("collection", "year", "country", "city", "topic", "status")
LINKED = {"cities": "city", "topics": "topic", "countries": "country"}
"""Collections that narrow a search: the facet of each."""
LONGEST_SPAN = 10
"""A date of more years than these (a body's decades) counts for its first and last only."""
# What a record is called beside its title: an acronym, a former name, what another language says.
NAMING = ("name", "name_en", "acronym", "short_name", "former_names", "names", "other_names", "title", "term")


Weight = Literal["names", "terms", "titles", "labels"]
# Whose title says what they are about; everything else is looked for by its name.
DOCUMENTS = ("meetings", "publications", "summits", "presidencies", "coordination")


@immutable
class SearchEntry:
    """One thing that can be found: `title` may be in another language; `names` are in any, its title first.

    `details` stand beside the kind in the list of results; `filters` are (facet, value in words). `weight` is
    how much its names count: what is looked for by name («names»), what explains a word («terms»), what bears
    a title («titles»), what only backs a fact («labels»).
    """

    language: str
    path: str
    title: Bit
    kind: str
    details: str
    weight: Weight
    names: tuple[str, ...]
    text: tuple[str, ...]
    filters: tuple[tuple[str, str], ...]
    date: str = ""


def of_record(
    view: RecordView, record: Any, catalogue: Catalogue | Trace, languages: Iterable[str]
) -> SearchEntry:
    """Return the entry of a record from its page."""
    s = strings(view.language)
    section = s(f"pages.sections.{view.collection}")
    # A doubt about the date goes with it: «agosto de 2014 (fecha inferida)».
    when = "".join(f"({bit.text})" if bit.style == "est" else bit.text for bit in view.when).strip()
    status = view.status.word if view.status else ""
    return SearchEntry(
        language=view.language,
        path=view.path,
        title=view.title,
        kind=section,
        details=" · ".join(x for x in (status, when) if x),
        weight="titles" if view.collection in DOCUMENTS else "names",
        names=_called(view.title, _names(view.collection, record, catalogue, languages)),
        text=tuple(_words(view)),
        filters=tuple(_filters(view, record, catalogue)),
        date=_day(record),
    )


def of_listing(listing: ListView, catalogue: Catalogue | Trace) -> Iterator[SearchEntry]:
    """Yield the entries of sources and terms, on the one listing where links to them lead."""
    for group in listing.groups:
        for entry in group.entries:
            if isinstance(entry, TermEntry):
                yield _of_term(entry, listing.language)
            elif isinstance(entry, SourceEntry) and group.has_anchors:
                yield _of_source(entry, catalogue.get("sources", entry.id), listing.language)


def _of_source(entry: SourceEntry, record: Any, language: str) -> SearchEntry:
    s = strings(language)
    kind = s("pages.sections.sources")
    title = Bit(entry.title.text, lang=entry.title.lang)
    return SearchEntry(
        language=language,
        path=routes.record(language, "sources", entry.id),
        title=title,
        kind=kind,
        details=" · ".join(f"({bit.text})" if bit.style == "est" else bit.text for bit in entry.details),
        weight="labels",
        names=_called(title, _texts(record.title)),
        text=(),
        filters=(("collection", kind), *(("year", str(year)) for year in years_of(record))),
        date=_day(record),
    )


def _of_term(entry: TermEntry, language: str) -> SearchEntry:
    kind = strings(language)("pages.sections.glossary")
    return SearchEntry(
        language=language,
        path=routes.record(language, "glossary", entry.id),
        title=entry.term,
        kind=kind,
        details=" · ".join(bit.text for bit in entry.others),
        weight="terms",
        names=_called(entry.term, (bit.text for bit in entry.others)),
        text=(entry.definition.text,),
        filters=(("collection", kind),),
    )


def of_prose(
    place: Place, html: str, titles: Iterable[str], languages: Iterable[str], more: Iterable[str] = ()
) -> SearchEntry:
    """Return the entry of a page of prose; `titles` are what it is called in the other languages too.

    `more` is what its template says beside the prose.
    """
    s = strings(place.language)
    kind = s("pages.search.prose")
    is_foreign = not place.is_translated
    # A page that introduces a collection is found by what its records are called.
    key = f"pages.sections.{place.key}"
    own = [strings(c)(key) for c in languages] if place.key in COLLECTIONS else []
    title = Bit(place.title, lang=strings(place.shown_language).tag if is_foreign else "")
    return SearchEntry(
        language=place.language,
        path=place.path,
        title=title,
        kind=kind,
        details="",
        weight="names" if own else "titles",
        names=_called(title, [*titles, *own]),
        text=(place.description, *_paragraphs(html), *more),
        filters=(("collection", kind),),
    )


def _called(title: Bit, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((title.text, *others)))


def _names(
    collection: str, record: Any, catalogue: Catalogue | Trace, languages: Iterable[str]
) -> Iterator[str]:
    for code in languages:
        for call in (names.title, names.short):
            yield call(collection, record, code, catalogue).text
    for field in NAMING:
        yield from _texts(getattr(record, field, None))


def _texts(value: Any) -> Iterator[str]:
    """Yield every name inside a value: a text, one in several languages, a dated name, a list of these."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Text):
        yield from value.root.values()
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, BaseModel):
        for field in ("name", "acronym"):
            yield from _texts(getattr(value, field, None))


def _day(record: Any) -> str:
    """Return the first day that a record's date may mean, to sort by."""
    date: Edtf | None = getattr(record, "date", None) or getattr(record, "established", None)
    return str(date.earliest) if date and date.earliest else ""


def _filters(view: RecordView, record: Any, catalogue: Catalogue | Trace) -> Iterator[tuple[str, str]]:
    language = view.language
    yield "collection", strings(language)(f"pages.sections.{view.collection}")
    yield from (("year", str(year)) for year in years_of(record))
    if view.status:
        yield "status", view.status.word
    linked: dict[tuple[str, str], None] = {}
    if view.collection in LINKED:
        linked[(view.collection, record.id)] = None
    linked |= dict.fromkeys(("countries", code) for code in facets.countries_of(catalogue, record))
    linked |= dict.fromkeys((c, i) for _, c, i in references(record) if c in LINKED)
    for collection, id_ in linked:
        other = catalogue.get(collection, id_)
        if other:
            yield LINKED[collection], names.title(collection, other, language, catalogue).text


def years_of(record: Any) -> tuple[int, ...]:
    """Return the years that a record is about: those of its date, or in which a body began and ended."""
    date = getattr(record, "date", None)
    if date:
        ends = [x.year for x in (date.start, date.end) if x and x.precision != "decade"]
    else:
        bounds = (getattr(record, name, None) for name in ("established", "dissolved"))
        return tuple(dict.fromkeys(x.year for x in bounds if x and x.year is not None))
    if len(ends) == 2 and ends[1] - ends[0] <= LONGEST_SPAN:
        return tuple(range(ends[0], ends[1] + 1))
    return tuple(dict.fromkeys(ends))


def _words(view: RecordView) -> Iterator[str]:
    """Yield what the page says, in its order; lists of links to other records are left to those records."""
    if view.lead:
        yield view.lead.text
    yield from (p.text.text for p in view.story)
    for notice in view.notices:
        yield from map(_line, notice.lines)
    for row in view.facts:
        yield f"{row.label}: {'; '.join(map(_line, row.lines))}"
    for block in (*view.wide, *view.blocks, *view.aside):
        yield from map(_line, block.texts)
        yield from (_line(b) for b in block.bullets if any(x.is_plain and len(x.text) > 3 for x in b))
        yield from (item.text.text for item in block.items if item.text)
        for promise in block.tracker.rows if block.tracker else ():
            yield promise.title.text
            yield from map(_line, (promise.detail, *promise.reading))


def _line(bits: Line) -> str:
    # Numbers of sources say nothing away from their list.
    return "".join(bit.text for bit in bits if not bit.href.startswith("#")).strip()


def _paragraphs(html: str) -> Iterator[str]:
    """Yield the text of sanitised HTML, a line for each block."""
    for block in re.split(r"</(?:p|li|h\d|td|th|dt|dd|pre)>", html):
        text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", block))).strip()
        if text:
            yield text


def parameters(s: Strings) -> list[tuple[str, str]]:
    """Return the filters of the search, and how each is called in its address: as in those of listings."""
    keys = ((facet, f"slugs.facet.{facet}") for facet in FACETS)
    return [(facet, s(key if key in s else f"slugs.search.{facet}")) for facet, key in keys]

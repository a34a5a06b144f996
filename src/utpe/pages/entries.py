# SPDX-License-Identifier: MIT
"""One record as it stands in a listing: an item of a timeline, a row of a table, an entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from utpe.pages import names, routes
from utpe.pages.citation import cite_publication
from utpe.pages.documents import languages
from utpe.pages.list_view import PublicationEntry, SourceEntry, TermEntry
from utpe.pages.publication import author_in_words
from utpe.pages.territory import since_when
from utpe.pages.view import Bit, Item, Line, TableRow
from utpe.pages.writer import Writer
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.records.vocab import OrganizationKind, PublicationRelation
from utpe.text.strings import strings

MAX_USERS = 8
TERRITORY = ("governance", "borders")
ORDERS = {
    "meetings": ("newest", "oldest", "title"),
    "summits": ("newest", "oldest", "title"),
    "presidencies": ("newest", "oldest", "title"),
    "publications": ("relation", "newest", "oldest", "title"),
    "cities": ("country", "title"),
    "areas": ("country", "title"),
    "organizations": ("kind", "title"),
    "governance": ("country", "newest", "oldest", "title"),
    "sources": ("title", "newest", "oldest"),
}
"""In which orders a reader may see a collection; the first is that of `in_listing_order`."""
COLUMNS = {
    "cities": ("city", "admin_region", "kind", "membership"),
    "organizations": ("organization", "kind", "country"),
    "areas": ("area", "country", "cities", "bodies"),
    "governance": ("body", "kind", "since", "state", "sources"),
    "borders": ("border_area", "countries", "border_type", "bodies"),
    "countries": ("country", "cities", "bodies", "borders"),
    "topics": ("topic", "meetings", "publications", "bodies", "borders"),
}


def timeline_item(w: Writer) -> Item:
    """Return the record of `w` as an item of a timeline."""
    r, s = w.record, w.s
    bits: list[Bit] = []
    if hasattr(r, "status"):
        bits += w.state(r)
    date = getattr(r, "date", None)
    if date:
        bits += w.when(date, r)
    elif getattr(r, "date_text", None):
        bits.append(w.said(r.date_text))
    ids = getattr(r, "city_ids", ()) or tuple(x for x in (getattr(r, "coordinator_id", None),) if x)
    if ids:
        places = [w.link("cities", i).text for i in ids]
        bits.append(Bit(s.join(places)))
    elif w.collection in ("meetings", "summits"):
        bits.append(Bit(s("pages.at_a_distance" if r.mode == "virtual" else "pages.place_unknown")))
    if hasattr(r, "relation"):
        bits.append(w.label(r.relation))
    if w.collection == "presidencies" and r.head:
        bits.append(Bit(r.head))
    bits.append(Bit(s.plural("pages.n_sources", len(r.sources))))
    return w.item(w.collection, r, *bits)


def table_row(w: Writer) -> TableRow:
    """Return the record of `w` as a row of its collection's table."""
    r, s, c = w.record, w.s, w.catalogue
    first = w.link(w.collection, r.id)
    note: Bit | None = None
    match w.collection:
        case "cities":
            cells: tuple[Line, ...] = (
                (Bit(r.admin_region or "—"),),
                (w.label(r.kind),),
                (w.label(r.membership.status),),
            )
        case "organizations":
            first = Bit(names.title(w.collection, r, w.language, c).text, href=first.href)
            country = (w.country(r.country),) if r.country else (Bit("—"),)
            cells = ((w.label(r.kind),), country)
            note = Bit(r.acronym) if r.acronym else None
        case "areas":
            bodies = c.pointing("areas", r.id, "governance")
            cells = (w.comma(w.country(x) for x in r.countries), _number(len(r.cities)), _number(len(bodies)))
        case "governance":
            state = Bit(s.label(r.status), mark=w.mark(r.status))
            cells = ((w.label(r.kind),), since_when(w, r), (state,), _number(len(r.sources)))
            territory = w.said(r.territory)
            name = f"{r.name.rstrip('.')}. " if r.short_name else ""
            note = Bit(f"{name}{territory.text}")
        case "borders":
            cells = (
                w.comma(w.country(x) for x in r.countries),
                (w.label(r.border_type),),
                _number(len(r.bodies)),
            )
        case "topics":
            counts = [len(c.pointing("topics", r.id, x)) for x in ("meetings", "publications", *TERRITORY)]
            cells = tuple(_number(n) for n in counts)
            note = w.said(r.summary)
        case _:
            counts = [len(c.pointing("countries", r.id, x)) for x in ("cities", "governance", "borders")]
            cells = tuple(_number(n) for n in counts)
    return TableRow(((first,), *cells), note=note)


def _number(n: int) -> Line:
    return (Bit(str(n), style="num"),)


def publication_entry(w: Writer) -> PublicationEntry:
    """Return the publication of `w` as an entry of a listing."""
    r, s = w.record, w.s
    when = w.when(r.date, r) or (Bit(s("pages.no_date")),)
    meta = (w.label(r.kind), *when, Bit(s("pages.in_language", languages=languages(w, r.languages))))
    link = w.link("publications", r.id)
    authors = s.join([author_in_words(a) for a in r.authors]) or (r.publisher or "")
    read = Bit(s("pages.read_it"), url=r.url) if r.url else None
    return PublicationEntry(r.id, meta, link, authors, w.said(r.abstract), cite_publication(r, w), read)


def term_entry(w: Writer, languages_: tuple[str, ...]) -> TermEntry:
    """Return the glossary term of `w`, with the same term in the other languages."""
    r = w.record
    others = tuple(
        Bit(r.term.get(code) or "", lang=names.foreign(code, w.language))
        for code in languages_
        if code != w.language and r.term.get(code)
    )
    see = tuple(w.link("glossary", i) for i in r.see_ids)
    found_in = tuple(
        Bit(w.s(f"pages.sections.{name}"), href=routes.section(w.language, name)) for name in r.collections
    )
    return TermEntry(r.id, w.said(r.term), others, w.said(r.definition), see, found_in)


def source_entry(w: Writer) -> SourceEntry:
    """Return the source of `w`, with the records that cite it."""
    r, s = w.record, w.s
    details = [Bit(r.publisher), *(w.when(r.date, r) or (Bit(s("pages.no_date")),))]
    if r.language:
        key = f"languages.{r.language}"
        details.append(Bit(s("pages.in_language", languages=s(key) if key in s else r.language)))
    details.append(w.label(r.kind))
    if r.licence:
        details.append(w.said(r.licence))
    if r.place:
        details.append(Bit(r.place))
    users = used_by(w.catalogue, r.id)
    links = [w.link(c, i) for c, i in users[:MAX_USERS]]
    if len(users) > MAX_USERS:
        links.append(Bit(s.plural("pages.and_n_more", len(users) - MAX_USERS)))
    title = replace(names.title("sources", r, w.language, w.catalogue), url=r.url or "")
    return SourceEntry(r.id, title, tuple(details), tuple(links), r.archived or "")


def used_by(catalogue: Catalogue | Trace, source_id: str) -> list[tuple[str, str]]:
    """Return the records that cite a source, each once, in the order of the catalogue."""
    links = catalogue.citing(("sources", source_id))
    return list(dict.fromkeys((b.collection, b.id) for b in links))


def in_listing_order(catalogue: Catalogue | Trace, collection: str, language: str) -> list[Any]:
    """Return the records of a collection in the order of its listing."""
    records = catalogue.all(collection)

    def name(r: Any) -> str:
        return names.sort_key(names.title(collection, r, language, catalogue).text)

    def when(r: Any) -> tuple[Any, ...]:
        date = getattr(r, "date", None)
        return (1, date.sort_key) if date else (0,)

    if collection in ("meetings", "summits", "presidencies", "coordination"):
        return sorted(records, key=when, reverse=True)
    if collection == "publications":
        order = list(PublicationRelation)
        newest_first = sorted(records, key=when, reverse=True)
        return sorted(newest_first, key=lambda r: order.index(r.relation))
    if collection == "topics":
        return records
    if collection in ("cities", "areas", "governance"):
        return sorted(records, key=lambda r: (*_country_key(catalogue, r, language), name(r)))
    if collection == "organizations":
        kinds = list(OrganizationKind)
        return sorted(records, key=lambda r: (kinds.index(r.kind), name(r)))
    return sorted(records, key=name)


def day_of(record: Any) -> str:
    """Return the first day that the date of a record may mean, to sort by; a body's is when it was set up."""
    date = getattr(record, "date", None) or getattr(record, "established", None)
    return date.sort_key[0].isoformat() if date else ""


def country_group(catalogue: Catalogue | Trace, record: Any, language: str) -> str:
    """Return the heading under which a record stands: its country, or that it belongs to several."""
    codes = record.countries if hasattr(record, "countries") else (record.country,)
    if len(codes) > 1:
        return strings(language)("pages.several_countries")
    country = catalogue.get("countries", codes[0])
    return names.in_language(country.name, language).text if country else codes[0]


def _country_key(catalogue: Catalogue | Trace, record: Any, language: str) -> tuple[bool, str]:
    """Countries in the order of the alphabet; what belongs to several comes last."""
    codes = record.countries if hasattr(record, "countries") else (record.country,)
    return len(codes) > 1, names.sort_key(country_group(catalogue, record, language))

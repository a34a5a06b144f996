# SPDX-License-Identifier: MIT
"""Records as items of CSL-JSON (CSL 1.0.2): what every format of references is made from.

A publication is the work itself; a meeting is its page on this site, for a meeting has no text to cite.
What CSL cannot say of what we know (a deduced date, a title of ours, a state) is said in `note`, in words.
Why types and notes are what they are: docs/decisions/citations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from utpe.pages import names, routes
from utpe.pages.documents import languages
from utpe.pages.writer import Writer
from utpe.records.base import Text
from utpe.records.deduced import deduced_fields, is_deduced
from utpe.records.edtf import Edtf, Moment
from utpe.records.meeting import Meeting
from utpe.records.publication import Author, Publication
from utpe.records.vocab import PublicationKind as Kind
from utpe.text.dates import day_in_words, day_within

Item = dict[str, Any]
"""An item of CSL-JSON. `custom` holds what no variable of CSL is for: `has-more-authors`."""

TYPES = {
    Kind.WORK_PLAN: "report",
    Kind.REPORT: "report",
    Kind.WORKING_PAPER: "report",
    Kind.BOOK: "book",
    Kind.CHAPTER: "chapter",
    Kind.ARTICLE: "article-journal",
    Kind.CONFERENCE_PAPER: "paper-conference",
    Kind.THESIS: "thesis",
    Kind.NEWS: "webpage",
    Kind.WEB_PAGE: "webpage",
    Kind.WEB: "webpage",
    Kind.DATABASE: "dataset",
    Kind.LAW: "legislation",
}
"""Every other kind is a `document`: nothing more is claimed of it."""
PARTICLES = ("da", "das", "de", "del", "do", "dos", "e", "la", "las", "los", "van", "von", "y")
SAME = {"publisher": "publisher", "place": "publisher-place", "volume": "volume", "issue": "issue"}
SAME |= {"pages": "page", "number": "number", "issn": "ISSN", "doi": "DOI", "url": "URL"}


def csl_item(w: Writer, site_url: str = "") -> Item:
    """Return the item of `w`'s record; `site_url` is the address of the site, if it has one.

    Raises KeyError for a collection that is not in `CITABLE`.
    """
    item = {"id": w.record.id, **CITABLE[w.collection](w, w.record, site_url)}
    return {key: value for key, value in item.items() if value}


def _publication(w: Writer, r: Publication, _site_url: str) -> Item:
    item: Item = {
        "type": TYPES.get(r.kind, "document"),
        "title": names.title("publications", r, w.language, w.catalogue).text,
        "author": [_name(a) for a in r.authors if not a.is_editor],
        "editor": [_name(a) for a in r.authors if a.is_editor],
        # The volume of a chapter, the series of a book: CSL tells them apart.
        _container(r.kind): r.container,
        **{variable: getattr(r, field) for field, variable in SAME.items()},
        "ISBN": " ".join(r.isbn),
        "genre": w.s.label(r.kind),
        "language": r.languages[0],
        "issued": csl_date(r.date, w, r),
    }
    source = w.catalogue.get("sources", r.source_id)
    if r.url and source and source.url == r.url:
        item["accessed"] = csl_date(source.accessed, w, source)
    item["note"] = " ".join(_remarks(w, r))
    item["custom"] = {"has-more-authors": True} if r.has_more_authors else None
    return item


def _meeting(w: Writer, m: Meeting, site_url: str) -> Item:
    path = routes.record(w.language, "meetings", m.id)
    when = " ".join(bit.text for bit in w.when(m.date, m)[:1]) or w.s("pages.date_unknown")
    doubts = [bit.text for bit in w.when(m.date, m)[1:]]
    status = w.s.label(m.status)
    status += f" ({w.s('pages.inferred')})" if is_deduced(m, "status") else ""
    note = w.s("citing.meeting", status=status, date=", ".join([when, *doubts]))
    note += f" {w.s('citing.version', day=day_in_words(w.today, w.language))}" if w.today else ""
    return {
        "type": "webpage",
        "title": names.title("meetings", m, w.language, w.catalogue).text,
        "container-title": w.s("citing.site"),
        "language": w.s.tag,
        "URL": site_url and site_url + path,
        "number": f"meetings/{m.id}",
        "note": note,
    }


CITABLE: dict[str, Callable[[Writer, Any, str], Item]] = {
    "publications": _publication,
    "meetings": _meeting,
}
"""The collections whose records have files of references."""


def _container(kind: Kind) -> str:
    return "collection-title" if kind in (Kind.BOOK, Kind.REPORT, Kind.WORKING_PAPER) else "container-title"


def _name(author: Author) -> Item:
    """Return a name; particles in lower case are apart, and stay before the family name."""
    if author.literal or not author.family:
        return {"literal": author.literal or author.given or ""}
    words = author.family.split()
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    name = {"family": " ".join(words[count:]), "given": author.given or ""}
    name["non-dropping-particle"] = " ".join(words[:count])
    return {key: value for key, value in name.items() if value}


def inverted(name: Item) -> str:
    """Return «de Souza, José», or the name of a body."""
    if "literal" in name:
        return str(name["literal"])
    family = " ".join(x for x in (name.get("non-dropping-particle"), name["family"]) if x)
    return ", ".join(x for x in (family, name.get("given")) if x)


def csl_date(date: Edtf | None, w: Writer, record: Any = None) -> Item:
    """Return a date of CSL: parts that hold whatever the day was, else words; `circa` when it is not sure.

    Two dates in `date-parts` would be a period: what is cited is of one day, which may not be known.
    """
    if date is None:
        return {}
    parts = _parts(date)
    found: Item = {"date-parts": [parts]} if parts else {"literal": day_within(date, w.language)}
    is_about = date.is_inferred or date.is_approximate or is_deduced(record, "date")
    return {**found, "circa": True} if is_about else found


def _parts(date: Edtf) -> list[int]:
    """Return year, month and day as far as both ends of the date agree on them."""
    parts: list[int] = []
    for first, last in zip(_figures(date.start), _figures(date.end), strict=False):
        if first != last:
            break
        parts.append(first)
    return parts


def _figures(moment: Moment | None) -> list[int]:
    if moment is None or moment.precision == "decade":
        return []
    return [x for x in (moment.year, moment.month, moment.day) if x]


def _remarks(w: Writer, r: Publication) -> Iterator[str]:
    """Yield in words what the variables cannot tell."""
    if isinstance(r.title, Text):
        yield w.s("pages.descriptive_title") + "."
    when = [bit.text for bit in w.when(r.date, r)]
    if r.date and (len(when) > 1 or r.date.is_interval):
        yield w.s("citing.date", date=", ".join(when))
    # The date says itself that it is deduced.
    if deduced := [w.s(w.field_key(f)) for f in deduced_fields(r) if f != "date"]:
        yield w.s("citing.deduced", fields=w.in_a_sentence(deduced))
    if r.has_more_authors:
        yield w.s("citing.more_authors")
    if len(r.languages) > 1:
        yield w.s("citing.languages", languages=languages(w, r.languages))
    if r.licence:
        yield w.s("citing.licence", licence=r.licence)


def known_parts(date: Item) -> list[int]:
    """Return year, month and day of a CSL date, as far as it has them in figures."""
    return list(date.get("date-parts", [[]])[0])

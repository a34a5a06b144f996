# SPDX-License-Identifier: MIT
"""What records are about, as nodes of linked data (https://schema.org).

Only what the page shows, and nothing deduced: a machine would not see the mark. A meeting is an event when a
source says that it was held or cancelled, or when it is announced and not yet past; what is only proposed is
none. Dates are as exact as they are known (ISO 8601: `2014-08`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from utpe.pages import names
from utpe.pages.linked_data import CONTEXT, Node, filled
from utpe.pages.publication import author_in_words
from utpe.pages.writer import Writer
from utpe.records.area import Area
from utpe.records.base import Point
from utpe.records.body import Body
from utpe.records.border import Border
from utpe.records.city import City
from utpe.records.deduced import deduced_fields, is_deduced, without_deduced
from utpe.records.edtf import Edtf, Moment
from utpe.records.meeting import Meeting
from utpe.records.network import Organization, Summit
from utpe.records.publication import Author, Publication
from utpe.records.reference import Country
from utpe.records.unit import Unit
from utpe.records.vocab import (
    BodyKind,
    BodyStatus,
    EventStatus,
    Mode,
    OrganizationKind,
    PublicationKind,
    PublicationRelation,
)

WORKS = {
    PublicationKind.BOOK: "Book",
    PublicationKind.CHAPTER: "Chapter",
    PublicationKind.REPORT: "Report",
    PublicationKind.THESIS: "Thesis",
    PublicationKind.WORKING_PAPER: "ScholarlyArticle",
    PublicationKind.CONFERENCE_PAPER: "ScholarlyArticle",
    PublicationKind.NEWS: "NewsArticle",
    PublicationKind.WEB_PAGE: "WebPage",
    PublicationKind.WEB: "WebSite",
    PublicationKind.LAW: "Legislation",
}
"""What sort of work a publication is. An article is scholarly where its authors are; the rest are works."""
ATTENDANCE = {Mode.IN_PERSON: "Offline", Mode.VIRTUAL: "Online", Mode.HYBRID: "Mixed"}
GOVERNMENTAL = (BodyKind.METROPOLITAN_GOVERNMENT, BodyKind.STATE_AGENCY, BodyKind.SECTORAL_AGENCY)
NOT_ORGANIZED = (OrganizationKind.PROGRAMME, OrganizationKind.KNOWLEDGE_PLATFORM)
"""Kinds in the register of organisations that are none themselves."""


def thing(w: Writer) -> Node:
    """Return what a record is about; nothing for what schema.org has no honest word for."""
    make: Callable[[Writer, Any], Node] | None = MAKERS.get(w.collection)
    return filled(make(w, w.record)) if make else {}


def _event(w: Writer, r: Meeting | Summit) -> Node:
    # Of a period with one sure end that end is told.
    date = r.date if "date" not in deduced_fields(r) else None
    status = _event_status(w, r)
    if not status:
        return {}
    organizers = getattr(r, "host_organization_ids", ())
    cities = r.city_ids if not is_deduced(r, "city_ids") else ()
    return {
        "@type": "Event",
        "name": _name(w),
        **_span(date),
        "eventStatus": f"{CONTEXT}/Event{status}",
        "eventAttendanceMode": f"{CONTEXT}/{ATTENDANCE[r.mode]}EventAttendanceMode"
        if not is_deduced(r, "mode")
        else None,
        "location": [_linked(w, "City", "cities", id_) for id_ in cities],
        "organizer": [_linked(w, "Organization", "organizations", id_) for id_ in organizers],
    }


def _event_status(w: Writer, r: Meeting | Summit) -> str:
    """Return the end of schema.org's status; nothing for what no source shows as an event."""
    latest = r.date.latest if r.date else None
    match r.status:
        case EventStatus.HELD if not is_deduced(r, "status"):
            return "Scheduled"
        case EventStatus.CANCELLED if not is_deduced(r, "status"):
            return "Cancelled"
        # «Scheduled» of a day that is past says that it took place.
        case EventStatus.ANNOUNCED if latest and w.today and latest >= w.today:
            return "Scheduled"
        case _:
            return ""


def _work(w: Writer, r: Publication) -> Node:
    if is_deduced(r, "title"):
        return {}
    r = without_deduced(r)
    is_scholarly = r.kind == PublicationKind.ARTICLE and r.relation == PublicationRelation.ACADEMIC
    kind = "ScholarlyArticle" if is_scholarly else WORKS.get(r.kind, "CreativeWork")
    date = r.date if r.date and not r.date.is_interval else None
    return {
        "@type": kind,
        "name": _name(w),
        "inLanguage": list(r.languages),
        "author": [_person(a) for a in r.authors if not a.is_editor],
        "editor": [_person(a) for a in r.authors if a.is_editor],
        "datePublished": _iso(date.start) if date else None,
        "publisher": {"@type": "Organization", "name": r.publisher} if r.publisher else None,
        "isPartOf": {"@type": "CreativeWork", "name": r.container} if r.container else None,
        "isbn": list(r.isbn) if kind == "Book" else None,
        "sameAs": f"https://doi.org/{r.doi}" if r.doi else None,
        "url": r.url,
    }


def _person(author: Author) -> Node | str:
    # A name that must not be split may be that of a person or of a body.
    return author.literal or {"@type": "Person", "name": author_in_words(author)}


def _city(w: Writer, r: City) -> Node:
    others = [f"https://www.geonames.org/{r.geonames_id}"] if r.geonames_id else []
    others += [f"https://www.wikidata.org/wiki/{r.wikidata}"] if r.wikidata else []
    return {
        "@type": "City",
        "name": _name(w),
        "alternateName": list(r.other_names),
        "containedInPlace": _linked(w, "Country", "countries", r.country),
        "geo": _geo(r.point),
        "sameAs": others,
        "url": r.website,
    }


def _organization(w: Writer, r: Organization) -> Node:
    if r.kind in NOT_ORGANIZED:
        return {}
    acronym = r.acronym if not r.is_acronym_inferred and not is_deduced(r, "acronym") else None
    founded = r.founded if r.founded and not r.founded.is_interval and not is_deduced(r, "founded") else None
    return {
        "@type": "CollegeOrUniversity" if r.kind == OrganizationKind.UNIVERSITY else "Organization",
        "name": _name(w),
        "alternateName": [x for x in (acronym, r.name_en) if x],
        "parentOrganization": _linked(w, "Organization", "organizations", r.parent_id)
        if r.parent_id
        else None,
        "foundingDate": _iso(founded.start) if founded else None,
        "url": r.website,
    }


def _body(w: Writer, r: Body) -> Node:
    if r.is_framework or r.status in (BodyStatus.IN_FORMATION, BodyStatus.UNKNOWN):
        return {}
    dates = {"foundingDate": "established", "dissolutionDate": "dissolved"}
    known = {name: getattr(r, field) for name, field in dates.items() if not is_deduced(r, field)}
    return {
        "@type": "GovernmentOrganization" if r.kind in GOVERNMENTAL else "Organization",
        "name": _name(w),
        "alternateName": r.short_name if r.short_name != r.name else None,
        **{name: _iso(date.start) for name, date in known.items() if date and not date.is_interval},
        "url": r.website,
    }


def _unit(w: Writer, r: Unit) -> Node:
    network = _linked(w, "Organization", "organizations", r.network_id)
    return {"@type": "Organization", "name": _name(w), "parentOrganization": network}


def _place(w: Writer, r: Area | Border | Country) -> Node:
    return {"@type": "Country" if isinstance(r, Country) else "Place", "name": _name(w)}


MAKERS: dict[str, Callable[[Writer, Any], Node]] = {
    "unit": _unit,
    "meetings": _event,
    "summits": _event,
    "publications": _work,
    "cities": _city,
    "organizations": _organization,
    "governance": _body,
    "areas": _place,
    "borders": _place,
    "countries": _place,
}


def _name(w: Writer) -> str:
    return names.title(w.collection, w.record, w.language, w.catalogue).text


def _linked(w: Writer, kind: str, collection: str, id_: str) -> Node:
    return {"@type": kind, "name": w.link(collection, id_).text}


def _geo(point: Point | None) -> Node | None:
    """Return a point as exact as the pages of cities show it."""
    if point is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": round(point.lat, 3), "longitude": round(point.lon, 3)}


def _span(date: Edtf | None) -> Node:
    if date is None:
        return {}
    return {"startDate": _iso(date.start), "endDate": _iso(date.end) if date.is_interval else None}


def _iso(moment: Moment | None) -> str | None:
    """Return a moment at its precision; nothing for a decade or for what is uncertain."""
    if not moment or moment.is_uncertain or moment.is_approximate:
        return None
    day: dt.date = moment.earliest
    forms = {"day": day.isoformat(), "month": f"{day:%Y-%m}", "year": f"{moment.year:04}"}
    return forms.get(moment.precision)

# SPDX-License-Identifier: MIT
"""The page of a city: its roles through time, meetings, publications, bodies and border twins."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from utpe.pages import routes
from utpe.pages.network import meetings_block
from utpe.pages.territory import bodies_table
from utpe.pages.view import Bit, Block, Item, Line
from utpe.pages.writer import Parts, Writer
from utpe.records.base import Point
from utpe.records.city import City
from utpe.records.vocab import CoordinationStatus, MembershipStatus

EARTH_RADIUS_KM = 6371.0088


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance between two points in kilometres (haversine, mean radius)."""
    lat1, lat2 = radians(a.lat), radians(b.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))


def write(w: Writer, r: City) -> Parts:
    """Return the parts of the page of city `r`."""
    p = Parts(chips=[Bit(w.country(r.country).text + (f", {r.admin_region}" if r.admin_region else ""))])
    p.chips += [Bit(w.s("pages.periphery"))] if r.is_periphery else []
    p.crumb = Bit(w.country(r.country).text, href=routes.facet(w.language, "cities", "country", r.country))
    p.lead = w.text(r.context) or Bit(w.s(f"vocab_help.CityKind.{r.kind.value}"))
    _facts(w, r, p)
    c = w.catalogue
    for block in (
        _roles(w, r),
        meetings_block(w, c.pointing("cities", r.id, "meetings")),
        w.links("summits", w.s("pages.summits"), "summits", c.pointing("cities", r.id, "summits")),
        w.links(
            "presidencies",
            w.s("pages.presidencies"),
            "presidencies",
            c.pointing("cities", r.id, "presidencies"),
        ),
        bodies_table(w, c.pointing("cities", r.id, "governance")),
        _twins(w, r),
        w.links(
            "publications",
            w.s("pages.publications"),
            "publications",
            c.pointing("cities", r.id, "publications"),
        ),
        w.links(
            "organizations",
            w.s("pages.organizations"),
            "organizations",
            c.pointing("cities", r.id, "organizations"),
        ),
    ):
        if block:
            p.blocks.append(block)
    return p


def _facts(w: Writer, r: City, p: Parts) -> None:
    region = f", {r.admin_region}" if r.admin_region else ""
    p.facts.append(w.row(("country", "admin_region"), (w.country(r.country), Bit(region))))
    if r.other_names:
        p.facts.append(w.row("other_names", Bit(w.s.join(list(r.other_names)))))
    if r.is_capital:
        p.facts.append(w.row("is_capital", w.yes_no(True)))
    for area in w.catalogue.pointing("cities", r.id, "areas"):
        place = next((x for x in area.cities if x.city_id == r.id), None)
        line: Line = (w.link("areas", area.id),)
        if place:
            line = (*line, Bit(f" ({w.s.label(place.role).lower()}; {w.s.label(place.basis).lower()})"))
        p.facts.append(w.row("areas", line, own=area.sources, label=w.s("pages.area")))
    if r.is_periphery is not None:
        notes = (w.said(r.periphery_note),) if r.periphery_note else ()
        p.facts.append(w.row("is_periphery", w.yes_no(r.is_periphery), *notes))
    if r.population:
        p.facts.append(w.population(r.population))
    is_unknown = r.membership.status == MembershipStatus.UNKNOWN
    membership: list[Line] = [(Bit(w.s.label(r.membership.status), style="quiet" if is_unknown else ""),)]
    if r.membership.basis:
        membership.append((w.said(r.membership.basis),))
    elif is_unknown:
        membership.append((Bit(w.s("pages.membership_unknown"), style="quiet"),))
    if r.membership.as_of:
        membership.append((Bit(w.s("pages.evidence_until", year=r.membership.as_of), style="quiet"),))
    p.facts.append(w.row("membership", *membership))
    if r.point:
        words = w.s(
            "pages.coordinates", lat=w.s.number(round(r.point.lat, 3)), lon=w.s.number(round(r.point.lon, 3))
        )
        basis = w.s.label(r.point.basis) + (f" ({r.point.place})" if r.point.place else "")
        p.facts.append(w.row("point", Bit(words, style="num"), Bit(basis, style="quiet")))
    else:
        p.facts.append(w.row("point", Bit(w.s("pages.no_point"), style="quiet")))
    p.facts.append(w.row("timezone", Bit(r.timezone)))
    for name, url, words in (
        ("geonames_id", f"https://www.geonames.org/{r.geonames_id}", str(r.geonames_id)),
        ("wikidata", f"https://www.wikidata.org/wiki/{r.wikidata}", r.wikidata or ""),
        ("website", r.website or "", r.website or ""),
    ):
        if getattr(r, name):
            p.facts.append(w.row(name, Bit(words, url=url)))


def _roles(w: Writer, r: City) -> Block | None:
    """Roles in the unit through time, from the terms of coordination and what only the city knows."""
    items: list[tuple[tuple[object, ...], Item]] = []
    for term in w.catalogue.pointing("cities", r.id, "coordination"):
        if term.coordinator_id == r.id:
            proposed = term.status == CoordinationStatus.PROPOSED
            role = "applicant" if proposed else "coordinator"
        elif any(x.city_id == r.id for x in term.sub_coordinators):
            proposed = term.status == CoordinationStatus.PROPOSED
            role = "proposed_sub_coordinator" if proposed else "sub_coordinator"
        else:
            role = "organiser" if term.organiser_id == r.id else "member"
        inferred = any(x.city_id == r.id and x.is_inferred for x in term.sub_coordinators)
        # The status of a term is that of its coordinator: an organiser is named by the source itself, and a
        # sub-coordinator who is only deduced is not documented.
        status = CoordinationStatus.DOCUMENTED if role == "organiser" else term.status
        if inferred:
            status = CoordinationStatus.UNKNOWN
        word = w.deduction("unit_roles") if inferred else Bit(w.s.label(status), style="strong")
        meta = [word, *w.when(term.date, term)]
        title = Bit(w.s(f"pages.role.{role}"), href=routes.record(w.language, "coordination", term.id))
        items.append((term.date.sort_key, Item(title, tuple(meta), mark=w.mark(status))))
    for x in r.unit_roles:
        meta = [Bit(w.s.label(x.status), style="strong")]
        meta += w.when(x.date, r, "unit_roles")
        meta.append(w.backing(x.sources, w.s("pages.roles")))
        key = x.date.sort_key if x.date else ()
        items.append((key, Item(w.said(x.label), tuple(meta), mark=w.mark(x.status))))
    items.sort(key=lambda pair: str(pair[0]))
    return Block("roles", w.s("pages.roles"), items=tuple(i for _, i in items)) if items else None


def _twins(w: Writer, r: City) -> Block | None:
    """Border areas with the cities across the border and the distance to each."""
    lines: list[Line] = []
    for border in w.catalogue.pointing("cities", r.id, "borders"):
        others: list[Line] = []
        for id_ in border.city_ids:
            city = w.catalogue.get("cities", id_)
            if id_ == r.id or not city:
                continue
            line: Line = (w.link("cities", id_), Bit(f" ({w.country(city.country).text}"))
            if r.point and city.point:
                line = (
                    *line,
                    Bit(w.s("pages.at_km", km=w.s.number(round(distance_km(r.point, city.point), 1)))),
                )
            others.append((*line, Bit(")")))
        lines.append((w.link("borders", border.id), Bit(": "), *w.comma(others)))
    lines.extend(
        (w.link("cities", twin.city_id), Bit(w.s("pages.at_km", km=w.s.number(twin.km)))) for twin in r.twins
    )
    return Block("borders", w.s("pages.border_twins"), bullets=tuple(lines)) if lines else None

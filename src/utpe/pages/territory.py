# SPDX-License-Identifier: MIT
"""The pages of territories: metropolitan areas, bodies that govern them, border areas, countries."""

from __future__ import annotations

from utpe.pages import names, routes
from utpe.pages.long_lists import LINKS, first_of
from utpe.pages.network import meetings_block
from utpe.pages.view import Bit, Block, Item, Line, Notice, Table, TableGroup, TableRow
from utpe.pages.writer import Parts, Writer
from utpe.records.area import Area
from utpe.records.body import Body
from utpe.records.border import Border
from utpe.records.reference import Country
from utpe.text.dates import date_in_words


def write_area(w: Writer, r: Area) -> Parts:
    """Return the parts of the page of metropolitan area `r`."""
    p = Parts(chips=[w.country(c) for c in r.countries])
    p.crumb = _country_crumb(w, "areas", r.countries[0])
    p.facts.append(w.row("countries", w.comma(w.country(c) for c in r.countries)))
    if r.core_city_id:
        p.facts.append(w.row("core_city_id", w.link("cities", r.core_city_id)))
    bodies = w.catalogue.pointing("areas", r.id, "governance")
    p.facts.append(
        w.row("cities", Bit(str(len(r.cities)), style="num"), label=w.s("pages.cities_in_register"))
    )
    if block := bodies_table(w, bodies):
        p.blocks.append(block)
    if r.cities:
        rows = tuple(
            TableRow(((w.link("cities", x.city_id),), (w.label(x.role),), (w.label(x.basis),)))
            for x in r.cities
        )
        columns = (w.s("pages.city"), w.s("pages.role_column"), w.s("pages.basis"))
        table = Table(w.s("pages.area_cities_caption"), columns, (TableGroup(rows),))
        p.blocks.append(Block("cities", w.s("pages.cities"), table=table))
    return p


def since_when(w: Writer, b: Body) -> Line:
    """Return since when a body exists, for a cell of a table."""
    first, *doubts = w.when(b.established, b, "established") or (Bit("—"),)
    return (Bit(first.text, style="num"), *(x for doubt in doubts for x in (Bit(" "), doubt)))


def bodies_table(w: Writer, bodies: list[Body]) -> Block | None:
    """Return the bodies of a territory as a table, or None."""
    if not bodies:
        return None
    shown, rest = first_of(w, "governance", bodies)
    rows = []
    for b in shown:
        since = since_when(w, b)
        state = Bit(w.s.label(b.status), mark=w.mark(b.status))
        cells = ((w.link("governance", b.id),), (w.label(b.kind),), since, (state,))
        rows.append(TableRow(cells, note=w.said(b.summary)))
    columns = (w.s("pages.body"), w.s("pages.kind"), w.s("pages.since"), w.s("pages.state"))
    table = Table(w.s("pages.bodies_caption"), columns, (TableGroup(tuple(rows)),))
    return Block("bodies", w.s("pages.bodies"), texts=rest, table=table)


def write_body(w: Writer, r: Body) -> Parts:
    """Return the parts of the page of the metropolitan or cross-border body `r`."""
    p = Parts(status=w.mark(r.status), chips=[w.label(r.kind)], lead=w.said(r.summary))
    p.chips += [w.label(k) for k in r.kinds_also]
    if r.is_framework:
        p.chips.append(Bit(w.s(w.field_key("is_framework"))))
        p.notices.append(Notice("info", w.s("pages.framework"), ((Bit(w.s("pages.framework_text")),),)))
    p.crumb = _country_crumb(w, "governance", r.countries[0])
    state: list[Line] = [(Bit(w.s.label(r.status), mark=w.mark(r.status)),)]
    if r.status_note:
        state.append((w.said(r.status_note),))
    p.facts.append(w.row(("status", "status_note"), *state))
    if r.short_name:
        p.facts.append(w.row("short_name", Bit(r.short_name)))
    for former in r.former_names:
        when = f" ({date_in_words(former.date, w.language)})" if former.date else ""
        p.facts.append(w.row("former_names", Bit(former.name + when)))
    p.facts.append(w.row("countries", w.comma(w.country(c) for c in r.countries)))
    if r.subnational:
        p.facts.append(w.row("subnational", Bit(r.subnational)))
    territory: list[Line] = [(w.said(r.territory),)]
    if r.area_ids:
        territory.append(w.comma(w.link("areas", i) for i in r.area_ids))
    p.facts.append(w.row(("territory", "area_ids"), *territory))
    p.facts.append(w.row("power", w.label(r.power)))
    if r.topic_ids:
        p.facts.append(w.row("topic_ids", w.topics(r.topic_ids)))
    unknown = Bit(w.s("pages.date_unknown"), style="quiet")
    p.facts.append(w.row("established", w.date(r.established, "established") or unknown))
    if r.dissolved:
        p.facts.append(w.row("dissolved", w.date(r.dissolved, "dissolved")))
    if r.legal_basis:
        p.facts.append(w.row("legal_basis", w.said(r.legal_basis)))
    _body_members(w, r, p)
    if r.population:
        p.facts.append(w.population(r.population))
    if r.area_km2:
        notes = (w.said(r.area_km2.note),) if r.area_km2.note else ()
        figure = Bit(f"{w.s.number(r.area_km2.value)} km²", style="num")
        p.facts.append(w.row("area_km2", figure, *notes, own=r.area_km2.sources))
    if r.seat or r.seat_city_id:
        p.facts.append(
            w.row("seat", w.link("cities", r.seat_city_id) if r.seat_city_id else Bit(r.seat or ""))
        )
    _succession(w, r, p)
    no_site = Bit(w.s("pages.website_unknown"), style="quiet")
    p.facts.append(w.row("website", Bit(r.website, url=r.website) if r.website else no_site))
    c = w.catalogue
    for block in (
        w.links("borders", w.s("pages.borders"), "borders", c.pointing("governance", r.id, "borders")),
        w.links(
            "publications",
            w.s("pages.works_on_it"),
            "publications",
            c.pointing("governance", r.id, "publications"),
        ),
    ):
        if block:
            p.blocks.append(block)
    if r.organization_ids:
        links = tuple((w.link("organizations", i),) for i in r.organization_ids)
        p.blocks.append(Block("organizations", w.s("pages.organizations"), bullets=links))
    return p


def _body_members(w: Writer, r: Body, p: Parts) -> None:
    if not r.members:
        return
    lines: list[Line] = []
    if r.members.count:
        key = f"vocab_unit.MembersUnit.{r.members.unit.value}"
        lines.append((Bit(f"{w.s.number(r.members.count)} {w.s.plural(key, r.members.count)}"),))
    if r.members.note:
        lines.append((w.said(r.members.note),))
    if lines:
        p.facts.append(w.row("members", *lines))
    if r.members.items:
        links = tuple((w.link("cities", m.city_id) if m.city_id else Bit(m.name),) for m in r.members.items)
        p.blocks.append(Block("members", w.s("pages.members_named"), bullets=links))


def _succession(w: Writer, r: Body, p: Parts) -> None:
    before: list[Line] = [(w.link("governance", i),) for i in r.predecessor_ids]
    if r.predecessor:
        before.append((w.said(r.predecessor),))
    if before:
        p.facts.append(w.row(("predecessor", "predecessor_ids"), *before))
    successors = w.catalogue.pointing("governance", r.id, "governance", "predecessor_ids")
    after: list[Line] = [(w.link("governance", x.id),) for x in successors]
    if r.successor:
        after.append((w.said(r.successor),))
    if after:
        p.facts.append(w.row("successor", *after))


def write_border(w: Writer, r: Border) -> Parts:
    """Return the parts of the page of border area `r`."""
    p = Parts(chips=[w.label(r.border_type)], lead=w.said(r.summary))
    p.crumb = _country_crumb(w, "borders", r.countries[0])
    p.facts.append(w.row("city_ids", *(w.place(i) for i in r.city_ids)))
    p.facts.append(w.row("border_type", w.label(r.border_type)))
    joined = (
        Bit(w.s("pages.not_known"), style="quiet") if r.is_conurbated is None else w.yes_no(r.is_conurbated)
    )
    p.facts.append(w.row("is_conurbated", joined))
    if r.population:
        p.facts.append(w.population(r.population))
    if r.topic_ids:
        p.facts.append(w.row("topic_ids", w.topics(r.topic_ids)))
    bodies = []
    for b in r.bodies:
        link = Bit(w.said(b.name).text, lang=w.said(b.name).lang)
        if b.governance_id:
            link = w.link("governance", b.governance_id, link.text)
        elif b.organization_id:
            link = w.link("organizations", b.organization_id, link.text)
        bodies.append(
            Item(
                link, (Bit(w.s.label(b.status), style="strong"),), text=w.text(b.note), mark=w.mark(b.status)
            )
        )
    if bodies:
        p.blocks.append(Block("bodies", w.s("pages.border_bodies"), items=tuple(bodies)))
    if r.projects:
        p.blocks.append(
            Block("projects", w.s("pages.projects"), bullets=tuple((w.said(x),) for x in r.projects))
        )
    c = w.catalogue
    for block in (
        meetings_block(w, c.pointing("borders", r.id, "meetings")),
        w.links(
            "publications",
            w.s("pages.works_on_it"),
            "publications",
            c.pointing("borders", r.id, "publications"),
        ),
    ):
        if block:
            p.blocks.append(block)
    return p


def write_country(w: Writer, r: Country) -> Parts:
    """Return the parts of the page of country `r`: what this register holds of it."""
    p = Parts()
    p.facts.append(
        w.row("id", Bit(f"{r.id} · {r.alpha3}", url=f"https://www.iso.org/obp/ui/#iso:code:3166:{r.id}"))
    )
    c = w.catalogue
    for collection in ("cities", "areas", "governance", "borders", "organizations", "publications"):
        found = c.pointing("countries", r.id, collection)
        if not found:
            continue
        title = w.s(f"pages.{'bodies' if collection == 'governance' else collection}")
        links = sorted((w.link(collection, x.id) for x in found), key=_by_name)
        shown, rest = first_of(w, collection, links, LINKS)
        bullets = tuple((b,) for b in shown)
        p.blocks.append(Block(collection, f"{title} ({w.s.number(len(links))})", texts=rest, bullets=bullets))
    return p


def _by_name(link: Bit) -> str:
    return names.sort_key(link.text)


def _country_crumb(w: Writer, collection: str, code: str) -> Bit:
    return Bit(w.country(code).text, href=routes.facet(w.language, collection, "country", code))

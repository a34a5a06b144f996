# SPDX-License-Identifier: MIT
"""The page of a term of coordination of the unit, between the terms before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from utpe.pages.happenings import happening, order
from utpe.pages.long_lists import first_of
from utpe.pages.marks import mark
from utpe.pages.view import Bit, Block, Item, Line, Row
from utpe.pages.writer import Parts, Writer
from utpe.records.own import own_entries
from utpe.records.unit import Coordination
from utpe.records.vocab import CoordinationStatus


def write(w: Writer, r: Coordination) -> Parts:
    """Return the parts of the page of term `r`."""
    s = w.s
    p = Parts(status=w.mark(r.status), when=w.date(r.date), is_placed=True)
    p.lead = Bit(s(f"vocab_help.CoordinationStatus.{r.status}"))
    p.facts.append(w.row("status", (Bit(s.label(r.status), mark=w.mark(r.status)),)))
    p.facts.append(w.row("date", w.date(r.date)))
    unknown = Bit(s("pages.not_stated"), style="quiet")
    p.facts.append(w.row("coordinator_id", w.place(r.coordinator_id) if r.coordinator_id else unknown))
    if r.sub_coordinators:
        label = s.plural("pages.coordination_page.sub_coordinators", len(r.sub_coordinators))
        lines = [_sub_coordinator(w, x.city_id, x.is_inferred, label) for x in r.sub_coordinators]
        p.facts.append(w.row("sub_coordinators", *lines, label=label))
    if r.organiser_id:
        p.facts.append(w.row("organiser_id", w.place(r.organiser_id)))
    if r.participant_ids:
        p.facts.append(w.row("participant_ids", w.comma(w.link("cities", i) for i in r.participant_ids)))
    if r.plan_id:
        p.facts.append(w.row("plan_id", w.link("plans", r.plan_id)))
    p.facts += _around(w, r)
    p.blocks += _of_those_years(w, r)
    p.aside.append(Block("around", s("pages.before_and_after"), items=tuple(_before_and_after(w, r))))
    return p


def _sub_coordinator(w: Writer, city_id: str, is_inferred: bool, label: str) -> Line:
    doubt: Line = (Bit(" "), w.deduction("sub_coordinators", label=label)) if is_inferred else ()
    return (*w.place(city_id), *doubt)


def _around(w: Writer, r: Coordination) -> Iterator[Row]:
    """What other records tell of those years: no source of this one backs it, the links lead to theirs."""
    s, years = w.s, set(r.date.years)
    lines: list[Line] = []
    for unit in w.catalogue.all("unit"):
        for name in unit.names:
            known = years & set(name.years)
            if known:
                doubt = (Bit(" "), Bit(s("pages.date_inferred"), style="est"))
                link = w.link("unit", unit.id, w.said(name.name).text)
                state = () if name.status == "official" else (Bit(f" ({s.label(name.status).lower()})"),)
                is_sure = any(not name.years[year] for year in known)
                lines.append((link, *state, *(() if is_sure else doubt)))
    unknown: Line = (Bit(s("pages.not_stated"), style="quiet"),)
    yield Row(s("pages.coordination_page.name"), tuple(lines) or (unknown,), needs_source=False)
    heads = sorted(
        (x for x in w.catalogue.all("presidencies") if set(x.years) & years), key=lambda x: x.date.sort_key
    )
    links = tuple((w.link("presidencies", x.id),) for x in heads)
    yield Row(s("pages.coordination_page.presidency"), links or (unknown,), needs_source=False)


def _of_those_years(w: Writer, r: Coordination) -> Iterator[Block]:
    """The unit's meetings and publications of the years of the term; where there are none, it says so."""
    s, years = w.s, r.date.years
    for collection in ("meetings", "publications"):
        found = [
            x for c, x in own_entries(w.catalogue) if c == collection and x.date and x.date.year in years
        ]
        shown, rest = first_of(w, collection, sorted(found, key=lambda x: order(x.date)))
        items = tuple(_entry(w, collection, x) for x in shown)
        none: tuple[Line, ...] = ((Bit(s(f"pages.coordination_page.no_{collection}"), style="quiet"),),)
        yield Block(
            collection, s(f"pages.{collection}_of_those_years"), texts=rest if items else none, items=items
        )


def _entry(w: Writer, collection: str, record: Any) -> Item:
    return happening(Writer(w.catalogue, collection, record, w.language))


def _before_and_after(w: Writer, r: Coordination) -> Iterator[Item]:
    """The term before, this one, the term after, and in words what lies between them."""
    s = w.s
    terms = sorted(w.catalogue.all("coordination"), key=lambda x: (x.date.sort_key, x.id))
    at = [x.id for x in terms].index(r.id)
    if at:
        yield _entry(w, "coordination", terms[at - 1])
        yield _between(w, terms[at - 1], r)
    else:
        yield Item(
            Bit(s("pages.coordination_page.none_before")),
            mark=mark(CoordinationStatus.UNKNOWN, s),
            is_own=False,
        )
    yield Item(Bit(s("pages.coordination_page.this")), mark=w.mark(r.status), is_current=True)
    if at + 1 < len(terms):
        yield _between(w, r, terms[at + 1])
        yield _entry(w, "coordination", terms[at + 1])
    else:
        yield Item(
            Bit(s("pages.coordination_page.none_after")),
            mark=mark(CoordinationStatus.UNKNOWN, s),
            is_own=False,
        )


def _between(w: Writer, before: Coordination, after: Coordination) -> Item:
    """Return in words how two terms follow each other."""
    s, one, other = w.s, before.date.years, after.date.years
    shared = sorted(set(one) & set(other))
    # A term of which only the decade is known has no years to count from.
    gap = range(one[-1] + 1, other[0]) if one and other else range(0)
    if shared:
        words = s("pages.coordination_page.overlap", years=_years(shared))
    elif gap:
        words = s.plural("pages.coordination_page.gap", len(gap), years=_years(list(gap)))
    else:
        words = s("pages.coordination_page.adjacent")
    return Item(
        Bit(words, style="quiet"), mark=mark(CoordinationStatus.UNKNOWN, s) if gap else None, is_own=False
    )


def _years(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"

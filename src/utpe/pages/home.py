# SPDX-License-Identifier: MIT
"""The generated parts of the home page: years, index cards, open questions, cities by role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from utpe.pages import names, routes
from utpe.pages.gaps import gaps
from utpe.pages.marks import mark
from utpe.pages.site_view import Card, HomeView, YearColumn
from utpe.pages.view import Bit, Mark
from utpe.records.catalogue import Catalogue
from utpe.records.own import own_meetings
from utpe.records.trace import Trace
from utpe.records.vocab import CoordinationStatus, EventStatus
from utpe.text.strings import Strings, strings

CARDS = ("governance", "borders", "publications", "meetings", "cities", "organizations")
ROLES = ("coordinator", "sub_coordinator", "proposed", "host")
MOST_RINGS = 16
"""How many marks, and names of cities, a year has room for."""
ORDER = (
    EventStatus.HELD,
    EventStatus.ANNOUNCED,
    EventStatus.PROPOSED,
    EventStatus.CANCELLED,
    EventStatus.UNKNOWN,
)


def home_view(catalogue: Catalogue | Trace, language: str, page: Any, prose: Mapping[str, Bit]) -> HomeView:
    """Return the generated parts of the home page; `prose` are links to pages of prose by their keys."""
    s = strings(language)
    own = own_meetings(catalogue)
    counts = Counter(m.status for m in own)
    told = [s.plural(f"pages.home.status_count.{x.value}", counts[x]) for x in ORDER if counts[x]]
    return HomeView(
        hero_title=page.meta.get("hero_title") or page.meta["title"],
        hero_lead=page.meta.get("hero_lead") or page.meta["description"],
        years=tuple(_years(catalogue, own, s)),
        years_text=s("pages.home.years_text", counts=s.join(told)) if told else s("pages.home.no_years"),
        marks=key_to_rings(own, s),
        timeline=prose.get("timeline"),
        cards=tuple(_card(catalogue, name, s) for name in CARDS),
        gaps=gaps(catalogue, s, prose.get("timeline")),
        questions=tuple(
            names.in_language(q, language) for u in catalogue.all("unit") for q in u.open_questions
        ),
        unknowns=prose.get("unknowns"),
        roles=tuple(_roles(catalogue, s)),
    )


def _years(catalogue: Catalogue | Trace, own: list[Any], s: Strings) -> list[YearColumn]:
    """Every year from the first record to the last; runs of empty years, knowledge too, in one column."""
    by_year: dict[int, list[Any]] = {}
    for m in own:
        if m.date and m.date.year:
            by_year.setdefault(m.date.year, []).append(m)
    columns: list[YearColumn] = []
    last = 0
    for year in sorted(by_year):
        if columns and year - last > 1:
            label = str(last + 1) if year - last == 2 else f"{last + 1}–{year - 1}"
            columns.append(YearColumn(label, "", (), s("pages.home.empty_year")))
        columns.append(_year(catalogue, year, by_year[year], s))
        last = year
    return columns


def _year(catalogue: Catalogue | Trace, year: int, meetings: list[Any], s: Strings) -> YearColumn:
    marks, more, text = rings(meetings, s)
    cities = [
        catalogue.get("cities", i) for i in dict.fromkeys(i for m in _by_status(meetings) for i in m.city_ids)
    ]
    found = [names.in_language(c.name, s.language).text for c in cities if c]
    places = ", ".join(found[:MOST_RINGS]) + ("…" if len(found) > MOST_RINGS else "")
    href = routes.facet(s.language, "meetings", "year", str(year))
    return YearColumn(str(year), href, marks, text, places, more)


def rings(meetings: list[Any], s: Strings) -> tuple[tuple[Mark, ...], str, str]:
    """Return a mark for each meeting of a year, what is surest first, and the text that says the same.

    Between them stands «+12», how many more there are than marks.
    """
    counts = Counter(m.status for m in meetings)
    text = s.join([s.plural(f"pages.home.status_year.{x.value}", counts[x]) for x in ORDER if counts[x]])
    shown = _by_status(meetings)[:MOST_RINGS]
    rest = len(meetings) - len(shown)
    return tuple(mark(m.status, s) for m in shown), f"+{s.number(rest)}" if rest else "", text


def _by_status(meetings: list[Any]) -> list[Any]:
    return sorted(meetings, key=lambda m: ORDER.index(m.status))


def key_to_rings(meetings: list[Any], s: Strings) -> tuple[tuple[Mark, str], ...]:
    """Return what the marks of these meetings mean."""
    present = {m.status for m in meetings}
    return tuple((mark(x, s), s(f"vocab_help.EventStatus.{x.value}")) for x in ORDER if x in present)


def _card(catalogue: Catalogue | Trace, name: str, s: Strings) -> Card:
    count = s.number(len(catalogue.all(name)))
    return Card(
        s(f"pages.home.card.{name}.title"),
        routes.section(s.language, name),
        count,
        s(f"pages.home.card.{name}.text"),
    )


def role_groups(catalogue: Catalogue | Trace) -> dict[str, list[str]]:
    """Return the ids of the cities by what is documented of their role in the unit."""
    terms = sorted(catalogue.all("coordination"), key=lambda x: x.date.sort_key)
    groups: dict[str, dict[str, None]] = {key: {} for key in ROLES}
    for term in terms:
        if term.status == CoordinationStatus.DOCUMENTED:
            if term.coordinator_id:
                groups["coordinator"][term.coordinator_id] = None
            for x in term.sub_coordinators:
                if not x.is_inferred:
                    groups["sub_coordinator"][x.city_id] = None
    for plan in catalogue.all("plans"):
        for x in plan.team.cities if plan.team else ():
            groups["proposed"][x.city_id] = None
    for meeting in own_meetings(catalogue):
        if meeting.status == EventStatus.HELD:
            for id_ in meeting.city_ids:
                groups["host"][id_] = None
    return {key: list(ids) for key, ids in groups.items()}


def _roles(catalogue: Catalogue | Trace, s: Strings) -> list[tuple[str, str, tuple[Bit, ...]]]:
    found = []
    for key, ids in role_groups(catalogue).items():
        cities = [c for c in (catalogue.get("cities", id_) for id_ in ids) if c]
        links = tuple(
            Bit(names.in_language(c.name, s.language).text, href=routes.record(s.language, "cities", c.id))
            for c in cities
        )
        if links:
            found.append((key, s(f"pages.home.role.{key}"), links))
    return found

# SPDX-License-Identifier: MIT
"""The generated parts of the home page: years, index cards, open questions, cities by role."""

from __future__ import annotations

from collections import Counter
from typing import Any

from utpe.pages import names, routes
from utpe.pages.gaps import gaps
from utpe.pages.marks import mark
from utpe.pages.site_view import Card, HomeView, YearColumn
from utpe.pages.view import Bit
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.records.vocab import CoordinationStatus, EventStatus
from utpe.text.strings import Strings, strings

CARDS = ("governance", "borders", "publications", "meetings", "cities", "organizations")
ROLES = ("coordinator", "sub_coordinator", "proposed", "host")
ORDER = (
    EventStatus.HELD,
    EventStatus.ANNOUNCED,
    EventStatus.PROPOSED,
    EventStatus.CANCELLED,
    EventStatus.UNKNOWN,
)


def home_view(catalogue: Catalogue | Trace, language: str, page: Any) -> HomeView:
    """Return the generated parts of the home page in one language."""
    s = strings(language)
    own = [m for m in catalogue.all("meetings") if m.relation == "own"]
    counts = Counter(m.status for m in own)
    told = [s.plural(f"pages.home.status_count.{x.value}", counts[x]) for x in ORDER if counts[x]]
    present = [x for x in ORDER if counts[x]]
    return HomeView(
        hero_title=page.meta.get("hero_title") or page.meta["title"],
        hero_lead=page.meta.get("hero_lead") or page.meta["description"],
        years=tuple(_years(catalogue, own, s)),
        years_text=s("pages.home.years_text", counts=s.join(told)),
        marks=tuple((mark(x, s), s(f"vocab_help.EventStatus.{x.value}")) for x in present),
        cards=tuple(_card(catalogue, name, s) for name in CARDS),
        gaps=gaps(catalogue, s),
        questions=tuple(
            names.in_language(q, language) for u in catalogue.all("unit") for q in u.open_questions
        ),
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
    found = sorted(meetings, key=lambda m: ORDER.index(m.status))
    counts = Counter(m.status for m in found)
    text = s.join([s.plural(f"pages.home.status_year.{x.value}", counts[x]) for x in ORDER if counts[x]])
    cities = [catalogue.get("cities", i) for i in dict.fromkeys(i for m in found for i in m.city_ids)]
    places = ", ".join(names.in_language(c.name, s.language).text for c in cities if c)
    href = routes.facet(s.language, "meetings", "year", str(year))
    return YearColumn(str(year), href, tuple(mark(m.status, s) for m in found), text, places)


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
    for meeting in catalogue.all("meetings"):
        if meeting.relation == "own" and meeting.status == EventStatus.HELD:
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

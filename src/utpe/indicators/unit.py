# SPDX-License-Identifier: MIT
"""The two indicators that the proposal of 2014 names, by year: what the unit wrote, and where it met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from utpe.indicators.figure import UNDATED, Figure, Row, is_deduced, years_through
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.records.vocab import EventStatus, MeetingRelation, Mode, PublicationKind, PublicationRelation

THEORY = (
    PublicationKind.REPORT,
    PublicationKind.BOOK,
    PublicationKind.CHAPTER,
    PublicationKind.ARTICLE,
    PublicationKind.WORKING_PAPER,
    PublicationKind.CONFERENCE_PAPER,
    PublicationKind.PAPER,
    PublicationKind.THESIS,
)
"""Texts that develop a subject. A plan proposes, a call announces, a page or magazine carries texts."""
HELD = {Mode.IN_PERSON: "held_in_person", Mode.HYBRID: "held_hybrid", Mode.VIRTUAL: "held_virtual"}


def own_meetings(catalogue: Catalogue | Trace) -> list[Any]:
    """Return the meetings of the unit itself."""
    return [m for m in catalogue.all("meetings") if m.relation == MeetingRelation.OWN]


def own_publications(catalogue: Catalogue | Trace) -> list[Any]:
    """Return the publications of the unit itself."""
    return [p for p in catalogue.all("publications") if p.relation == PublicationRelation.UNIT_OWN]


def theoretical_production(catalogue: Catalogue | Trace, this_year: int) -> Figure:
    """Count the unit's publications by year: those that are theory in one measure, each other kind apart."""
    works = own_publications(catalogue)
    others = [kind for kind in PublicationKind if kind not in THEORY and any(p.kind == kind for p in works)]
    measures = ("theory", *others)

    def measure(work: Any) -> str:
        return "theory" if work.kind in THEORY else work.kind

    rows = _by_year(catalogue, works, measures, measure, this_year)
    return Figure("theoretical-production", "year", measures, rows, len(works), has_deduced=True)


def in_person_meetings(catalogue: Catalogue | Trace, this_year: int) -> Figure:
    """Count the unit's meetings by year: held, by mode; announced; proposed. None counts twice."""
    meetings = own_meetings(catalogue)
    rare = [s for s in (EventStatus.CANCELLED, EventStatus.UNKNOWN) if any(m.status == s for m in meetings)]
    measures = (*HELD.values(), EventStatus.ANNOUNCED, EventStatus.PROPOSED, *rare)

    def measure(meeting: Any) -> str:
        return HELD[meeting.mode] if meeting.status == EventStatus.HELD else meeting.status

    rows = _by_year(catalogue, meetings, measures, measure, this_year)
    return Figure("in-person-meetings", "year", measures, rows, len(meetings), has_deduced=True)


def _by_year(
    catalogue: Catalogue | Trace,
    records: Iterable[Any],
    measures: tuple[str, ...],
    measure: Callable[[Any], str],
    this_year: int,
) -> tuple[Row, ...]:
    """Return a row for each year since the unit's first record, and one for what has none."""
    first = [x.date.year for x in (*own_meetings(catalogue), *own_publications(catalogue)) if _year(x)]
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[str(_year(record) or UNDATED)].append(record)
    return tuple(
        Row(
            id_,
            tuple(sum(measure(x) == m for x in found[id_]) for m in measures),
            deduced=sum(is_deduced(x, "status", "mode") for x in found[id_]),
        )
        for id_ in (*map(str, years_through(first, this_year)), UNDATED)
    )


def _year(record: Any) -> int | None:
    year: int | None = record.date.year if record.date else None
    return year

# SPDX-License-Identifier: MIT
"""The two indicators that the proposal of 2014 names, by year: what the unit wrote, and where it met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from utpe.indicators.figure import UNDATED, Figure, Row, deduced
from utpe.records.catalogue import Catalogue
from utpe.records.own import own_meetings, own_publications, years_of_unit
from utpe.records.trace import Trace
from utpe.records.vocab import EventStatus, Mode, PublicationKind

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


def theoretical_production(catalogue: Catalogue | Trace, this_year: int) -> Figure:
    """Count the unit's publications by year: those that are theory in one measure, each other kind apart."""
    works = own_publications(catalogue)
    others = [kind for kind in PublicationKind if kind not in THEORY and any(p.kind == kind for p in works)]
    measures = ("theory", *others)

    def measure(work: Any) -> str:
        return "theory" if work.kind in THEORY else work.kind

    years = years_of_unit(catalogue, this_year)
    rows = _by_year(years, works, measures, measure, ("date",))
    return Figure("theoretical-production", "year", measures, rows, len(works), deduced(works, "date"))


def in_person_meetings(catalogue: Catalogue | Trace, this_year: int) -> Figure:
    """Count the unit's meetings by year: held, by mode; announced; proposed. None counts twice."""
    meetings = own_meetings(catalogue)
    rare = [s for s in (EventStatus.CANCELLED, EventStatus.UNKNOWN) if any(m.status == s for m in meetings)]
    measures = (*HELD.values(), EventStatus.ANNOUNCED, EventStatus.PROPOSED, *rare)

    def measure(meeting: Any) -> str:
        return HELD[meeting.mode] if meeting.status == EventStatus.HELD else meeting.status

    fields = ("date", "status", "mode")
    rows = _by_year(years_of_unit(catalogue, this_year), meetings, measures, measure, fields)
    return Figure("in-person-meetings", "year", measures, rows, len(meetings), deduced(meetings, *fields))


def _by_year(
    years: Iterable[int],
    records: Iterable[Any],
    measures: tuple[str, ...],
    measure: Callable[[Any], str],
    fields: tuple[str, ...],
) -> tuple[Row, ...]:
    """Return a row for each year, and one for what has none; `fields` are those that it rests on."""
    found: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        found[str(_year(record) or UNDATED)].append(record)
    return tuple(
        Row(
            id_,
            tuple(sum(measure(x) == m for x in found[id_]) for m in measures),
            deduced(found[id_], *fields),
        )
        for id_ in (*map(str, years), UNDATED)
    )


def _year(record: Any) -> int | None:
    year: int | None = record.date.year if record.date else None
    return year

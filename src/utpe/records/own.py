# SPDX-License-Identifier: MIT
"""What is the unit's own in the register: its meetings, its publications, the years that it spans."""

from __future__ import annotations

from typing import Any

from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.records.vocab import DocumentKind, DocumentState, MeetingRelation, PublicationRelation

Entry = tuple[str, Any]
"""A collection and a record of it."""
OWN = (MeetingRelation.OWN, PublicationRelation.UNIT_OWN)


def is_own(record: object) -> bool:
    """Return whether a meeting or a publication is of the unit itself, and not of what is around it."""
    return getattr(record, "relation", None) in OWN


def own_meetings(catalogue: Catalogue | Trace) -> list[Any]:
    """Return the meetings of the unit itself in time, the undated last."""
    found = (catalogue.get("meetings", id_) for _, id_ in catalogue.calendar(MeetingRelation.OWN))
    return [meeting for meeting in found if meeting is not None]


def own_publications(catalogue: Catalogue | Trace) -> list[Any]:
    """Return the publications of the unit itself, in the order of the file."""
    return [p for p in catalogue.all("publications") if is_own(p)]


def own_entries(catalogue: Catalogue | Trace) -> list[Entry]:
    """Return the meetings and then the publications of the unit itself."""
    meetings = [("meetings", m) for m in own_meetings(catalogue)]
    return [*meetings, *(("publications", p) for p in own_publications(catalogue))]


def years_of_unit(catalogue: Catalogue | Trace, until: int) -> range:
    """Return every year from that of the unit's first record to `until`, or to a later record of its own.

    Terms of coordination and the names through time are records of it too.
    """
    own = [r.date.year for _, r in own_entries(catalogue) if r.date and r.date.year]
    others = [year for term in catalogue.all("coordination") for year in term.date.years]
    others += [year for unit in catalogue.all("unit") for name in unit.names for year in name.years]
    return range(min((*own, *others)), max(until, *own, 0) + 1) if own or others else range(0)


def years_with_records(catalogue: Catalogue | Trace, until: int) -> list[int]:
    """Return the years in which the unit has a meeting, a publication or a term of coordination, in order.

    They are among those of `years_of_unit`: a term that goes on is no record of the years to come.
    """
    records = [*(r for _, r in own_entries(catalogue)), *catalogue.all("coordination")]
    found = {year for r in records if r.date for year in r.date.years}
    return sorted(found & set(years_of_unit(catalogue, until)))


def minutes_state(meeting: Any) -> DocumentState | None:
    """Return the best that is known of the minutes of a meeting; None where nobody noted a search."""
    states = {d.state for d in meeting.documents if d.kind == DocumentKind.MINUTES}
    return next((state for state in DocumentState if state in states), None)

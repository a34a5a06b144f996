# SPDX-License-Identifier: MIT
"""Which indicators stand on which page, how each is drawn, which listings show its records."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from utpe.immutable import immutable
from utpe.indicators.figure import UNDATED, Row
from utpe.pages import routes
from utpe.pages.marks import mark
from utpe.pages.view import Bit, Mark
from utpe.records.vocab import DocumentState, EventStatus
from utpe.text.strings import Strings

CHAPTERS = {
    "indicators/index": {
        "proposal": ("theoretical-production", "in-person-meetings"),
        "participation": ("modes", "cities", "participating-countries", "minutes"),
    },
    "indicators/register": {
        "survey": ("governance-kinds", "governance-states", "governance-decades", "governance-countries"),
        "subjects": ("topics",),
        "quality": ("confidence", "dates", "completeness"),
    },
}
"""For each page, its chapters and their indicators."""

Drawing = Literal["years", "marks", "bars", "parts", "shares"]
"""A chart of years; or a table with marks, with bars, with bars in parts, or with these made equally long."""
Origin = tuple[str, str, str]
"""A listing: collection, facet, value; without facet, the whole."""


@immutable
class Look:
    """How an indicator is drawn, the listings that show its records, and where its rows lead.

    `leads_to` is a collection whose records the rows are; `years` of the meetings; `facet:…` of the survey;
    or `section`, where the rows are collections.
    """

    drawing: Drawing
    origins: tuple[Origin, ...]
    leads_to: str = ""
    shown: int | None = None
    """How many rows the page shows; the file has all."""


_OWN_MEETINGS: Origin = ("meetings", "relation", "own")
_BODIES: Origin = ("governance", "", "")
LOOKS = {
    "theoretical-production": Look("years", (("publications", "relation", "unit_own"),)),
    "in-person-meetings": Look("years", (_OWN_MEETINGS,), "years"),
    "modes": Look("marks", (_OWN_MEETINGS,)),
    "cities": Look("marks", (_OWN_MEETINGS,), "cities"),
    "participating-countries": Look("marks", (_OWN_MEETINGS,), "countries"),
    "minutes": Look("marks", (_OWN_MEETINGS,)),
    "governance-kinds": Look("parts", (_BODIES,), "facet:kind"),
    "governance-states": Look("bars", (_BODIES,), "facet:status"),
    "governance-decades": Look("bars", (_BODIES,)),
    "governance-countries": Look("parts", (_BODIES,), "facet:country"),
    "topics": Look("bars", (("topics", "", ""),), "topics", shown=12),
    "confidence": Look("shares", (), "section"),
    "dates": Look("shares", (), "section"),
    "completeness": Look("shares", (("sources", "", ""),)),
}
_MARKS: dict[str, StrEnum] = {
    "theory": DocumentState.FOUND,
    "held_in_person": EventStatus.HELD,
    "held_hybrid": EventStatus.HELD,
    "held_virtual": EventStatus.HELD,
    **{status.value: status for status in EventStatus},
}


def mark_of(measure: str, s: Strings) -> Mark:
    """Return the mark of a measure; what stands beside an indicator without counting in it is grey."""
    value = _MARKS.get(measure)
    return mark(value, s) if value else Mark("g-held", "none", "")


def address(row: Row, leads_to: str, language: str) -> str:
    """Return where the name of a row leads, or nothing."""
    if leads_to == "years":
        is_there = row.id != UNDATED and row.total
        return f"{routes.facet(language, *_OWN_MEETINGS)}#y{row.id}" if is_there else ""
    if leads_to == "section":
        return routes.section(language, row.id)
    if leads_to.startswith("facet:"):
        return routes.facet(language, "governance", leads_to.removeprefix("facet:"), row.id)
    return routes.record(language, leads_to, row.id) if leads_to else ""


def origin(listing: Origin, s: Strings) -> Bit:
    """Return the link to a listing."""
    collection, facet, value = listing
    href = routes.facet(s.language, *listing) if facet else routes.section(s.language, collection)
    return Bit(s(f"indicators.origin.{value or collection}"), href=href)

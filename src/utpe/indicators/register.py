# SPDX-License-Identifier: MIT
"""What the register is about: its topics, and the survey of metropolitan and cross-border bodies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from utpe.indicators.figure import UNDATED, Figure, Row
from utpe.records.catalogue import Catalogue
from utpe.records.edtf import Edtf
from utpe.records.trace import Trace
from utpe.records.vocab import BodyKind, BodyStatus

WITH_TOPICS = ("meetings", "publications", "governance", "borders")
STATES = ("active", "other", "unconfirmed")
BODIES = ("bodies",)


def topics(catalogue: Catalogue | Trace) -> Figure:
    """Count the records of each collection that carry a topic; those with most records first."""
    found = {name: catalogue.all(name) for name in WITH_TOPICS}
    rows = [
        Row(t.id, tuple(sum(t.id in r.topic_ids for r in found[name]) for name in WITH_TOPICS), t.name)
        for t in catalogue.all("topics")
    ]
    rows.sort(key=lambda row: (-row.total, row.id))
    return Figure("topics", "topic", WITH_TOPICS, tuple(rows), sum(map(len, found.values())))


def governance_kinds(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by kind, and whether the sources show them at work."""
    bodies = catalogue.all("governance")
    rows = [Row(k, _by_state(b for b in bodies if b.kind == k), k) for k in BodyKind]
    rows = sorted((row for row in rows if row.total), key=lambda row: -row.total)
    return Figure("governance-kinds", "kind", STATES, tuple(rows), len(bodies))


def governance_countries(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by country; one of several countries counts in each of them."""
    bodies = catalogue.all("governance")
    codes = sorted({code for b in bodies for code in b.countries})
    rows = []
    for code in codes:
        country = catalogue.get("countries", code)
        name = country.name if country else None
        rows.append(Row(code, _by_state(b for b in bodies if code in b.countries), name))
    rows.sort(key=lambda row: -row.total)
    return Figure("governance-countries", "country", STATES, tuple(rows), len(bodies))


def governance_decades(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by the decade in which they were created, from the first to the last."""
    bodies = catalogue.all("governance")
    decades = {d for b in bodies if (d := _decade(b.established)) is not None}
    shown = range(min(decades), max(decades) + 10, 10) if decades else ()
    rows = []
    for decade in (*shown, None):
        here = [b for b in bodies if _decade(b.established) == decade]
        deduced = sum(bool(b.established and _is_deduced(b)) for b in here)
        rows.append(Row(UNDATED if decade is None else str(decade), (len(here),), deduced=deduced))
    return Figure("governance-decades", "decade", BODIES, tuple(rows), len(bodies), has_deduced=True)


def governance_states(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by the state in which the sources show them."""
    bodies = catalogue.all("governance")
    rows = tuple(
        Row(status, (count,), status)
        for status in BodyStatus
        if (count := sum(b.status == status for b in bodies))
    )
    return Figure("governance-states", "status", BODIES, rows, len(bodies))


def _by_state(bodies: Iterable[Any]) -> tuple[int, ...]:
    found = [b.status for b in bodies]
    active, unknown = found.count(BodyStatus.ACTIVE), found.count(BodyStatus.UNKNOWN)
    return active, len(found) - active - unknown, unknown


def _decade(date: Edtf | None) -> int | None:
    moment = (date.start or date.end) if date else None
    return moment.year // 10 * 10 if moment else None


def _is_deduced(body: Any) -> bool:
    return bool(body.established.is_inferred or "established" in body.inferred)

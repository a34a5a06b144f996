# SPDX-License-Identifier: MIT
"""What the register is about: its topics, and the survey of metropolitan and cross-border bodies."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from utpe.indicators.figure import UNDATED, Figure, Row, deduced
from utpe.records.base import Text
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
        Row(t.id, tuple(sum(t.id in r.topic_ids for r in found[name]) for name in WITH_TOPICS), name=t.name)
        for t in catalogue.all("topics")
    ]
    rows.sort(key=lambda row: (-row.total, row.id))
    return Figure("topics", "topic", WITH_TOPICS, tuple(rows), sum(map(len, found.values())))


def governance_kinds(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by kind, and whether the sources show them at work."""
    bodies = catalogue.all("governance")
    fields = ("status", "kind")
    rows = [_by_state(k, [b for b in bodies if b.kind == k], fields, k) for k in BodyKind]
    rows = sorted((row for row in rows if row.total), key=lambda row: -row.total)
    return Figure("governance-kinds", "kind", STATES, tuple(rows), len(bodies), deduced(bodies, *fields))


def governance_countries(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by country; one of several countries counts in each of them."""
    bodies = catalogue.all("governance")
    fields = ("status", "countries")
    rows = []
    for code in sorted({code for b in bodies for code in b.countries}):
        country = catalogue.get("countries", code)
        here = [b for b in bodies if code in b.countries]
        rows.append(_by_state(code, here, fields, country.name if country else None))
    rows.sort(key=lambda row: -row.total)
    guessed = deduced(bodies, *fields)
    return Figure("governance-countries", "country", STATES, tuple(rows), len(bodies), guessed)


def governance_decades(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by the decade in which they were created, from the first to the last."""
    bodies = catalogue.all("governance")
    decades = {d for b in bodies if (d := _decade(b.established)) is not None}
    shown = range(min(decades), max(decades) + 10, 10) if decades else ()
    rows = []
    for decade in (*shown, None):
        here = [b for b in bodies if _decade(b.established) == decade]
        id_ = UNDATED if decade is None else str(decade)
        rows.append(Row(id_, (len(here),), deduced(here, "established")))
    return Figure(
        "governance-decades", "decade", BODIES, tuple(rows), len(bodies), deduced(bodies, "established")
    )


def governance_states(catalogue: Catalogue | Trace) -> Figure:
    """Count the bodies of the survey by the state in which the sources show them."""
    bodies = catalogue.all("governance")
    found = {status: [b for b in bodies if b.status == status] for status in BodyStatus}
    rows = tuple(Row(s, (len(here),), deduced(here, "status"), s) for s, here in found.items() if here)
    return Figure("governance-states", "status", BODIES, rows, len(bodies), deduced(bodies, "status"))


def _by_state(id_: str, bodies: list[Any], fields: tuple[str, ...], name: Text | StrEnum | None) -> Row:
    found = [b.status for b in bodies]
    active, unknown = found.count(BodyStatus.ACTIVE), found.count(BodyStatus.UNKNOWN)
    return Row(id_, (active, len(found) - active - unknown, unknown), deduced(bodies, *fields), name)


def _decade(date: Edtf | None) -> int | None:
    """Return the decade in which a date begins; None where only its end is known: it is no beginning."""
    return date.start.year // 10 * 10 if date and date.start else None

# SPDX-License-Identifier: MIT
"""Statuses as marks: shape, tone and word (visual.md, «Rings: what is known»)."""

from __future__ import annotations

from enum import StrEnum

from utpe.pages.view import Mark, Tone
from utpe.records.vocab import (
    BodyStatus,
    CoordinationStatus,
    DocumentState,
    EventStatus,
    NameStatus,
    PlanStatus,
)
from utpe.text.strings import Strings

_TABLE: tuple[tuple[StrEnum, tuple[str, Tone]], ...] = (
    (EventStatus.HELD, ("g-held", "held")),
    (EventStatus.ANNOUNCED, ("g-ann", "ann")),
    (EventStatus.PROPOSED, ("g-prop", "prop")),
    (EventStatus.CANCELLED, ("g-can", "none")),
    (EventStatus.UNKNOWN, ("g-none", "none")),
    (BodyStatus.ACTIVE, ("g-act", "held")),
    (BodyStatus.IN_FORMATION, ("g-form", "ann")),
    (BodyStatus.UNDER_REVIEW, ("g-rev", "ann")),
    (BodyStatus.EXTINCTION_ANNOUNCED, ("g-ext", "none")),
    (BodyStatus.DORMANT, ("g-dor", "none")),
    (BodyStatus.REPLACED, ("g-rep", "none")),
    (BodyStatus.DISSOLVED, ("g-ina", "none")),
    (BodyStatus.UNKNOWN, ("g-unk", "none")),
    (CoordinationStatus.DOCUMENTED, ("g-held", "held")),
    (CoordinationStatus.PROPOSED, ("g-prop", "prop")),
    (CoordinationStatus.UNKNOWN, ("g-none", "none")),
    (PlanStatus.PROPOSAL, ("g-prop", "prop")),
    (PlanStatus.APPROVED, ("g-held", "held")),
    (PlanStatus.REJECTED, ("g-can", "none")),
    (PlanStatus.UNKNOWN, ("g-none", "none")),
    (NameStatus.OFFICIAL, ("g-held", "held")),
    (NameStatus.PROPOSED, ("g-prop", "prop")),
    (DocumentState.FOUND, ("g-held", "held")),
    (DocumentState.MENTIONED, ("g-ann", "ann")),
    (DocumentState.NOT_FOUND, ("g-none", "none")),
)
# Values of different vocabularies are equal as text, so the vocabulary is part of the key.
_SHAPES = {(type(value), value): shape for value, shape in _TABLE}


def mark(value: StrEnum, s: Strings) -> Mark:
    """Return the mark of a status, with its word in the language of `s`."""
    shape, tone = _SHAPES[(type(value), value)]
    return Mark(shape, tone, s.label(value))

# SPDX-License-Identifier: MIT
"""The unit itself and the terms in which cities coordinated it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from utpe.records.base import (
    Bool,
    Citation,
    CityId,
    Int,
    Long,
    OrganizationId,
    Part,
    PlanId,
    PublicationId,
    Record,
    Short,
    Slug,
    Text,
)
from utpe.records.edtf import Edtf
from utpe.records.network import Account, DatedName
from utpe.records.vocab import Confidence, CoordinationStatus, EventStatus


class Since(Part):
    """Since when the unit is said to work, and on what evidence."""

    date: Edtf
    """The date that is claimed."""
    confidence: Confidence
    """How far the sources carry it."""
    note: Text
    """Who claims it and what contradicts it."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""
    editor_note: Long | None = None
    """For editors only."""


class Statement(Part):
    """An objective or an axis of one period."""

    number: Annotated[Int, Field(gt=0)] | None = None
    """Its number in the document; never renumbered."""
    text: Text
    """What it says, in our own words."""


class Period(Part):
    """Objectives or axes of one period."""

    period: Short
    """The period, e.g. 2014-2015; `general` when the source gives none."""
    label: Text | None = None
    """What these were: proposed axes, panels of a meeting, themes of a call."""
    status: EventStatus | None = None
    """Proposed, where they were only proposed."""
    plan_id: PlanId | None = None
    """The plan that lists them, instead of `items`."""
    items: tuple[Statement, ...] = ()
    """Each of them."""
    note: Text | None = None
    """What a reader should know."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where they come from."""
    editor_note: Long | None = None
    """For editors only."""


class ThematicLine(Part):
    """A subject that the unit is documented to have worked on."""

    id: Slug
    """Name of the line."""
    label: Text
    """What it is called."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it is documented."""


class Partner(Part):
    """A network or institute that the unit worked, or proposed to work, with."""

    organization_id: OrganizationId
    """The organisation."""
    name: Text
    """Name used for it."""
    facts: Text | None = None
    """What is documented of the tie."""
    note: Text | None = None
    """What a reader should know."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""


class Unit(Record):
    """The thematic unit: names, objectives, axes, partners, and what is not known."""

    name: Text
    """The name that this site uses for it."""
    organization_id: OrganizationId
    """Its record among the organisations."""
    network_id: OrganizationId
    """The network that it belongs to."""
    summary: Text
    """What it is, in our own words."""
    working_since: Since
    """Since when it is said to work."""
    names: tuple[DatedName, ...] = Field(min_length=1)
    """Its names through time."""
    channels: tuple[Account, ...] = ()
    """Pages and accounts, with the date on which they were documented."""
    page_publication_id: PublicationId | None = None
    """The publication record of its page on the network's site."""
    coordination_gap_note: Text
    """Years for which no coordination is documented."""
    objectives: tuple[Period, ...] = ()
    """Objectives by period."""
    axes: tuple[Period, ...] = ()
    """Axes of work by period."""
    thematic_lines: tuple[ThematicLine, ...] = ()
    """Subjects that it is documented to have worked on."""
    partners: tuple[Partner, ...] = ()
    """Networks and institutes."""
    open_questions: tuple[Text, ...] = ()
    """What the sources found do not answer."""


class SubCoordinator(Part):
    """A city beside the coordinator."""

    city_id: CityId
    """The city."""
    is_inferred: Bool = False
    """True when deduced and not stated."""


class Coordination(Record):
    """A term of coordination of the unit, as far as one source documents it."""

    date: Edtf
    """The years that the source covers."""
    status: CoordinationStatus
    """Documented, only proposed, or unknown."""
    coordinator_id: CityId | None = None
    """The coordinating city; null when not stated."""
    sub_coordinators: tuple[SubCoordinator, ...] = ()
    """Cities beside it."""
    organiser_id: CityId | None = None
    """A city that organised a meeting then, which does not make it the coordinator."""
    participant_ids: tuple[CityId, ...] = ()
    """Other cities documented in the unit then."""
    plan_id: PlanId | None = None
    """The plan that proposed this term."""

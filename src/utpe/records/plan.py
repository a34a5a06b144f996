# SPDX-License-Identifier: MIT
"""Plans of work: objectives, axes, activities, indicators and partners, as one document proposes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from utpe.records.base import (
    Bool,
    Citation,
    CityId,
    Int,
    LanguageCode,
    MeetingId,
    OrganizationId,
    Part,
    PublicationId,
    Record,
    Short,
    Slug,
    SummitId,
    Text,
    TopicId,
)
from utpe.records.edtf import Edtf
from utpe.records.vocab import EventStatus, IndicatorMeasure, OrganizationKind, PlanStatus


class Pledge(Part):
    """Something that a plan promises, and what the editors put beside it."""

    text: Text
    """What the plan says, in our own words."""
    topic_ids: tuple[TopicId, ...] = ()
    """Topics of the site that it is about."""
    meeting_ids: tuple[MeetingId, ...] = ()
    """Meetings that the editors put beside it."""
    publication_ids: tuple[PublicationId, ...] = ()
    """Publications that the editors put beside it."""
    reading: Text | None = None
    """What the editors make of the evidence; theirs, not the sources'."""
    note: Text | None = None
    """What a reader should know."""


class Commitment(Pledge):
    """One numbered objective or axis of a plan."""

    id: Slug
    """Name within the plan."""
    number: Annotated[Int, Field(gt=0)]
    """Its number in the document; never renumbered."""
    short: Text
    """A short label."""


class Commitments(Part):
    """The objectives, or the axes, of a plan."""

    items: tuple[Commitment, ...] = Field(min_length=1)
    """Each of them."""
    approach: Text | None = None
    """The view from which they are written."""
    note: Text | None = None
    """What a reader should know of the list as a whole."""
    themes: tuple[Text, ...] = ()
    """Themes of the network that the list takes up."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where they come from."""


class Motto(Part):
    """The motto of a summit as the plan quotes it and as the network published it."""

    summit_id: SummitId
    """The summit."""
    quoted: Text
    """As the plan quotes it."""
    official: Text
    """As the network published it."""
    note: Text
    """How the two differ."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where they come from."""


class Activity(Part):
    """A meeting that the plan proposes."""

    meeting_id: MeetingId
    """Its record among the meetings, with status and evidence."""
    order: Annotated[Int, Field(gt=0)]
    """Its place in the document."""
    text: Text
    """What the plan says of it, in our own words."""
    when: Text
    """When the plan places it, in words."""
    date: Edtf
    """When, at the precision given (EDTF)."""
    city_id: CityId | None = None
    """Where, if the plan says so."""
    framework: Text | None = None
    """The event within which the plan places it."""
    summit_id: SummitId | None = None
    """The summit within which the plan places it."""
    is_optional: Bool = False
    """True when the plan offers it only as a possibility."""


class Activities(Part):
    """The meetings that a plan proposes."""

    items: tuple[Activity, ...] = Field(min_length=1)
    """Each of them."""
    year: Annotated[Int, Field(ge=1995, le=2100)] | None = None
    """The year that they fall in."""
    is_year_inferred: Bool = False
    """True when the document gives only months."""
    note: Text | None = None
    """What the year rests on."""
    also: Text | None = None
    """Further activities that the plan offers without a date."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where they come from."""


class ProposedCity(Part):
    """A city proposed for an office."""

    city_id: CityId
    """The city."""
    as_written: Short | None = None
    """How the document spells it, when it differs."""


class ProposedTeam(Part):
    """The cities proposed as sub-coordinators."""

    cities: tuple[ProposedCity, ...] = Field(min_length=1)
    """Each of them."""
    status: EventStatus = EventStatus.PROPOSED
    """What is known of it."""
    note: Text | None = None
    """What a reader should know."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""


class Ally(Part):
    """A body that the plan wants to work with."""

    name: Text
    """Name as the plan gives it."""
    organization_id: OrganizationId | None = None
    """Its record; null for an open group."""
    kind: OrganizationKind | None = None
    """What sort of body, when it has no record."""
    note: Text | None = None
    """What a reader should know."""
    sources: tuple[Citation, ...] = ()
    """Sources of the note."""


class Indicator(Pledge):
    """What the plan would be measured by."""

    measure: IndicatorMeasure | None = None
    """How it is counted in this register; null when it cannot be."""


class Contents(Part):
    """Role, bodies, partners, indicators and communication that the plan proposes."""

    role: Text
    """The part that the unit wants to play."""
    mercosur_bodies: tuple[Ally, ...] = ()
    """MERCOSUR bodies that the plan ties to its axes."""
    network_bodies: tuple[Ally, ...] = ()
    """Bodies of the network that might take up its proposals."""
    partner_networks: tuple[Ally, ...] = ()
    """Networks and universities to work with."""
    indicators: tuple[Indicator, ...] = ()
    """Indicators that the plan names."""
    indicators_note: Text | None = None
    """What a reader should know of them."""
    communication: Pledge | None = None
    """What the plan promises on communication."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where they come from."""


class Done(Part):
    """Work that the plan reports as done before."""

    meeting_id: MeetingId
    """The meeting."""
    text: Text
    """What the plan says of it, in our own words."""


class Claim(Part):
    """A claim of the applicant on its own record."""

    text: Text
    """What it says."""
    corroborated_by: tuple[Citation, ...] = ()
    """Sources that confirm it."""


class Introduction(Part):
    """What the plan says of itself and of the work before."""

    purpose: Text
    """What it asks for."""
    previous_proposal: tuple[Text, ...] = ()
    """What the proposal of the term before wanted."""
    work_done: tuple[Done, ...] = ()
    """What it reports as done."""
    track_record: tuple[Claim, ...] = ()
    """The applicant's claims on its own record."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""


class PlanSection(Part):
    """A section of the document."""

    id: Slug
    """Name within the plan."""
    number: Annotated[Int, Field(gt=0)] | None = None
    """Its number in the document."""
    title: Text
    """Its heading."""


class Closing(Part):
    """Signature and formalities; historic, never a contact."""

    deadline: Edtf
    """Last day for sending the proposal."""
    deadline_text: Text
    """The same in words."""
    sent_to: Short
    """The mailbox of the time; never shown as a contact."""
    note: Text
    """Why it is not a contact."""
    summit_id: SummitId
    """The summit at which the original was to be handed in."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""


class Plan(Record):
    """A plan of work: what a document proposes, not what happened."""

    title: Text
    """What the document is called."""
    document_kind: Text
    """What sort of document it is."""
    publication_id: PublicationId
    """The document among the publications."""
    applicant_id: CityId
    """The city that presented it."""
    signatory: Short | None = None
    """Who signed it."""
    signatory_role: Text | None = None
    """In what office."""
    period: Edtf
    """The years that it is for (EDTF), e.g. 2014/2015."""
    date: Edtf | None = None
    """When it was written (EDTF)."""
    date_note: Text | None = None
    """What the date rests on."""
    status: PlanStatus
    """Proposal, approved, rejected or unknown."""
    status_note: Text
    """What is known of its approval."""
    language: LanguageCode
    """ISO 639 code of its language."""
    sections: tuple[PlanSection, ...] = ()
    """Sections of the document."""
    introduction: Introduction
    """What it says of itself and of the work before."""
    objectives: Commitments
    """Its objectives, with the numbers of the document."""
    axes: Commitments | None = None
    """Its axes of work."""
    motto: Motto | None = None
    """The motto that it quotes."""
    activities: Activities | None = None
    """The meetings that it proposes."""
    team: ProposedTeam | None = None
    """The cities that it proposes as sub-coordinators."""
    contents: Contents
    """Role, bodies, partners, indicators, communication."""
    closing: Closing | None = None
    """Signature and formalities."""

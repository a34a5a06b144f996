# SPDX-License-Identifier: MIT
"""Meetings, seminars and other gatherings of the unit, of the network and of its partners."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from utpe.records.base import (
    BorderId,
    CityId,
    Document,
    MeetingId,
    OrganizationId,
    Part,
    Record,
    Short,
    SourceId,
    SummitId,
    Text,
    TopicId,
)
from utpe.records.edtf import Edtf
from utpe.records.vocab import EventStatus, MeetingKind, MeetingRelation, Mode, ParticipantRole


class Participant(Part):
    """A city that took, or was announced to take, part."""

    city_id: CityId
    """The city."""
    role: ParticipantRole = ParticipantRole.PARTICIPANT
    """In what role."""


class Speaker(Part):
    """A person who spoke, or was announced to speak."""

    name: Short
    """Name as the source writes it."""
    city_id: CityId | None = None
    """The city that the person spoke for."""


class Outcome(Part):
    """Something that came out of the meeting."""

    text: Text
    """What came out of it."""
    source_id: SourceId | None = None
    """The source that says so."""


class Meeting(Record):
    """A meeting. `status` says what is known: only `held` says that it happened."""

    title: Text
    """What the meeting is called."""
    kind: MeetingKind
    """What sort of meeting it is."""
    relation: MeetingRelation
    """What it has to do with the unit."""
    status: EventStatus
    """What is known of it: proposed, announced, held, cancelled or unknown."""
    mode: Mode
    """In a room, at a distance or both."""
    date: Edtf | None = None
    """When, at the precision known (EDTF); null when not even the year is known."""
    date_text: Text | None = None
    """The date in words, when the source gives it in part."""
    time: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}:[0-9]{2}(/[0-9]{2}:[0-9]{2})?$")] | None = None
    """Start and end in local time of the city, e.g. 14:30/17:30."""
    city_ids: tuple[CityId, ...] = ()
    """City or cities where it takes place; empty when at a distance or not known."""
    venue: Text | None = None
    """Building or platform."""
    framework: Text | None = None
    """The larger event that it is part of, when that has no record."""
    host: Text | None = None
    """Who receives it, in words."""
    host_city_ids: tuple[CityId, ...] = ()
    """Cities that receive it."""
    host_organization_ids: tuple[OrganizationId, ...] = ()
    """Organisations that receive it."""
    participants: tuple[Participant, ...] = ()
    """Cities that the sources name."""
    speakers: tuple[Speaker, ...] = ()
    """People that the sources name as speakers."""
    subjects: tuple[Text, ...] = ()
    """What it was about, in the words of the record."""
    topic_ids: tuple[TopicId, ...] = ()
    """Topics of the site under which it is found."""
    outcomes: tuple[Outcome, ...] = ()
    """What came out of it."""
    unit_link: Text
    """Why the meeting is in this register."""
    summit_id: SummitId | None = None
    """The summit during which it takes place, or that it is."""
    parent_id: MeetingId | None = None
    """The larger meeting that it is part of."""
    related_ids: tuple[MeetingId, ...] = ()
    """Other meetings tied to it; stored on one side only."""
    organization_ids: tuple[OrganizationId, ...] = ()
    """Organisations concerned."""
    border_ids: tuple[BorderId, ...] = ()
    """Border areas concerned."""
    documents: tuple[Document, ...] = Field(default=())
    """Minutes, programme, slides, declaration: found, mentioned or looked for in vain."""

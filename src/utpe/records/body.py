# SPDX-License-Identifier: MIT
"""Bodies of metropolitan and cross-border governance: the survey asked for by objective 8."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from utpe.records.base import (
    AreaId,
    BodyId,
    Bool,
    Citation,
    CityId,
    CountryCode,
    Float,
    Int,
    OrganizationId,
    Part,
    Point,
    Population,
    Record,
    Short,
    Text,
    TopicId,
    Url,
)
from utpe.records.edtf import Edtf
from utpe.records.vocab import BodyKind, BodyStatus, DecisionPower, MembersUnit


class Member(Part):
    """One member of a body."""

    name: Short
    """Name as the source writes it."""
    city_id: CityId | None = None
    """The city, when it has a record; null for ministries, provinces and the like."""


class Members(Part):
    """Who belongs to the body."""

    count: Annotated[Int, Field(gt=0)] | None = None
    """How many the source counts; may differ from the list."""
    unit: MembersUnit
    """What is counted."""
    items: tuple[Member, ...] = ()
    """Those that the sources name."""
    note: Text | None = None
    """How the count is to be read."""


class Extent(Part):
    """Surface of the territory."""

    value: Annotated[Float, Field(gt=0)]
    """Square kilometres."""
    note: Text | None = None
    """How the figure is to be read."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Sources of the figure."""


class FormerName(Part):
    """A name that the body had."""

    name: Short
    """The name, untranslated."""
    date: Edtf | None = None
    """When it was in use."""


class Body(Record):
    """A metropolitan or cross-border body; its official name is not translated."""

    name: Short
    """Official name, in its own language."""
    short_name: Short | None = None
    """Acronym or usual name."""
    former_names: tuple[FormerName, ...] = ()
    """Names that it had before."""
    countries: tuple[CountryCode, ...] = Field(min_length=1)
    """Countries that it works in; the first is that of its seat."""
    subnational: Short | None = None
    """Province, state or department, untranslated."""
    territory: Text
    """The territory that it governs, in words."""
    area_ids: tuple[AreaId, ...] = ()
    """Metropolitan areas of this register that it governs in whole or part."""
    kind: BodyKind
    """What sort of body it is."""
    kinds_also: tuple[BodyKind, ...] = ()
    """Other sorts that it also fits."""
    power: DecisionPower
    """What it may decide."""
    topic_ids: tuple[TopicId, ...] = ()
    """What it deals with."""
    status: BodyStatus
    """In what state the sources show it."""
    status_note: Text | None = None
    """What the state rests on, and its date."""
    established: Edtf | None = None
    """When it was created (EDTF)."""
    dissolved: Edtf | None = None
    """When it ended, where a source says so."""
    legal_basis: Text | None = None
    """Law, decree or agreement that creates it."""
    members: Members | None = None
    """Who belongs to it."""
    population: Population | None = None
    """Inhabitants of its territory."""
    area_km2: Extent | None = None
    """Surface of its territory."""
    seat: Short | None = None
    """Place of its seat as the source writes it."""
    seat_city_id: CityId | None = None
    """City of its seat."""
    point: Point | None = None
    """Where it is drawn on the map."""
    website: Url | None = None
    """Official site, only where a source shows it."""
    summary: Text
    """What it is and does, in our own words."""
    predecessor_ids: tuple[BodyId, ...] = ()
    """Bodies of this register that it replaced."""
    predecessor: Text | None = None
    """What it replaced, in words, when that has no record."""
    successor: Text | None = None
    """What replaced it, in words, when that has no record."""
    organization_ids: tuple[OrganizationId, ...] = ()
    """Organisations tied to it."""
    is_framework: Bool = False
    """True for frameworks between states, which are not metropolitan bodies."""

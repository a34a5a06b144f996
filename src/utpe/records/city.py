# SPDX-License-Identifier: MIT
"""Cities: why each is in the register, and what only the city's own record can say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from utpe.records.base import (
    Bool,
    Citation,
    CityId,
    CountryCode,
    Float,
    Int,
    Part,
    Point,
    Population,
    Record,
    Short,
    Text,
    Url,
)
from utpe.records.edtf import Edtf
from utpe.records.vocab import CityKind, EventStatus, MembershipStatus


class Membership(Part):
    """Whether a source shows the city as a member of the network; unknown is not «no»."""

    status: MembershipStatus
    """Documented, unknown, or denied by a source."""
    basis: Text | None = None
    """What the status rests on."""
    as_of: Annotated[Int, Field(ge=1995, le=2100)] | None = None
    """Year of the latest evidence; not proof of membership today."""


class UnitRole(Part):
    """A role in the unit that no meeting, coordination or summit record carries."""

    label: Text
    """The role in words."""
    date: Edtf | None = None
    """When."""
    status: EventStatus
    """What is known of it."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""


class Twin(Part):
    """A city across the border that no border area of this register joins to this one."""

    city_id: CityId
    """The other city."""
    km: Annotated[Float, Field(ge=0)]
    """Distance between the two points, in kilometres."""


class City(Record):
    """A city or municipality. Its meetings, bodies and borders are derived from those records."""

    name: Text
    """Name in each language: the city's own form in Spanish, the usual form in Portuguese."""
    other_names: tuple[Short, ...] = ()
    """Other forms that sources use; the search finds the city by them."""
    kind: CityKind
    """Why the city is in the register."""
    country: CountryCode
    """ISO 3166-1 alpha-2 code of the country."""
    admin_region: Short | None = None
    """Province, state or department, untranslated."""
    point: Point | None = None
    """Where it is; null when no point was found."""
    timezone: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]+(/[A-Za-z_]+)+$")]
    """IANA time zone."""
    geonames_id: Annotated[Int, Field(gt=0)] | None = None
    """Number of the place in GeoNames."""
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None
    """Wikidata item, only where a source labels it with the city."""
    website: Url | None = None
    """Official site, only where a source shows it."""
    population: Population | None = None
    """Inhabitants."""
    is_capital: Bool = False
    """True for a national capital."""
    is_periphery: Bool | None = None
    """Whether a source describes it as periphery of a metropolis; null when none says."""
    periphery_note: Text | None = None
    """What that rests on."""
    membership: Membership
    """Whether a source shows it as a member of the network."""
    is_in_founding_document: Bool = False
    """True when the proposal of 2014 names it."""
    context: Text | None = None
    """Why a city of kind «context» is here."""
    unit_roles: tuple[UnitRole, ...] = ()
    """Roles that cannot be derived from other records."""
    twins: tuple[Twin, ...] = ()
    """Twin cities that no border area joins."""

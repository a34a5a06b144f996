# SPDX-License-Identifier: MIT
"""Border urban areas: towns that share a street, a bridge or a river with another country."""

from __future__ import annotations

from pydantic import Field

from utpe.records.base import (
    BodyId,
    Bool,
    CityId,
    CountryCode,
    OrganizationId,
    Part,
    Point,
    Population,
    Record,
    Text,
    TopicId,
)
from utpe.records.vocab import BodyStatus, BorderType


class BorderBody(Part):
    """A body that deals with this border area."""

    name: Text
    """Name of the body."""
    governance_id: BodyId | None = None
    """Its record in the survey, if it has one."""
    organization_id: OrganizationId | None = None
    """Its record among the organisations, if it has one."""
    status: BodyStatus
    """In what state the sources show it here."""
    note: Text | None = None
    """What that rests on."""


class Border(Record):
    """A pair or trio of cities across a border."""

    name: Text
    """Names of the cities, joined by a dash."""
    countries: tuple[CountryCode, ...] = Field(min_length=2)
    """Countries that it lies in."""
    city_ids: tuple[CityId, ...] = Field(min_length=2)
    """Its cities."""
    border_type: BorderType
    """What lies between them."""
    is_conurbated: Bool | None = None
    """Whether they have grown into one built-up area; null when not known."""
    point: Point | None = None
    """Where it is drawn on the map."""
    bodies: tuple[BorderBody, ...] = ()
    """Committees and bodies that deal with it."""
    topic_ids: tuple[TopicId, ...] = ()
    """What is dealt with there."""
    projects: tuple[Text, ...] = ()
    """Projects that the sources mention."""
    population: Population | None = None
    """Inhabitants of the whole."""
    summary: Text
    """What it is, in our own words."""

# SPDX-License-Identifier: MIT
"""Metropolitan areas: the territory, apart from the bodies that govern it."""

from __future__ import annotations

from pydantic import Field

from utpe.records.base import CityId, CountryCode, Part, Record, Text
from utpe.records.vocab import AreaBasis, AreaRole


class AreaCity(Part):
    """A city counted in the area."""

    city_id: CityId
    """The city."""
    role: AreaRole = AreaRole.OTHER_MUNICIPALITY
    """Its place in the area."""
    basis: AreaBasis = AreaBasis.SOURCED
    """Why it is counted in."""


class Area(Record):
    """A metropolitan area; several bodies may share it."""

    name: Text
    """Name in each language."""
    countries: tuple[CountryCode, ...] = Field(min_length=1)
    """Countries that it lies in."""
    core_city_id: CityId | None = None
    """The central city."""
    cities: tuple[AreaCity, ...] = ()
    """Cities of this register that are counted in it."""

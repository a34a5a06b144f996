# SPDX-License-Identifier: MIT
"""Records that others lean on: sources, countries and the terms of the glossary."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from utpe.records.base import SLUG, Citation, Float, LanguageCode, Part, Short, Slug, Text, Title, Url
from utpe.records.edtf import Edtf
from utpe.records.vocab import SourceKind


class Source(Part):
    """A page, law, book or file that says something; the only record without sources of its own."""

    id: Annotated[Slug, WithJsonSchema({"type": "string", "pattern": SLUG, "maxLength": 80})]
    """Lower-case ASCII name; never changes once published."""
    title: Title
    """What it is, in the language of the source; or our description in each language."""
    publisher: Short
    """Who published it."""
    kind: SourceKind
    """What sort of source it is."""
    url: Url | None = None
    """Where it was read."""
    place: Short | None = None
    """Where it is kept, when it has no address."""
    archived: Url | None = None
    """Address of an archived copy."""
    date: Edtf | None = None
    """When it was published (EDTF); null when it does not say."""
    language: LanguageCode | None = None
    """ISO 639 code of its language."""
    licence: Text | None = None
    """Licence of its data, when it sets one."""
    accessed: Edtf
    """When it was read."""
    note: Text | None = None
    """What a reader should know about it."""
    editor_note: Short | None = None
    """For editors only; never shown."""
    former_ids: tuple[Slug, ...] = ()
    """Ids that the record had before."""

    @model_validator(mode="after")
    def _check_place(self) -> Source:
        if not self.url and not self.place:
            raise PydanticCustomError("source_nowhere", "neither url nor place", {})
        return self


class Box(Part):
    """Bounding box of a country in degrees, widened by 0.15."""

    west: Float
    """Western edge."""
    south: Float
    """Southern edge."""
    east: Float
    """Eastern edge."""
    north: Float
    """Northern edge."""


class Country(Part):
    """A country, for names and for checking points."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """ISO 3166-1 alpha-2 code."""
    alpha3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    """ISO 3166-1 alpha-3 code."""
    name: Text
    """Name in each language."""
    bbox: Box
    """Where its mainland lies."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where the box comes from."""


class Term(Part):
    """A term of the glossary."""

    id: Annotated[Slug, WithJsonSchema({"type": "string", "pattern": SLUG, "maxLength": 80})]
    """Lower-case ASCII name; never changes once published."""
    term: Text
    """The term in each language."""
    definition: Text
    """What it means here, in our own words."""
    collections: tuple[Short, ...] = ()
    """Collections in which it is used."""
    see_ids: tuple[Slug, ...] = ()
    """Terms to read next."""
    former_ids: tuple[Slug, ...] = ()
    """Ids that the record had before."""

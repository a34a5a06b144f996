# SPDX-License-Identifier: MIT
"""Publications of the unit, of the network, of partners, studies, and the works on governance."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from utpe.records.base import (
    BodyId,
    Bool,
    BorderId,
    CityId,
    CountryCode,
    Document,
    LanguageCode,
    MeetingId,
    OrganizationId,
    Part,
    Record,
    Short,
    SourceId,
    SummitId,
    Text,
    Title,
    TopicId,
    Url,
)
from utpe.records.edtf import Edtf
from utpe.records.vocab import PublicationKind, PublicationRelation


class Author(Part):
    """A person (family and given) or a body (literal), as CSL 1.0 names them."""

    family: Short | None = None
    """Family name, with its particle: «de Souza», «Gómez-Álvarez»."""
    given: Short | None = None
    """Given names."""
    literal: Short | None = None
    """Name of a body, or a name that must not be split."""
    is_editor: Bool = False
    """True for the editor or organiser of a volume."""


class Publication(Record):
    """A publication; a printed title stays in its own language."""

    title: Title
    """Title as printed, in the first of its languages; if none was read, our description in each language."""
    kind: PublicationKind
    """What sort of publication it is."""
    relation: PublicationRelation
    """Whose it is, seen from the unit."""
    date: Edtf | None = None
    """When it was published (EDTF); null when not known."""
    languages: tuple[LanguageCode, ...] = Field(min_length=1)
    """ISO 639 codes of the languages it is in; the first is that of a printed title."""
    authors: tuple[Author, ...] = ()
    """Persons or bodies that signed it."""
    has_more_authors: Bool = False
    """True when the source names only some of the authors («y otros»)."""
    publisher: Short | None = None
    """Institution or publishing house."""
    place: Short | None = None
    """Place of publication."""
    container: Short | None = None
    """Journal, series or volume that it is part of."""
    volume: Short | None = None
    """Volume."""
    issue: Short | None = None
    """Issue."""
    pages: Short | None = None
    """Pages."""
    number: Short | None = None
    """Number of the report, law or chapter."""
    isbn: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9X-]{10,17}$")], ...] = ()
    """ISBN."""
    issn: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{3}[0-9X]$")] | None = None
    """ISSN."""
    doi: Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/\S+$")] | None = None
    """DOI, without the https://doi.org/ before it."""
    licence: Short | None = None
    """Licence printed in it."""
    url: Url | None = None
    """Where it can be read."""
    source_id: SourceId
    """The source through which it was read."""
    abstract: Text
    """What it says, in our own words."""
    countries: tuple[CountryCode, ...] = ()
    """Countries that it deals with."""
    topic_ids: tuple[TopicId, ...] = ()
    """Subjects."""
    organization_ids: tuple[OrganizationId, ...] = ()
    """Organisations that published it or that it is about."""
    city_ids: tuple[CityId, ...] = ()
    """Cities that it is about."""
    meeting_ids: tuple[MeetingId, ...] = ()
    """Meetings that it announces, reports or came out of."""
    summit_ids: tuple[SummitId, ...] = ()
    """Summits that it came out of or is about."""
    governance_ids: tuple[BodyId, ...] = ()
    """Metropolitan bodies that it is about."""
    border_ids: tuple[BorderId, ...] = ()
    """Border areas that it is about."""
    documents: tuple[Document, ...] = ()
    """Copies, versions and annexes."""

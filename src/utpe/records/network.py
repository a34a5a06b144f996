# SPDX-License-Identifier: MIT
"""The network around the unit: organisations, summits, and the cities that presided over it."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, StringConstraints

from utpe.records.base import (
    Bool,
    Citation,
    CityId,
    CountryCode,
    Document,
    Int,
    LanguageCode,
    Long,
    OrganizationId,
    Part,
    Record,
    Short,
    Text,
    Url,
)
from utpe.records.edtf import Edtf
from utpe.records.vocab import Confidence, EventStatus, Mode, NameStatus, OrganizationKind


class DatedName(Part):
    """A name and when it is documented."""

    name: Text
    """The name."""
    acronym: Short | None = None
    """Its acronym or acronyms."""
    status: NameStatus
    """In use, or only proposed."""
    date: Edtf | None = None
    """When it is documented: from the first time to the last."""
    documented: tuple[Edtf, ...] = ()
    """Each time at which a source shows it; empty when only the first and the last are noted."""
    confidence: Confidence = Confidence.HIGH
    """How far the sources carry it."""
    note: Text | None = None
    """What a reader should know about it."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""
    editor_note: Long | None = None
    """For editors only."""

    @property
    def spans(self) -> list[range]:
        """The years in which it is documented, in order; those of one span are documented without a break.

        Nothing is filled in between two times: that a name was used twice does not say that it was always.
        """
        found: list[range] = []
        for years in sorted((t.years for t in self._times if t.years), key=lambda r: (r.start, r.stop)):
            if found and years.start < found[-1].stop:
                found[-1] = range(found[-1].start, max(found[-1].stop, years.stop))
            else:
                found.append(years)
        return found

    @property
    def years(self) -> dict[int, bool]:
        """Each year in which it is documented, and whether that is only inferred."""
        sure = {year for time in self._times if not time.is_inferred for year in time.years}
        return {year: year not in sure for span in self.spans for year in span}

    @property
    def _times(self) -> list[Edtf]:
        ends = [m for m in ((self.date.start, self.date.end) if self.date else ()) if m]
        return list(self.documented) or [Edtf("", m, m, is_interval=False) for m in ends]


class MemberCount(Part):
    """How many members a source counts on a date; sources differ, so the date always goes with it."""

    value: Annotated[Int, Field(gt=0)]
    """Number of members."""
    is_minimum: Bool = False
    """True when the source says «more than»."""
    date: Edtf
    """Date of the count."""
    note: Text | None = None
    """How the figure is to be read."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""


class SummitGap(Part):
    """A number in the series of summits for which no source was found."""

    number: Annotated[Int, Field(gt=0)]
    """The number without a record."""
    hint: Text | None = None
    """A trace that is not proof."""
    sources: tuple[Citation, ...] = ()
    """Where the trace comes from."""


class Account(Part):
    """An account or a further site of the organisation."""

    network: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
    """Which service, or `web`."""
    handle: Short | None = None
    """Name of the account."""
    url: Url | None = None
    """Address."""
    date: Edtf | None = None
    """When it was documented."""
    note: Text | None = None
    """What a reader should know about it."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    """Where it comes from."""


class Organization(Record):
    """A network, body, university or working group around the unit."""

    name: Text
    """Name in each language."""
    name_en: Short | None = None
    """Name in English, for international readers."""
    acronym: Short | None = None
    """Acronym."""
    is_acronym_inferred: Bool = False
    """True when the acronym is formed by analogy and no source confirms it."""
    kind: OrganizationKind
    """What sort of organisation it is."""
    parent_id: OrganizationId | None = None
    """The organisation that it is part of."""
    country: CountryCode | None = None
    """Country of its seat."""
    city_id: CityId | None = None
    """City of its seat."""
    website: Url | None = None
    """Official site, only where a source shows it."""
    is_in_founding_document: Bool = False
    """True when the proposal of 2014 names it."""
    relation: Text
    """What it has to do with the unit."""
    summary: Text
    """What it is, in our own words."""
    founded: Edtf | None = None
    """When it was founded."""
    founded_in_city_id: CityId | None = None
    """Where it was founded."""
    names: tuple[DatedName, ...] = ()
    """Its names through time."""
    accounts: tuple[Account, ...] = ()
    """Accounts and further sites."""
    member_counts: tuple[MemberCount, ...] = ()
    """How many members the sources count, each with its date."""
    summit_gaps: tuple[SummitGap, ...] = ()
    """Numbers of summits without a source."""
    sgt_number: Annotated[Int, Field(gt=0)] | None = None
    """Number of the MERCOSUR working subgroup, where a source gives it."""


class Summit(Record):
    """A summit of the network."""

    number: Annotated[Int, Field(gt=0)] | None = None
    """Its number in the series; null when it has none."""
    name: Text
    """What it is called."""
    city_ids: tuple[CityId, ...] = ()
    """Where it takes place; empty when at a distance."""
    date: Edtf | None = None
    """When (EDTF)."""
    mode: Mode
    """In a room, at a distance or both."""
    status: EventStatus
    """What is known of it."""
    motto: Text | None = None
    """Its motto, in the original and in our translation."""
    motto_language: LanguageCode | None = None
    """ISO 639 code of the language of the original motto."""
    facts: tuple[Text, ...] = ()
    """What the sources tell of it."""
    documents: tuple[Document, ...] = ()
    """Declarations and other documents."""


class Presidency(Record):
    """A term at the head of the network: Executive Secretariat, later Presidency."""

    city_id: CityId
    """The city that held it."""
    head: Short | None = None
    """The mayor in office, as the sources name them."""
    office: Text
    """What the office was called."""
    date: Edtf
    """From when to when (EDTF)."""
    term: Short
    """The term as usually written, e.g. 2012-2013."""

    @property
    def years(self) -> range:
        """The years of the term, by its dates and by its usual name: a date may be lacking."""
        named = [int(year) for year in re.findall(r"\b\d{4}\b", self.term)]
        known = [*self.date.years, *named]
        return range(min(known), max(known) + 1) if known else range(0)

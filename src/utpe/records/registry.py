# SPDX-License-Identifier: MIT
"""The one table of collections: file name, model, link scheme, and how each is presented.

Adding a collection starts here: one line, one model, its string-table entries, one view
(docs/add-a-collection.md).
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from pydantic import BaseModel

from utpe.immutable import immutable
from utpe.records.area import Area
from utpe.records.body import Body
from utpe.records.border import Border
from utpe.records.city import City
from utpe.records.excuse import EXCUSED, Excuse
from utpe.records.meeting import Meeting
from utpe.records.network import Organization, Presidency, Summit
from utpe.records.plan import Plan
from utpe.records.publication import Publication
from utpe.records.reference import Country, Source, Term
from utpe.records.topic import Topic
from utpe.records.unit import Coordination, Unit


@immutable
class Collection:
    """A collection of records.

    `name` is the file in data/ and the prefix of string keys; `scheme` is what prose links begin
    with (`meeting:some-id`); `facets` are the listings made beside the full one; `has_pages` is
    False for collections whose records are anchors of a listing.
    """

    name: str
    model: type[BaseModel]
    scheme: str
    facets: tuple[str, ...] = field(default=())
    has_pages: bool = True

    def vocabulary(self, facet: str) -> type[StrEnum] | None:
        """Return the closed vocabulary whose values a facet has; None for years, countries and languages."""
        # What sort of border an area has is a field with a name of its own.
        name = "border_type" if self.name == "borders" and facet == "kind" else facet
        info = self.model.model_fields.get(name)
        annotation = info.annotation if info else None
        return annotation if isinstance(annotation, type) and issubclass(annotation, StrEnum) else None


COLLECTIONS: dict[str, Collection] = {
    c.name: c
    for c in (
        Collection("unit", Unit, "unit"),
        Collection("coordination", Coordination, "coordination"),
        Collection("plans", Plan, "plan"),
        Collection(
            "meetings", Meeting, "meeting", ("year", "status", "kind", "relation", "country", "topic")
        ),
        Collection(
            "publications",
            Publication,
            "publication",
            ("year", "kind", "relation", "language", "country", "topic"),
        ),
        Collection("summits", Summit, "summit", ("country",)),
        Collection("presidencies", Presidency, "presidency", ("country",)),
        Collection("cities", City, "city", ("country", "kind")),
        Collection("organizations", Organization, "organization", ("kind", "country")),
        Collection("areas", Area, "area", ("country",)),
        Collection("governance", Body, "body", ("country", "kind", "status", "topic")),
        Collection("borders", Border, "border", ("country", "kind", "topic")),
        Collection("topics", Topic, "topic"),
        Collection("countries", Country, "country"),
        Collection("glossary", Term, "term", has_pages=False),
        Collection("sources", Source, "source", ("kind",), has_pages=False),
    )
}
MODELS: dict[str, type[BaseModel]] = {**{c.name: c.model for c in COLLECTIONS.values()}, EXCUSED: Excuse}
"""What an item of each data file is; the excused links are no records."""
BY_SCHEME: dict[str, str] = {c.scheme: c.name for c in COLLECTIONS.values()}

# SPDX-License-Identifier: MIT
"""The checked catalogue that stands in the middle: records by collection and id, and their relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from utpe.immutable import immutable
from utpe.records.edtf import Edtf
from utpe.records.places import Origin
from utpe.records.references import FieldPath, references

Key = tuple[str, str]


@immutable
class Backlink:
    """A reference seen from its target: which record points here, through which field."""

    collection: str
    id: str
    path: FieldPath

    @property
    def field(self) -> str:
        """Name of the top field."""
        return str(self.path[0])


@dataclass(frozen=True)
class Catalogue:
    """All records. `records[collection][id]` keeps the order of the files; `proposed` wait to be accepted."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    proposed: set[Key] = field(default_factory=set)

    def get(self, collection: str, id_: str) -> Any | None:
        """Return the record or None. Country ids are found in either case."""
        found = self.records.get(collection, {})
        return found.get(id_) or (found.get(id_.upper()) if collection == "countries" else None)

    def all(self, collection: str) -> list[Any]:
        """Return the records of a collection in the order of its files."""
        return list(self.records.get(collection, {}).values())

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for collection, records in self.records.items():
            for record in records.values():
                yield collection, record

    @cached_property
    def links(self) -> dict[Key, list[tuple[FieldPath, str, str]]]:
        """For each record, its references: (field path, collection, id)."""
        return {(c, r.id): references(r) for c, r in self}

    @cached_property
    def backlinks(self) -> dict[Key, list[Backlink]]:
        """For each record that something points at: who does, and through which field."""
        found: dict[Key, list[Backlink]] = defaultdict(list)
        for (collection, id_), links in self.links.items():
            for path, target, target_id in links:
                found[(target, target_id)].append(Backlink(collection, id_, path))
        return dict(found)

    def citing(self, key: Key) -> list[Backlink]:
        """Return every reference to a record, in the order of the catalogue."""
        return self.backlinks.get(key, [])

    def calendar(self, relation: str) -> tuple[tuple[Edtf | None, str], ...]:
        """Return (date, id) of the meetings that stand in this relation to the unit, the undated last."""
        return self._calendars.get(relation, ())

    def around(self, relation: str, id_: str) -> list[str]:
        """Return the ids of a dated meeting, between the ones before and after it in that calendar."""
        ids, places = self._dated.get(relation, ([], {}))
        at = places.get(id_)
        return [] if at is None else ids[max(0, at - 1) : at + 2]

    @cached_property
    def _dated(self) -> dict[str, tuple[list[str], dict[str, int]]]:
        dated = {name: [id_ for date, id_ in found if date] for name, found in self._calendars.items()}
        return {name: (ids, {id_: n for n, id_ in enumerate(ids)}) for name, ids in dated.items()}

    @cached_property
    def _calendars(self) -> dict[str, tuple[tuple[Edtf | None, str], ...]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for meeting in self.records.get("meetings", {}).values():
            found[meeting.relation].append(meeting)
        return {
            relation: tuple(
                (m.date, m.id)
                for m in sorted(meetings, key=lambda m: (m.date is None, m.date.sort_key if m.date else ()))
            )
            for relation, meetings in found.items()
        }

    def pointing(self, target: str, id_: str, collection: str, *fields: str) -> list[Any]:
        """Return the records of `collection` that point at a record, each once, in file order.

        With `fields`, only through those top-level fields.
        """
        links = self.backlinks.get((target, id_), ())
        ids = {b.id for b in links if b.collection == collection and (not fields or b.field in fields)}
        records = self.records.get(collection, {})
        return [records[id_] for id_ in sorted(ids, key=self._places.get(collection, {}).__getitem__)]

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        return {name: {id_: n for n, id_ in enumerate(found)} for name, found in self.records.items()}

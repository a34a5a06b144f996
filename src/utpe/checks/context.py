# SPDX-License-Identifier: MIT
"""What a rule is given: settings, catalogue, prose, and every value of every record by its type.

A rule is one generator that takes the `Context` and yields findings. Rules never repeat what another
has said: a record that could not be read is known to exist (`knows`), so nothing that points at it dangles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from utpe.checks.finding import Finding, Place
from utpe.checks.near import Near
from utpe.immutable import immutable
from utpe.reading.prose import ProsePage
from utpe.records.catalogue import Catalogue
from utpe.records.excuse import Excuse
from utpe.records.loader import Defect
from utpe.records.parts import parts_with, values_of
from utpe.records.places import Origin
from utpe.records.references import FieldPath
from utpe.settings import Settings


@immutable
class Node:
    """A value inside a record: whose it is, where it stands, and the part that holds it."""

    collection: str
    id: str
    path: FieldPath
    value: Any
    owner: BaseModel

    @property
    def field(self) -> str:
        """Name of the field that holds the value, without its place in a list."""
        return str(next(step for step in reversed(self.path) if isinstance(step, str)))


@dataclass(frozen=True)
class Context:
    """Everything that the rules may look at."""

    settings: Settings
    catalogue: Catalogue
    defects: tuple[Defect, ...] = ()
    pages: tuple[ProsePage, ...] = ()
    excuses: tuple[tuple[Excuse, Origin], ...] = ()

    @cached_property
    def _known(self) -> dict[type, list[Node]]:
        return {}

    def each(self, kind: type) -> list[Node]:
        """Return every value of exactly this type, in the order of the records."""
        if kind not in self._known:
            self._known[kind] = [
                Node(collection, record.id, path, value, owner)
                for collection, record in self.catalogue
                for path, value, owner in values_of(record, kind)
            ]
        return self._known[kind]

    def each_with(self, field: str) -> Iterator[Node]:
        """Yield every record, and every part of one, that has a field (path () for the record itself)."""
        for collection, record in self.catalogue:
            for path, part in parts_with(record, field):
                yield Node(collection, record.id, path, part, record)

    def each_near(self, kind: type, character: str) -> Iterator[Node]:
        """Yield every value of a type in files that may hold a character, written with an escape too."""
        for collection, record in self.catalogue:
            if self.catalogue.origins[(collection, record.id)].source.may_hold(character):
                for path, value, owner in values_of(record, kind):
                    yield Node(collection, record.id, path, value, owner)

    def at(self, collection: str, id_: str, path: FieldPath = ()) -> Place:
        """Return where a field of a record stands."""
        origin = self.catalogue.origins[(collection, id_)]
        return Place(origin.file, *origin.marks.find(path))

    def finding(
        self,
        code: str,
        collection: str,
        id_: str,
        path: FieldPath = (),
        close: tuple[str, ...] = (),
        **values: Any,
    ) -> Finding:
        """Return a finding about a field of a record."""
        trail = tuple(x for x in (collection, id_, dotted(path)) if x)
        return Finding(code, self.at(collection, id_, path), trail, values, close)

    def about(self, code: str, node: Node, close: tuple[str, ...] = (), **values: Any) -> Finding:
        """Return a finding about a node."""
        return self.finding(code, node.collection, node.id, node.path, close, **values)

    def knows(self, collection: str, id_: str) -> bool:
        """True when the record exists, or when nobody can say since its collection was not read whole."""
        return (
            self.catalogue.get(collection, id_) is not None
            or (collection, id_) in self._broken
            or not self.is_readable(collection)
        )

    def is_readable(self, collection: str) -> bool:
        """False when some record of the collection may be there under an id that nobody could read."""
        return collection not in self._unreadable and "" not in self._unreadable

    @cached_property
    def is_whole(self) -> bool:
        """True when every record could be read, so that what nobody mentions is really unused."""
        return not self.defects

    @cached_property
    def _unreadable(self) -> set[str]:
        """Collections whose ids are not all known; «» stands for all of them, as when there is no folder."""
        return {
            d.collection
            for d in self.defects
            # A record with a wrong id, or with that of another, is missed under its own.
            if d.key != "file.unknown" and (not d.id or d.path == ("id",))
        }

    @cached_property
    def _broken(self) -> set[tuple[str, str]]:
        return {(d.collection, d.id) for d in self.defects if d.id}

    def near(self, collection: str, id_: str) -> tuple[str, ...]:
        """Return the ids of a collection that resemble `id_`."""
        if collection not in self._near:
            self._near[collection] = Near(self.catalogue.records.get(collection, ()))
        return self._near[collection].close(id_)

    @cached_property
    def _near(self) -> dict[str, Near]:
        return {}


Rule = Callable[[Context], Iterator[Finding]]


def dotted(path: FieldPath) -> str:
    """Return a path as people write it: `documents.2.title`, items counted from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)

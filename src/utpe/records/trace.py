# SPDX-License-Identifier: MIT
"""Notes what a page asked of the catalogue, and tells whether any of it changed since.

This is how the resident server knows which pages one edit concerns, without a list of rules to keep.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from utpe.records.catalogue import Backlink, Catalogue, Key
from utpe.records.edtf import Edtf
from utpe.records.vocab import MeetingRelation

Touch = tuple[str, str, str]
"""(what, collection, id): a `record`, all that is `pointing` at one, a whole collection (`all`), or the
`calendar` of meetings in one relation to the unit (in the place of an id)."""


class Trace:
    """A catalogue that notes what is asked of it; it answers as the catalogue does."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.touched: set[Touch] = set()

    def get(self, collection: str, id_: str) -> Any | None:
        """As `Catalogue.get`."""
        self.touched.add(("record", collection, id_))
        return self.catalogue.get(collection, id_)

    def all(self, collection: str) -> list[Any]:
        """As `Catalogue.all`."""
        self.touched.add(("all", collection, ""))
        return self.catalogue.all(collection)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        self.touched |= {("all", collection, "") for collection in self.catalogue.records}
        return iter(self.catalogue)

    def calendar(self, relation: str) -> tuple[tuple[Edtf | None, str], ...]:
        """As `Catalogue.calendar`."""
        self.touched.add(("calendar", "meetings", relation))
        return self.catalogue.calendar(relation)

    def around(self, relation: str, id_: str) -> list[str]:
        """As `Catalogue.around`."""
        self.touched.add(("calendar", "meetings", relation))
        return self.catalogue.around(relation, id_)

    def pointing(self, target: str, id_: str, collection: str, *fields: str) -> list[Any]:
        """As `Catalogue.pointing`."""
        self.touched.add(("pointing", target, id_))
        return self.catalogue.pointing(target, id_, collection, *fields)

    def citing(self, key: Key) -> list[Backlink]:
        """As `Catalogue.citing`."""
        self.touched.add(("pointing", *key))
        return self.catalogue.citing(key)


class Shared:
    """Answers that many pages need, worked out once; each page notes what the answer was made from."""

    def __init__(self) -> None:
        self._known: dict[Hashable, tuple[Any, frozenset[Touch]]] = {}

    def get(self, catalogue: Catalogue | Trace, key: Hashable, work_out: Callable[[Trace], Any]) -> Any:
        """Return what `work_out` made of the catalogue for this key, the first time it was asked for."""
        if key not in self._known:
            own = Trace(catalogue.catalogue if isinstance(catalogue, Trace) else catalogue)
            self._known[key] = (work_out(own), frozenset(own.touched))
        answer, touched = self._known[key]
        if isinstance(catalogue, Trace):
            catalogue.touched |= touched
        return answer


def changes(before: Catalogue, now: Catalogue) -> set[Touch]:
    """Return everything that a page may have asked and that would be answered otherwise now."""
    found: set[Touch] = set()
    for collection in {*before.records, *now.records}:
        old, new = before.records.get(collection, {}), now.records.get(collection, {})
        changed = {id_ for id_ in {*old, *new} if _differ(old.get(id_), new.get(id_))}
        if changed or list(old) != list(new):
            found.add(("all", collection, ""))
        for id_ in changed:
            found.add(("record", collection, id_))
            for catalogue in (before, now):
                links = catalogue.links.get((collection, id_), ())
                found |= {("pointing", target, target_id) for _, target, target_id in links}
    for relation in MeetingRelation:
        if before.calendar(relation) != now.calendar(relation):
            found.add(("calendar", "meetings", relation))
    return found


def _differ(old: Any, new: Any) -> bool:
    # A file that was not read again gives the very same records.
    return old is not new and old != new

# SPDX-License-Identifier: MIT
"""Notes what a page asked of the catalogue, and tells whether any of it changed since.

This is how the resident server knows which pages one edit concerns, without a list of rules to keep.
"""

from __future__ import annotations

from typing import Any

from utpe.records.catalogue import Backlink, Catalogue, Key

Touch = tuple[str, str, str]
"""(what, collection, id): a `record`, all that is `pointing` at one, or a whole collection (`all`)."""


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

    def pointing(self, target: str, id_: str, collection: str, *fields: str) -> list[Any]:
        """As `Catalogue.pointing`."""
        self.touched.add(("pointing", target, id_))
        return self.catalogue.pointing(target, id_, collection, *fields)

    def citing(self, key: Key) -> list[Backlink]:
        """As `Catalogue.citing`."""
        self.touched.add(("pointing", *key))
        return self.catalogue.citing(key)


def changes(before: Catalogue, now: Catalogue) -> set[Touch]:
    """Return everything that a page may have asked and that would be answered otherwise now."""
    found: set[Touch] = set()
    for collection in {*before.records, *now.records}:
        old, new = before.records.get(collection, {}), now.records.get(collection, {})
        changed = {id_ for id_ in {*old, *new} if old.get(id_) != new.get(id_)}
        if changed or list(old) != list(new):
            found.add(("all", collection, ""))
        for id_ in changed:
            found.add(("record", collection, id_))
            for catalogue in (before, now):
                links = catalogue.links.get((collection, id_), ())
                found |= {("pointing", target, target_id) for _, target, target_id in links}
    return found

# SPDX-License-Identifier: MIT
"""What the build before stamped and what each page depended on, so that one edit stamps few pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from utpe.records.catalogue import Catalogue
from utpe.records.trace import Touch, changes

Task = tuple[str, str, str]
"""(language, collection, record id); an empty id stands for the collection's listings."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """The pages of one task: their addresses, what they asked of the catalogue, what else they show."""

    paths: tuple[str, ...]
    touched: frozenset[Touch]
    own_facts: tuple[str, ...]


@dataclass
class Memory:
    """Empty at first; after a build it knows every page. Forget it when a template changed."""

    catalogue: Catalogue | None = None
    key: Any = None
    stamped: dict[Task, Stamped] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """The addresses of all pages."""
        return [path for stamped in self.stamped.values() for path in stamped.paths]

    def forget(self) -> None:
        """Make every page stale."""
        self.catalogue, self.key, self.stamped = None, None, {}

    def stale(
        self,
        tasks: Iterable[Task],
        catalogue: Catalogue,
        key: Any,
        own_facts: Callable[[Task], tuple[str, ...]],
    ) -> list[Task]:
        """Return the tasks whose pages would be different now."""
        if self.catalogue is None or self.key != key:
            self.forget()
            return list(tasks)
        changed = changes(self.catalogue, catalogue)
        return [t for t in tasks if self._is_stale(self.stamped.get(t), changed, t, own_facts)]

    @staticmethod
    def _is_stale(
        stamped: Stamped | None, changed: set[Touch], task: Task, own_facts: Callable[[Task], tuple[str, ...]]
    ) -> bool:
        if stamped is None or not changed.isdisjoint(stamped.touched):
            return True
        return stamped.own_facts != own_facts(task)

    def keep(
        self, tasks: list[Task], results: list[tuple[Task, Stamped]], catalogue: Catalogue, key: Any
    ) -> None:
        """Remember a build: what was stamped anew, and what of before still stands."""
        fresh = dict(results)
        self.stamped = {t: fresh.get(t) or self.stamped[t] for t in tasks}
        self.catalogue, self.key = catalogue, key

# SPDX-License-Identifier: MIT
"""What the build before made and what each page depended on, so that one edit makes few pages anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from utpe.immutable import immutable
from utpe.pages.search_index import Document
from utpe.records.catalogue import Catalogue
from utpe.records.loader import Known
from utpe.records.trace import Touch, changes


class Task(NamedTuple):
    """Pages that are made at once.

    A `record` of a collection (`key` is its id), a `listing` of one (`key` as in `Lister.parts`), the
    `live_list` of one (what the listing's filters read; no key), a part of an `overview` (in the place of a
    collection; `key` is its year or letter), an `embed` (its widget in the place of a collection; `key` is
    the record that it is about, if any), or a page of `prose` (`key` is its path below the folder of the
    language; no collection).
    """

    kind: Literal["record", "listing", "live_list", "overview", "embed", "prose"]
    language: str
    collection: str
    key: str


@immutable
class Made:
    """What one task made: its addresses, what it asked of the catalogue, what else it shows."""

    paths: tuple[str, ...]
    touched: frozenset[Touch] = frozenset()
    own_facts: tuple[object, ...] = ()
    documents: tuple[Document, ...] = ()
    """What of them can be found, as the search index wants it."""


@dataclass
class Memory:
    """Empty at first; after a build it knows every page. Forget it when a template changed.

    With `lasts` there will be a build after this one, which asks what each page depended on; one that stands
    alone notes no such thing. `finds` says whether anybody asks what can be found.
    """

    # MkDocs writes every setting, this one too, into its log: half a second of repr if it were let.
    catalogue: Catalogue | None = field(default=None, repr=False)
    key: Any = field(default=None, repr=False)
    made: dict[Task, Made] = field(default_factory=dict, repr=False)
    files: Known = field(default_factory=dict, repr=False)
    lasts: bool = False
    finds: bool = True
    _changed: set[Touch] = field(default_factory=set, repr=False)

    @property
    def paths(self) -> list[str]:
        """The addresses of all pages."""
        return [path for path in self.addresses if path.endswith("/")]

    @property
    def addresses(self) -> list[str]:
        """The addresses of all that the tasks made."""
        return [path for made in self.made.values() for path in made.paths]

    def tasks_of(self, addresses: Collection[str]) -> list[Task]:
        """Return the tasks that made what stands at some addresses."""
        wanted = set(addresses)
        return [task for task, made in self.made.items() if not wanted.isdisjoint(made.paths)]

    @property
    def documents(self) -> list[Document]:
        """Everything that can be found."""
        return [document for made in self.made.values() for document in made.documents]

    def forget(self) -> None:
        """Make every page stale; the files read stay known."""
        self.catalogue, self.key, self.made = None, None, {}

    def compare(self, catalogue: Catalogue, key: Any) -> None:
        """Find what changed since the build before; with another `key`, everything did."""
        if self.catalogue is None or self.key != key:
            self.forget()
        else:
            self._changed = changes(self.catalogue, catalogue)
        self.catalogue, self.key = catalogue, key

    @property
    def is_empty(self) -> bool:
        """Whether nothing was made yet, so that all is to be made."""
        return not self.made

    def is_stale(self, task: Task, own_facts: tuple[object, ...]) -> bool:
        """Return whether the pages of a task would be different now; `compare` comes first."""
        made = self.made.get(task)
        return made is None or not self._changed.isdisjoint(made.touched) or made.own_facts != own_facts

    def keep(self, tasks: Iterable[Task], fresh: dict[Task, Made]) -> None:
        """Remember a build: what was made anew, and what of before still stands."""
        self.made = {t: fresh.get(t) or self.made[t] for t in tasks}

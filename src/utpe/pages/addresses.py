# SPDX-License-Identifier: MIT
"""Published names, what is there of them, and where the others lead: one table for all who ask.

In: the catalogue, the prose, the ledger. Out: the end of every name (`collection/id`, `pages/key`), and for
each language the rules that lead an old address to the present one. Chains are followed to their end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from utpe.immutable import immutable
from utpe.pages import routes
from utpe.reading.prose import ProsePage, former_names
from utpe.records.catalogue import Catalogue
from utpe.records.ledger import PAGES, Ledger
from utpe.records.registry import COLLECTIONS


@immutable
class Move:
    """Somebody says that `source` is now `target`: a record, a page of prose, or («») the ledger."""

    source: str
    target: str
    by: str
    number: int = 0
    page: ProsePage | None = None


@immutable
class Rule:
    """An old address and where it leads; with `is_prefix`, all below the one leads below the other."""

    source: str
    target: str
    is_prefix: bool = False


def slugs_of(pages: Sequence[ProsePage], languages: Sequence[str]) -> dict[str, str]:
    """Return the slugs of the front matter by key, each from the first of `languages` that has the page."""
    found: dict[str, str] = {}
    for language in reversed(languages):
        for page in pages:
            slug = page.meta.get("slug")
            if page.language == language:
                found[page.key] = slug if isinstance(slug, str) else ""
    return found


@dataclass(frozen=True)
class Addresses:
    """Every name that is or was, and its addresses."""

    catalogue: Catalogue
    pages: Sequence[ProsePage]
    languages: Sequence[str]
    ledger: Ledger

    @cached_property
    def living(self) -> set[str]:
        """The names that are there."""
        records = {f"{collection}/{record.id}" for collection, record in self.catalogue}
        return records | {f"{PAGES}/{key}" for key in (*COLLECTIONS, *(page.key for page in self.pages))}

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What records, prose and the ledger say of old names; a record's own id among them says nothing."""
        return (*self._of_records(), *self._of_prose(), *self._of_ledger())

    def _of_records(self) -> Iterator[Move]:
        for collection, record in self.catalogue:
            name = f"{collection}/{record.id}"
            for number, former in enumerate(getattr(record, "former_ids", ())):
                if former != record.id:
                    yield Move(f"{collection}/{former}", name, name, number)

    def _of_prose(self) -> Iterator[Move]:
        for page in self.pages:
            name = f"{PAGES}/{page.key}"
            for number, former in enumerate(former_names(page)):
                yield Move(former, name, name, number, page)

    def _of_ledger(self) -> Iterator[Move]:
        for source, target in self.ledger.redirects.items():
            yield Move(source, target, "")

    @cached_property
    def _table(self) -> dict[str, str]:
        # What the data say now counts more than what the ledger remembers.
        return {m.source: m.target for m in reversed(self.moves) if m.source not in self.living}

    def end(self, name: str) -> str | None:
        """Return the living name that a name leads to, itself when it lives; None when it leads nowhere."""
        seen = set()
        while name not in self.living:
            if name in seen or name not in self._table:
                return None
            seen.add(name)
            name = self._table[name]
        return name

    def circle(self, name: str) -> tuple[str, ...]:
        """Return the names on the way from `name` back to it; nothing when it is in no circle."""
        way = [name]
        while (step := self._table.get(way[-1])) and step not in way:
            way.append(step)
        return (*way, name) if step == name else ()

    def vanished(self) -> Iterator[str]:
        """Yield the published names whose addresses lead nowhere any more."""
        for name in self.ledger.names:
            if self.end(name) is None and not self._still_answers(name):
                yield name

    def _still_answers(self, name: str) -> bool:
        """True for a page of prose under another key whose addresses are all there."""
        there = self.ledger.pages.get(name.removeprefix(f"{PAGES}/"), {})
        paths = {f"{c}/{path}/" for c in self.languages for path in there.get(c, ())}
        return name.startswith(f"{PAGES}/") and paths <= self.paths

    @cached_property
    def _slugs(self) -> dict[str, dict[str, str]]:
        return {c: slugs_of(self.pages, (c, *self.languages)) for c in self.languages}

    @cached_property
    def paths(self) -> set[str]:
        """The addresses of all pages of prose and listings."""
        names = [name for name in self.living if name.startswith(f"{PAGES}/")]
        return {self.address(language, name) for language in self.languages for name in names}

    def address(self, language: str, name: str) -> str:
        """Return the address of a living name in one language."""
        collection, _, key = name.partition("/")
        if collection == PAGES:
            return routes.prose(language, key, self._slugs[language])
        return routes.record(language, collection, key)

    def moved(self) -> list[tuple[str, str]]:
        """Return (old name, living name) of everything that has a new name, in order."""
        sources = sorted({move.source for move in self.moves} - self.living)
        return [(source, end) for source in sources if (end := self.end(source))]

    def rules(self) -> list[Rule]:
        """Return the rules of all languages, the most specific first."""
        found = {rule.source: rule for language in self.languages for rule in self._rules(language)}
        useful = [rule for rule in found.values() if rule.source not in self.paths]
        return sorted(useful, key=lambda rule: (-rule.source.count("/"), rule.source))

    def _rules(self, language: str) -> Iterator[Rule]:
        for key, there in self.ledger.pages.items():
            end = self.end(f"{PAGES}/{key}")
            for path in there.get(language, ()) if end else ():
                below = end == f"{PAGES}/{key}" and (key in COLLECTIONS or key in routes.OVERVIEWS)
                yield Rule(f"{language}/{path}/", self.address(language, end or ""), below)
        for source, end in self.moved():
            collection, _, id_ = source.partition("/")
            if collection not in COLLECTIONS or not COLLECTIONS[collection].has_pages:
                continue
            to, _, to_id = end.partition("/")
            below = to in COLLECTIONS and COLLECTIONS[to].has_pages
            for section in self._sections(language, collection):
                yield Rule(f"{section}{id_.lower()}/", self.address(language, end), below)
            for listing in COLLECTIONS.values() if collection == to == "topics" else ():
                if "topic" in listing.facets:
                    old, new = (routes.facet(language, listing.name, "topic", x) for x in (id_, to_id))
                    yield Rule(old, new, True)

    def _sections(self, language: str, collection: str) -> list[str]:
        """Return every address that the listing of a collection has or had."""
        former = (f"{language}/{path}/" for path in self.ledger.pages.get(collection, {}).get(language, ()))
        return list(dict.fromkeys((routes.section(language, collection), *former)))

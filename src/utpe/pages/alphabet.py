# SPDX-License-Identifier: MIT
"""The index from A to Z: a page for each letter, and the page that leads to them and to other ways in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from utpe.pages import names, routes
from utpe.pages.list_view import Option
from utpe.pages.overview import Overview
from utpe.pages.overview_view import AlphabetView, IndexEntry, LetterPage
from utpe.pages.paging import pager
from utpe.pages.view import Bit, Neighbour
from utpe.records.dated import Dated
from utpe.records.registry import COLLECTIONS

PAGE_SIZE = 150
"""Entries on a page: no page may pass 60 KB of HTML."""


@dataclass(frozen=True)
class Alphabet(Overview):
    """Makes the pages of the letters."""

    entries: dict[str, dict[str, list[IndexEntry]]]
    """For each language and letter, its entries (`index_entries`)."""

    def parts(self) -> list[str]:
        """Return the letters that have entries, as they stand in addresses."""
        return list(self.entries[self.language])

    def own_facts(self, part: str) -> tuple[object, ...]:
        """Return the entries of a letter, the letters that there are, and its pages in other languages."""
        pages = [(c, -(-len(found.get(part, ())) // PAGE_SIZE)) for c, found in self.entries.items()]
        return (*self.entries[self.language][part], *self.parts(), *pages)

    def part(self, part: str) -> Iterator[LetterPage]:
        """Yield the pages of a letter."""
        s, entries = self.s, self.entries[self.language][part]
        starts = range(0, len(entries), PAGE_SIZE)
        first = routes.overview(self.language, "alphabet", part)
        for number, start in enumerate(starts, 1):
            title = s("pages.list_title", section=self.root.text, value=letter_name(part))
            if number > 1:
                title = s("pages.page_title", title=title, number=number)
            count = s.plural("pages.alphabet.count", len(entries))
            paths = {c: self._path(c, part, number) for c in self.settings.languages}
            yield LetterPage(
                language=self.language,
                collection="alphabet",
                path=routes.numbered(first, number, self.language),
                title=Bit(title),
                description=s("pages.alphabet.description", title=title, count=count),
                crumbs=self.crumbs if number == 1 else (*self.crumbs, Bit(letter_name(part), href=first)),
                lead=count,
                letters=self.letters(part),
                entries=tuple(entries[start : start + PAGE_SIZE]),
                pager=pager(first, len(starts), number, self.language),
                neighbours=tuple(self._neighbours(part)),
                # Where the other language has no such page, the switch leads to its index.
                alternates={c: path or routes.section(c, "alphabet") for c, path in paths.items()},
                has_all_languages=all(paths.values()),
            )

    def _path(self, language: str, part: str, number: int) -> str:
        """Return the address of a page of a letter, or nothing where there is none."""
        there = len(self.entries[language].get(part, ()))
        if there <= (number - 1) * PAGE_SIZE:
            return ""
        return routes.numbered(routes.overview(language, "alphabet", part), number, language)

    def letters(self, current: str = "") -> tuple[Option, ...]:
        """Return a link to each letter, the current one marked, with the number of its entries."""
        return tuple(
            Option(
                letter_name(x),
                routes.overview(self.language, "alphabet", x),
                len(entries),
                is_current=x == current,
            )
            for x, entries in self.entries[self.language].items()
        )

    def _neighbours(self, part: str) -> Iterator[Neighbour]:
        for before, after in pairwise(self.parts()):
            if part in (before, after):
                key, other = ("previous", before) if part == after else ("next", after)
                path = routes.overview(self.language, "alphabet", other)
                yield Neighbour(self.s(f"pages.alphabet.{key}"), Bit(letter_name(other), href=path))

    def view(self, years: dict[int, list[Dated]]) -> AlphabetView:
        """Return the generated parts of the page above the letters; `years` are those that have a page."""
        s = self.s
        entries = [e for found in self.entries[self.language].values() for e in found]
        others = sum(e.see is not None for e in entries)
        records = s.plural("pages.alphabet.records", len(entries) - others)
        return AlphabetView(
            total=s("pages.alphabet.total", records=records, names=s.plural("pages.alphabet.names", others)),
            letters=self.letters(),
            sections=tuple(
                Option(s(f"pages.sections.{c}"), routes.section(self.language, c), len(self.catalogue.all(c)))
                for c in COLLECTIONS
            ),
            years=tuple(
                Option(str(year), routes.overview(self.language, "timeline", str(year)), _records(found))
                for year, found in years.items()
            ),
            countries=self._links("countries"),
            topics=self._links("topics"),
        )

    def _links(self, collection: str) -> tuple[Bit, ...]:
        found = []
        for record in self.catalogue.all(collection):
            bit = names.title(collection, record, self.language, self.catalogue)
            path = routes.record(self.language, collection, record.id)
            found.append(Bit(bit.text, href=path, lang=bit.lang))
        return tuple(sorted(found, key=lambda b: names.sort_key(b.text)))


def letter_name(part: str) -> str:
    """Return how a letter is called: «A», «0–9»."""
    return part.upper().replace("-", "–")


def _records(found: Iterable[Dated]) -> int:
    """Return how many records have these dates: one may begin and end in the same year."""
    return len({(x.collection, x.record.id) for x in found})

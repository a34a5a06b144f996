# SPDX-License-Identifier: MIT
"""Which texts exist in which languages, and whether they still say the same in each.

What says the same was confirmed once (`confirmed.py`). Where a text changed since in some languages and not
in the others, those others are outdated. Where it changed in all, somebody worked on all: it is in step, and
so is a text that nobody confirmed yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import combinations

from pydantic import BaseModel

from utpe.immutable import immutable
from utpe.reading.prose import ProsePage, former_names
from utpe.records.base import Text
from utpe.records.catalogue import Catalogue
from utpe.records.confirmed import Confirmed, Revisions
from utpe.records.ledger import PAGES
from utpe.records.parts import values_of
from utpe.records.references import FieldPath
from utpe.records.revision import text_revision
from utpe.records.trace import Trace

PAGE_TEXTS = ("title", "description", "hero_title", "hero_lead")
"""What is read of a page beside its body."""
MIN_SENTENCE = 25
NAME_FIELDS = frozenset(("name", "quoted", "official"))
# Words that sentences are built with; a text of 25 characters without any of them is a name.
FUNCTION_WORDS = frozenset(
    """
    a al ao aos as com como con da das de del do dos e el em en entre es foi fue la las los na nas
    no nos o os para pela pelo por que se sem ser sin sobre su sua um uma un una y é
    """.split()  # noqa: SIM905 - words read better in lines than one by one
)
# Of a text that did not change the answer is known.
_revision = lru_cache(maxsize=50_000)(text_revision)


def texts(record: BaseModel) -> Iterator[tuple[FieldPath, Text]]:
    """Yield (path, text) for every bilingual text inside a record."""
    return ((path, text) for path, text, _ in values_of(record, Text))


def missing(record: BaseModel, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (field path, language) for every text that lacks a language."""
    for path, text in texts(record):
        for language in languages:
            if text.get(language) is None:
                yield ".".join(str(p) for p in path), language


def is_translated(record: BaseModel, languages: Sequence[str]) -> bool:
    """Return whether every text of a record exists in every language."""
    return next(missing(record, languages), None) is None


@immutable
class Wording:
    """One text in the languages in which it is there: of a field of a record, or of a whole page of prose.

    `collection` is `pages` for a page, whose `id` is its key and whose `path` is empty.
    """

    collection: str
    id: str
    path: tuple[str | int, ...]
    said: Mapping[str, str] = field(hash=False)
    """What it says, by language."""
    former_ids: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The path without places in lists."""
        return tuple(step for step in self.path if isinstance(step, str))

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called in the ledger, and what it was called before."""
        rest = f"/{'.'.join(self.fields)}" if self.path else ""
        first = f"{self.collection}/{self.id}{rest}"
        return (first, *(f"{self.collection}/{id_}{rest}" for id_ in self.former_ids))

    @property
    def revisions(self) -> dict[str, str]:
        """The revision of what it says, by language."""
        return {language: _revision(text) for language, text in self.said.items()}


def wordings(catalogue: Catalogue | Trace, pages: Iterable[ProsePage]) -> Iterator[Wording]:
    """Yield every text of the records, and every page of prose that could be read."""
    for collection, record in catalogue:
        former = getattr(record, "former_ids", ())
        for path, text in texts(record):
            yield Wording(collection, record.id, path, text.root, former)
    versions: dict[str, list[ProsePage]] = {}
    for page in pages:
        if not page.troubles:
            versions.setdefault(page.key, []).append(page)
    for key, there in versions.items():
        said = {page.language: page_text(page) for page in there}
        yield Wording(PAGES, key, (), said, tuple(former for page in there for former in _former_keys(page)))


def page_text(page: ProsePage) -> str:
    """Return all that is read of a page, as one text."""
    return "\n".join((*(str(page.meta.get(name, "")) for name in PAGE_TEXTS), page.body))


def _former_keys(page: ProsePage) -> Iterator[str]:
    for name in former_names(page):
        if name.startswith(f"{PAGES}/"):
            yield name.removeprefix(f"{PAGES}/")


@immutable
class Outdated:
    """A text that changed in some languages since it was confirmed, and not in `language`.

    `since` has the confirmed revisions of those that changed.
    """

    wording: Wording
    language: str
    since: Revisions


def confirmed_of(found: Sequence[Wording], confirmed: Confirmed) -> Iterator[tuple[Wording, Revisions]]:
    """Yield each text with what was confirmed of it, if any of that is still so."""
    said: dict[str, list[Revisions]] = {}
    for wording in found:
        names = wording.names
        lines = [line for name in names for line in confirmed.get(name, ())]
        now = wording.revisions if lines else {}
        if not lines or now in lines:
            yield wording, now
            continue
        # Hardly ever: what else is said under these names need not be known before.
        said = said or _said(found)
        # A line that another text of the list agrees with wholly is about that one.
        free = [x for x in lines if not any(x in said[name] for name in names)]
        agreeing = [x for x in free if x.items() & now.items()]
        yield wording, max(agreeing, key=lambda x: len(x.items() & now.items()), default={})


def _said(found: Iterable[Wording]) -> dict[str, list[Revisions]]:
    """Return what all texts of each name say."""
    said: dict[str, list[Revisions]] = {}
    for wording in found:
        for name in wording.names:
            said.setdefault(name, []).append(wording.revisions)
    return said


def outdated(found: Sequence[Wording], confirmed: Confirmed) -> Iterator[Outdated]:
    """Yield what is outdated among all texts of a site."""
    for wording, line in confirmed_of(found, confirmed):
        now, said = wording.revisions, wording.said
        if line == now:
            continue
        both = [language for language in now if language in line]
        changed = {language: line[language] for language in both if line[language] != now[language]}
        for language in both if changed else ():
            # A copy waits for its translation; what it was copied from does not.
            since = {code: rev for code, rev in changed.items() if said[code] != said[language]}
            if since and language not in changed:
                yield Outdated(wording, language, since)


def identical(name: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each two languages in which a sentence is the same; names may be."""
    for (one, text), (other, same) in combinations(said.items(), 2):
        if name not in NAME_FIELDS and text == same and is_sentence(text):
            yield one, other


def is_sentence(text: str) -> bool:
    """True for a text that is more than a name: long, joined as sentences are, not all capitalised."""
    words = [word.strip("«»“”\"'()[],.;:–—") for word in text.split()]
    is_joined = not FUNCTION_WORDS.isdisjoint(words)
    is_common = any(word[:1].islower() and word not in FUNCTION_WORDS for word in words)
    return len(text) >= MIN_SENTENCE and is_joined and is_common

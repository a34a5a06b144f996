# SPDX-License-Identifier: MIT
"""What is left to translate: texts that are missing, outdated, or the same as in another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from utpe.immutable import immutable
from utpe.reading.prose import ProsePage
from utpe.records.catalogue import Catalogue
from utpe.records.confirmed import Confirmed
from utpe.records.ledger import PAGES
from utpe.records.trace import Trace
from utpe.records.translation import Outdated, Wording, confirmed_of, identical, outdated, wordings


@immutable
class Lacking:
    """A text that `language` lacks, or has only as a copy of the text in `copied`."""

    wording: Wording
    language: str
    copied: str = ""


@dataclass(frozen=True)
class Worklist:
    """What is left to do, in the order of the records; `texts` counts all, by collection, `pages` too."""

    texts: Mapping[str, int]
    missing: tuple[Lacking, ...]
    outdated: tuple[Outdated, ...]
    identical: tuple[Lacking, ...]
    unconfirmed: int
    """Texts in several languages, not outdated, of which nobody noted yet that they say the same."""

    def done(self, collection: str, language: str) -> int:
        """Return how many texts of a collection are there in a language, in step and translated."""
        left: tuple[Lacking | Outdated, ...] = (*self.missing, *self.outdated, *self.identical)
        mine = {x.wording for x in left if x.language == language and x.wording.collection == collection}
        return self.texts[collection] - len(mine)

    def only(self, language: str) -> Worklist:
        """Return what is left to do in one language."""
        return Worklist(
            self.texts,
            tuple(x for x in self.missing if x.language == language),
            tuple(x for x in self.outdated if x.language == language),
            tuple(x for x in self.identical if x.language == language),
            self.unconfirmed,
        )


def worklist(
    catalogue: Catalogue | Trace, pages: Iterable[ProsePage], confirmed: Confirmed, languages: Sequence[str]
) -> Worklist:
    """Return what is left to translate in the records and the pages of prose."""
    found = tuple(wordings(catalogue, pages))
    behind = tuple(outdated(found, confirmed))
    noted = {w for w, line in confirmed_of(found, confirmed) if line == w.revisions}
    return Worklist(
        Counter(wording.collection for wording in found),
        tuple(Lacking(w, code) for w in found for code in languages if code not in w.said),
        behind,
        tuple(
            Lacking(w, other, one)
            for w in found
            if w.collection != PAGES
            for one, other in identical(w.fields[-1], w.said)
        ),
        sum(len(w.said) > 1 for w in {*found} - noted - {x.wording for x in behind}),
    )

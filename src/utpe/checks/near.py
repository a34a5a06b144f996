# SPDX-License-Identifier: MIT
"""Near misses: what somebody who wrote `pozadas` may have meant."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable

AT_MOST = 3
CUTOFF = 0.6
# Comparing with every one of 10,000 ids takes 0.1 s; with those that share most trigrams, 1 ms.
FINALISTS = 30


class Near:
    """The words that would have been right, ready to be searched for those that resemble another."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_folded: dict[str, str] = {}
        for word in words:
            self._by_folded.setdefault(word.casefold(), word)
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for folded in self._by_folded:
            for trigram in _trigrams(folded):
                self._by_trigram[trigram].append(folded)

    def close(self, word: str) -> tuple[str, ...]:
        """Return at most three words that resemble `word`, the nearest first."""
        folded = word.casefold()[:200]
        shared = Counter(other for t in _trigrams(folded) for other in self._by_trigram.get(t, ()))
        finalists = sorted(shared, key=lambda other: (-shared[other], other))[:FINALISTS]
        found = difflib.get_close_matches(folded, finalists, n=AT_MOST, cutoff=CUTOFF)
        return tuple(self._by_folded[other] for other in found)


def close(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return at most three of `words` that resemble `word`, the nearest first."""
    return Near(words).close(word)


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[n : n + 3] for n in range(len(padded) - 2)}

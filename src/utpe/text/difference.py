# SPDX-License-Identifier: MIT
"""What changed between two texts, word by word; how they are broken into lines does not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from utpe.immutable import immutable

AROUND = 8
"""So many words are kept on each side of a change."""
MANY = 1_500
"""Longer texts are compared sentence by sentence first: the time grows with the square."""


@immutable
class Piece:
    """A run of words: in both texts, only in the old one (`gone`), or only in the new one (`added`)."""

    kind: Literal["same", "gone", "added"]
    text: str


def word_difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order; of what is in both, only the words near a change."""
    one, other = old.split(), new.split()
    pieces = list(_joined(_compared(one, other)))
    last = len(pieces) - 1
    if not last:
        return tuple(pieces)
    return tuple(
        _cut(piece, n > 0, n < last) if piece.kind == "same" else piece for n, piece in enumerate(pieces)
    )


def _compared(one: list[str], other: list[str]) -> Iterator[tuple[str, list[str]]]:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    yield "same", one[:start]
    yield from _inner(one[start : len(one) - end], other[start : len(other) - end])
    yield "same", one[len(one) - end :]


def _inner(one: list[str], other: list[str]) -> Iterator[tuple[str, list[str]]]:
    if max(len(one), len(other)) <= MANY:
        for tag, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
            yield from (
                [("same", one[a:b])] if tag == "equal" else [("gone", one[a:b]), ("added", other[c:d])]
            )
        return
    before, after = _sentences(one), _sentences(other)
    for tag, a, b, c, d in SequenceMatcher(a=before, b=after).get_opcodes():
        gone, added = " ".join(before[a:b]).split(), " ".join(after[c:d]).split()
        if tag == "equal":
            yield "same", gone
        elif max(len(gone), len(added)) <= MANY:
            yield from _inner(gone, added)
        else:
            yield from (("gone", gone), ("added", added))


def _sentences(words: list[str]) -> list[str]:
    return re.split(r"(?<=[.!?:;]) ", " ".join(words))


def _joined(runs: Iterator[tuple[str, list[str]]]) -> Iterator[Piece]:
    """Join neighbours of one kind, the words that go before those that come; nothing is no piece."""
    gone: list[str] = []
    added: list[str] = []
    same: list[str] = []
    for kind, words in (*runs, ("end", [])):
        if kind == "same" and not words:
            continue
        if kind in ("gone", "added"):
            if same and words:
                yield Piece("same", " ".join(same))
                same = []
            (gone if kind == "gone" else added).extend(words)
            continue
        if gone:
            yield Piece("gone", " ".join(gone))
        if added:
            yield Piece("added", " ".join(added))
        gone, added = [], []
        same += words
    if same:
        yield Piece("same", " ".join(same))


def _cut(piece: Piece, is_before: bool, is_after: bool) -> Piece:
    """Return a run of unchanged words with only those near the changes; `…` stands for the rest."""
    words = piece.text.split()
    head, tail = AROUND if is_before else 0, AROUND if is_after else 0
    if len(words) <= head + tail + 1:
        return piece
    kept = (*words[:head], "…", *words[len(words) - tail :]) if tail else (*words[:head], "…")
    return Piece("same", " ".join(kept))

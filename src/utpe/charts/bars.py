# SPDX-License-Identifier: MIT
"""Bars whose lengths are whole units: comparable, what is there is always seen."""

from __future__ import annotations

from collections.abc import Sequence

from utpe.immutable import immutable

LEAST = 2
"""Length of the shortest bar: what is there must be seen."""


@immutable
class Segment:
    """A part of a bar: where it begins, how long it is, and which of the values it stands for."""

    x: int
    length: int
    part: int


def length_of(value: int, most: int, longest: int) -> int:
    """Return the length of a bar where `most` is drawn `longest` units long."""
    return max(LEAST, round(value * longest / most)) if value > 0 else 0


def stack(values: Sequence[int], whole: int, longest: int) -> tuple[Segment, ...]:
    """Return the parts of a bar one after the other, where `whole` is drawn `longest` units long.

    Where parts begin and end is rounded, not their lengths, so that no error adds up; a part of `LEAST` that
    rounding would swallow pushes those after it, and the longest pays for it.
    """
    lengths = []
    so_far = 0
    for value in values:
        start, end = (round(v * longest / whole) for v in (so_far, so_far + value)) if whole else (0, 0)
        lengths.append(max(LEAST, end - start) if value > 0 else 0)
        so_far += value
    surplus = sum(lengths) - (round(so_far * longest / whole) if whole else 0)
    if lengths and surplus > 0 and max(lengths) > surplus + LEAST:
        lengths[lengths.index(max(lengths))] -= surplus
    segments, x = [], 0
    for part, length in enumerate(lengths):
        if length:
            segments.append(Segment(x, length, part))
            x += length
    return tuple(segments)

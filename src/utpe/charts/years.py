# SPDX-License-Identifier: MIT
"""A chart of few things over many years: one mark for each, one band for each sort, every year on the axis.

Two drawings: one for wide columns, one for phones, so that no letter is ever smaller than its size here. A
unit of either is never shown smaller than a CSS pixel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from utpe.immutable import immutable

WIDE, NARROW = 700, 272
LARGEST_MARK = 15
LETTERS = {WIDE: 13, NARROW: 12}
DIGIT = 0.576
"""Width of a digit of the site's own type, in parts of its size (Archivo, weight 600)."""
AIR = 2
"""Free units on either side of a number on the axis."""
LINE = 19
BELOW_A_BAND = 12
HIGHEST = 20
"""Marks of the highest column: more of them nobody counts."""


@immutable
class Series:
    """One sort of things: what it is called, the looks of its mark, how many there are in each year."""

    label: str
    shape: str
    tone: str
    counts: Mapping[int, int]


@immutable
class Dot:
    """A mark: its upper left corner."""

    x: float
    y: float


@immutable
class Band:
    """The marks of one series above their base line, under its label."""

    label: str
    shape: str
    tone: str
    label_y: int
    base: int
    dots: tuple[Dot, ...]


@immutable
class Tick:
    """A year on the axis, written in full or by its last two digits; `has_marks` where something stands."""

    x: float
    y: int
    text: str
    has_marks: bool
    is_deduced: bool
    width: float


@immutable
class YearDrawing:
    """One SVG. `mark` is the size of a mark, `letters` that of the letters."""

    width: int
    height: int
    mark: float
    letters: int
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]


def things_to_a_mark(series: Sequence[Series]) -> int:
    """Return for how many things one mark must stand so that no column is higher than `HIGHEST` marks."""
    return max(1, -(-max((n for one in series for n in one.counts.values()), default=0) // HIGHEST))


def draw_years(
    series: Sequence[Series],
    years: Sequence[int],
    width: int,
    deduced: frozenset[int] = frozenset(),
    each: int = 1,
) -> YearDrawing:
    """Return the drawing of `series` over `years`; those in `deduced` rest in part on what was deduced.

    One mark stands for at most `each` things.
    """
    edge, pitch = _columns(len(years), width)
    mark = round(min(LARGEST_MARK, pitch - 1), 1)
    middles = {year: edge + (n + 0.5) * pitch for n, year in enumerate(years)}
    bands, y = [], 0
    for one in series:
        marks = {year: -(-one.counts.get(year, 0) // each) for year in years}
        highest = max(marks.values(), default=0)
        label_y = y + LETTERS[width]
        base = y + LINE + round(highest * (mark + 1.5))
        dots = tuple(
            Dot(round(middles[year] - mark / 2, 1), round(base - (n + 1) * (mark + 1.5), 1))
            for year in years
            for n in range(marks[year])
        )
        bands.append(Band(one.label, one.shape, one.tone, label_y, base, dots))
        y = base + BELOW_A_BAND
    filled = frozenset(year for year in years if any(one.counts.get(year, 0) for one in series))
    axis = y - BELOW_A_BAND + LETTERS[width] + 6
    ticks = _ticks(middles, filled, deduced, width, axis)
    return YearDrawing(
        width, max((t.y for t in ticks), default=axis) + 6, mark, LETTERS[width], tuple(bands), ticks
    )


def _columns(count: int, width: int) -> tuple[float, float]:
    """Return where the first column begins and how wide each is; its middle has room for a whole year."""
    half = 4 * LETTERS[width] * DIGIT / 2
    edge = max(0.0, (half - width / 2 / count) / (1 - 1 / count)) if count > 1 else 0.0
    return edge, (width - 2 * edge) / max(1, count)


def _ticks(
    middles: Mapping[int, float], filled: frozenset[int], deduced: frozenset[int], width: int, first_line: int
) -> tuple[Tick, ...]:
    """Return the numbers that find room in two lines: years with marks first, then ends, decades, others."""
    if not middles:
        return ()
    letters = LETTERS[width]
    ends = {min(middles), max(middles)}
    # Either every empty year has a number, or only the ends and the decades.
    has_room = width / len(middles) >= 2 * letters * DIGIT + 2 * AIR

    def rank(year: int) -> tuple[int, int]:
        return (0 if year in ends else 1 if year in filled else 2 if year % 10 == 0 else 3), year

    lines: tuple[list[Tick], list[Tick]] = ([], [])
    for year in sorted(middles, key=rank):
        is_full = year in ends or year % 10 == 0
        if not (has_room or is_full or year in filled):
            continue
        # The second line is for years that something happened in; the others do without a number.
        for number, line in enumerate(lines if year in filled else lines[:1]):
            text = str(year) if is_full else f"{year % 100:02d}"
            size = len(text) * letters * DIGIT
            x = middles[year]
            if all(abs(x - t.x) >= (size + t.width) / 2 + AIR for t in line):
                y = first_line + number * (letters + 5)
                line.append(Tick(round(x, 1), y, text, year in filled, year in deduced, size))
                break
    return tuple(sorted((t for line in lines for t in line), key=lambda t: (t.x, t.y)))

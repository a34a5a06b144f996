# SPDX-License-Identifier: MIT
"""Names beside discs: each where it touches no disc, no other name and no edge, or nowhere."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

from utpe.immutable import immutable
from utpe.maps.projection import XY

Anchor = Literal["start", "middle", "end"]
Measure = Callable[[str], float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
FONT = "assets/fonts/archivo-latin-wght-normal.woff2"
WEIGHT = 600
AIR = 1.5
"""Units kept free around a name."""


@immutable
class Wish:
    """A name and the disc that it belongs to; earlier wishes choose their place first."""

    text: str
    at: XY
    radius: float


@immutable
class Label:
    """A name that found its place: `at` is on its baseline, at the end that `anchor` says."""

    text: str
    at: XY
    anchor: Anchor
    box: Box

    @property
    def x(self) -> int:
        """Where it is drawn, in whole units."""
        return round(self.at[0])

    @property
    def y(self) -> int:
        """Where it is drawn, in whole units."""
        return round(self.at[1])


def placed(
    wishes: Sequence[Wish],
    discs: Sequence[tuple[XY, float]],
    size: tuple[float, float],
    letters: float,
    measure: Measure,
    taken: Sequence[Box] = (),
    is_centred: bool = False,
) -> list[Label | None]:
    """Return the label of each wish, or None where there is no room.

    `discs` are centre and radius of everything that must stay free, `taken` the boxes of names that stand
    already; `size` is that of the drawing and `letters` the height of the type, all in units; `measure`
    gives the width of a text at height 1. Names that are centred have no disc and no second choice.
    """
    taken = list(taken)
    found: list[Label | None] = []
    for wish in wishes:
        width = measure(wish.text) * letters
        label = next(
            (
                x
                for x in (_centred if is_centred else _candidates)(wish, width, letters)
                if _is_inside(x.box, size)
                and not any(_overlap(x.box, box) for box in taken)
                and not any(_touches(x.box, disc) for disc in discs)
            ),
            None,
        )
        found.append(label)
        if label:
            taken.append(label.box)
    return found


def _centred(wish: Wish, width: float, letters: float) -> list[Label]:
    x, y = wish.at
    base = y + letters * 0.35
    box = (x - width / 2 - AIR, base - letters * 0.8 - AIR, x + width / 2 + AIR, base + letters * 0.25 + AIR)
    return [Label(wish.text, (x, base), "middle", box)]


def _candidates(wish: Wish, width: float, letters: float) -> list[Label]:
    """The places around a disc, best first: right, left, above, below, then the corners."""
    (x, y), gap = wish.at, wish.radius + 3
    above, below, middle = y - gap - letters * 0.15, y + gap + letters * 0.75, y + letters * 0.35
    slant = gap * 0.7
    tries: list[tuple[float, float, Anchor]] = [
        (x + gap, middle, "start"),
        (x - gap, middle, "end"),
        (x, above, "middle"),
        (x, below, "middle"),
        (x + slant, y - slant, "start"),
        (x + slant, y + slant + letters * 0.7, "start"),
        (x - slant, y - slant, "end"),
        (x - slant, y + slant + letters * 0.7, "end"),
    ]
    labels = []
    for at_x, base, anchor in tries:
        left = {"start": at_x, "middle": at_x - width / 2, "end": at_x - width}[anchor]
        box = (left - AIR, base - letters * 0.8 - AIR, left + width + AIR, base + letters * 0.25 + AIR)
        labels.append(Label(wish.text, (at_x, base), anchor, box))
    return labels


def _is_inside(box: Box, size: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _touches(box: Box, disc: tuple[XY, float]) -> bool:
    (x, y), radius = disc
    near_x, near_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return (near_x - x) ** 2 + (near_y - y) ** 2 < radius**2


@cache
def measure_with(theme: Path) -> Measure:
    """Return what measures a text in the site's own type, at height 1."""
    # Read here: of a file that is not there Pillow does not tell the name.
    font = ImageFont.truetype(io.BytesIO((theme / FONT).read_bytes()), 100)
    font.set_variation_by_axes([WEIGHT])
    return lambda text: float(font.getlength(text)) / 100

# SPDX-License-Identifier: MIT
"""Markers in, a map out: a wide and a narrow drawing, close-ups where markers crowd, who is in which disc.

Every disc is a link whose target is at least `TARGET` units large, and a unit is never shown smaller than
a CSS pixel. What is joined into one disc, and who is named: grouping.py and labels.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from utpe.maps.clusters import Cluster
from utpe.maps.grouping import TARGET, choose_close_ups, join, join_close_ups, main_of, zones_of
from utpe.maps.labels import Measure, Wish, placed
from utpe.maps.outline import draw
from utpe.maps.projection import XY, Degrees, Frame
from utpe.maps.regions import BROAD, REGIONS, WORLD, Bounds, corners, within
from utpe.maps.view import Drawing, Map, Marker, Spot

WIDE, NARROW = 560.0, 280.0
FULL_VIEW: tuple[Degrees, ...] = ((12.0, -71.5), (-41.6, -73.0), (-4.5, -81.0), (-7.5, -34.8))
"""Places that the map of the whole continent always shows."""
MANY, DISC = 11.0, 5.5
RADIUS = {"m-halo": 9.5, "m-diamond": 7.5}
"""Radius of a shape that is not that of a plain disc."""


def make_map(
    markers: Iterable[Marker],
    measure: Measure,
    view: Sequence[Degrees] = FULL_VIEW,
    ratio: float = 0,
    countries: Sequence[tuple[str, Degrees]] = (),
    close_ups: Sequence[str] = BROAD,
) -> Map:
    """Return the map of `markers`.

    `view` are places that it shows in any case, `ratio` its height ÷ width (0: as it comes), `countries`
    names to write where the wide drawing has room for them, `close_ups` the regions to choose from.
    """
    ordered = sorted(markers, key=lambda m: (m.rank, m.id))
    inside = [m for m in ordered if within(m.at, WORLD)]
    shown = [*view, *(m.at for m in inside)]
    wide = Frame.around(shown, WIDE, TARGET, ratio)
    narrow = Frame.around(shown, NARROW, TARGET / 2, ratio)
    regions = choose_close_ups(inside, wide, close_ups)
    fine = join_close_ups(inside, regions)
    on_wide = join(fine, inside, wide)
    on_narrow = join(on_wide, inside, narrow)
    zones, ids = zones_of(inside, [fine, on_wide, on_narrow])
    close = []
    for name, region in regions.items():
        here = [c for c in fine if within(inside[c.members[0]].at, REGIONS[name])]
        close.append(_drawing(name, region, here, inside, ids, measure))
    frames = [[_rectangle(f, REGIONS[name]) for name in regions] for f in (wide, narrow)]
    return Map(
        _drawing("wide", wide, on_wide, inside, ids, measure, frames[0], countries),
        _drawing("narrow", narrow, on_narrow, inside, ids, measure, frames[1]),
        tuple(close),
        zones,
        tuple(m for m in ordered if not within(m.at, WORLD)),
        len(inside),
    )


def _drawing(
    name: str,
    frame: Frame,
    clusters: list[Cluster],
    markers: list[Marker],
    ids: dict[tuple[int, ...], str],
    measure: Measure,
    frames: Sequence[tuple[int, int, int, int]] = (),
    countries: Sequence[tuple[str, Degrees]] = (),
) -> Drawing:
    letters = 13.0 if name == "wide" else 12.0
    size = (frame.width, frame.height)
    firsts = [markers[c.members[0]] for c in clusters]
    mains = [main_of(markers, c.members) for c in clusters]
    radii = [
        MANY if len(c.members) > 1 else RADIUS.get(first.shape, DISC)
        for c, first in zip(clusters, firsts, strict=True)
    ]
    discs = [(c.at, radius + 1.5) for c, radius in zip(clusters, radii, strict=True)]
    # The heaviest choose the place of their name first.
    turns = sorted(range(len(clusters)), key=lambda n: (-mains[n].weight, n))
    wishes = [Wish(mains[n].label, clusters[n].at, radii[n]) for n in turns]
    labels = dict(zip(turns, placed(wishes, discs, size, letters, measure), strict=True))
    taken = [label.box for label in labels.values() if label]
    # Capitals, spaced: as wide as letters a third larger.
    wide_names = [Wish(text.upper(), frame.place(at), 0) for text, at in countries]
    written = placed(wide_names, discs, size, letters * 1.2, measure, taken, is_centred=True)
    spots = tuple(
        Spot(
            round(c.at[0]),
            round(c.at[1]),
            first,
            main,
            len(c.members),
            ids.get(c.members, ""),
            labels[n],
            _tone(markers, c.members),
        )
        for n, (c, first, main) in enumerate(zip(clusters, firsts, mains, strict=True))
    )
    land, borders = draw(frame)
    return Drawing(
        name,
        round(frame.width),
        round(frame.height),
        land,
        borders,
        spots,
        tuple(frames),
        tuple(label for label in written if label),
    )


def _tone(markers: list[Marker], members: tuple[int, ...]) -> str:
    tones = {markers[n].tone for n in members}
    return tones.pop() if len(tones) == 1 else "mixed"


def _rectangle(frame: Frame, bounds: Bounds) -> tuple[int, int, int, int]:
    points: list[XY] = [frame.place(c) for c in corners(bounds)]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return (
        round(left),
        round(top),
        round(max(x for x, _ in points) - left),
        round(max(y for _, y in points) - top),
    )

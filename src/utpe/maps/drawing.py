# SPDX-License-Identifier: MIT
"""Markers in, a map out: a wide and a narrow drawing, close-ups where markers crowd, who is in which disc.

Every disc is a link whose target is at least `TARGET` units large, and a unit is never shown smaller than
a CSS pixel. What the narrow drawing joins is a union of what the wide one joins, and that of what a
close-up joins: so one list, in that order, holds the members of every numbered disc.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from utpe.maps.clusters import Cluster, cluster
from utpe.maps.labels import Label, Measure, Wish, placed
from utpe.maps.outline import draw
from utpe.maps.projection import XY, Degrees, Frame

TARGET = 24.0
"""Smallest width and height of a target, in CSS pixels (WCAG 2.2, 2.5.8)."""
WIDE, NARROW, CLOSE = 560.0, 280.0, 260.0
WORLD = (12.8, -57.0, -84.0, -33.0)
"""North, south, west, east of what a map of South America can hold."""
FULL_VIEW: tuple[Degrees, ...] = ((12.0, -71.5), (-41.6, -73.0), (-4.5, -81.0), (-7.5, -34.8))
"""Places that the map of the whole continent always shows."""
Box = tuple[float, float, float, float]
REGIONS: dict[str, Box] = {
    "buenos-aires": (-34.4, -35.0, -58.85, -57.95),
    "rio-de-la-plata": (-33.9, -35.3, -59.3, -55.8),
    "sao-paulo-rio": (-22.4, -24.4, -47.7, -42.9),
    "porto-alegre": (-29.3, -30.4, -51.8, -50.6),
    "belo-horizonte": (-19.2, -20.5, -44.8, -43.2),
    "santa-fe-rosario": (-31.2, -33.3, -61.2, -60.0),
    "medellin-bogota": (6.7, 4.3, -76.0, -73.7),
    "santiago-valparaiso": (-32.7, -33.9, -71.8, -70.4),
}
"""Close-ups that a map may have: north, south, west, east."""
BROAD = tuple(name for name in REGIONS if name != "buenos-aires")
MOST_CLOSE_UPS, FEWEST_INSIDE = 3, 4
MANY = 11.0
RADIUS = {"m-halo": 9.5, "m-diamond": 7.5}
"""Radius of a shape that is not that of a plain disc."""
DISC = 5.5


@dataclass(frozen=True, slots=True)
class Marker:
    """A place on a map: what it is called, where it leads (from the root of the site), how it looks.

    `label` is what may be written beside it; `shape` is the id of a symbol and `tone` a class. The lower its
    `rank`, the sooner it gets a label and gives a cluster its looks; the heaviest names the cluster.
    """

    id: str
    at: Degrees
    name: str
    label: str
    href: str
    shape: str
    tone: str
    rank: tuple[int, ...] = ()
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A disc of a drawing: one marker, or `count` of them, with its label if that found room.

    A single marker leads to its `href`; several lead to their `zone` in the list, look as the `first` of
    them and are named after `main`.
    """

    x: int
    y: int
    first: Marker
    main: Marker
    count: int
    zone: str
    label: Label | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """One SVG: its size, the paths of land and borders, its spots, the frames of its close-ups."""

    name: str
    width: int
    height: int
    land: str
    borders: str
    spots: tuple[Spot, ...]
    frames: tuple[tuple[int, int, int, int], ...] = ()
    countries: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """Markers that some drawing joins. `parts` are markers and smaller zones, in order."""

    id: str
    main: Marker
    count: int
    parts: tuple[Marker | Zone, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """A map with all that belongs to it. `outside` are markers beyond its edge, `close` the close-ups."""

    wide: Drawing
    narrow: Drawing
    close: tuple[Drawing, ...]
    zones: tuple[Zone, ...]
    outside: tuple[Marker, ...]
    count: int


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
    inside = [m for m in ordered if _within(m.at, WORLD)]
    shown = [*view, *(m.at for m in inside)]
    wide = Frame.around(shown, WIDE, TARGET, ratio)
    narrow = Frame.around(shown, NARROW, TARGET / 2, ratio)
    regions = _regions(inside, wide, close_ups)
    fine = _fine(inside, regions)
    on_wide = _joined(fine, inside, wide)
    on_narrow = _joined(on_wide, inside, narrow)
    zones, ids = _zones(inside, [fine, on_wide, on_narrow])
    close = []
    for name, region in regions.items():
        here = [c for c in fine if _within(inside[c.members[0]].at, REGIONS[name])]
        close.append(_drawing(name, region, here, inside, ids, measure))
    frames = [[_rectangle(f, box) for box in map(REGIONS.__getitem__, regions)] for f in (wide, narrow)]
    return Map(
        _drawing("wide", wide, on_wide, inside, ids, measure, frames[0], countries),
        _drawing("narrow", narrow, on_narrow, inside, ids, measure, frames[1]),
        tuple(close),
        zones,
        tuple(m for m in ordered if not _within(m.at, WORLD)),
        len(inside),
    )


def _within(at: Degrees, box: Box) -> bool:
    north, south, west, east = box
    return south <= at[0] <= north and west <= at[1] <= east


def _corners(box: Box) -> list[Degrees]:
    north, south, west, east = box
    return [(north, west), (north, east), (south, west), (south, east)]


def _regions(markers: list[Marker], wide: Frame, names: Sequence[str]) -> dict[str, Frame]:
    """The close-ups worth drawing: where most markers are joined on the wide drawing."""
    hidden: dict[str, int] = {}
    joined = _joined([Cluster(wide.place(m.at), (n,)) for n, m in enumerate(markers)], markers, wide)
    for name in names:
        box = REGIONS[name]
        members = [n for n, m in enumerate(markers) if _within(m.at, box)]
        alone = {c.members[0] for c in joined if len(c.members) == 1}
        places = {markers[n].at for n in members}
        if len(places) >= FEWEST_INSIDE:
            hidden[name] = sum(1 for n in members if n not in alone)
    chosen = sorted((n for n in hidden if hidden[n] >= FEWEST_INSIDE), key=lambda n: (-hidden[n], n))
    return {name: Frame.around(_corners(REGIONS[name]), CLOSE, 0) for name in chosen[:MOST_CLOSE_UPS]}


def _fine(markers: list[Marker], regions: dict[str, Frame]) -> list[Cluster]:
    """What the close-ups join; markers outside of them, and the rest of the map, stand alone."""
    found: list[Cluster] = []
    free = set(range(len(markers)))
    for name, frame in regions.items():
        members = [n for n in sorted(free) if _within(markers[n].at, REGIONS[name])]
        free -= set(members)
        joined = cluster([frame.place(markers[n].at) for n in members], TARGET)
        found += [Cluster(c.at, tuple(members[i] for i in c.members)) for c in joined]
    return sorted([*found, *(Cluster((0, 0), (n,)) for n in free)], key=lambda c: c.members)


def _joined(smaller: list[Cluster], markers: list[Marker], frame: Frame) -> list[Cluster]:
    """Join clusters that would crowd in a frame; each stands at the middle of its members."""
    points = []
    for c in smaller:
        at = [frame.place(markers[n].at) for n in c.members]
        points.append((sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at)))
    found = cluster(points, TARGET, [len(c.members) for c in smaller])
    joined = [Cluster(c.at, tuple(sorted(n for i in c.members for n in smaller[i].members))) for c in found]
    return sorted(joined, key=lambda c: c.members)


def _zones(
    markers: list[Marker], levels: list[list[Cluster]]
) -> tuple[tuple[Zone, ...], dict[tuple[int, ...], str]]:
    """Return the zones of the coarsest level, the finer inside, and the id of each set of members."""
    ids: dict[tuple[int, ...], str] = {}

    def zone(members: tuple[int, ...], level: int) -> Marker | Zone:
        if len(members) == 1:
            return markers[members[0]]
        if members not in ids:
            ids[members] = f"z{len(ids) + 1}"
        name = ids[members]
        while level >= 0:
            smaller = [c.members for c in levels[level] if c.members[0] in members]
            if len(smaller) > 1:
                break
            level -= 1
        else:
            smaller = [(n,) for n in members]
        return Zone(name, _main(markers, members), len(members), tuple(zone(m, level - 1) for m in smaller))

    found = [zone(c.members, len(levels) - 2) for c in levels[-1] if len(c.members) > 1]
    return tuple(z for z in found if isinstance(z, Zone)), ids


def _main(markers: list[Marker], members: tuple[int, ...]) -> Marker:
    return max((markers[n] for n in members), key=lambda m: m.weight)


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
    mains = [_main(markers, c.members) for c in clusters]
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
        Spot(round(c.at[0]), round(c.at[1]), first, main, len(c.members), ids.get(c.members, ""), labels[n])
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


def _rectangle(frame: Frame, box: Box) -> tuple[int, int, int, int]:
    corners: list[XY] = [frame.place(c) for c in _corners(box)]
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    return (
        round(left),
        round(top),
        round(max(x for x, _ in corners) - left),
        round(max(y for _, y in corners) - top),
    )

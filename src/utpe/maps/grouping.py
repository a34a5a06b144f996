# SPDX-License-Identifier: MIT
"""Which markers become one disc: in the close-ups, on the wide drawing, on the narrow one.

What a coarser drawing joins is a union of what a finer one joins, so that one list holds the members of all.
"""

from __future__ import annotations

from collections.abc import Sequence

from utpe.maps.clusters import Cluster, cluster
from utpe.maps.projection import Frame
from utpe.maps.regions import REGIONS, corners, within
from utpe.maps.view import Marker, Zone

TARGET = 24.0
"""Smallest width and height of a target, in CSS pixels (WCAG 2.2, 2.5.8)."""
CLOSE = 260.0
MOST_CLOSE_UPS, FEWEST_SET_APART = 3, 2


def choose_close_ups(markers: list[Marker], wide: Frame, names: Sequence[str]) -> dict[str, Frame]:
    """The close-ups worth drawing: those that set most discs apart which the wide drawing joins."""
    alone = [Cluster(wide.place(m.at), (n,)) for n, m in enumerate(markers)]
    together = join(alone, markers, wide)
    gains: dict[str, int] = {}
    for name in names:
        here = {n for n, m in enumerate(markers) if within(m.at, REGIONS[name])}
        frame = _close_up(name)
        apart = len(cluster([frame.place(markers[n].at) for n in sorted(here)], TARGET))
        gains[name] = apart - sum(1 for c in together if here.intersection(c.members))
    chosen = sorted((n for n in names if gains[n] >= FEWEST_SET_APART), key=lambda n: (-gains[n], n))
    return {name: _close_up(name) for name in chosen[:MOST_CLOSE_UPS]}


def _close_up(name: str) -> Frame:
    return Frame.around(corners(REGIONS[name]), CLOSE, 0)


def join_close_ups(markers: list[Marker], regions: dict[str, Frame]) -> list[Cluster]:
    """What the close-ups join; markers outside of them, and the rest of the map, stand alone."""
    found: list[Cluster] = []
    free = set(range(len(markers)))
    for name, frame in regions.items():
        members = [n for n in sorted(free) if within(markers[n].at, REGIONS[name])]
        free -= set(members)
        found_here = cluster([frame.place(markers[n].at) for n in members], TARGET)
        found += [Cluster(c.at, tuple(members[i] for i in c.members)) for c in found_here]
    return sorted([*found, *(Cluster((0, 0), (n,)) for n in free)], key=lambda c: c.members)


def join(smaller: list[Cluster], markers: list[Marker], frame: Frame) -> list[Cluster]:
    """Join clusters that would crowd in a frame; each stands at the middle of its members."""
    points = []
    for c in smaller:
        at = [frame.place(markers[n].at) for n in c.members]
        points.append((sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at)))
    found = cluster(points, TARGET, [len(c.members) for c in smaller])
    bigger = [Cluster(c.at, tuple(sorted(n for i in c.members for n in smaller[i].members))) for c in found]
    return sorted(bigger, key=lambda c: c.members)


def zones_of(
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
        return Zone(name, main_of(markers, members), len(members), tuple(zone(m, level - 1) for m in smaller))

    found = [zone(c.members, len(levels) - 2) for c in levels[-1] if len(c.members) > 1]
    return tuple(z for z in found if isinstance(z, Zone)), ids


def main_of(markers: list[Marker], members: tuple[int, ...]) -> Marker:
    """Return the marker that a cluster is named after."""
    return max((markers[n] for n in members), key=lambda m: m.weight)

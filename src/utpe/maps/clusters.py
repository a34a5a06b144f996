# SPDX-License-Identifier: MIT
"""Points that would crowd each other become one numbered disc."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from utpe.immutable import immutable
from utpe.maps.projection import XY


@immutable
class Cluster:
    """Points drawn as one disc, which stands at their middle. `members` are places in the list given."""

    at: XY
    members: tuple[int, ...]


def cluster(points: Sequence[XY], apart: float, weights: Sequence[int] | None = None) -> list[Cluster]:
    """Return clusters whose discs all stand at least `apart` units from each other.

    The two nearest are joined again and again; ties go to those that come first, so that the result
    depends on nothing but the points. A joined disc weighs as much as its members together.
    """
    return list(_clustered(tuple(points), apart, tuple(weights or [1] * len(points))))


# Maps in several languages, and those of the next build, have the same points.
@lru_cache(maxsize=64)
def _clustered(points: tuple[XY, ...], apart: float, weights: tuple[int, ...]) -> tuple[Cluster, ...]:
    weight = list(weights)
    alive: dict[int, Cluster] = {n: Cluster(p, (n,)) for n, p in enumerate(points)}
    cells: dict[tuple[int, int], set[int]] = defaultdict(set)
    for n, p in enumerate(points):
        cells[_cell(p, apart)].add(n)
    queue: list[tuple[float, int, int]] = []
    for n in alive:
        _look_around(n, alive, cells, apart, queue)
    while queue:
        _, a, b = heapq.heappop(queue)
        if a not in alive or b not in alive:
            continue
        one, other = alive.pop(a), alive.pop(b)
        for n, gone in ((a, one), (b, other)):
            cells[_cell(gone.at, apart)].discard(n)
        total = weight[a] + weight[b]
        at = tuple((one.at[i] * weight[a] + other.at[i] * weight[b]) / total for i in (0, 1))
        new = len(weight)
        weight.append(total)
        alive[new] = Cluster((at[0], at[1]), tuple(sorted(one.members + other.members)))
        cells[_cell(alive[new].at, apart)].add(new)
        _look_around(new, alive, cells, apart, queue)
    return tuple(sorted(alive.values(), key=lambda c: c.members))


def _cell(point: XY, size: float) -> tuple[int, int]:
    return math.floor(point[0] / size), math.floor(point[1] / size)


def _look_around(
    n: int,
    alive: dict[int, Cluster],
    cells: dict[tuple[int, int], set[int]],
    apart: float,
    queue: list[tuple[float, int, int]],
) -> None:
    """Queue the neighbours of a disc that stand too near."""
    column, row = _cell(alive[n].at, apart)
    for cell in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
        for other in cells.get(cell, ()):
            if other != n:
                distance = math.dist(alive[n].at, alive[other].at)
                if distance < apart:
                    heapq.heappush(queue, (round(distance, 6), min(n, other), max(n, other)))

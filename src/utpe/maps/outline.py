# SPDX-License-Identifier: MIT
"""The land and the borders of South America as the path data of an SVG, no finer than can be seen.

Source: `south_america.json`, out of Natural Earth 1:10m (public domain); scripts/make_outline.py made it.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from math import inf
from pathlib import Path
from typing import Any

from utpe.maps.projection import XY, Frame, project

FINEST = 1.1
"""Units of the drawing: what is nearer to a straight line is drawn straight."""
SMALLEST = 5.0
"""Units: an island that is less wide and less high is not drawn."""
RANK_UNIT = 1e-5
"""Radii of the earth (64 m): the unit of the ranks in the file."""
BEYOND = 110.0
"""Units outside the frame that are still drawn, so that no cut edge shows."""


Arc = list[tuple[XY, float]]
"""Points of the plane, each with its rank."""


@cache
def _outline() -> tuple[list[Arc], list[list[int]], list[int]]:
    """Arcs on the plane, the rings of the coast, the arcs that are borders."""
    raw: dict[str, Any] = json.loads(Path(__file__).with_name("south_america.json").read_text("utf-8"))
    arcs = []
    for flat, ranks in zip(raw["arcs"], raw["ranks"], strict=True):
        xs, ys = accumulate(flat[0::2]), accumulate(flat[1::2])
        points = [project((y / 100, x / 100)) for x, y in zip(xs, ys, strict=True)]
        arcs.append(list(zip(points, (r * RANK_UNIT for r in ranks), strict=True)))
    return arcs, raw["coast"], raw["borders"]


@lru_cache(maxsize=64)
def draw(frame: Frame) -> tuple[str, str]:
    """Return the path data of the land and of the borders between countries in a frame."""
    arcs, coast, borders = _outline()
    finest = FINEST / frame.scale
    drawn = [[frame.placed(point) for point, rank in arc if rank > finest] for arc in arcs]
    land = []
    for ring in coast:
        points: list[XY] = []
        for ref in ring:
            arc = drawn[ref] if ref >= 0 else drawn[~ref][::-1]
            points += arc[1:] if points else arc
        points = _clipped(points, frame)
        if len(points) > 3 and _is_large(points):
            land.append(_path(points, "z"))
    lines = [drawn[n] for n in borders if any(frame.holds(p, -BEYOND) for p in drawn[n])]
    return "".join(p for p in land if p), "".join(_path(line, "") for line in lines)


def _is_large(points: list[XY]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys)) >= SMALLEST


def _clipped(points: list[XY], frame: Frame) -> list[XY]:
    """Return a ring cut to the frame and a little beyond (Sutherland–Hodgman, an edge at a time)."""
    low_x, low_y = -BEYOND, -BEYOND
    high_x, high_y = frame.width + BEYOND, frame.height + BEYOND
    xs, ys = [x for x, _ in points], [y for _, y in points]
    west, east, north, south = min(xs), max(xs), min(ys), max(ys)
    if west >= low_x and east <= high_x and north >= low_y and south <= high_y:
        return points
    if east < low_x or west > high_x or south < low_y or north > high_y:
        return []
    for axis, limit, keeps_above in (
        (0, low_x, True),
        (0, high_x, False),
        (1, low_y, True),
        (1, high_y, False),
    ):
        out: list[XY] = []
        for before, here in zip(points[-1:] + points[:-1], points, strict=True):
            was, is_ = ((p[axis] >= limit) == keeps_above or p[axis] == limit for p in (before, here))
            if was != is_:
                t = (limit - before[axis]) / (here[axis] - before[axis])
                out.append((before[0] + t * (here[0] - before[0]), before[1] + t * (here[1] - before[1])))
            if is_:
                out.append(here)
        points = out
    return points


def ranked(line: list[XY]) -> list[float]:
    """Return the rank of each point: the greatest tolerance at which simplifying the line keeps it.

    Douglas & Peucker (1973) keep a point when it, and all at which the line was parted before, lie further
    than the tolerance from their chord; so the least of these distances says it for every tolerance at once.
    """
    ranks = [inf] * len(line)
    stack = [(0, len(line) - 1, inf)]
    while stack:
        first, last, above = stack.pop()
        (x0, y0), (x1, y1) = line[first], line[last]
        dx, dy = x1 - x0, y1 - y0
        length = (dx * dx + dy * dy) ** 0.5
        worst, far = -1.0, -1
        for n in range(first + 1, last):
            x, y = line[n]
            if length:
                off = abs(dx * (y0 - y) - (x0 - x) * dy) / length
            else:
                off = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
            if off > worst:
                worst, far = off, n
        if far > 0:
            ranks[far] = min(worst, above)
            stack += [(first, far, ranks[far]), (far, last, ranks[far])]
    return ranks


def _path(points: list[XY], end: str) -> str:
    """Return points as SVG path data in whole units, relative, as short as it gets (SVG 2, 9.3)."""
    whole = [(round(x), round(y)) for x, y in points]
    whole = [p for n, p in enumerate(whole) if not n or p != whole[n - 1]]
    if end and whole[0] == whole[-1]:
        whole.pop()
    if len(whole) < (3 if end else 2):
        return ""
    pieces = [f"M{whole[0][0]} {whole[0][1]}l"]
    for (x0, y0), (x1, y1) in pairwise(whole):
        for delta in (x1 - x0, y1 - y0):
            needs_space = delta >= 0 and not pieces[-1].endswith("l")
            pieces.append(f" {delta}" if needs_space else str(delta))
    return "".join(pieces) + end

# SPDX-License-Identifier: MIT
"""`python scripts/make_outline.py countries-10m.json`: writes src/utpe/maps/south_america.json.

In: the 1:10m countries of Natural Earth (public domain) as TopoJSON, from the npm package world-atlas 2.0.2.
Out: the land of South America and of what is near it, in hundredths of a degree: arcs, the rings of the
coast, the arcs that two countries share, and the rank of each point (utpe.maps.outline). Run once; the
result is kept in the repository.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any

from utpe.maps.outline import RANK_UNIT, ranked
from utpe.maps.projection import project

Arc = list[tuple[int, int]]
Topology = dict[str, Any]
OUT = Path(__file__).resolve().parent.parent / "src/utpe/maps/south_america.json"
# ISO 3166-1 numeric: South America, and the lands that the frame of the map cuts.
COUNTRIES = {"032", "068", "076", "152", "170", "218", "328", "600", "604", "740", "858", "862", "250"}
NEIGHBOURS = {"188", "238", "558", "591", "780", "531", "533", "535"}
WEST, EAST, SOUTH, NORTH = -84.0, -34.0, -56.6, 14.0
SMALLEST = 60  # square hundredths of a degree: about 70 km²
TOLERANCE = 0.7
HIGHEST = 99999


def main(path: str) -> None:
    """Write the outline out of the TopoJSON file at `path`."""
    topology: Topology = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = decoded(topology)
    rings = [
        r
        for r in polygons(topology)
        if inside(ring_points(r, arcs)) and area(ring_points(r, arcs)) >= SMALLEST
    ]
    uses = Counter(ref if ref >= 0 else ~ref for ring in rings for ref in ring)
    coast = stitched([ref for ring in rings for ref in ring if uses[ref if ref >= 0 else ~ref] == 1], arcs)
    borders = sorted(number for number, count in uses.items() if count > 1)
    order = sorted(uses)
    place = {number: at for at, number in enumerate(order)}
    kept = [simplified(arcs[n]) for n in order]
    result: dict[str, Any] = {
        "source": "Natural Earth 1:10m (public domain), by way of world-atlas 2.0.2",
        "unit": "hundredths of a degree, first point absolute, then differences",
        "arcs": [encoded(arc) for arc in kept],
        "ranks": [ranks(arc) for arc in kept],
        "coast": [[place[r] if r >= 0 else ~place[~r] for r in ring] for ring in coast],
        "borders": [place[n] for n in borders],
    }
    OUT.write_text(json.dumps(result, separators=(",", ":")) + "\n", encoding="utf-8")
    print(OUT, OUT.stat().st_size, "bytes,", sum(len(a) // 2 for a in result["arcs"]), "points")


def decoded(topology: Topology) -> list[Arc]:
    """Return every arc in hundredths of a degree (https://github.com/topojson/topojson-specification)."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            point = (round((x * kx + tx) * 100), round((y * ky + ty) * 100))
            if not arc or arc[-1] != point:
                arc.append(point)
        arcs.append(arc)
    return arcs


def polygons(topology: Topology) -> list[list[int]]:
    """Return the outer rings of the countries, as references to arcs (`~n` is arc n backwards)."""
    rings = []
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape.get("id") in COUNTRIES | NEIGHBOURS:
            parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            rings += [part[0] for part in parts]
    return rings


def ring_points(ring: list[int], arcs: list[Arc]) -> Arc:
    """Return the points of a ring."""
    points: Arc = []
    for ref in ring:
        arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        points += arc[1:] if points else arc
    return points


def inside(points: Arc) -> bool:
    """Return whether some of a ring lies in the frame of the map."""
    return any(WEST * 100 <= x <= EAST * 100 and SOUTH * 100 <= y <= NORTH * 100 for x, y in points)


def area(points: Arc) -> float:
    """Return the area of a ring in square units (shoelace)."""
    return (
        abs(
            sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True))
        )
        / 2
    )


def stitched(refs: list[int], arcs: list[Arc]) -> list[list[int]]:
    """Join arcs end to end into closed rings."""
    begins: dict[tuple[int, int], list[int]] = {}
    for ref in refs:
        begins.setdefault(_ends(ref, arcs)[0], []).append(ref)
    rings, used = [], set()
    for ref in refs:
        if ref in used:
            continue
        ring: list[int] = []
        at: int | None = ref
        while at is not None and at not in used:
            used.add(at)
            ring.append(at)
            at = next((r for r in begins.get(_ends(at, arcs)[1], ()) if r not in used), None)
        rings.append(ring)
    return rings


def _ends(ref: int, arcs: list[Arc]) -> tuple[tuple[int, int], tuple[int, int]]:
    arc = arcs[ref] if ref >= 0 else arcs[~ref]
    return (arc[0], arc[-1]) if ref >= 0 else (arc[-1], arc[0])


def simplified(arc: Arc) -> Arc:
    """Return an arc without the points that no drawing needs."""
    kept = zip(arc, ranked([(float(x), float(y)) for x, y in arc]), strict=True)
    return [point for point, rank in kept if rank > TOLERANCE]


def ranks(arc: Arc) -> list[int]:
    """Return the rank of each point on the plane, in whole RANK_UNIT; the ends always stay."""
    found = ranked([project((y / 100, x / 100)) for x, y in arc])
    return [min(int(rank / RANK_UNIT), HIGHEST) if rank < inf else HIGHEST for rank in found]


def encoded(arc: Arc) -> list[int]:
    """Return the arc as first point and differences."""
    flat = [*arc[0]]
    for (x0, y0), (x1, y1) in pairwise(arc):
        flat += [x1 - x0, y1 - y0]
    return flat


if __name__ == "__main__":
    main(sys.argv[1])

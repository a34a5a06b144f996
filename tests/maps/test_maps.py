"""Maps: true to area, discs that never crowd, names that never collide, members that are all there."""

from __future__ import annotations

import itertools
import math
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utpe.maps.clusters import cluster
from utpe.maps.drawing import make_map
from utpe.maps.grouping import TARGET
from utpe.maps.labels import Label, measure_with
from utpe.maps.outline import draw, ranked
from utpe.maps.projection import Frame, project
from utpe.maps.regions import BROAD
from utpe.maps.view import MOST_NAMED, Drawing, Map, Marker, Zone

THEME = Path(__file__).resolve().parents[2] / "overrides"
MEASURE = measure_with(THEME)
POINTS = st.lists(st.tuples(st.floats(0, 600), st.floats(0, 600)), max_size=60)


def _markers(count: int, seed: int = 42) -> list[Marker]:
    random_ = random.Random(seed)  # noqa: S311 - places for a test, no secret
    middles = [(-34.6, -58.4), (-23.5, -46.6), (-30.0, -51.2), (-12.0, -77.0), (4.6, -74.1)]
    found = []
    for n in range(count):
        lat, lon = random_.choice(middles)
        at = (random_.gauss(lat, 1.5), random_.gauss(lon, 1.2))
        name = random_.choice(["São Paulo", "Río", "Villa Presidente Frei", "Ñuñoa"]) + f" {n}"
        found.append(
            Marker(f"m{n}", at, name, name, f"es/ciudades/m{n}/", "m-disc", "held", (n % 3, n), count - n)
        )
    return found


def _drawings(map_: Map) -> Iterator[Drawing]:
    yield from (map_.wide, map_.narrow, *map_.close)


def test_the_projection_keeps_areas() -> None:
    def area(lat: float, lon: float) -> float:
        corners = [project(p) for p in ((lat, lon), (lat, lon + 1), (lat + 1, lon + 1), (lat + 1, lon))]
        pairs = zip(corners, corners[1:] + corners[:1], strict=True)
        return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2

    def on_the_globe(lat: float) -> float:
        return math.radians(1) * (math.sin(math.radians(lat + 1)) - math.sin(math.radians(lat)))

    for lat, lon in ((-50, -75), (-34, -58), (-10, -40), (5, -70)):
        assert area(lat, lon) == pytest.approx(on_the_globe(lat), rel=1e-3)


def test_north_is_up_and_east_is_right() -> None:
    frame = Frame.around([(-40, -70), (10, -40)], 500, 10)
    assert frame.place((0, -60))[1] < frame.place((-20, -60))[1]
    assert frame.place((0, -50))[0] > frame.place((0, -60))[0]


@given(POINTS)
def test_discs_stand_apart_and_nobody_is_lost(points: list[tuple[float, float]]) -> None:
    found = cluster(points, TARGET)
    for one, other in itertools.combinations(found, 2):
        assert math.dist(one.at, other.at) >= TARGET - 1e-6
    assert sorted(n for c in found for n in c.members) == list(range(len(points)))


@given(POINTS)
def test_clusters_do_not_depend_on_chance(points: list[tuple[float, float]]) -> None:
    assert cluster(points, TARGET) == cluster(list(points), TARGET)


@pytest.mark.parametrize("count", [0, 1, 7, 60, 400])
def test_names_collide_with_nothing(count: int) -> None:
    map_ = make_map(_markers(count), MEASURE, countries=[("Brasil", (-10.5, -51.5)), ("Perú", (-9.3, -75.2))])
    for drawing in _drawings(map_):
        labels: list[Label] = [s.label for s in drawing.spots if s.label] + list(drawing.countries)
        for one, other in itertools.combinations(labels, 2):
            a, b = one.box, other.box
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]), (one, other)
        for label in labels:
            assert label.box[0] >= 0 and label.box[2] <= drawing.width + 1
            for spot in drawing.spots:
                near_x = min(max(spot.x, label.box[0]), label.box[2])
                near_y = min(max(spot.y, label.box[1]), label.box[3])
                assert math.dist((near_x, near_y), (spot.x, spot.y)) >= 5, (label, spot)


@pytest.mark.parametrize("count", [1, 60, 400])
def test_every_marker_is_a_link_or_in_the_list_of_its_disc(count: int) -> None:
    markers = _markers(count)
    map_ = make_map(markers, MEASURE)
    zones: dict[str, set[str]] = {}

    def gather(zone: Zone) -> set[str]:
        ids: set[str] = set()
        for part in zone.parts:
            ids |= gather(part) if isinstance(part, Zone) else {part.id}
        assert len(ids) == zone.count and zone.id not in zones
        zones[zone.id] = ids
        return ids

    for zone in map_.zones:
        gather(zone)
    for drawing in (map_.wide, map_.narrow):
        seen = [{s.first.id} if s.count == 1 else zones[s.zone] for s in drawing.spots]
        assert sum(map(len, seen)) == count
        assert set().union(*seen) == {m.id for m in markers}
    for drawing in map_.close:
        assert all(s.count == 1 or s.count == len(zones[s.zone]) for s in drawing.spots)


def test_the_list_of_a_disc_names_the_first_and_keeps_every_zone() -> None:
    markers = tuple(_markers(MOST_NAMED + 3))
    inner = Zone("inner", markers[0], 1, markers[:1])
    zone = Zone("outer", markers[0], len(markers) + 1, (*markers, inner))
    assert zone.shown == (*markers[:MOST_NAMED], inner)
    assert zone.left == 3
    assert (inner.shown, inner.left) == (markers[:1], 0)


def test_a_city_of_another_continent_is_named_outside() -> None:
    far = Marker("x", (40.4, -3.7), "Madrid", "Madrid", "es/ciudades/x/", "m-disc", "held")
    map_ = make_map([far, *_markers(3)], MEASURE)
    assert [m.id for m in map_.outside] == ["x"]
    assert map_.count == 3


def test_close_ups_are_drawn_where_markers_crowd_and_only_there() -> None:
    assert not make_map(_markers(2), MEASURE).close
    names = [d.name for d in make_map(_markers(400), MEASURE).close]
    assert names and set(names) <= set(BROAD)


def test_the_outline_is_light_and_closed() -> None:
    frame = Frame.around([(12, -71), (-41, -73), (-4, -81), (-7, -35)], 560, 24)
    land, borders = draw(frame)
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", land)
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+)+", borders)
    assert len(land) + len(borders) < 8_000


def test_labels_are_measured_in_the_sites_own_type() -> None:
    assert MEASURE("iiii") < MEASURE("mmmm")
    assert 3 < MEASURE("São Paulo") < 6


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), min_size=2, max_size=40), st.floats(0.01, 9))
def test_ranks_simplify_a_line_at_any_tolerance(line: list[tuple[float, float]], tolerance: float) -> None:
    ranks = ranked(line)
    kept = [n for n, rank in enumerate(ranks) if rank > tolerance]
    assert kept[0] == 0
    assert kept[-1] == len(line) - 1
    for first, last in itertools.pairwise(kept):
        for n in range(first + 1, last):
            assert _distance(line[n], line[first], line[last]) <= tolerance + 1e-9


def _distance(point: tuple[float, float], a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of a point from the line through a and b, or from a when both are one."""
    length = math.dist(a, b)
    if length == 0:
        return math.dist(point, a)
    return abs((b[0] - a[0]) * (a[1] - point[1]) - (a[0] - point[0]) * (b[1] - a[1])) / length

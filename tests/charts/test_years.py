"""The chart of years: a mark for each thing, every year in its column, numbers that never touch."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utpe.charts.years import AIR, DIGIT, NARROW, WIDE, Series, YearDrawing, draw_years
from utpe.maps.labels import measure_with

THEME = Path(__file__).resolve().parents[2] / "overrides"
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])
COUNTS = st.dictionaries(st.integers(1995, 2034), st.integers(1, 7), max_size=20)


def _draw(counts: dict[int, int], width: int, years: range = range(1995, 2035)) -> YearDrawing:
    return draw_years(
        [Series("a", "g-held", "held", counts), Series("b", "g-prop", "prop", {})], list(years), width
    )


@WIDTHS
@given(counts=COUNTS)
def test_there_is_a_mark_for_each_thing_and_none_touch(width: int, counts: dict[int, int]) -> None:
    drawing = _draw(counts, width)
    dots = drawing.bands[0].dots
    assert len(dots) == sum(counts.values())
    assert sorted(Counter(d.x for d in dots).values()) == sorted(counts.values())
    for x in {d.x for d in dots}:
        column = sorted(d.y for d in dots if d.x == x)
        assert all(b - a >= drawing.mark for a, b in pairwise(column))
        assert column[-1] + drawing.mark <= drawing.bands[0].base
    xs = sorted({d.x for d in dots})
    assert all(b - a >= drawing.mark for a, b in pairwise(xs))
    assert all(d.x >= 0 and d.x + drawing.mark <= width and d.y >= 0 for d in dots)


@WIDTHS
@given(counts=COUNTS)
def test_numbers_of_years_do_not_touch_and_stand_inside(width: int, counts: dict[int, int]) -> None:
    drawing = _draw(counts, width)
    for line in {t.y for t in drawing.ticks}:
        row = [t for t in drawing.ticks if t.y == line]
        for one, other in pairwise(row):
            assert other.x - one.x >= (one.width + other.width) / 2 + AIR - 0.11
    for tick in drawing.ticks:
        assert tick.x - tick.width / 2 >= -0.11 and tick.x + tick.width / 2 <= width + 0.11
        assert tick.y <= drawing.height


@WIDTHS
def test_a_year_with_marks_has_its_number_below_them(width: int) -> None:
    counts = {2001: 1, 2014: 7, 2015: 6, 2017: 2, 2020: 1, 2022: 2}
    drawing = _draw(counts, width, range(2001, 2027))
    texts = {t.text: t for t in drawing.ticks}
    assert {"2001", "14", "15", "17", "2020", "22"} <= {t for t, tick in texts.items() if tick.has_marks}
    middle = {round(d.x + drawing.mark / 2) for d in drawing.bands[0].dots}
    assert {round(t.x) for t in drawing.ticks if t.has_marks} == middle
    assert {"2010", "2026"} <= set(texts)


def test_the_wide_drawing_numbers_every_year() -> None:
    assert len(_draw({2014: 1}, WIDE, range(2001, 2027)).ticks) == 26


def test_an_empty_series_keeps_its_line() -> None:
    band = _draw({2014: 2}, WIDE).bands[1]
    assert band.dots == () and band.base > band.label_y


def test_deduced_years_are_told() -> None:
    drawing = draw_years(
        [Series("a", "g-held", "held", {2014: 1})], range(2014, 2016), WIDE, frozenset({2014})
    )
    assert [t.is_deduced for t in drawing.ticks] == [True, False]


@pytest.mark.parametrize("years", [[], [2014]])
def test_no_year_and_one_year_are_drawn_too(years: list[int]) -> None:
    drawing = draw_years([Series("a", "g-held", "held", dict.fromkeys(years, 3))], years, NARROW)
    assert len(drawing.ticks) == len(years) and len(drawing.bands[0].dots) == 3 * len(years)


def test_digits_are_as_wide_as_they_are_taken_to_be() -> None:
    measure = measure_with(THEME)
    assert max(measure(d) for d in "0123456789") == pytest.approx(DIGIT, abs=0.005)

"""Bars: comparable, whole, and never nothing for something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from utpe.charts.bars import LEAST, length_of, stack

COUNTS = st.lists(st.integers(0, 2_000), min_size=1, max_size=5)


def test_the_largest_is_as_long_as_it_may_be_and_half_of_it_half_as_long() -> None:
    assert length_of(40, 40, 240) == 240
    assert length_of(20, 40, 240) == 120
    assert length_of(0, 40, 240) == 0


def test_one_among_thousands_is_still_seen() -> None:
    assert length_of(1, 5_000, 240) == LEAST


@given(st.lists(st.integers(0, 5_000), min_size=2, max_size=20))
def test_what_is_more_is_never_shorter(values: list[int]) -> None:
    most = max(values)
    lengths = [length_of(v, most, 240) for v in sorted(values)]
    assert lengths == sorted(lengths)
    assert all((v > 0) == (n > 0) for v, n in zip(sorted(values), lengths, strict=True))


@given(COUNTS)
def test_parts_follow_one_another_and_fill_the_bar(values: list[int]) -> None:
    whole = sum(values)
    segments = stack(values, whole, 240)
    assert [s.part for s in segments] == [n for n, v in enumerate(values) if v]
    at = 0
    for segment in segments:
        assert segment.x == at and segment.length >= LEAST
        at += segment.length
    assert at == (240 if whole else 0)


@given(COUNTS, st.integers(1, 10_000))
def test_a_bar_of_parts_is_as_long_as_its_whole(values: list[int], more: int) -> None:
    whole = sum(values)
    end = sum(s.length for s in stack(values, whole + more, 240))
    exact = whole * 240 / (whole + more)
    # Parts that would vanish keep their least length.
    assert abs(end - exact) <= 1 + LEAST * len(values)


def test_a_part_of_one_in_four_hundred_is_drawn_and_the_whole_stays_the_whole() -> None:
    big, small = stack((395, 1), 396, 240)
    assert small.length == LEAST and big.length + small.length == 240

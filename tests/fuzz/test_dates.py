"""Any text as a date: it parses and says the same again, or it is refused; what parses can be shown and sorted."""

from __future__ import annotations

import datetime as dt
import re

from fuzzing import bounded, examples
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from utpe.records.edtf import PATTERN, Edtf, parse_edtf
from utpe.text.dates import date_in_words, day_within, term_in_figures

FIGURES = st.integers(0, 9999).map("{:04d}".format) | st.sampled_from(["197X", "999X", "000X", "20XX"])
TWO = st.integers(0, 32).map("{:02d}".format)
POINTS = st.tuples(
    FIGURES, st.one_of(st.just(""), TWO.map("-{}".format)), st.one_of(st.just(""), TWO.map("-{}".format)), st.sampled_from(["", "?", "~", "%", "?~"])
).map("".join)  # fmt: skip
ENDS = st.sampled_from(["", "..", "..."]) | POINTS
REAL = (
    st.dates()
    .map(str)
    .flatmap(
        lambda day: st.sampled_from(
            (day, day[:7], day[:4], f"{day[:3]}X", f"{day}?", f"{day}/..", f"../{day}")
        )
    )
)
TEXTS = (
    POINTS
    | st.tuples(ENDS, ENDS).map("/".join)
    | st.text("0123456789X-/.?~% ٢Ⅳ\n", max_size=24)
    | st.text(max_size=24)
)


def _parsed(text: str) -> Edtf | None:
    try:
        with bounded(1):
            return parse_edtf(text)
    except PydanticCustomError as error:
        assert error.type in ("edtf_syntax", "edtf_impossible", "edtf_reversed")  # noqa: PT017 - refusing is allowed
        return None


@examples(100)
@given(TEXTS)
def test_any_text_is_a_date_that_says_the_same_or_is_refused(text: str) -> None:
    date = _parsed(text)
    if date is None:
        return
    assert str(date) == text and parse_edtf(str(date)) == date
    # Editors that know the schema, and the form, take it too.
    assert re.search(PATTERN, text)
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest
    assert not (date.is_past(dt.date.min))
    assert all(dt.MINYEAR <= year <= dt.MAXYEAR for year in date.years)
    for language in ("es", "pt", "en"):
        for words in (date_in_words(date, language), day_within(date, language), term_in_figures(date)):
            assert words.strip() and "{" not in words and "None" not in words


@examples(30)
@example(["2014", "2014-06", "2013/..", "../2015"])
@given(st.lists(REAL | TEXTS, max_size=8))
def test_the_order_of_dates_is_that_of_their_days_and_total(texts: list[str]) -> None:
    dates = {text: date for text in texts if (date := _parsed(text))}
    ordered = sorted(dates.values(), key=lambda date: date.sort_key)
    assert ordered == sorted([*reversed(ordered)], key=lambda date: date.sort_key)
    days = [date.earliest or date.latest for date in ordered]
    assert days == sorted(day for day in days if day)
    assert len({date.sort_key for date in ordered}) == len(dates)

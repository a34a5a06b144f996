"""EDTF dates: what is accepted, what is refused and how, and agreement with an independent parser."""

from __future__ import annotations

import datetime as dt

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from utpe.records.edtf import parse_edtf

ACCEPTED = [
    # single dates, each precision
    ("2014", "year", "2014-01-01", "2014-12-31"),
    ("2014-08", "month", "2014-08-01", "2014-08-31"),
    ("2016-02", "month", "2016-02-01", "2016-02-29"),
    ("2014-08-21", "day", "2014-08-21", "2014-08-21"),
    ("2016-02-29", "day", "2016-02-29", "2016-02-29"),
    ("197X", "decade", "1970-01-01", "1979-12-31"),
    # qualified
    ("2014-08?", "month", "2014-08-01", "2014-08-31"),
    ("2014~", "year", "2014-01-01", "2014-12-31"),
    ("2014%", "year", "2014-01-01", "2014-12-31"),
    # intervals
    ("2014-06-03/2014-06-05", "day", "2014-06-03", "2014-06-05"),
    ("2014-08?/2014-10-26?", "month", "2014-08-01", "2014-10-26"),
    ("2013/2014", "year", "2013-01-01", "2014-12-31"),
    # open and unknown ends
    ("/2005-12-01", "day", None, "2005-12-01"),
    ("../2005", "year", None, "2005-12-31"),
    ("2026-12-01/", "day", "2026-12-01", None),
    ("2026-12-01/..", "day", "2026-12-01", None),
]


@pytest.mark.parametrize(("text", "precision", "earliest", "latest"), ACCEPTED)
def test_accepted(text: str, precision: str, earliest: str | None, latest: str | None) -> None:
    date = parse_edtf(text)
    assert str(date) == text
    assert date.precision == precision
    assert date.earliest == (dt.date.fromisoformat(earliest) if earliest else None)
    assert date.latest == (dt.date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize(
    ("text", "inferred", "approximate"),
    [("2014?", True, False), ("2014~", False, True), ("2014%", True, True), ("2014/2015?", True, False)],
)
def test_uncertainty(text: str, inferred: bool, approximate: bool) -> None:
    date = parse_edtf(text)
    assert (date.is_inferred, date.is_approximate) == (inferred, approximate)


def test_open_end_is_not_unknown_end() -> None:
    assert parse_edtf("2014/..").is_open_end
    assert not parse_edtf("2014/").is_open_end


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # not EDTF
        ("", "edtf_syntax"),
        ("/", "edtf_syntax"),
        ("..", "edtf_syntax"),
        ("1970s", "edtf_syntax"),
        ("3 de mayo", "edtf_syntax"),
        ("2014/2015/2016", "edtf_syntax"),
        ("2014-8", "edtf_syntax"),
        ("14-08-2014", "edtf_syntax"),
        ("2014-08-21T10:00", "edtf_syntax"),
        ("197X-05", "edtf_syntax"),
        ("٢٠١٤", "edtf_syntax"),
        # no such day
        ("2014-13", "edtf_impossible"),
        ("2014-00", "edtf_impossible"),
        ("2015-02-29", "edtf_impossible"),
        ("2014-06-31", "edtf_impossible"),
        # the end before the start
        ("2014-06-05/2014-06-03", "edtf_reversed"),
        ("2015/2014", "edtf_reversed"),
    ],
)
def test_refused(text: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as error:
        parse_edtf(text)
    assert error.value.type == kind
    assert error.value.context == {"value": text}


@given(
    st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2999, 12, 31)),
    st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]),
    st.sampled_from(["", "?", "~", "%"]),
)
def test_agrees_with_an_independent_parser(day: dt.date, form: str, mark: str) -> None:
    text = day.strftime(form) + mark
    ours, theirs = parse_edtf(text), oracle.parse_edtf(text)
    assert ours.earliest is not None and ours.latest is not None
    assert ours.earliest.timetuple()[:3] == tuple(theirs.lower_strict())[:3]
    assert ours.latest.timetuple()[:3] == tuple(theirs.upper_strict())[:3]


@given(st.text(max_size=30))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        assert str(parse_edtf(text)) == text
    except PydanticCustomError as error:
        assert error.type.startswith("edtf_")  # noqa: PT017 - refusing is allowed, another error is not


@pytest.mark.parametrize(
    ("text", "last_day"),
    [("2014", "2014-12-31"), ("2014-08?", "2014-08-31"), ("2014-06-03/2014-06-05", "2014-06-05"), ("/2005", "2005-12-31")],
)  # fmt: skip
def test_a_date_is_past_when_its_latest_day_is(text: str, last_day: str) -> None:
    date, day = parse_edtf(text), dt.date.fromisoformat(last_day)
    assert [date.is_past(day), date.is_past(day + dt.timedelta(1))] == [False, True]


@pytest.mark.parametrize("text", ["2014/", "2014/.."])
def test_what_has_no_known_end_is_never_past(text: str) -> None:
    assert not parse_edtf(text).is_past(dt.date.max)

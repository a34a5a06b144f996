"""What has a date, by year: every dated field once, decades under no year; years that dates and names cover."""

from __future__ import annotations

import pytest

from utpe.checks.runner import Report
from utpe.records.body import Body
from utpe.records.dated import by_year, date_fields
from utpe.records.edtf import parse_edtf
from utpe.records.meeting import Meeting
from utpe.records.network import DatedName, Presidency
from utpe.records.plan import Plan
from utpe.records.registry import COLLECTIONS


def test_the_fields_that_hold_a_date_are_found_by_their_types() -> None:
    assert date_fields(Meeting) == ("date",)
    assert date_fields(Body) == ("established", "dissolved")
    # The period of a plan is a date of nothing.
    assert date_fields(Plan) == ("date",)


def test_every_date_stands_once_under_the_year_in_which_it_begins(toy: Report) -> None:
    found = [(d.collection, d.record.id, d.field) for dates in by_year(toy.catalogue).values() for d in dates]
    assert len(found) == len(set(found))
    expected = {
        (name, r.id, field)
        for name, collection in COLLECTIONS.items()
        if collection.has_pages
        for r in toy.catalogue.all(name)
        for field in date_fields(collection.model)
        if (date := getattr(r, field)) and date.year
    }
    assert set(found) == expected
    assert ("governance", "ar-toy", "dissolved") in expected
    # 197X is no year.
    assert ("governance", "ar-toy", "established") not in expected


def test_years_and_dates_are_in_order(toy: Report) -> None:
    years = by_year(toy.catalogue)
    assert list(years) == sorted(years)
    for year, dates in years.items():
        assert {d.date.year for d in dates} == {year}
        assert [d.date.sort_key for d in dates] == sorted(d.date.sort_key for d in dates)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2014-06-03/2014-06-05", [2014]),
        ("2013/2015", [2013, 2014, 2015]),
        ("2008-06-18/", [2008]),
        ("/2005-12-01", [2005]),
        ("2025?", [2025]),
        ("197X", []),
    ],
)
def test_a_date_covers_the_years_that_it_says_and_no_others(text: str, years: list[int]) -> None:
    assert list(parse_edtf(text).years) == years


def _name(**values: object) -> DatedName:
    common = {"name": {"es": "x", "pt": "x"}, "status": "official", "sources": [{"id": "a"}]}
    return DatedName.model_validate({**common, **values})


def test_nothing_is_filled_in_between_two_times_at_which_a_name_is_documented() -> None:
    name = _name(date="2001-07/2014-10", documented=["2001-07", "2012-03", "2013/2014"])
    assert [list(span) for span in name.spans] == [[2001], [2012], [2013, 2014]]
    assert list(name.years) == [2001, 2012, 2013, 2014]
    ends = _name(date="2001-07/2014-10")
    assert [list(span) for span in ends.spans] == [[2001], [2014]]
    assert _name(date="200X").spans == [] and _name().years == {}


def test_one_sure_source_makes_a_year_sure() -> None:
    name = _name(documented=["2020-09?", "2022-10?", "2022-12"])
    assert name.years == {2020: True, 2022: False}


def test_the_usual_name_of_a_term_tells_what_its_dates_lack() -> None:
    common = {"id": "x", "city_id": "a", "office": {"es": "x"}, "sources": [{"id": "a"}]}
    term = Presidency.model_validate({**common, "date": "2008-06-18/", "term": "2008-2009"})
    assert list(term.years) == [2008, 2009]

# SPDX-License-Identifier: MIT
"""What the editors deduced, whatever the way in which the record says so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from utpe.checks.runner import Report
from utpe.records.deduced import deduced_fields, is_deduced, without_deduced
from utpe.records.edtf import parse_edtf


@pytest.mark.parametrize(
    ("inferred", "date", "answer"),
    [
        ((), "2014-06-03", False),
        (("date",), "2014-06-03", True),
        (("date.0",), "2014-06-03", True),
        (("dates",), "2014-06-03", False),
        ((), "2014?", True),
        ((), "2014~", False),
        ((), None, False),
    ],
)
def test_a_field_is_deduced(inferred: tuple[str, ...], date: str | None, answer: bool) -> None:
    record = SimpleNamespace(inferred=inferred, date=parse_edtf(date) if date else None)
    assert is_deduced(record, "date") is answer


def test_fields_are_named_once() -> None:
    record = SimpleNamespace(inferred=("authors.1", "date", "authors.0"))
    assert deduced_fields(record) == ("authors", "date")
    assert deduced_fields(object()) == ()


def test_programs_get_nothing_of_what_is_deduced(toy: Report) -> None:
    publication = next(x for x in toy.catalogue.all("publications") if x.authors)
    doubtful = publication.model_copy(update={"inferred": ("authors.0", "doi", "title")})
    known = without_deduced(doubtful)
    assert (known.authors, known.doi) == ((), None)
    # A title is required: whoever makes something of the record must ask for it by itself.
    assert known.title == publication.title
    assert without_deduced(publication) is publication

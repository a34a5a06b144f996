"""Dates in words, in each language, at the precision known."""

from __future__ import annotations

import datetime as dt

import pytest

from utpe.records.edtf import parse_edtf
from utpe.text.dates import date_in_words, day_in_words, day_within

WORDS = [
    ("2014-08-21", "21 de agosto de 2014", "21 de agosto de 2014", "21 August 2014"),
    ("2022-12-01", "1 de diciembre de 2022", "1º de dezembro de 2022", "1 December 2022"),
    ("2014-08", "agosto de 2014", "agosto de 2014", "August 2014"),
    ("2014", "2014", "2014", "2014"),
    ("197X", "década de 1970", "década de 1970", "1970s"),
    ("2014-06-03/2014-06-05", "3 al 5 de junio de 2014", "3 a 5 de junho de 2014", "3 to 5 June 2014"),
    ("2014-06-01/2014-06-05", "1 al 5 de junio de 2014", "1º a 5 de junho de 2014", "1 to 5 June 2014"),
    (
        "2022-11-29/2022-12-01",
        "29 de noviembre al 1 de diciembre de 2022",
        "29 de novembro a 1º de dezembro de 2022",
        "29 November to 1 December 2022",
    ),
    (
        "2013-12-30/2014-01-02",
        "30 de diciembre de 2013 al 2 de enero de 2014",
        "30 de dezembro de 2013 a 2 de janeiro de 2014",
        "30 December 2013 to 2 January 2014",
    ),
    ("2015-04/2015-05", "abril a mayo de 2015", "abril a maio de 2015", "April to May 2015"),
    ("2013/2014", "2013 a 2014", "2013 a 2014", "2013 to 2014"),
    (
        "/2005-12-01",
        "inicio no indicado; fin: 1 de diciembre de 2005",
        "até 1º de dezembro de 2005; início não indicado",
        "until 1 December 2005; start not stated",
    ),
    (
        "2026-12-01/",
        "inicio: 1 de diciembre de 2026; fin no indicado",
        "desde 1º de dezembro de 2026; fim não indicado",
        "from 1 December 2026; end not stated",
    ),
    (
        "2026-12-01/..",
        "1 de diciembre de 2026 en adelante",
        "desde 1º de dezembro de 2026",
        "since 1 December 2026",
    ),
]


@pytest.mark.parametrize(("text", "es", "pt", "en"), WORDS)
def test_date_in_words(text: str, es: str, pt: str, en: str) -> None:
    date = parse_edtf(text)
    shown = [date_in_words(date, language) for language in ("es", "pt", "en")]
    assert shown == [es, pt, en]


@pytest.mark.parametrize(
    ("text", "es", "pt"),
    [
        (
            "2014-08?/2014-10-26?",
            "entre agosto de 2014 y el 26 de octubre de 2014",
            "entre agosto de 2014 e 26 de outubro de 2014",
        ),
        (
            "2022-11-29/2022-12-01",
            "entre el 29 de noviembre de 2022 y el 1 de diciembre de 2022",
            "entre 29 de novembro de 2022 e 1º de dezembro de 2022",
        ),
        ("2013/2014", "entre 2013 y 2014", "entre 2013 e 2014"),
        # One day, or not both ends: nothing lies between.
        ("2014-08-21", "21 de agosto de 2014", "21 de agosto de 2014"),
        ("2014-08/2014-08", "agosto de 2014", "agosto de 2014"),
        (
            "/2005-12-01",
            "inicio no indicado; fin: 1 de diciembre de 2005",
            "até 1º de dezembro de 2005; início não indicado",
        ),
    ],
)
def test_one_day_within_a_time(text: str, es: str, pt: str) -> None:
    assert [day_within(parse_edtf(text), language) for language in ("es", "pt")] == [es, pt]


def test_uncertainty_does_not_change_the_words() -> None:
    assert date_in_words(parse_edtf("2014-08?"), "es") == date_in_words(parse_edtf("2014-08"), "es")


def test_full_day() -> None:
    assert day_in_words(dt.date(2026, 11, 24), "es") == "24 de noviembre de 2026"
    assert day_in_words(dt.date(2026, 12, 1), "pt") == "1º de dezembro de 2026"

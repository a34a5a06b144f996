"""Downloads of the indicators: RFC 4180, both languages, every column explained, nothing that runs."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest

from utpe.checks.runner import Report
from utpe.exports.csv_file import FORMULA
from utpe.exports.indicators import indicator_files
from utpe.indicators.figure import Figure, Row
from utpe.indicators.table import Figures, figures
from utpe.records.base import Text

LANGUAGES = ("es", "pt")
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def counted(real: Report) -> Figures:
    return figures(real.catalogue, TODAY.year, LANGUAGES)


def _read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def test_there_is_a_file_for_each_indicator_and_one_for_the_columns(counted: Figures) -> None:
    files = indicator_files(counted, LANGUAGES)
    assert set(files) == {f"data/indicators/{id_}.csv" for id_ in (*counted, "columns")}


def test_lines_end_as_the_rfc_says_and_all_are_equally_long(counted: Figures) -> None:
    for path, content in indicator_files(counted, LANGUAGES).items():
        text = content.decode("utf-8")
        assert text.endswith("\r\n") and text.count("\n") == text.count("\r\n"), path
        assert not text.startswith("\ufeff")
        widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}
        assert len(widths) == 1, path


def test_numbers_are_those_of_the_figures_and_rows_have_their_names(counted: Figures) -> None:
    files = indicator_files(counted, LANGUAGES)
    for id_, figure in counted.items():
        rows = _read(files[f"data/indicators/{id_}.csv"])
        assert [r[figure.dimension] for r in rows] == [row.id for row in figure.rows]
        for made, row in zip(rows, figure.rows, strict=True):
            assert tuple(int(made[str(m)]) for m in figure.measures) == row.values
            assert made["label_es"].strip() and made["label_pt"].strip()
            assert not figure.has_deduced or int(made["deduced"]) == row.deduced
    beta = [r for r in _read(files["data/indicators/cities.csv"]) if r["city"] == "montevideo"]
    assert (beta[0]["label_es"], beta[0]["label_pt"]) == ("Montevideo", "Montevidéu")


def test_every_column_is_explained_in_both_languages(counted: Figures) -> None:
    files = indicator_files(counted, LANGUAGES)
    told = {(r["indicator"], r["column"]) for r in _read(files["data/indicators/columns.csv"])}
    for id_ in counted:
        header = files[f"data/indicators/{id_}.csv"].decode().split("\r\n")[0].split(",")
        # The labels of rows explain themselves.
        assert {(id_, c) for c in header if not c.startswith("label_")} <= told
    assert all(r["label_es"] and r["label_pt"] for r in _read(files["data/indicators/columns.csv"]))


@pytest.mark.parametrize("start", FORMULA)
def test_no_value_is_taken_for_a_formula(start: str) -> None:
    name = Text({"es": f'{start}HYPERLINK("x")', "pt": "Beta, a “segunda”\nlinha"})
    figure = Figure("cities", "city", ("held",), (Row("beta", (1,), name=name),), 1)
    content = indicator_files({"cities": figure}, LANGUAGES)["data/indicators/cities.csv"]
    row = next(iter(csv.reader(io.StringIO(content.decode().split("\r\n", 1)[1], newline=""))))
    assert row[1] == f'\'{start}HYPERLINK("x")'
    assert row[2] == "Beta, a “segunda”\nlinha"


def test_nothing_that_is_published_begins_like_a_formula(counted: Figures) -> None:
    for content in indicator_files(counted, LANGUAGES).values():
        for row in csv.reader(io.StringIO(content.decode(), newline="")):
            assert not [v for v in row if v.startswith(FORMULA)]

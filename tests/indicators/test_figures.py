"""Indicators count what the files say: recomputed here from the YAML, without our own reader."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from utpe.checks.runner import Report, check
from utpe.indicators.figure import UNDATED, Figure
from utpe.indicators.register import STATES
from utpe.indicators.table import Figures, figures
from utpe.records.catalogue import Catalogue
from utpe.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 24)
LANGUAGES = ("es", "pt")
THEORY = {
    "report", "book", "chapter", "article", "working_paper", "conference_paper", "paper", "thesis",
}  # fmt: skip


@cache
def _plain(name: str) -> list[dict[str, Any]]:
    """The records of a file as any program would read them, every scalar as text."""
    text = (ROOT / "data" / f"{name}.yaml").read_text()
    found: list[dict[str, Any]] = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - a loader that makes text only
    return found


@pytest.fixture(scope="module")
def counted(real: Report) -> Figures:
    return figures(real.catalogue, TODAY.year, LANGUAGES)


def _of(root: Path, year: int = TODAY.year) -> Figures:
    return figures(check(Settings(root=root, today=TODAY)).catalogue, year, LANGUAGES)


@pytest.mark.parametrize("year", ["2014", "2017"])
def test_a_year_of_meetings_is_what_the_file_says(counted: Figures, year: str) -> None:
    own = [m for m in _plain("meetings") if m["relation"] == "own" and m.get("date", "").startswith(year)]
    held = Counter(m["mode"] for m in own if m["status"] == "held")
    other = Counter(m["status"] for m in own if m["status"] != "held")
    figure = counted["in-person-meetings"]
    assert own
    for mode, measure in (
        ("in_person", "held_in_person"),
        ("hybrid", "held_hybrid"),
        ("virtual", "held_virtual"),
    ):
        assert figure.value(year, measure) == held[mode], mode
    for status in ("announced", "proposed"):
        assert figure.value(year, status) == other[status], status
    # A question mark after a date, or the editors' own list, says that it was deduced.
    deduced = [m for m in own if "?" in m["date"] or {"date", "status", "mode"} & set(m.get("inferred", []))]
    assert next(row.deduced for row in figure.rows if row.id == year) == len(deduced)


@pytest.mark.parametrize("year", ["2014", "2017"])
def test_a_year_of_publications_is_what_the_file_says(counted: Figures, year: str) -> None:
    own = [
        p
        for p in _plain("publications")
        if p["relation"] == "unit_own" and p.get("date", "").startswith(year)
    ]
    figure = counted["theoretical-production"]
    assert own
    assert figure.value(year, "theory") == sum(p["kind"] in THEORY for p in own)
    for kind, count in Counter(p["kind"] for p in own if p["kind"] not in THEORY).items():
        assert figure.value(year, kind) == count


@pytest.mark.parametrize("id_", ["theoretical-production", "in-person-meetings"])
def test_every_year_has_a_row_and_every_record_one_place(counted: Figures, id_: str) -> None:
    figure = counted[id_]
    years = [row.id for row in figure.rows if row.id != UNDATED]
    assert years == [str(y) for y in range(2001, TODAY.year + 1)]
    assert figure.rows[-1].id == UNDATED
    name, relation = {
        "theoretical-production": ("publications", "unit_own"),
        "in-person-meetings": ("meetings", "own"),
    }[id_]
    own = [r for r in _plain(name) if r["relation"] == relation]
    assert figure.sum(*figure.measures) == figure.records == len(own)
    assert figure.rows[-1].total == sum("date" not in r for r in own)


def test_cities_count_distinct_meetings_that_name_them(counted: Figures) -> None:
    own = [m for m in _plain("meetings") if m["relation"] == "own"]

    def names(m: dict[str, Any], city: str) -> bool:
        people = [x.get("city_id") for x in m.get("speakers", [])]
        return city in [
            *m.get("host_city_ids", []),
            *(x["city_id"] for x in m.get("participants", [])),
            *people,
        ]

    figure = counted["cities"]
    cities = {c["id"] for c in _plain("cities")}
    for status in ("held", "announced"):
        for city in cities:
            expected = sum(m["status"] == status and names(m, city) for m in own)
            assert figure.value(city, status) == expected, (city, status)
    held = [row.values[0] for row in figure.rows]
    assert held == sorted(held, reverse=True)


def test_countries_count_a_meeting_once_however_many_of_their_cities_it_names(counted: Figures) -> None:
    country = {c["id"]: c["country"] for c in _plain("cities")}
    cities, countries = counted["cities"], counted["participating-countries"]
    for code, held in countries.column("held").items():
        by_city = [n for city, n in cities.column("held").items() if country[city] == code]
        assert max(by_city, default=0) <= held <= min(sum(by_city), counted["modes"].sum("held"))


def test_the_survey_is_split_without_a_rest(counted: Figures) -> None:
    bodies = _plain("governance")
    for id_ in ("governance-kinds", "governance-states", "governance-decades"):
        assert sum(row.total for row in counted[id_].rows) == len(bodies), id_
    by_country = Counter(code for b in bodies for code in b["countries"])
    assert {row.id: row.total for row in counted["governance-countries"].rows} == by_country
    active = sum(b["status"] == "active" for b in bodies)
    assert (
        counted["governance-kinds"].sum("active")
        == counted["governance-states"].value("active", "bodies")
        == active
    )


def test_topics_of_every_collection_are_counted(counted: Figures) -> None:
    figure = counted["topics"]
    for name in figure.measures:
        found = Counter(t for r in _plain(name) for t in r.get("topic_ids", []))
        assert {k: v for k, v in figure.column(name).items() if v} == found, name


def test_quality_is_told_of_every_record(counted: Figures) -> None:
    confidence = counted["confidence"]
    assert {row.id: row.total for row in confidence.rows}["meetings"] == len(_plain("meetings"))
    assert confidence.value("meetings", "low") == sum(
        m.get("confidence") == "low" for m in _plain("meetings")
    )
    sources = _plain("sources")
    parts = {row.id: row.values for row in counted["completeness"].rows}
    for row, field in (("source_address", "url"), ("source_date", "date"), ("source_archived", "archived")):
        there = sum(field in s for s in sources)
        assert parts[row] == (there, len(sources) - there)
    dates = {row.id: row for row in counted["dates"].rows}
    assert dates["publications"].values[-1] == sum("date" not in p for p in _plain("publications"))
    assert all(row.total == len(_plain(name)) for name, row in dates.items())


def test_minutes_are_told_by_the_best_that_is_known(counted: Figures, toy_copy: Path) -> None:
    figure = counted["minutes"]
    assert figure.sum(*figure.measures) == figure.records
    twice = "permission: open_licence\n    - kind: minutes\n      state: not_found"
    _edited(toy_copy, "meetings", ("permission: open_licence", twice))
    toy = _of(toy_copy)["minutes"]
    assert toy.value("found", "held") == 1 and toy.value("not_found", "held") == 0
    assert toy.value("not_found", "announced") == 1
    # The seminar has no word on minutes, and nobody looked for those of a proposal.
    assert toy.value("not_noted", "held") == toy.value("not_noted", "proposed") == 1


def _edited(root: Path, name: str, *changes: tuple[str, str]) -> None:
    path = root / "data" / f"{name}.yaml"
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


def test_what_has_no_year_stands_apart(toy_copy: Path) -> None:
    _edited(toy_copy, "meetings", ('  date: "2014-06"\n', ""))
    figure = _of(toy_copy)["in-person-meetings"]
    assert figure.rows[-1].id == UNDATED
    assert figure.value(UNDATED, "held_hybrid") == 1 and figure.value("2014", "held_hybrid") == 0


def test_what_is_called_off_or_unknown_gets_a_measure_of_its_own(toy_copy: Path) -> None:
    assert "cancelled" not in _of(toy_copy)["in-person-meetings"].measures
    _edited(toy_copy, "meetings", ("status: announced", "status: cancelled"))
    figure = _of(toy_copy)["in-person-meetings"]
    assert figure.value("2017", "cancelled") == 1 and figure.value("2017", "announced") == 0
    assert figure.sum(*figure.measures) == figure.records


def test_a_study_of_the_unit_counts_as_theory_and_a_call_does_not(toy_copy: Path) -> None:
    before = _of(toy_copy)["theoretical-production"]
    assert before.sum("theory") == 0 and before.value("2014", "work_plan") == 1
    _edited(
        toy_copy,
        "publications",
        ("kind: work_plan", "kind: news"),
        ("relation: governance_survey", "relation: unit_own"),
    )
    after = _of(toy_copy)["theoretical-production"]
    assert after.value("2019", "theory") == 1 and after.value("2014", "news") == 1
    assert after.value("2014", "theory") == 0


def test_the_years_go_on_to_the_year_of_the_build_or_to_what_is_planned(toy_copy: Path) -> None:
    def years(figure: Figure) -> tuple[str, str]:
        return figure.rows[0].id, figure.rows[-2].id

    assert years(_of(toy_copy, 2026)["in-person-meetings"]) == ("2001", "2026")
    assert years(_of(toy_copy, 2031)["in-person-meetings"]) == ("2001", "2031")
    assert years(_of(toy_copy, 2015)["in-person-meetings"]) == ("2001", "2017")


def test_a_decade_that_is_known_only_as_such_is_one(toy_copy: Path) -> None:
    before = _of(toy_copy)["governance-decades"].column("bodies")
    assert before["1970"] == 1
    _edited(toy_copy, "governance", ("  established: 197X\n", ""))
    after = _of(toy_copy)["governance-decades"].column("bodies")
    assert after.get("1970", 0) == 0 and after[UNDATED] == before[UNDATED] + 1


def test_the_end_of_a_body_is_not_its_beginning_and_half_a_date_is_no_day(toy_copy: Path) -> None:
    before = _of(toy_copy)
    _edited(toy_copy, "governance", ("  established: 197X\n", '  established: "/1995-03-02"\n'))
    after = _of(toy_copy)
    decades = after["governance-decades"].column("bodies")
    assert decades.get("1990", 0) == before["governance-decades"].column("bodies").get("1990", 0)
    assert decades[UNDATED] == before["governance-decades"].column("bodies")[UNDATED] + 1
    assert after["dates"].value("governance", "day") == before["dates"].value("governance", "day")
    assert after["dates"].value("governance", "partial") == before["dates"].value("governance", "partial")


@pytest.mark.parametrize(
    ("id_", "fields"),
    [
        ("modes", {"status", "mode"}),
        ("minutes", {"status"}),
        ("cities", {"status", "host_city_ids", "participants", "speakers"}),
        ("participating-countries", {"status", "host_city_ids", "participants", "speakers"}),
    ],
)
def test_what_was_deduced_is_counted_apart(
    counted: Figures, toy_copy: Path, id_: str, fields: set[str]
) -> None:
    statuses = {"held", "announced"} if "host_city_ids" in fields else {"held", "announced", "proposed"}
    own = [m for m in _plain("meetings") if m["relation"] == "own" and m["status"] in statuses]
    deduced = [m for m in own if fields & set(m.get("inferred", []))]
    assert counted[id_].deduced == len(deduced) >= 1
    assert any(row.deduced for row in counted[id_].rows)
    assert _of(toy_copy)[id_].deduced == 1
    _edited(toy_copy, "meetings", ("  inferred: [status]\n", ""))
    assert _of(toy_copy)[id_].deduced == 0


def test_a_text_that_lacks_a_language_is_told(toy_copy: Path) -> None:
    rows = {row.id: row.values for row in _of(toy_copy)["completeness"].rows}
    assert rows["text_languages"][1] == 1


def test_an_empty_register_has_figures_without_rows() -> None:
    empty = figures(Catalogue(), 2026, LANGUAGES)
    assert all(row.total == 0 for figure in empty.values() for row in figure.rows)
    assert [row.id for row in empty["in-person-meetings"].rows] == [UNDATED]


def test_bodies_fall_into_three_states(counted: Figures) -> None:
    assert counted["governance-kinds"].measures == STATES
    unknown = sum(b["status"] == "unknown" for b in _plain("governance"))
    assert counted["governance-kinds"].sum("unconfirmed") == unknown

"""What the engine does by itself: dates, near misses, rules before a record is whole, words in each language."""

from __future__ import annotations

import re
from typing import Any

from conftest import ROOT, TODAY
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from utpe.checks.near import close
from utpe.checks.report import sentence
from utpe.checks.structure import finding_of
from utpe.records.edtf import parse_edtf
from utpe.records.loader import Defect
from utpe.text.strings import strings

CONTEXT = {"today": str(TODAY), "languages": ["es", "pt"]}
_BOUNDED = hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
_CODES = {"edtf_syntax": "E301", "edtf_impossible": "E302", "edtf_reversed": "E303"}
_YEARS = st.sampled_from(
    ("2014", "2015", "2016", "1900", "2000", "0000", "9999", "197X", "000X", "20X4", "14")
)
_PARTS = st.builds(
    lambda year, month, day, mark: "".join((year, month, day, mark)),
    _YEARS,
    st.sampled_from(("", "-02", "-12", "-13", "-00", "-2")),
    st.sampled_from(("", "-01", "-28", "-29", "-30", "-31", "-00", "-1")),
    st.sampled_from(("", "", "?", "~", "%", "!", " ")),
)
_DATES = st.one_of(
    st.lists(st.one_of(_PARTS, st.sampled_from(("", ".."))), min_size=1, max_size=3).map("/".join),
    st.text(max_size=12),
)


def _understood(text: str) -> dict[str, Any]:
    try:
        date = parse_edtf(text)
    except PydanticCustomError as error:
        return {"wrong": _CODES[error.type]}
    days = {"earliest": str(date.earliest or ""), "latest": str(date.latest or "")}
    return {"text": text, **days, "isInterval": date.is_interval}


@_BOUNDED
@example(
    texts=[
        "1900-02-29",
        "2000-02-29",
        "2015-02-29",
        "2016-02-29",
        "2016-04-31",
        "197X-00",
        "../2014",
        "2014/..",
    ]
)
@given(texts=st.lists(_DATES, min_size=1, max_size=60))
def test_dates_are_understood_alike(texts: list[str], engine: Any) -> None:
    assert engine("each", "edtf", texts) == [_understood(text) for text in texts]


@_BOUNDED
# So alike that they are just near enough, and not quite.
@example(words=["abcxy", "abxyz", "xabcd", "fabcd"], asked=["abcde", "abcdef"])
@given(
    words=st.lists(st.text("abcdeñ-1", max_size=12), max_size=40),
    asked=st.lists(
        st.one_of(st.text("abcdeñ-1É", max_size=14), st.text("ab", min_size=190, max_size=260)), max_size=8
    ),
)
def test_near_misses_are_the_same(words: list[str], asked: list[str], engine: Any) -> None:
    assert engine("each", "close", asked, None, words) == [list(close(word, words)) for word in asked]


def test_with_early_the_rules_judge_what_is_there_already(engine: Any) -> None:
    tree = {
        "id": "toy-2014-alfa",
        "date": "2027-01",
        "status": "held",
        "city_ids": ["alfa", "alva"],
        "time": "25:00",
    }
    late = {f["code"] for f in engine("check", "meetings", tree, CONTEXT)}
    early = {f["code"] for f in engine("check", "meetings", tree, {**CONTEXT, "early": True})}
    assert late == {"E102"}
    assert {"E102", "E104", "E201", "E305", "E307"} <= early


def test_the_words_are_those_of_the_page(engine_in: Any) -> None:
    engine = engine_in("pt")
    tree = {"id": "x" * 1081, "kind": "seminari", "title": {"en": "a"}}
    said = {f["code"]: words for f, words in engine("inWords", "meetings", tree, CONTEXT)}
    values = {"input": tree["id"], "max_length": 80}
    defect = Defect("string_too_long", "f", 1, 1, "meetings", "x", ("id",), values)
    assert said["E112"] == sentence(next(finding_of(defect)), strings("pt"))
    assert "1.081" in said["E112"]
    assert said["E110"].endswith("Você quis dizer “seminar”?")


def test_no_tree_at_all_is_told(engine: Any) -> None:
    assert [f["code"] for f in engine("check", "cities", [], CONTEXT)] == ["E101"]


def test_the_engine_knows_no_page() -> None:
    scripts = [p for p in (ROOT / "overrides/assets/js/form").glob("*.js") if not p.name.startswith("ui-")]
    assert len(scripts) > 5
    for path in scripts:
        code = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        assert not re.search(r"\b(document|localStorage|location|fetch|Date)\b(?!s)", code), path.name

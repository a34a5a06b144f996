"""What the forms ask, in which order, and the same as a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from utpe.checks.runner import Report, check
from utpe.exports.form_templates import form_template
from utpe.forms.spec import PROPOSED, spec
from utpe.pages.form_fields import questions
from utpe.pages.form_groups import GROUPS, ID_FROM, UNASKED
from utpe.pages.form_view import Question
from utpe.reading.strict_yaml import read_yaml
from utpe.settings import read_settings

LANGUAGES = ("es", "pt")


def _fields(collection: str) -> dict[str, dict[str, Any]]:
    return {f["name"]: f for f in spec()["models"][spec()["collections"][collection]]}


def _all(asked: tuple[Question, ...]) -> list[Question]:
    return [q for x in asked for q in (x, *_all(x.questions), *_all(x.source))]


@pytest.mark.parametrize("collection", PROPOSED)
def test_every_field_is_asked_for_once(collection: str) -> None:
    asked = [name for group in GROUPS[collection] if group for name in group[1]]
    assert sorted(asked) == sorted(set(_fields(collection)) - set(UNASKED))


@pytest.mark.parametrize("collection", PROPOSED)
def test_what_must_be_answered_stands_open(collection: str) -> None:
    first = GROUPS[collection][: GROUPS[collection].index(None)]
    opened = {name for group in first if group for name in group[1]}
    required = {name for name, field in _fields(collection).items() if field.get("required")}
    # The form proposes the id.
    assert required - opened == {"id"}
    assert len(opened) <= 12, "no wall of questions"
    assert set(re.split(r"[ |]", ID_FROM[collection])) <= set(_fields(collection))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_speaks_of_files_or_codes(language: str) -> None:
    for collection in PROPOSED:
        for q in _all(questions(spec()["collections"][collection], language)):
            assert not re.search(r"\.yaml|\bids?\b|\btrue\b|EDTF|content/|\bnull\b", q.help, re.IGNORECASE), (
                collection,
                q,
            )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", PROPOSED)
def test_the_file_asks_the_same(collection: str, language: str) -> None:
    text = form_template(collection, language, LANGUAGES)
    for q in questions(spec()["collections"][collection], language):
        assert re.search(rf"^(# )?{q.name}:", text, re.MULTILINE), q.name
    # With every comment a field can stand in, it is still YAML.
    assert not read_yaml(text.encode()).troubles
    opened = re.sub(r"^(\s*)# ( *(?:- )?[a-z_0-9]+:)", r"\1\2", text, flags=re.MULTILINE)
    assert len(opened.splitlines()) == len(text.splitlines())


FILLED = {
    "meetings": {
        "title:\n  es:\n  pt:": "title:\n  es: Reunión\n  pt: Reunião",
        "kind:": "kind: unit",
        "unit_link:\n  es:\n  pt:": "unit_link:\n  es: Propia\n  pt: Própria",
        "mode:": "mode: virtual",
        "status:": "status: announced",
        "relation:": "relation: own",
        "  - id:": "  - id: acta-alfa",
        "id:": "id: desde-el-modelo",
    },
    "borders": {
        "name:\n  es:\n  pt:": "name:\n  es: Alfa–Beta–Gama\n  pt: Alfa–Beta–Gama",
        "city_ids:\n  -": "city_ids:\n  - alfa\n  - beta",
        "countries:\n  -": "countries:\n  - AR\n  - BR",
        "border_type:": "border_type: dry",
        "summary:\n  es:\n  pt:": "summary:\n  es: Qué es\n  pt: O que é",
        "  - id:": "  - id: acta-alfa",
        "id:": "id: desde-el-modelo",
    },
}


@pytest.mark.parametrize("collection", FILLED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_passes_the_check_once_filled(toy_copy: Path, collection: str, language: str) -> None:
    text = form_template(collection, language, LANGUAGES)
    for empty, answer in FILLED[collection].items():
        text, times = re.subn(rf"^{re.escape(empty)}(?=\s)", answer, text, count=1, flags=re.MULTILINE)
        assert times, empty
    target = toy_copy / "data" / collection / "desde-el-modelo.yaml"
    target.parent.mkdir()
    target.write_text(text)
    report = check(read_settings(toy_copy))
    assert [f for f in report.findings if f.severity == "error"] == []
    assert report.catalogue.get(collection, "desde-el-modelo")


def test_a_site_without_the_page_has_no_forms(toy_copy: Path) -> None:
    from site_builder import run_mkdocs

    for language in LANGUAGES:
        (toy_copy / "content" / language / "propose.md").unlink()
    done = run_mkdocs(toy_copy, "build", "-q", "-d", str(toy_copy / "out"))
    assert done.returncode == 0, done.stderr
    assert not (toy_copy / "out" / "es" / "proponer").exists()
    for path in (toy_copy / "out" / "es").rglob("*.html"):
        assert "proponer" not in path.read_text(), path


def test_records_and_lists_lead_to_their_forms(toy: Report) -> None:
    from utpe.pages.listing import Lister
    from utpe.records.trace import Shared

    assert toy.catalogue.get("meetings", "toy-2014-alfa")
    settings = read_settings(Path(__file__).resolve().parents[1] / "toy")
    lister = Lister(toy.catalogue, settings, "pt", Shared())
    assert next(lister.part("meetings", "")).form == "pt/propor/reunioes/"
    assert next(lister.part("topics", "")).form == ""

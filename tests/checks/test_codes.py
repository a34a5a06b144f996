"""The codes: each explained in each language, used, shown on the site; and what each rule finds."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest

from utpe.checks.forges import render_github
from utpe.checks.report import render_json, render_text
from utpe.checks.runner import check
from utpe.pages.findings import codes_of
from utpe.settings import Settings
from utpe.text.mistakes import FAMILIES
from utpe.text.strings import available_languages, strings

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "toy"


def _in_tables(language: str) -> set[str]:
    return {key.split(".")[1] for key in strings(language).table if key.startswith("findings.")}


def test_codes_in_the_code_are_those_in_the_tables() -> None:
    used = set()
    for path in (ROOT / "src" / "utpe" / "checks").glob("*.py"):
        used |= set(re.findall(r'"([EW]\d{3})"', path.read_text()))
    for language in available_languages():
        assert _in_tables(language) == used


@pytest.mark.parametrize("language", ["es", "pt"])
def test_the_pages_of_messages_explain_every_code(language: str) -> None:
    codes = [code for family in FAMILIES for code in codes_of(family, language)]
    assert {c.code for c in codes} == _in_tables(language)
    assert all(c.title and c.why and c.mend and c.wrong and c.right for c in codes)
    for family in FAMILIES:
        assert (ROOT / "content" / language / "findings" / f"{family}.md").is_file()


def _findings(tmp_path: Path, file: str, old: str, new: str) -> tuple[Settings, list]:  # type: ignore[type-arg]
    root = tmp_path / "toy"
    shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("site", ".cache"))
    path = root / file
    text = path.read_text()
    assert old in text, old
    path.write_text(text.replace(old, new, 1))
    settings = Settings(root=root, today=dt.date(2026, 11, 24), theme_dir=ROOT / "overrides")
    return settings, check(settings).findings


# file, what stands there, what an editor wrote instead, the code
RULES = [
    # structure
    ("data/meetings.yaml", "  mode: in_person\n", "", "E102"),
    ("data/meetings.yaml", "  mode: in_person", "  mod: in_person", "E103"),
    ("data/meetings.yaml", "- id: toy-2014-seminario", "- id: toy-2014-alfa", "E104"),
    ("data/cities.yaml", "lat: -34.7", "lat: sur", "E108"),
    ("data/cities.yaml", "is_periphery: true", "is_periphery: si", "E109"),
    ("data/meetings.yaml", "status: held", "status: hecho", "E110"),
    ("data/cities.yaml", "lat: -34.7", "lat: -134.7", "E113"),
    ("data/meetings.yaml", "pt: Casa da Cultura", "fr: Maison", "E115"),
    ("data/sources.yaml", "url: https://example.org/acta?a=1&b=2", "url: example.org/acta", "E116"),
    (
        "data/glossary.yaml",
        "{es: Acordar metas., pt: Pactuar metas.}",
        '{es: "", pt: Pactuar metas.}',
        "E114",
    ),
    # ids
    ("data/cities.yaml", "- id: gama", "- id: anio", "E130"),
    # references
    ("data/meetings.yaml", "city_ids: [alfa]", "city_ids: [alga]", "E201"),
    ("data/meetings.yaml", "city_ids: [alfa]", "city_ids: [alfa, alfa]", "E202"),
    ("data/meetings.yaml", "parent_id: toy-2014-alfa", "parent_id: toy-2014-seminario", "E203"),
    ("data/meetings.yaml", "topic_ids: [gobernanza,", "topic_ids: [gobernansa,", "E201"),
    ("data/topics.yaml", "pages: [methodology]", "pages: [metodology]", "E207"),
    # dates
    ("data/meetings.yaml", "2014-06-03/2014-06-05", "2014-06-05/2014-06-03", "E303"),
    ("data/meetings.yaml", '"2016-02-29"', '"2015-02-29"', "E302"),
    ("data/meetings.yaml", '"2016-02-29"', '"2030-02-01"', "E305"),
    ("data/sources.yaml", 'accessed: "2026-11-22"', 'accessed: "2027-11-22"', "E304"),
    ("data/meetings.yaml", "14:30/17:30", "25:30/26:30", "E307"),
    ("data/cities.yaml", "- id: alfa\n", "- id: alfa\n  reviewed: 2026-11\n", "E309"),
    ("data/cities.yaml", "- id: alfa\n", "- id: alfa\n  reviewed: 2026-11-25\n", "E309"),
    ("data/cities.yaml", "- id: alfa\n", "- id: alfa\n  reviewed: 2026-11-01/2026-11-02\n", "E309"),
    ("data/cities.yaml", "- id: alfa\n", "- id: alfa\n  reviewed: 2026-11-01?\n", "E309"),
    ("data/cities.yaml", "- id: alfa\n", "- id: alfa\n  reviewed: 2026-11-24\n", ""),
    # places
    ("data/cities.yaml", "lat: -34.7", "lat: 34.7", "E401"),
    ("data/cities.yaml", "America/Sao_Paulo", "America/San_Pablo", "E402"),
    ("data/cities.yaml", "country: BR", "country: XX", "E201"),
    # sources and evidence
    ("data/sources.yaml", "  place: Archivo de Beta, caja 3\n", "", "E501"),
    ("data/meetings.yaml", "supports: [status, date]", "supports: [state, date]", "E503"),
    ("data/meetings.yaml", "inferred: [status]", "inferred: [estado]", "E504"),
    (
        "data/meetings.yaml",
        "      url: https://example.org/acta.pdf\n      archived: https://archive.example.org/acta.pdf\n",
        "",
        "E510",
    ),
    ("data/meetings.yaml", "url: https://example.org/acta.pdf", "state: not_found", "E513"),
    ("data/governance.yaml", "supports: [legal_basis, members, status]", "supports: [members]", "E502"),
    ("data/meetings.yaml", "https://example.org/acta.pdf", "https://geonames.org@evil.example/", "E120"),
    # prose
    ("content/es/methodology.md", "[acta](source:acta-alfa)", "[acta](source:acta-alga)", "E620"),
    ("content/es/methodology.md", "[acta](source:acta-alfa)", "[acta](sources:acta-alfa)", "E621"),
    ("content/es/methodology.md", "## Fuentes", "# Fuentes", "E610"),
    ("content/es/methodology.md", "## Fuentes", "<script>alert(1)</script>", "E611"),
    ("content/es/index.md", "{{count meetings}}", "{{count meeting}}", "E631"),
    ("content/es/index.md", "status=held", "status=hecho", "E633"),
    ("content/es/only-spanish.md", "[la portada](index.md)", "[la portada](indice.md)", "E622"),
    # warnings
    ("data/meetings.yaml", "pt: Ata assinada", "es: Acta firmada", "E029"),
    ("data/glossary.yaml", "pt: Pactuar metas.", "pt: Acordar metas.", ""),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"), RULES, ids=[f"{r[3]}-{n}" for n, r in enumerate(RULES)]
)
def test_a_rule_finds_its_mistake_where_it_is(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    _, findings = _findings(tmp_path, file, old, new)
    errors = [f for f in findings if f.severity == "error"]
    if not code:
        assert errors == []
        return
    assert code in {f.code for f in errors}, findings
    found = next(f for f in errors if f.code == code)
    assert found.place.file == file
    assert found.place.line >= 1 and found.place.column >= 1


LINES = {
    "es": "data/meetings.yaml:{line}:{column}: E201 meetings › toy-2014-alfa › city_ids.1: ",
    "pt": "data/meetings.yaml:{line}:{column}: E201 meetings › toy-2014-alfa › city_ids.1: ",
    "en": "data/meetings.yaml:{line}:{column}: E201 meetings › toy-2014-alfa › city_ids.1: ",
}
WORDS = {
    "es": ["¿Quiso decir «alfa»?", "1 error, "],
    "pt": ["“alga”", "“alfa”?", "1 erro, "],
    "en": ["“alga”", "“alfa”?", "1 error, "],
}


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_a_finding_reads_as_one_line_in_the_editors_language(tmp_path: Path, language: str) -> None:
    _, findings = _findings(tmp_path, "data/meetings.yaml", "city_ids: [alfa]", "city_ids: [alga]")
    text = render_text(findings, language)
    finding = next(f for f in findings if f.code == "E201")
    start = LINES[language].format(line=finding.place.line, column=finding.place.column)
    line = next(x for x in text.split("\n") if "E201" in x)
    assert line.startswith(start)
    for words in WORDS[language]:
        assert words in text, text


def test_the_exact_words_of_a_missing_field(tmp_path: Path) -> None:
    _, findings = _findings(tmp_path, "data/meetings.yaml", "  mode: in_person\n", "")
    line = next(x for x in render_text(findings, "es").split("\n") if " E102 " in x)
    assert line.startswith("data/meetings.yaml:2:3: E102 meetings › toy-2014-alfa › mode: ")
    assert "«mode»" in line and "Se espera: " in line


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "words"),
    [
        (
            "data/cities.yaml",
            "lat: -34.7",
            "lat: -134.7",
            "E113",
            "Se espera: un número igual o mayor que -90",
        ),
        ("data/meetings.yaml", "  mode: in", "  mod: in", "E103", "Se espera: uno de estos campos: «id», "),
        (
            "data/sources.yaml",
            "  place: Archivo de Beta, caja 3\n",
            "",
            "E501",
            "Se espera: «url», o «place»",
        ),
    ],
)
def test_what_is_expected_is_said(
    tmp_path: Path, file: str, old: str, new: str, code: str, words: str
) -> None:
    _, findings = _findings(tmp_path, file, old, new)
    line = next(x for x in render_text(findings, "es").split("\n") if f" {code} " in x)
    assert words in line


def test_github_annotations_are_escaped(tmp_path: Path) -> None:
    _, findings = _findings(tmp_path, "data/meetings.yaml", "city_ids: [alfa]", 'city_ids: ["al%0Afa,x:y"]')
    first = next(x for x in render_github(findings, "es").split("\n") if "E107" in x)
    assert re.match(r"::error file=data/meetings\.yaml,line=\d+,col=\d+,title=E107 [^,:]+::", first)
    assert "%250A" in first


def test_json_has_what_programs_need(tmp_path: Path) -> None:
    _, findings = _findings(tmp_path, "data/meetings.yaml", "city_ids: [alfa]", "city_ids: [alga]")
    document = json.loads(render_json(findings, "pt"))
    assert document["version"] == 1 and document["errors"] == 1
    finding = next(f for f in document["findings"] if f["code"] == "E201")
    assert finding["did_you_mean"] == ["alfa"] and finding["trail"][:2] == ["meetings", "toy-2014-alfa"]


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("site", ".cache"))
    for file, old, new, _ in RULES[2:8]:
        path = root / file
        path.write_text(path.read_text().replace(old, new, 1))
    settings = Settings(root=root, today=dt.date(2026, 11, 24), theme_dir=ROOT / "overrides")
    codes = {f.code for f in check(settings).findings}
    assert {"E108", "E110"} <= codes
    assert len({f.place.file for f in check(settings).findings if f.severity == "error"}) >= 2


def test_what_is_wrong_a_thousand_times_is_told_a_hundred_times_and_counted(tmp_path: Path) -> None:
    _, findings = _findings(tmp_path, "data/cities.yaml", "- id: alfa", "- a\n" * 1000 + "- id: alfa")
    errors = [f for f in findings if f.severity == "error"]
    assert [f.code for f in errors] == ["E101"] * 101
    assert [f.place.line for f in errors] == [*range(2, 103)]
    assert [f.untold for f in errors] == [0] * 100 + [900]
    for language, words in (("es", "y 900 más"), ("pt", "e mais 900"), ("en", "and 900 more")):
        lines = render_text(findings, language).split("\n")
        assert any(line.startswith(f"data/cities.yaml:102:3: E101: {words} ") for line in lines)
        assert lines[-1].startswith(strings(language).plural("report.errors", 1000))
    document = json.loads(render_json(findings, "es"))
    assert document["errors"] == 1000 and max(f["untold"] for f in document["findings"]) == 900
    assert "y 900 más" in render_github(findings, "es")


def test_a_rule_that_speaks_too_often_is_cut_short_too(tmp_path: Path) -> None:
    many = ", ".join(f"no{n}" for n in range(300))
    _, findings = _findings(tmp_path, "data/meetings.yaml", "city_ids: [alfa]", f"city_ids: [{many}]")
    found = [f for f in findings if f.code == "E201"]
    assert len(found) == 101 and sum(f.number for f in found) == 300

"""Findings as forges show them: GitLab's report, and the summary, in which a proposal cannot speak Markdown."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from utpe.checks.finding import Finding, Place
from utpe.checks.forges import FORMATS, MOST_IN_SUMMARY, render_gitlab, render_summary
from utpe.cli import main

HOSTILE = "<img src=x> [a](http://x.test) **b** `c` @ana #1 |d| ~e~ $f$ www.x.test _g_ \\ &amp; </li>"


def _finding(
    line: int = 7, value: str = "x", code: str = "E201", file: str = "data/meetings.yaml"
) -> Finding:
    return Finding(
        code,
        Place(file, line, 3),
        ("meetings", "a-2014", "city_ids.1"),
        {"value": value, "collection_name": "cities", "field": "city_ids", "language": "es"},
    )


def test_gitlab_knows_a_finding_again_on_another_line() -> None:
    first, moved, other = (
        json.loads(render_gitlab([f], "es"))[0] for f in (_finding(7), _finding(90), _finding(7, "y"))
    )
    assert first["fingerprint"] == moved["fingerprint"] != other["fingerprint"]
    assert moved["location"] == {"path": "data/meetings.yaml", "lines": {"begin": 90}}
    assert first["severity"] == "major" and first["check_name"] == "E201"
    assert first["description"].startswith("meetings › a-2014 › city_ids.1: ")
    assert json.loads(render_gitlab([_finding(code="W101")], "pt"))[0]["severity"] == "minor"


def test_gitlab_is_told_of_each_of_two_that_look_the_same() -> None:
    entries = json.loads(render_gitlab([_finding(7), _finding(8)], "es"))
    assert len({entry["fingerprint"] for entry in entries}) == 2
    assert json.loads(render_gitlab([], "es")) == []


def test_the_summary_is_in_every_language() -> None:
    text = render_summary([_finding(), _finding(9, code="W101", file="content/es/index.md")], ("pt", "es"))
    assert text.index("## Verificação da proposta") < text.index("## Revisión de la propuesta")
    assert "**1 erro, 1 aviso**" in text and "### content/es/index.md" in text
    assert (
        "- error E201, línea 7: meetings › a-2014 › city\\_ids.1: " in text
        and "- erro E201, linha 7:" in text
    )
    assert "**Todo en orden: ningún error, ningún aviso.**" in render_summary([], ("es",))


def test_what_a_proposal_says_is_text_in_the_summary() -> None:
    text = render_summary([_finding(value=HOSTILE, file="data/<b>`*.yaml")], ("es",))
    made = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert set(re.findall(r"<(\w+)", made)) == {"h2", "h3", "p", "strong", "ul", "li"}
    assert made.count("<strong>") == 1
    # Cut where all values are.
    assert "&lt;img src=x&gt; [a](http://x.test) **b** `c` @ana #1 |d|" in made
    for bare in (r"(?<!\\)@ana", r"(?<!\\)#1", r"http:/", r"www\.x"):
        assert not re.search(bare, text)


def test_a_long_summary_is_cut_and_counted() -> None:
    findings = [_finding(n) for n in range(1, MOST_IN_SUMMARY + 4)]
    findings.append(Finding("E201", Place("data/meetings.yaml", 999), untold=900))
    text = render_summary(findings, ("es", "pt"))
    assert text.count("- error ") == MOST_IN_SUMMARY
    assert "Hay 903 mensajes más" in text and "Há mais 903 mensagens" in text


# ---- On the command line ----


def test_reports_are_written_beside_what_is_printed(
    toy_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cities = toy_copy / "data/cities.yaml"
    cities.write_text(cities.read_text().replace("country: AR", "country: argentina", 1))
    quality, summary = tmp_path / "q.json", tmp_path / "s.md"
    command = ["check", "--root", str(toy_copy), "--format", "github"]
    assert main([*command, "--report", "gitlab", str(quality), "--report", "summary", str(summary)]) == 1
    assert "::error file=data/cities.yaml" in capsys.readouterr().out
    assert "E107" in {entry["check_name"] for entry in json.loads(quality.read_text())}
    assert "## Revisión" in summary.read_text() and "## Verificação" in summary.read_text()


def test_a_report_that_cannot_be_is_told(toy_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", "--root", str(toy_copy), "--lang", "pt"]
    assert main([*command, "--report", "summary", "/dev/null/x"]) == 2
    assert "Não foi possível gravar /dev/null/x" in capsys.readouterr().err
    for wrong in (["word", "x"], ["summary"], []):
        with pytest.raises(SystemExit) as ended:
            main([*command, "--report", *wrong])
        said = capsys.readouterr().err
        assert ended.value.code == 2 and "--report" in said and "Uso" in said and "expected" not in said
    assert "gitlab" in FORMATS

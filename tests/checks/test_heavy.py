"""Input of size: a megabyte of prose, a megabyte in a field, prose made to stop whoever reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bad_input import edit
from conftest import ROOT
from fuzzing import bounded
from site_builder import check_here, run_utpe

from utpe.checks import heavy
from utpe.checks.report import render_json, render_text
from utpe.checks.runner import check
from utpe.reading.prose import MAX_BYTES, parse_prose, read_prose
from utpe.settings import read_settings

HEAD = "---\ntitle: Larga\ndescription: Una página larga.\n---\n"
PAGE = "content/es/only-spanish.md"
SECTION = """## Sección {n}

Un párrafo con *énfasis*, `código` y un [enlace](meetings.md); véase [arriba](#seccion-{n}) y [otro](https://example.org/{n}).

- uno
    - dos
        - tres
- cuatro

| a | b |
|---|---|
| {n} | [x](meetings.md) |

> Cita {n}

"""
MEGABYTE = 1_000_000


def prose(size: int) -> str:
    """Return a page of many sections that is just not larger than `size`."""
    text = HEAD + "".join(SECTION.format(n=n) for n in range(size // len(SECTION.encode())))
    while len(text.encode()) > size:
        text = text[: text.rindex("## ")]
    return text


def errors(root: Path) -> list[str]:
    """Return the lines of the errors of a project, in Spanish."""
    found = [f for f in check(read_settings(root)).findings if f.severity == "error"]
    return render_text(found, "es").split("\n")[:-1]


# ---- prose


@pytest.mark.parametrize(
    "size", [50_000, pytest.param(MEGABYTE, marks=[pytest.mark.audit, pytest.mark.slow])]
)
def test_a_page_of_much_prose_is_built(toy_copy: Path, size: int) -> None:
    (toy_copy / PAGE).write_text(prose(size))
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 0, done.stderr
    html = (toy_copy / "site/es/only-spanish/index.html").read_text()
    assert html.count("<h2") > size // len(SECTION) // 2
    assert 'id="seccion-7"' in html


def test_a_page_above_a_megabyte_is_a_finding(toy_copy: Path) -> None:
    (toy_copy / PAGE).write_text(prose(MEGABYTE) + "x" * len(SECTION) * 2)
    assert (toy_copy / PAGE).stat().st_size > MAX_BYTES
    line = errors(toy_copy)[0]
    assert line.startswith(f"{PAGE}:1:1: E006 ") and len(line) < 400


@pytest.mark.parametrize("piece", ["[a](b)\n", "![", "{{count meetings}}\n", "<a href=x>\n", "]("])
def test_a_megabyte_is_read_in_one_go(piece: str) -> None:
    with bounded(10):
        page = parse_prose((HEAD + piece * (MEGABYTE // len(piece))).encode(), "es", "x", "x")
    if piece.startswith("{{"):
        last = page.marks[-1]
        assert last.position == (len(page.marks) + 4, 1) and page.at(last.start) == last.position


HARMFUL = {
    "brackets": "[" * 20_000,
    "images": "![" * 20_000,
    "links": "[](" * 20_000,
    "lists": "\n".join(" " * 4 * n + "1. x" for n in range(300)),
    "dashes": "- " * 1_000 + "x",
    "terms": "a\n:   b\n" * 2_000,
    "tags": "<a " * 30_000,
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_would_stop_markdown_is_a_finding(
    toy_copy: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heavy, "SECONDS", 0.3)
    heavy.html_of.cache_clear()
    (toy_copy / PAGE).write_text(f"{HEAD}[Ver](#ver)\n\nUn párrafo.\n\n{HARMFUL[name]}\n")
    with bounded(20):
        lines = [line for line in errors(toy_copy) if ": E616 " in line]
    assert len(lines) == 1
    # The one that begins at the harm: after the front matter and two paragraphs.
    assert lines[0].startswith(f"{PAGE}:9:1: E616 es › only-spanish: Markdown no logra armar la página")
    assert len(lines[0]) < 300


HARMLESS = {
    "stars": "*a " * 30_000,
    "ticks": "`a " * 30_000,
    "quotations": "> " * 1_000,
    "lists": "\n".join(" " * 4 * n + "* x" for n in range(20)),
    "bars": "|" * 100_000,
    "one word": "a" * 100_000,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_harmful_is_none(toy_copy: Path, name: str) -> None:
    (toy_copy / PAGE).write_text(f"{HEAD}[Ver](#c)\n\n{HARMLESS[name]}\n")
    with bounded(60):
        assert errors(toy_copy) == []


def test_a_name_that_no_file_could_have_is_a_link_that_leads_nowhere(toy_copy: Path) -> None:
    (toy_copy / PAGE).write_text(f"{HEAD}[a]({'b' * 100_000})\n")
    lines = errors(toy_copy)
    assert len(lines) == 1 and lines[0].startswith(f"{PAGE}:5:5: E622 ") and len(lines[0]) < 300


def test_hardly_any_page_of_the_site_is_unusual() -> None:
    pages = read_prose(ROOT / "content", ROOT, ("es", "pt"))
    unusual = [page.path for page in pages if heavy.is_unusual(page.body)]
    # To make a page takes a check as long as to judge all records.
    assert len(unusual) < len(pages) // 20


# ---- records

FIELDS = {
    "a text": (edit("Casa de la Cultura", "palabra " * (MEGABYTE // 8)), "11:15: E118 "),
    "a word": (edit("Casa de la Cultura", "a" * MEGABYTE), "11:15: E118 "),
    "a choice": (edit("kind: unit", f"kind: {'x' * MEGABYTE}"), "4:9: E110 "),
    "a date": (edit('"2016-02-29"', f'"{"9" * MEGABYTE}"'), "74:9: E301 "),
    "an id": (edit("- id: toy-2016-bisiesto", f"- id: {'z' * MEGABYTE}"), "68:7: E112 "),
    "a reference": (edit("city_ids: [alfa]", f"city_ids: [{'z' * MEGABYTE}]"), "10:14: E112 "),
    "a name of a field": (edit("  kind: unit", f"  kind: unit\n  {'k' * 500}: x"), "5:505: E103 "),
    "an address": (edit("https://example.org/acta.pdf", f"https://x.org/{'a' * MEGABYTE}"), "30:12: E112 "),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_megabyte_in_a_field_is_a_short_finding(
    toy_copy: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, expected = FIELDS[name]
    damage(toy_copy / "data" / "meetings.yaml")
    with bounded(10):
        done = check_here(toy_copy, capsys)
    assert done.returncode == 1
    assert f"data/meetings.yaml:{expected}" in done.stdout
    assert max(map(len, done.stdout.split("\n"))) < 500
    document = json.loads(render_json(check(read_settings(toy_copy)).findings, "pt"))
    assert len(json.dumps(document)) < 10_000

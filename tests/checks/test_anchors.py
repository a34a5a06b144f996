"""Links to a place inside a page: judged where the page is prose, against what Markdown really makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from utpe.checks.anchors import COMMON, OPEN_DATA, SETTINGS
from utpe.checks.finding import Finding
from utpe.checks.heavy import EXTENSIONS
from utpe.checks.runner import check
from utpe.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = """
## Qué *mirar* y [dónde](index.md)

## Fuentes

Con título
----------

<p id="propio">Texto</p>[^1]

```
## No es título
```

[^1]: Una nota.
"""


def _errors(root: Path, file: str, text: str) -> list[Finding]:
    page = root / "content" / file
    page.write_text(page.read_text() + text)
    return [f for f in check(read_settings(root)).findings if f.severity == "error"]


@pytest.mark.parametrize(
    "anchor",
    ["fuentes", "fuentes_1", "que-mirar-y-donde", "con-titulo", "propio", "fn:1", "c", "", ":~:text=Texto"],
)
def test_a_place_that_is_there_is_found(toy_copy: Path, anchor: str) -> None:
    text = f'{HEADINGS}\n[a](#{anchor}) [b](methodology.md#{anchor}) <a href="#{anchor}">c</a>\n'
    assert _errors(toy_copy, "es/methodology.md", text) == []


@pytest.mark.parametrize("anchor", ["nope", "fuentes_2", "Fuentes", "no-es-titulo", "fontes"])
def test_a_place_that_is_not_there_is_a_finding(toy_copy: Path, anchor: str) -> None:
    text = f"{HEADINGS}\n[a](#{anchor})\n"
    found = _errors(toy_copy, "es/methodology.md", text)
    lines = (toy_copy / "content/es/methodology.md").read_text().count("\n")
    assert [(f.code, f.place.line, f.place.column) for f in found] == [("E625", lines, 5)]


def test_what_was_meant_is_said_from_another_page(toy_copy: Path) -> None:
    found = _errors(
        toy_copy, "es/only-spanish.md", "\n[a](methodology.md#fuente) [b](index.md#x) [c](meetings.md#list)\n"
    )
    assert [(f.code, f.place.file) for f in found] == [("E625", "content/es/only-spanish.md")]
    assert found[0].close == ("#fuentes",)
    assert found[0].values["where"] == "content/es/methodology.md"


def test_each_language_has_its_own_headings(toy_copy: Path) -> None:
    assert [f.code for f in _errors(toy_copy, "pt/index.md", "\n[a](methodology.md#fuentes)\n")] == ["E625"]
    # A page that only Spanish has is shown in Spanish.
    page = toy_copy / "content/pt/index.md"
    page.write_text(page.read_text().replace("methodology.md#fuentes", "only-spanish.md#nope"))
    assert [f.values["where"] for f in _errors(toy_copy, "pt/index.md", "")] == ["content/es/only-spanish.md"]


def test_a_heading_that_depends_on_the_data_is_not_judged(toy_copy: Path) -> None:
    assert _errors(toy_copy, "es/methodology.md", "\n## Hay {{count meetings}}\n\n[a](#hay-5)\n") == []


def test_the_extensions_are_those_of_the_site() -> None:
    for file in (ROOT / "mkdocs.yml", ROOT / "tests/toy/mkdocs.yml"):
        config = yaml.safe_load(re.sub(r"!ENV", "", file.read_text()))
        assert {*config["markdown_extensions"], "fenced_code", "tables", "toc"} == set(EXTENSIONS)


def test_the_places_of_the_templates_are_there() -> None:
    ids = {
        name: set(re.findall(r'id="([^"{]+)"', (ROOT / "overrides" / name).read_text()))
        for name in ("base.html", "main.html", "maintainers.html", "data.html")
    }
    assert ids["base.html"] | ids["main.html"] >= COMMON
    assert ids["maintainers.html"] == SETTINGS
    assert ids["data.html"] == OPEN_DATA


def test_an_indicator_is_a_place_of_the_page_that_is_made_of_them(toy_copy: Path) -> None:
    path = "[a](indicators/index.md#cities) [b](indicators/register.md#quality)"
    assert _errors(toy_copy, "es/methodology.md", f"\n{path}\n") == []
    found = _errors(toy_copy, "es/methodology.md", "\n[a](indicators/index.md#citis)\n")
    assert [(f.code, f.close) for f in found] == [("E625", ("#cities",))]


@pytest.mark.parametrize(
    ("language", "heading", "anchor"),
    [
        ("es", "## Confianza", "#confianza"),
        ("es", "## Lo que deducimos", "#lo-que-deducimos"),
        ("pt", "## Confiança", "#confianca"),
        ("pt", "## O que deduzimos", "#o-que-deduzimos"),
    ],
)
def test_a_heading_to_which_every_record_leads_may_not_go(
    toy_copy: Path, language: str, heading: str, anchor: str
) -> None:
    page = toy_copy / "content" / language / "methodology.md"
    page.write_text(page.read_text().replace(heading, "## Otra cosa"))
    errors = [f for f in check(read_settings(toy_copy)).findings if f.severity == "error"]
    assert [(f.code, f.values["value"]) for f in errors] == [("E625", anchor)]
    assert errors[0].place.file == f"content/{language}/methodology.md"

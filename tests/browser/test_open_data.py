"""The page of open data: what it links to is there, and its examples do what they say, against a real server."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

import html5lib
import openpyxl
import pytest

from utpe.checks.runner import Report
from utpe.pages.open_data import LOCAL
from utpe.records.registry import COLLECTIONS

PAGES = {"es": "es/datos-abiertos/", "pt": "pt/dados-abertos/"}
LANGUAGES = tuple(PAGES)
HELD = "held"


def _page(url: str, language: str) -> Any:
    with urlopen(urljoin(url, PAGES[language])) as answer:
        return html5lib.parse(answer.read(), namespaceHTMLElements=False)


def _example(url: str, language: str, kind: str) -> str:
    """Return the code of an example, asking the server of the test."""
    found = _page(url, language).findall(f".//code[@class='language-{kind}']")
    code = "".join(found[0].itertext())
    # A spreadsheet asks nobody.
    assert (LOCAL in code) == (kind != "sheet")
    return code.replace(LOCAL, url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_that_the_page_names_is_served_and_whole(real_url: str, language: str) -> None:
    here = urljoin(real_url, PAGES[language])
    links = {urljoin(here, a.get("href", "")) for a in _page(real_url, language).iter("a")}
    files = {x for x in links if re.search(r"/(data|api)/", x)}
    assert len(files) == 16 * 2 + 3 + 6
    for link in files:
        with urlopen(link) as answer:
            content = answer.read()
        if link.endswith("json"):
            assert json.loads(content)
        elif link.endswith(".csv"):
            assert len(list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))) > 1
        elif link.endswith(".txt"):
            assert b"CC BY 4.0" in content
        else:
            assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_python_example_tells_the_meetings_of_the_unit(
    real_url: str, real: Report, language: str
) -> None:
    code = _example(real_url, language, "python")
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    meetings = [m for m in real.catalogue.all("meetings") if m.relation == "own" and m.status == HELD]
    assert len(meetings) > 3
    assert done.stdout.splitlines() == [
        f"{m.date.text if m.date else '?'} {m.title.get(language)}" for m in meetings
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_curl_example_saves_the_cities(
    real_url: str, real: Report, language: str, tmp_path: Path
) -> None:
    code = _example(real_url, language, "sh")
    subprocess.run(["sh", "-c", code], cwd=tmp_path, timeout=60, check=True)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "cities.csv").read_bytes().decode(), newline="")))
    assert [r["id"] for r in rows] == [c.id for c in real.catalogue.all("cities")]


@pytest.mark.parametrize(("language", "function"), [("es", "CONTAR.SI"), ("pt", "CONT.SE")])
def test_the_formula_counts_the_meetings_that_were_held(
    real_url: str, real: Report, language: str, function: str
) -> None:
    code = _example(real_url, language, "sheet")
    name, sheet, first, last, value = re.fullmatch(
        r"=([A-Z.]+)\('(.+)'!([A-Z]+):([A-Z]+);\"(.+)\"\)", code
    ).groups()  # type: ignore[union-attr]
    assert (name, value) == (function, HELD) and first == last
    with urlopen(urljoin(real_url, "data/utpe.xlsx")) as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.read()))
    counted = [c.value for c in book[sheet][first]].count(value)
    assert counted == sum(m.status == HELD for m in real.catalogue.all("meetings")) > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_every_table_is_told(real_url: str, language: str) -> None:
    told = {"".join(c.itertext()) for c in _page(real_url, language).iter("code")}
    with urlopen(urljoin(real_url, "data/datapackage.json")) as answer:
        package = json.load(answer)
    # Those of the indicators are told in columns.csv.
    tables = [r for r in package["resources"] if not r["name"].startswith("indicator-")]
    assert len(tables) == len(COLLECTIONS)
    for resource in tables:
        assert {f["name"] for f in resource["schema"]["fields"]} <= told


def test_a_site_with_an_address_has_it_in_the_files(toy_site: Path) -> None:
    index = json.loads((toy_site / "api/v1/index.json").read_text())
    assert index["description"] == "https://example.org/sub/path/api/v1/openapi.json"

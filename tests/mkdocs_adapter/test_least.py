"""Registers of nothing and of one meeting: a clean check, and a whole site without an empty part."""

from __future__ import annotations

import csv
import json
import shutil
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from conftest import TOY
from empty_parts import empty_parts
from least import reduce
from least_project import least_project
from site_links import broken_links

from utpe.checks.runner import check
from utpe.records.loader import load
from utpe.settings import read_settings

# Scripts fill their lists: the forms, and the search.
BY_SCRIPT = ("es/proponer/", "pt/propor/", "es/buscar/", "pt/buscar/")


@pytest.fixture(
    scope="module", params=[pytest.param(0, marks=pytest.mark.audit), 1], ids=["no record", "one meeting"]
)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Path]:
    return request.param, least_project(tmp_path_factory, request.param)


def test_the_check_finds_nothing(project: tuple[int, Path]) -> None:
    records, root = project
    report = check(read_settings(root))
    assert report.findings == []
    assert len(report.catalogue.all("meetings")) == records


def test_no_link_leads_nowhere(project: tuple[int, Path]) -> None:
    assert broken_links(project[1] / "site") == []


def test_no_list_is_empty_and_no_heading_stands_alone(project: tuple[int, Path]) -> None:
    site = project[1] / "site"
    pages = {p.relative_to(site).as_posix(): p for p in site.rglob("*.html")}
    found = {name: empty_parts(path.read_text()) for name, path in pages.items()}
    assert {n: parts for n, parts in found.items() if parts and not n.startswith(BY_SCRIPT)} == {}


def test_both_languages_have_the_same_pages(project: tuple[int, Path]) -> None:
    site = project[1] / "site"
    counts = [len(list((site / language).rglob("index.html"))) for language in ("es", "pt")]
    assert counts[0] == counts[1] > 70


def test_files_for_programs_are_whole(project: tuple[int, Path]) -> None:
    records, root = project
    site = root / "site"
    for path in site.rglob("*.json"):
        json.loads(path.read_text())
    for path in (*site.rglob("*.geojson"), *site.rglob("*.webmanifest")):
        json.loads(path.read_text())
    for path in site.rglob("*.xml"):
        ET.parse(path)
    assert len(json.loads((site / "api/v1/meetings.json").read_text())["records"]) == records
    with (site / "data/meetings.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == records
    for path in site.rglob("*.xlsx"):
        assert zipfile.ZipFile(path).testzip() is None
    index = json.loads((site / "pagefind/es/pagefind-entry.json").read_text())
    assert all(language["page_count"] > 10 for language in index["languages"].values())
    sheets = [p.read_bytes() for p in site.rglob("*.pdf")]
    assert all(sheet.startswith(b"%PDF") for sheet in sheets)
    assert bool(sheets) is bool(records)


def test_what_is_not_there_yet_is_said(project: tuple[int, Path]) -> None:
    records, root = project
    said = {
        "index.html": "Todavía no hay encuentros de la unidad en el registro.",
        "linea-de-tiempo/index.html": "Todavía no hay nada de la unidad en el registro.",
        "estado-de-los-datos/index.html": "Todavía no hay registros.",
        "indicadores/index.html": "De ninguno: no hay encuentros cuya acta se haya buscado.",
    }
    for name, words in said.items():
        assert (words in (root / "site/es" / name).read_text()) is (records == 0), name


def test_absent_and_empty_data_are_findings(tmp_path: Path) -> None:
    root = tmp_path / "toy"
    shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("site", ".cache"))
    for path in (root / "data").glob("*.yaml"):
        path.unlink()
    (root / "data" / "cities.yaml").write_bytes(b"")
    codes = {f.place.file: f.code for f in check(read_settings(root)).findings if f.severity == "error"}
    files = {name: code for name, code in codes.items() if name.startswith("data/")}
    assert files.pop("data/cities.yaml") == "E005"
    assert set(files.values()) == {"E002"} and len(files) == 15


@pytest.mark.parametrize(("records", "left"), [(0, 0), (1, 2)])
def test_a_project_is_reduced_to_what_one_meeting_needs(toy_copy: Path, records: int, left: int) -> None:
    reduce(toy_copy, records)
    catalogue, defects = load(toy_copy / "data", toy_copy, ("es", "pt"))
    assert defects == [] and len(list(catalogue)) == left
    errors = [f for f in check(read_settings(toy_copy)).findings if f.severity == "error"]
    assert errors == []
    with pytest.raises(ValueError, match="0 or 1"):
        reduce(toy_copy, 2)

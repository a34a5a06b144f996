"""The physical floor: bench/floor.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import floor
import pytest
import yaml
from conftest import ROOT, TOY

from utpe.checks.runner import Report
from utpe.records.registry import COLLECTIONS


def built(out: Path, *options: object) -> list[Path]:
    """Run it as compare.py does: it forks, which a process that runs tests should not."""
    command = [sys.executable, ROOT / "bench" / "floor.py", TOY / "data", out, *options]
    subprocess.run([str(x) for x in command], check=True)
    return list(out.rglob("*.html"))


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_it_writes_as_many_pages_of_as_many_bytes_as_asked(tmp_path: Path, processes: int) -> None:
    pages = built(tmp_path / "out", "--pages", 301, "--bytes", 9_000, "--processes", processes)
    assert len(pages) == 301
    assert {page.name for page in pages} == {"index.html"}
    assert {page.stat().st_size for page in pages} == {9_000}


@pytest.mark.parametrize("processes", [1, 2])
def test_each_record_has_a_page_in_each_language(tmp_path: Path, processes: int, toy: Report) -> None:
    built(tmp_path / "out", "--processes", processes)
    pages = {p.parent.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.html")}
    records = [(c, r.id) for c, r in toy.catalogue if COLLECTIONS[c].has_pages]
    assert pages == {f"{language}/{c}/{id_}" for c, id_ in records for language in ("es", "pt")}


def test_a_page_says_what_the_record_says(tmp_path: Path) -> None:
    record = {"id": "x", "title": {"es": "Título & más", "pt": "Outro"}, "cities": ["a", "b"]}
    html = floor.page(record, "es").decode()
    assert "<h1>Título &amp; más</h1>" in html
    assert "Outro" not in html
    assert "<dd>a, b" in html


def test_the_collections_without_pages_are_those_of_the_registry() -> None:
    assert {name for name, c in COLLECTIONS.items() if not c.has_pages} == set(floor.WITHOUT_PAGES)


@pytest.mark.parametrize("file", sorted((TOY / "data").glob("*.yaml")), ids=lambda p: p.stem)
def test_it_reads_what_pyyaml_reads(file: Path) -> None:
    assert floor.read(file.read_bytes()) == yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506

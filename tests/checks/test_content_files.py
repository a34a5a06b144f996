"""What may stand in content/, which is published: pages in the folders of languages, and known kinds of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from site_builder import run_utpe

from utpe.checks.finding import Finding
from utpe.checks.runner import check
from utpe.settings import read_settings


def _errors(root: Path) -> list[Finding]:
    return [f for f in check(read_settings(root)).findings if f.severity == "error"]


def _put(root: Path, name: str, content: bytes = b"x") -> Path:
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


PAGE = b"---\ntitle: Una\ndescription: Una que no es de nadie.\n---\n\nTexto.\n"


@pytest.mark.parametrize("name", ["zzz.md", "fr/x.md", "es/x.markdown", "es/sub/x.mkd", "es/X.MD"])
def test_a_page_outside_the_folders_of_languages_is_a_finding(toy_copy: Path, name: str) -> None:
    _put(toy_copy, name, PAGE)
    assert [(f.code, f.place.file) for f in _errors(toy_copy)] == [("E613", f"content/{name}")]


def test_such_a_page_stops_a_build_in_words(toy_copy: Path) -> None:
    _put(toy_copy, "zzz.md", PAGE)
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 1
    assert "content/zzz.md:1:1: E613: " in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "x.html",
        "es/x.html",
        "assets/x.exe",
        "assets/x.svg",
        "assets/x.js",
        "assets/x",
        "assets/acta.pdf",
        "assets/documents/x.html",
        "assets/documents/x.docm",
        "es/index.md.bak",
    ],
)
def test_a_file_of_another_kind_is_a_finding(toy_copy: Path, name: str) -> None:
    _put(toy_copy, name, b"<script>alert(1)</script>")
    assert [(f.code, f.place.file) for f in _errors(toy_copy)] == [("E614", f"content/{name}")]


@pytest.mark.parametrize(
    "name",
    [
        "assets/sala.jpg",
        "es/SALA.PNG",
        "assets/documents/2014/acta.pdf",
        "assets/documents/x.odt",
        ".gitkeep",
    ],
)
def test_a_known_kind_passes(toy_copy: Path, name: str) -> None:
    _put(toy_copy, name)
    assert _errors(toy_copy) == []


def test_an_unknown_kind_is_not_published(toy_copy: Path) -> None:
    _put(toy_copy, "x.html", b"<script>alert(1)</script>")
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 1 and "content/x.html:1:1: E614: " in done.stderr
    assert not (toy_copy / "site").exists()


def test_a_heavy_file_is_told_once(toy_copy: Path) -> None:
    with _put(toy_copy, "assets/documents/acta.pdf").open("wb") as file:
        file.truncate(10_000_001)
    assert [f.code for f in _errors(toy_copy)] == ["E615"]
    meetings = toy_copy / "data" / "meetings.yaml"
    text = meetings.read_text()
    assert "      url: https://example.org/acta.pdf\n" in text
    meetings.write_text(text.replace("url: https://example.org/acta.pdf", "file: acta.pdf", 1))
    assert [f.code for f in _errors(toy_copy)] == ["E512"]


@pytest.mark.parametrize("name", ["assets/x.png", "es/x.md", "zzz.md"])
def test_a_link_or_a_pipe_is_a_finding(toy_copy: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(PAGE)
    path = _put(toy_copy, name)
    for make in (path.symlink_to, lambda _target: os.mkfifo(path)):
        path.unlink()
        make(target)
        assert [(f.code, f.place.file) for f in _errors(toy_copy)] == [("E010", f"content/{name}")]


def test_a_linked_folder_is_a_finding(toy_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (toy_copy / "content" / "assets").symlink_to(tmp_path / "elsewhere")
    assert [(f.code, f.place.file) for f in _errors(toy_copy)] == [("E010", "content/assets")]

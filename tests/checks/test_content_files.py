"""What may stand in content/, which is published: pages in the folders of languages, and known kinds of files."""

from __future__ import annotations

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

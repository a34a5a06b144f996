"""Dates of prose: from one pass over the log, through the plugin, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from site_builder import run_utpe

PAGE = {"es": "es/metodo", "pt": "pt/metodo-pt"}


@pytest.fixture
def committed(toy_copy: Path, git: Callable[..., str]) -> Path:
    git(toy_copy, "init", "-q")
    git(toy_copy, "add", ".")
    git(toy_copy, "commit", "-qm", "Toy", date="2020-05-05T12:00:00Z")
    return toy_copy


def _page(site: Path, language: str) -> str:
    return (site / "site" / PAGE[language] / "index.html").read_text()


def test_a_page_has_the_date_of_its_last_commit_in_its_own_language(committed: Path) -> None:
    assert run_utpe(committed, "build").returncode == 0
    assert "5 de mayo de 2020" in _page(committed, "es")
    assert "5 de maio de 2020" in _page(committed, "pt")


def test_git_is_asked_a_fixed_number_of_times_however_many_pages_there_are(
    committed: Path, git: Callable[..., str], tmp_path: Path
) -> None:
    """The plugin asks once for each page unless what we hand over still means what it meant (1.6.3)."""

    def calls(name: str) -> int:
        log = tmp_path / name
        assert run_utpe(committed, "build", GIT_TRACE=str(log)).returncode == 0
        return log.read_text().count("trace: built-in: git log")

    few = calls("few")
    for n in range(5):
        text = f"---\ntitle: Otra página número {n}\ndescription: Una página de prueba, la número {n}.\n---\nTexto.\n"
        (committed / "content" / "es" / f"more-{n}.md").write_text(text)
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "More")
    assert 0 < calls("many") <= few


def test_a_page_that_changed_since_the_commit_gets_no_date(committed: Path) -> None:
    page = committed / "content" / "es" / "methodology.md"
    page.write_text(page.read_text() + "\nUna frase más.\n")
    assert run_utpe(committed, "build").returncode == 0
    assert "2020" not in _page(committed, "es").partition("<footer")[0].rpartition('class="meta last"')[2]

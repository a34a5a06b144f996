"""The same commit gives the same bytes: elsewhere, later, in another place of the world, with other habits.

`manifest.sha256` says so for all files but those of the search index (docs/decisions/search.md).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from site_builder import EPOCH, NO_SETTINGS, digest, run_utpe

from utpe.exports.manifest import MANIFEST
from utpe.settings import LATEST_DAY

HABITS = """\
[blame]
	ignoreRevsFile = habits
	showRoot = true
[color]
	ui = always
[core]
	abbrev = 4
	autocrlf = input
[diff]
	noprefix = true
	renames = copies
[log]
	follow = true
	showSignature = true
[status]
	relativePaths = false
"""
HERE = {
    "TZ": "America/Buenos_Aires",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "0",
    "OTHER_CORES": "1",
    "OTHER_UMASK": "022",
    "SOURCE_DATE_EPOCH": "",
}
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "7",
    "OTHER_CORES": "3",
    "OTHER_UMASK": "077",
    "OTHER_DAYS": "400",
    "OTHER_ORDER": "backwards",
}


def _built(root: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> list[str]:
    """Build a site; return the lines of its manifest, which `sha256sum` has found right and complete."""
    monkeypatch.delenv(LATEST_DAY, raising=False)
    machine = os.pathsep.join([str(ROOT / "tests/other_machine"), os.environ.get("PYTHONPATH", "")])
    done = run_utpe(root, "build", PYTHONPATH=machine, **environment)
    assert done.returncode == 0, done.stderr
    site = root / "site"
    subprocess.run(["sha256sum", "--strict", "--quiet", "-c", MANIFEST], cwd=site, check=True)
    lines = (site / MANIFEST).read_text().splitlines()
    assert {line.split("  ", 1)[1] for line in lines} == digest(site).keys() - {MANIFEST}
    return lines


def _is_the_same_everywhere(
    origin: Path, tmp_path: Path, git: Callable[..., str], monkeypatch: pytest.MonkeyPatch, **settings: str
) -> None:
    """Build a commit here and elsewhere, without caches and with them, on its day and on the day that is told."""
    here, elsewhere, habits = tmp_path / "here", tmp_path / "Año «nuevo»" / "sítio", tmp_path / "gitconfig"
    for root in (here, elsewhere):
        git(tmp_path, "clone", "-q", str(origin), str(root))
        # What some people tell git to look through.
        (root / ".git/info/exclude").write_text("habits\n")
        (root / "habits").write_text(git(root, "rev-list", "HEAD", "--", "data"))
    habits.write_text(HABITS)
    first = _built(here, monkeypatch, **settings, **HERE)
    told = {**settings, "SOURCE_DATE_EPOCH": git(here, "log", "-1", "--format=%ct").strip()}
    assert _built(elsewhere, monkeypatch, **told, **ELSEWHERE, GIT_CONFIG_GLOBAL=str(habits)) == first
    # With what the first time left behind.
    assert _built(here, monkeypatch, **told) == first


def test_a_commit_gives_the_same_bytes_everywhere(
    toy_copy: Path, git: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(toy_copy, "init", "-q", "-b", "main")
    git(toy_copy, "add", "-A")
    git(toy_copy, "commit", "-qm", "one", date="2026-10-01T12:00:00Z")
    meetings = toy_copy / "data/meetings.yaml"
    meetings.write_text(meetings.read_text().replace("día bisiesto", "bisiesto"))
    git(toy_copy, "commit", "-qam", "two", date=f"@{EPOCH} +0000")
    _is_the_same_everywhere(toy_copy, tmp_path, git, monkeypatch, **NO_SETTINGS)


@pytest.mark.audit
def test_the_real_site_is_the_same_everywhere(
    git: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "SITE_URL": "https://example.org/sub/path/",
        "REPO_URL": "https://forge.example.org/r",
        "CONTACT_EMAIL": "ana@example.org",
    }
    _is_the_same_everywhere(ROOT, tmp_path, git, monkeypatch, **settings)


def test_the_day_that_is_told_is_that_of_the_pages(toy_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is still to come or overdue depends on it; the tests above move every other day."""
    now, later = (_built(toy_copy, monkeypatch, SOURCE_DATE_EPOCH=day) for day in (EPOCH, "1827014400"))
    changed = {line.split("  ", 1)[1] for line in {*now} ^ {*later}}
    assert "es/embed/agenda/index.html" in changed

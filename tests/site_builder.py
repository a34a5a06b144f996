"""Builds a site through the real entry points, as a person at a terminal would."""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from warm_utpe import run_warm

from utpe.cli import main

EPOCH = "1795478400"
# Only a process that stands still is waited for so long.
PATIENCE = 600
# They say how an interpreter begins.
OF_THE_INTERPRETER = {"TZ", "LC_ALL", "LANG", "PYTHONHASHSEED"}
NO_SETTINGS = {"SITE_URL": "", "REPO_URL": "", "CONTACT_EMAIL": ""}


def run_utpe(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `utpe` in a project, in a process of its own; the result has its exit status and what it printed."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    if not OF_THE_INTERPRETER & environment.keys():
        return run_warm(root, arguments, env, PATIENCE)
    command = [sys.executable, "-m", "utpe.cli", *arguments]
    # It may write in the letters of another locale.
    return subprocess.run(
        command,
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )


def check_here(root: Path, capsys: pytest.CaptureFixture[str]) -> subprocess.CompletedProcess[str]:
    """Run `utpe check` on a project as `run_utpe` does, without a process of its own: for long tables of cases."""
    status = main(["check", "--root", str(root)])
    return subprocess.CompletedProcess(["utpe", "check"], status, *capsys.readouterr())


def run_mkdocs(
    root: Path, *arguments: str, tool: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` (or ProperDocs) in a project."""
    command = [sys.executable, "-m", tool, *arguments]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Make a file or folder once for all processes of this run; return its path. Nobody may change it.

    The first process calls `make` with the path, the others wait for it.
    """
    # Each process of pytest-xdist has a folder of its own in one of them all.
    base = factory.getbasetemp()
    target = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"once-{name}"
    with target.with_name(f"{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            # What fails half-way is not taken for made.
            beside = Path(tempfile.mkdtemp(dir=base)) / target.name
            make(beside)
            beside.rename(target)
    return target


def built_once(factory: pytest.TempPathFactory, name: str, root: Path, **settings: str) -> Path:
    """Return the site of a project as it is, made once; of the settings of a deployment, others are empty."""

    def build(site: Path) -> None:
        environment = {**NO_SETTINGS, "SOURCE_DATE_EPOCH": EPOCH, **settings}
        done = run_mkdocs(root, "build", "-q", "-d", str(site), **environment)
        assert done.returncode == 0, done.stderr

    return made_once(factory, name, build)


def digest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder but those of the search index and of caches.

    Pagefind numbers its words as its threads happen to meet them (docs/decisions/search.md).
    """
    left_out = {folder / "pagefind", folder / ".cache"}
    files = sorted(p for p in folder.rglob("*") if p.is_file() and left_out.isdisjoint(p.parents))
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder, by its path in it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

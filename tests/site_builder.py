"""Builds a site through the real entry points, as a person at a terminal would."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path


def run_utpe(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `utpe` in a project; the result has its exit status and what it printed."""
    command = [sys.executable, "-m", "utpe.cli", *arguments]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, timeout=120, check=False
    )


def run_mkdocs(
    root: Path, *arguments: str, tool: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs` (or ProperDocs) in a project."""
    command = [sys.executable, "-m", tool, *arguments]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment}
    return subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, timeout=120, check=False
    )


def digest(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a folder but those of the search index.

    Pagefind numbers its words as its threads happen to meet them (docs/decisions/search.md).
    """
    inside = folder / "pagefind"
    files = sorted(p for p in folder.rglob("*") if p.is_file() and inside not in p.parents)
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

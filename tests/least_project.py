"""The real project with next to nothing in its register."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT
from least import reduce
from site_builder import EPOCH, NO_SETTINGS, made_once, run_utpe


def least_project(factory: pytest.TempPathFactory, records: int) -> Path:
    """Return the real project, its prose whole, with 0 records or one meeting; its site is built. Read only."""

    def make(root: Path) -> None:
        root.mkdir()
        for name in ("content", "data"):
            shutil.copytree(ROOT / name, root / name)
        for name in ("overrides", "mkdocs.yml"):
            (root / name).symlink_to(ROOT / name)
        reduce(root, records)
        done = run_utpe(root, "build", SOURCE_DATE_EPOCH=EPOCH, **NO_SETTINGS)
        assert done.returncode == 0, done.stderr

    return made_once(factory, f"least-{records}", make)

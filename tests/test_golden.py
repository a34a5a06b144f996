"""Whole pages of the toy site, compared byte for byte with kept ones.

After a change that is meant: `UTPE_GOLDEN=write .venv/bin/python -m pytest tests/test_golden.py`, then read the diff.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from site_builder import run_utpe

KEPT = Path(__file__).parent / "golden"
PAGES = {
    "meeting.es.html": "es/reuniones/toy-2014-alfa/index.html",
    "meeting-fallback.pt.html": "pt/reunioes/toy-sin-fecha/index.html",
    "plan.pt.html": "pt/plano-de-trabalho/plan-toy/index.html",
    "listing.es.html": "es/reuniones/index.html",
    "embed.es.html": "es/embed/agenda/index.html",
    "headers.txt": "_headers",
    "sitemap.xml": "sitemap.xml",
    "404.html": "404.html",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:

    root = Path(__file__).parent
    target = tmp_path_factory.mktemp("golden") / "toy"
    shutil.copytree(root / "toy", target, ignore=shutil.ignore_patterns("site", ".cache"))
    config = target / "mkdocs.yml"
    config.write_text(config.read_text().replace("../../overrides", str(root.parent / "overrides")))
    done = run_utpe(target, "build", SITE_URL="https://example.org/", SOURCE_DATE_EPOCH="1795478400")
    assert done.returncode == 0, done.stderr
    return target / "site"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was_kept(site: Path, name: str) -> None:
    # Names of assets change with their content, which other tests look at.
    made = re.sub(r"\.[0-9a-f]{10}\.(css|js)", r".\1", (site / PAGES[name]).read_text())
    kept = KEPT / name
    if os.environ.get("UTPE_GOLDEN") == "write":
        kept.write_text(made)
    assert made == kept.read_text()

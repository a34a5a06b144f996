"""Editions to export: the toy site's, and the real one's; with an address, as once they are published."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from utpe.checks.runner import Report
from utpe.exports.edition import Edition
from utpe.indicators.table import figures
from utpe.reading.git_history import History
from utpe.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "toy"
TODAY = dt.date(2026, 11, 24)
SITE_URL = "https://example.org/sub/"


def _edition(report: Report, root: Path) -> Edition:
    settings = Settings(root=root, today=TODAY, site_url=SITE_URL, theme_dir=ROOT / "overrides")
    counted = figures(report.catalogue, TODAY.year, settings.languages)
    return Edition(settings, report.catalogue, History("no_git"), counted)


@pytest.fixture
def toy_edition(toy: Report) -> Edition:
    """The edition of the toy site, outside any repository."""
    return _edition(toy, TOY)


@pytest.fixture(scope="session")
def real_edition(real: Report) -> Edition:
    """The edition of the real data, outside any repository."""
    return _edition(real, ROOT)

"""What all tests share: the sites, read or built, copies that a test may change, and which tests begin."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from site_builder import EPOCH, built_once

from utpe.checks.runner import Report, check
from utpe.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent
TOY = ROOT / "tests" / "toy"
TODAY = dt.date(2026, 11, 24)
CHROMIUM = os.environ.get("UTPE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    # One process less for each browser: painting is a tenth of the time.
    "--in-process-gpu",
    # The lean Chromium 150 of Debian crashes in a tab that a link opens in another process.
    "--process-per-site",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# No test is timed: a slow machine is not a failure.
hypothesis_settings.register_profile("utpe", deadline=None)
hypothesis_settings.load_profile("utpe")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests: one that begins last leaves the other processes idle."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def _frozen_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the clock, on the user's git settings, or on the settings of a deployment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setenv("UTPE_LATEST_DAY", TODAY.isoformat())
    for name in ("SITE_URL", "REPO_URL", "CONTACT_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def toy_settings() -> Settings:
    """Settings of the toy site, for the core without MkDocs."""
    return Settings(root=TOY, today=TODAY, theme_dir=ROOT / "overrides", page_size=3)


@pytest.fixture
def toy(toy_settings: Settings) -> Report:
    """The toy site, read; loading it with any error is a failure of every test that uses it."""
    report = check(toy_settings)
    errors = [f for f in report.findings if f.severity == "error"]
    assert not errors, errors
    return report


@pytest.fixture(scope="session")
def real() -> Report:
    """The real data and prose, read and checked."""
    return check(read_settings(ROOT))


@pytest.fixture
def toy_copy(tmp_path: Path) -> Path:
    """A copy of the toy site in a folder of its own, its theme reachable, outside any repository."""
    return _copied_toy(tmp_path / "toy")


def _copied_toy(target: Path) -> Path:
    shutil.copytree(TOY, target, ignore=shutil.ignore_patterns("site", ".cache"))
    config = target / "mkdocs.yml"
    config.write_text(config.read_text().replace("../../overrides", str(ROOT / "overrides")))
    return target


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy site, built with every setting filled; to be read only."""
    return built_once(
        tmp_path_factory,
        "toy",
        TOY,
        SITE_URL="https://example.org/sub/path/",
        REPO_URL="https://forge.example.org/r",
        CONTACT_EMAIL="ana@example.org",
    )


@pytest.fixture(scope="session")
def bare_toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy site, built outside any repository with every setting empty; to be read only."""
    return built_once(tmp_path_factory, "bare-toy", _copied_toy(tmp_path_factory.mktemp("bare") / "toy"))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as the repository has it: every setting empty; to be read only."""
    return built_once(tmp_path_factory, "real", ROOT)


@pytest.fixture
def git() -> Callable[..., str]:
    """Run git in a folder, with a fixed author and, if given, a fixed date."""

    def run(folder: Path, *arguments: str, date: str = "2026-11-01T12:00:00Z") -> str:
        environment = {
            **os.environ,
            "GIT_AUTHOR_NAME": "Ana",
            "GIT_AUTHOR_EMAIL": "ana@example.org",
            "GIT_COMMITTER_NAME": "Ana",
            "GIT_COMMITTER_EMAIL": "ana@example.org",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_DATE": date,
        }
        command = ["git", "-C", str(folder), *arguments]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    return run


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real Chromium; the tests fail, rather than pass unseen, where there is none."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "no Chromium: set UTPE_CHROMIUM or run `make test`, which finds or installs one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()

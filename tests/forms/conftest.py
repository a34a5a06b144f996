"""The form's engine in a real Chromium, with what a site tells it: no page, no server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TODAY, TOY

from utpe.checks.runner import Report, check
from utpe.exports.edition import edition_of
from utpe.exports.forms import form_files
from utpe.reading.git_history import History
from utpe.settings import Settings

ENGINE = [p for p in sorted((ROOT / "overrides/assets/js/form").glob("*.js")) if not p.name.startswith("ui-")]
# Findings with their words, and many answers in one call.
SHORTCUTS = """
utpe.inWords = (...given) => utpe.check(...given).map((finding) => [finding, utpe.sentence(finding)]);
utpe.each = (name, values, before, ...after) =>
  values.map((value) => utpe[name](...(before ? [before] : []), value, ...after));
"""
Engine = Callable[..., Any]
"""Calls a function of the engine (`check`, `write` …) with plain values."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def engine_of(chromium: Any, report: Report, root: Path, language: str = "es") -> Engine:
    """Return the engine as a page in this language has it that was made from a report."""
    settings = Settings(root=root, today=TODAY)
    files = form_files(edition_of(settings, report.catalogue, History("no_git")))
    page = chromium.new_page()
    for path in ENGINE:
        page.add_script_tag(content=path.read_text("utf-8"))
    for name in ("spec", "lists", f"words.{language}"):
        page.add_script_tag(content=files[f"forms/{name}.js"].decode())

    page.add_script_tag(content=SHORTCUTS)

    def call(name: str, *arguments: Any) -> Any:
        return page.evaluate("([name, values]) => utpe[name](...values)", [name, list(arguments)])

    return call


@pytest.fixture(scope="session")
def toy_report() -> Report:
    """The toy site, read and checked."""
    return check(Settings(root=TOY, today=TODAY, theme_dir=ROOT / "overrides"))


@pytest.fixture(scope="session")
def engine(chromium: Any, toy_report: Report) -> Engine:
    """The engine beside the toy site, in Spanish."""
    return engine_of(chromium, toy_report, TOY)


@pytest.fixture(scope="session")
def engine_in(chromium: Any, toy_report: Report) -> Callable[[str], Engine]:
    """Return what makes the engine of a page in a language, beside the toy site."""
    return lambda language: engine_of(chromium, toy_report, TOY, language)


@pytest.fixture(scope="session")
def engine_at(chromium: Any) -> Callable[[Report, Path], Engine]:
    """Return what makes the engine beside a site that was read and checked, in Spanish."""
    return lambda report, root: engine_of(chromium, report, root)


@pytest.fixture(scope="session")
def real_engine(chromium: Any, real: Report) -> Engine:
    """The engine beside the real data, in Spanish."""
    return engine_of(chromium, real, ROOT)

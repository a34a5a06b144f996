"""The preview in a real browser: a page that is open shows what was saved, and others stay as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from live_server import PATIENCE, Server, served
from playwright.sync_api import expect

PAGE = "es/reuniones/toy-2016-bisiesto/"
OTHER = "es/metodo/"
WAIT = PATIENCE * 1000


@pytest.fixture
def running(toy_copy: Path) -> Any:
    with served(toy_copy) as server:
        yield server


def _rename(root: Path, old: str, new: str) -> None:
    data = root / "data" / "meetings.yaml"
    text = data.read_text()
    assert old in text
    data.write_text(text.replace(old, new, 1))


def test_an_open_page_shows_what_was_saved_and_no_other_is_reloaded(
    running: Server, toy_copy: Path, chromium: Any
) -> None:
    page, other = chromium.new_page(), chromium.new_page()
    page.goto(running.address + PAGE)
    other.goto(running.address + OTHER)
    other.evaluate("window.isTheSame = true")
    _rename(toy_copy, "Encuentro del día bisiesto", "Encuentro del 29")
    expect(page).to_have_title(re.compile("Encuentro del 29"), timeout=WAIT)
    running.until(r"(\d) s\.")
    _rename(toy_copy, "Encuentro del 29", "Encuentro del 30")
    expect(page).to_have_title(re.compile("Encuentro del 30"), timeout=WAIT)
    running.until(r"(\d) s\.")
    assert other.evaluate("window.isTheSame")
    page.close()
    other.close()


def test_a_page_that_was_away_when_it_changed_is_renewed_when_it_is_back(
    running: Server, toy_copy: Path, chromium: Any
) -> None:
    page = chromium.new_page()
    page.route("**/_live?*", lambda route: route.abort())
    page.goto(running.address + PAGE)
    _rename(toy_copy, "Encuentro del día bisiesto", "Encuentro del 29")
    running.until(r"(\d) s\.")
    assert page.title().startswith("Encuentro del día bisiesto")
    page.unroute("**/_live?*")
    # As after a while in another tab.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page).to_have_title(re.compile("Encuentro del 29"), timeout=WAIT)
    page.close()

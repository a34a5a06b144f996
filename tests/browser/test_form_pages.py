"""Form pages as they are: without scripts, on small screens, from a folder, for assistive technology, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from form_driver import Form
from second_language import others_in_audit

from utpe.forms.spec import PROPOSED
from utpe.pages import routes

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
OPEN = "for (const fold of document.querySelectorAll('main details')) fold.open = true"
AXE = Axe()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _violations(page: Any) -> list[Any]:
    found = AXE.run(page, options={"runOnly": RULES}).response["violations"]
    return [(v["id"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize("collection", others_in_audit(PROPOSED, "meetings"))
def test_axe_finds_nothing(page: Any, toy_url: str, collection: str) -> None:
    Form(page, toy_url, "es", collection)
    page.evaluate(OPEN)
    for button in page.locator("[data-do=add]:visible, [data-do=describe]:visible").all():
        button.click()
    assert _violations(page) == []


@pytest.mark.parametrize("scheme", others_in_audit(("light", "dark"), "dark"))
def test_axe_finds_nothing_in_what_is_said(chromium: Any, toy_url: str, scheme: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    form = Form(page, toy_url, "pt", "meetings")
    form.fill({"title": {"es": "x" * 2_001}, "date": "31/02/2014", "city_ids": ["nenhuma"]})
    page.click("#review")
    assert page.is_visible("#summary") and page.locator(".msgs .error").count() > 3
    assert _violations(page) == []
    page.check("#licence")
    page.click("#review")
    page.click("#anyway")
    assert page.is_visible("#result")
    assert _violations(page) == []
    page.close()


@pytest.mark.parametrize("collection", PROPOSED)
@pytest.mark.parametrize("width", [320, 640])
def test_nothing_scrolls_sideways(chromium: Any, toy_url: str, collection: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 700})
    Form(page, toy_url, "es", collection)
    page.evaluate(OPEN)
    for button in page.locator("[data-do=add]:visible, [data-do=describe]:visible").all():
        button.click()
    page.click("#review")
    assert page.is_visible("#summary")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_targets_are_large_enough(chromium: Any, toy_url: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 700})
    Form(page, toy_url, "es", "meetings")
    small = page.evaluate(
        """() => [...document.querySelectorAll('#form :is(input, select, textarea, button, summary, .opt)')]
        .filter(e => e.offsetParent && !e.matches('.opt input'))
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height]).filter(([, h]) => h < 24)"""
    )
    assert small == []
    page.close()


@pytest.mark.parametrize("language", ["es", "pt"])
def test_without_scripts_it_can_be_read_and_printed(chromium: Any, toy_url: str, language: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(urljoin(toy_url, routes.form(language, "meetings")))
    assert "JavaScript" in page.inner_text(".form .note")
    template = page.get_attribute(".form .note a", "href")
    assert template.endswith(f"forms/meetings.{language}.yaml")
    # Every question is there, and nothing that would do nothing.
    assert page.locator("[data-f]").count() > 60
    assert page.locator("#form button:visible").count() == 0
    assert page.is_visible("#f-title\\.pt") and page.is_visible("[data-f=source] [data-f=publisher] input")
    page.emulate_media(media="print")
    assert not page.is_visible("aside") and page.is_visible("[data-f=kind] label")
    # What is folded on the screen is on the paper too.
    assert (
        page.locator("[data-f=narrative] textarea").first.evaluate(
            "e => e.checkVisibility({contentVisibilityAuto: true}) && e.offsetHeight"
        )
        > 20
    )
    context.close()


def test_a_file_that_does_not_arrive_is_told(page: Any, toy_url: str) -> None:
    page.route("**/forms/lists.js", lambda route: route.abort())
    page.goto(urljoin(toy_url, routes.form("es", "meetings")))
    page.wait_for_selector("#draft:has-text('forms/lists')")


def test_one_language_can_be_left_out(page: Any, toy_url: str) -> None:
    form = Form(page, toy_url, "pt", "meetings")
    page.check("input[name=tongue][value=pt]")
    assert not page.is_visible("#f-title\\.es") and page.is_visible("#f-title\\.pt")
    # One of them after all.
    page.locator("[data-f=title] .tongues .link").first.click()
    assert page.is_visible("#f-title\\.es") and not page.is_visible("#f-venue\\.es")
    form.fill({"title": {"pt": "Reunião"}})
    page.reload()
    page.wait_for_selector("#form[data-ready]")
    assert not page.is_visible("#f-venue\\.es"), "the choice is kept"
    # What is written stays in sight.
    Form(page, toy_url, "pt", "meetings", "?id=toy-2014-alfa")
    assert page.is_visible("#f-title\\.es")


def test_the_start_page_leads_to_every_form(page: Any, toy_url: str) -> None:
    for language in ("es", "pt"):
        page.goto(urljoin(toy_url, routes.section(language, "propose")))
        links = page.eval_on_selector_all("main a", "all => all.map(a => a.href)")
        for collection in PROPOSED:
            assert urljoin(toy_url, routes.form(language, collection)) in links
            assert urljoin(toy_url, routes.form_template(language, collection)) in links

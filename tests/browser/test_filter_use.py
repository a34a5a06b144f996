"""Filters in use: by keyboard, on a phone, by assistive technology, without scripts, on a bad network."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe import violations
from filtered_listing import (
    PHONE,
    WIDE,
    Reckoning,
    body,
    choose,
    name_options,
    opened,
    option,
    section,
    shown,
    slug,
    until,
    wait_for,
)
from page_kinds import LANGUAGES

from utpe.text.strings import strings

RULES = {"light": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "dark": ["wcag2aa"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keyboard_alone(chromium: Any, real_url: str, language: str) -> None:
    s, data = strings(language), Reckoning("meetings", language)
    name, word = slug(language, "status", "announced")
    with opened(chromium, section(real_url, language)) as page:
        name_options(page)
        focus = "document.activeElement.dataset.test"
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate(focus) == f"{name}/{word}":
                break
        page.keyboard.press("Enter")
        wait_for(page, len(data.ids(**{name: word})))
        assert page.evaluate(focus) == f"{name}/{word}", "focus stays where it is"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hasAttribute('href')"), (
            "what gives nothing is passed over"
        )
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "BUTTON":
                break
        assert page.evaluate("document.activeElement.textContent") == s("ui.filters_clear")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.keyboard.press("ArrowDown")
        until(page, "location.search.includes('=') && location.search.includes('&')")
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        until(page, "document.activeElement.id === 'list'")
        assert name not in page.url and s("slugs.order.oldest") in page.url


@pytest.mark.parametrize(("language", "viewport"), [("es", WIDE), ("pt", PHONE)], ids=["1280", "320"])
@pytest.mark.parametrize(
    ("collection", "facet", "value"),
    [("meetings", "status", "held"), ("publications", "kind", "article"), ("governance", "country", "AR")],
)
def test_a_filtered_listing_is_accessible_and_fits(
    chromium: Any,
    real_url: str,
    language: str,
    viewport: dict[str, int],
    collection: str,
    facet: str,
    value: str,
) -> None:
    name, word = slug(language, facet, value, collection)
    with opened(
        chromium, f"{section(real_url, language, collection)}?{name}={word}", viewport=viewport
    ) as page:
        until(page, "!document.querySelector('.bar button').hidden")
        if viewport is PHONE:
            page.locator(".fold > summary").click()
            # Where the bar at the bottom of the window has its own place, and covers no option.
            page.locator(".total").scroll_into_view_if_needed()
        assert page.locator(".fac [aria-disabled]").count() > 0
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            assert violations(page, rules) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        small = page.locator("main :is(button, select, .go, .fac a, summary):visible").evaluate_all(
            "x => x.map(e => e.getBoundingClientRect()).filter(b => b.height < 24 || b.width < 24).length"
        )
        assert small == 0


@pytest.mark.parametrize("depth", [0, 3000])
def test_the_option_that_is_chosen_does_not_move(chromium: Any, real_url: str, depth: int) -> None:
    data = Reckoning("meetings", "es")
    name, word = slug("es", "country", "BR")
    with opened(chromium, section(real_url, "es")) as page:
        name_options(page)
        page.locator(".bar").scroll_into_view_if_needed()
        page.evaluate("n => scrollBy(0, n)", depth)
        link = option(page, name, word)
        link.hover()
        before, top = link.bounding_box(), page.evaluate("scrollY")
        link.click()
        wait_for(page, len(data.ids(**{name: word})))
        assert link.bounding_box() == before
        box = page.locator(".all").bounding_box()
        assert box["y"] < WIDE["height"], "the beginning of the list is in sight"
        assert (page.evaluate("scrollY") == top) == (depth == 0)


def test_on_a_phone_a_bar_tells_the_number_and_leads_to_the_list(chromium: Any, real_url: str) -> None:
    data = Reckoning("meetings", "es")
    name, word = slug("es", "status", "held")
    with opened(chromium, section(real_url, "es"), viewport=PHONE) as page:
        name_options(page)
        assert page.locator(".go").is_hidden()
        page.locator(".fold > summary").click()
        count = len(data.ids(**{name: word}))
        before = page.evaluate("scrollY")
        choose(page, name, word, count)
        assert page.locator(".go").inner_text() == f"Ver la lista: {count} encuentros"
        box = page.locator(".go").bounding_box()
        assert 0 <= box["y"] <= PHONE["height"] - box["height"]
        assert option(page, name, word).is_visible() and page.evaluate("scrollY") >= before
        page.locator(".go").click()
        assert page.locator(".go").is_hidden()
        until(page, "Math.abs(document.querySelector('#list').getBoundingClientRect().top) < 60")
        assert shown(page) == data.ids(**{name: word})


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_for_before_the_first_use_and_then_once(
    chromium: Any, real_url: str, language: str
) -> None:
    data = Reckoning("meetings", language)
    asked: list[str] = []
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    page.on("request", lambda r: asked.append(urlsplit(r.url).path))
    try:
        page.goto(section(real_url, language), wait_until="networkidle")
        name_options(page)
        first = list(asked)
        assert not any(path.endswith(".json") for path in first)
        name, word = slug(language, "status", "held")
        choose(page, name, word, len(data.ids(**{name: word})))
        page.locator("select").select_option(strings(language)("slugs.order.title"))
        until(page, "!document.querySelector('.all h3')")
        page.go_back()
        until(page, "document.querySelector('.all h3')")
        later = [path for path in asked[len(first) :] if "/assets/" not in path]
        assert later == [f"{urlsplit(section(real_url, language)).path}list.json"]
    finally:
        context.close()


def test_a_page_of_a_record_loads_no_filter(chromium: Any, real_url: str) -> None:
    asked: list[str] = []
    context = chromium.new_context()
    page = context.new_page()
    page.on("request", lambda r: asked.append(r.url))
    page.goto(urljoin(real_url, "es/reuniones/utpeyam-2017-buenos-aires/"))
    page.goto(urljoin(real_url, "es/glosario/"))
    context.close()
    assert len(asked) > 4 and not any("filter" in a for a in asked)


def test_a_list_that_does_not_come_leaves_the_links_of_the_build(chromium: Any, real_url: str) -> None:
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    page.route("**/list.json", lambda route: route.abort())
    try:
        page.goto(section(real_url, "es"))
        name_options(page)
        before = body(page)
        link = option(page, "estado", "realizado")
        link.click()
        until(
            page,
            "t => document.querySelector('.total').textContent.includes(t)",
            strings("es")("ui.filters_failed"),
        )
        assert body(page) == before
        assert link.get_attribute("aria-current") is None
        link.click()
        page.wait_for_url("**/reuniones/estado/realizado/")
    finally:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_column_leads_to_pages_and_nothing_is_idle(
    chromium: Any, real_url: str, language: str
) -> None:
    with opened(chromium, section(real_url, language), java_script_enabled=False) as page:
        assert page.locator("select:visible, .bar button:visible, .go:visible").count() == 0
        links = page.locator(".fac a:not(.go)").evaluate_all("x => x.map(a => a.getAttribute('href'))")
        assert len(links) > 30 and not any("?" in link for link in links)
        page.locator(".fac a", has_text="2014").click()
        assert page.locator("h1").inner_text().endswith(": 2014")

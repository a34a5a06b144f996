"""Every kind of page in both languages, in a real Chromium under the real Content Security Policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe import violations
from page_kinds import ANY_RECORD, LANGUAGES, OVERVIEWS, PROSE, RECORDS, SECTIONS
from second_language import in_audit
from site_links import broken_links

from utpe.pages import routes

RECORD_PATHS = set(RECORDS)
PAGES = [
    "",
    *(f"{language}/" for language in LANGUAGES),
    *SECTIONS,
    *OVERVIEWS,
    *RECORDS,
    *(f"{language}/{path}" for language in LANGUAGES for path in PROSE[language]),
    routes.facet("es", "meetings", "year", "2014"),
    routes.facet("pt", "governance", "status", "extinction_announced"),
    routes.numbered(routes.section("es", "cities"), 2, "es"),
    routes.numbered(routes.overview("pt", "alphabet", "c"), 2, "pt"),
    "es/fuentes/m/",
    "pt/fontes/f/",
]
# The rules that depend on colours.
RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Whether targets crowd depends on where lines break.
PHONES = (412, 360, 320)
TARGETS = {"type": "rule", "values": ["target-size"]}


def _open(chromium: Any, url: str, path: str, **options: Any) -> tuple[Any, Any, list[str]]:
    """Open a page and gather what it complains of and what it asks of other hosts."""
    context = chromium.new_context(**options)
    page = context.new_page()
    troubles: list[str] = []
    for event, listener in _listeners(url, troubles).items():
        page.on(event, listener)
    page.goto(urljoin(url, path))
    return context, page, troubles


def _listeners(url: str, troubles: list[str]) -> dict[str, Callable[[Any], None]]:
    """For each event of a page, what writes down the trouble that it tells of."""
    own = urlsplit(url).netloc

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            troubles.append(f"console {message.type}: {message.text}")

    def asked(request: Any) -> None:
        if urlsplit(request.url).netloc not in (own, ""):
            troubles.append(f"request: {request.url}")

    return {
        "console": said,
        "pageerror": lambda e: troubles.append(f"error: {e}"),
        "request": asked,
        "requestfailed": lambda r: troubles.append(f"failed: {r.url}"),
    }


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_and_fits(onlooker: Any, real_url: str, path: str) -> None:
    _examine_space(onlooker, real_url, path)


@pytest.mark.parametrize("path", in_audit(PAGES))
def test_a_page_is_accessible_in_both_schemes(onlooker: Any, real_url: str, path: str) -> None:
    _examine_rules(onlooker, real_url, path)


def test_the_lost_page_is_too_under_a_sub_path(onlooker: Any, toy_url: str) -> None:
    # The only page with absolute addresses: a server shows it at any depth, so it needs `site_url`.
    _examine_space(onlooker, toy_url, "404.html")
    _examine_rules(onlooker, toy_url, "404.html")


def _examine_rules(page: Any, url: str, path: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(urljoin(url, path))
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        assert violations(page, rules) == []


def _examine_space(page: Any, url: str, path: str) -> None:
    troubles: list[str] = []
    listeners = _listeners(url, troubles)
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        page.emulate_media(color_scheme="light")
        page.goto(urljoin(url, path))
        for width in PHONES:
            page.set_viewport_size({"width": width, "height": 800})
            assert violations(page, TARGETS) == [], width
        page.set_viewport_size({"width": 320, "height": 700})
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, f"{path} is {width} pixels wide at 320"
        assert page.locator("h1").count() == 1
        assert troubles == []
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)


def _follow(page: Any, selector: str) -> str:
    """Click the first link that `selector` finds; return the address reached, its page read to the end."""
    with page.expect_navigation(wait_until="load"):
        page.locator(selector).first.click()
    return str(page.url)


# Whoever goes there and back was on the pages of both languages.
@pytest.mark.parametrize("path", in_audit(p for p in PAGES if p))
def test_the_switch_returns_to_the_same_item(chromium: Any, real_url: str, path: str) -> None:
    context, page, _ = _open(chromium, real_url, path, java_script_enabled=False)
    try:
        here = page.url
        there = _follow(page, "ul.lang a")
        assert there != here
        assert page.evaluate("document.documentElement.lang") != ("es" if path.startswith("es/") else "pt-BR")
        if path in RECORD_PATHS:
            assert there.rstrip("/").rsplit("/", 1)[-1] == here.rstrip("/").rsplit("/", 1)[-1]
        assert _follow(page, "ul.lang a") == here
    finally:
        context.close()


@pytest.mark.parametrize("language", ["es", "pt"])
def test_a_page_can_be_read_without_javascript(chromium: Any, real_url: str, language: str) -> None:
    path = routes.record(language, "meetings", ANY_RECORD["meetings"])
    words = []
    for enabled in (True, False):
        context, page, _ = _open(
            chromium, real_url, path, java_script_enabled=enabled, viewport={"width": 360, "height": 700}
        )
        page.locator("details.menu summary").click()
        assert page.locator("details.menu nav a").first.is_visible()
        # Scripts add ways to copy; all there is to read stands without them.
        page.locator("main button").evaluate_all("all => all.forEach(button => button.remove())")
        words.append(re.sub(r"\s+", " ", page.locator("main").inner_text()))
        assert page.locator("button.theme").is_visible() == enabled
        context.close()
    assert words[0] == words[1]


def test_the_readers_colours_are_kept(chromium: Any, real_url: str) -> None:
    context, page, troubles = _open(chromium, real_url, "es/", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("button.theme").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(urljoin(real_url, "pt/"))
    assert page.evaluate(paper) == dark
    assert page.evaluate("Object.keys(localStorage)") == ["utpe-theme"]
    assert context.cookies() == []
    assert troubles == []
    context.close()


def test_keyboard_reaches_the_content(chromium: Any, real_url: str) -> None:
    context, page, _ = _open(chromium, real_url, "es/reuniones/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "c"
    context.close()


@pytest.mark.parametrize("which", ["toy_site", "real_site"])
def test_every_internal_link_and_anchor_resolves(request: pytest.FixtureRequest, which: str) -> None:
    site: Path = request.getfixturevalue(which)
    assert broken_links(site) == []
    assert len(list(site.rglob("*.html"))) > 100


def test_no_page_needs_an_exception_of_the_policy(real_site: Path) -> None:
    for path in real_site.rglob("*.html"):
        html = path.read_text()
        # What an example shows of a tag is text: its `<` is written `&lt;`.
        assert "<style" not in html and not re.search(r"<[a-z][^<>]* style=", html), path
        # Data are no script: HTML, «prepare the script element», ends before the policy is asked.
        assert not re.search(r'<script(?! type="?application/(?:ld\+)?json)(?![^>]*\bsrc=)', html), path
        assert not re.search(r"<[a-z][^<>]*\son[a-z]+=", html), path


def test_every_id_is_unique_in_its_page(real_site: Path) -> None:
    for path in real_site.rglob("*.html"):
        ids = re.findall(r'\bid="([^"]+)"', path.read_text())
        assert len(ids) == len(set(ids)), (path, sorted({i for i in ids if ids.count(i) > 1}))


def test_languages_have_the_same_pages(real_site: Path) -> None:
    counts = {c: len(list((real_site / c).rglob("index.html"))) for c in ("es", "pt")}
    assert counts["es"] == counts["pt"] > 900


def test_the_site_loads_nothing_of_the_theme_it_stands_on(real_site: Path) -> None:
    sizes = {
        p.relative_to(real_site).as_posix(): p.stat().st_size for p in real_site.rglob("*") if p.is_file()
    }
    assert {n for n in sizes if "material" in n or "bundle" in n or re.match("search", n)} == set()
    # The looks, the scripts and the letters of all pages; the form, the guides and the cards have their own.
    assets = {n: size for n, size in sizes.items() if re.match(r"assets/(?!cards/|guides/|form\.)", n)}
    assert any(n.endswith(".css") for n in assets) and any(n.endswith(".woff2") for n in assets)
    assert sum(assets.values()) < 150_000, assets

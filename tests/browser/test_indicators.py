"""Indicators as a reader meets them: drawings that fit, numbers that do not touch, words for those who hear."""

from __future__ import annotations

import itertools
from typing import Any
from urllib.parse import urljoin

import pytest

PAGES = ["es/indicadores/", "pt/indicadores/"]
SHOWN = """() => [...document.querySelectorAll('.chart svg')].filter(s => getComputedStyle(s).display !== 'none')
  .map(s => ({
    kind: s.classList[1], width: s.getBoundingClientRect().width,
    texts: [...s.querySelectorAll('text')].map(t => {
      const b = t.getBoundingClientRect();
      return {text: t.textContent, size: parseFloat(getComputedStyle(t).fontSize) * b.height / t.getBBox().height,
              x: b.x, y: b.y + b.height * .2, w: b.width, h: b.height * .6};
    }),
    marks: [...s.querySelectorAll('use')].map(u => { const b = u.getBoundingClientRect();
      return {x: b.x, y: b.y, w: b.width, h: b.height}; }),
    box: (b => ({x: b.x, y: b.y, w: b.width, h: b.height}))(s.getBoundingClientRect()),
  }))"""


def _overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return (
        a["x"] < b["x"] + b["w"] - 0.5
        and b["x"] < a["x"] + a["w"] - 0.5
        and a["y"] < b["y"] + b["h"] - 0.5
        and b["y"] < a["y"] + a["h"] - 0.5
    )


@pytest.mark.parametrize("width", [320, 360, 768, 960, 1200, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_one_drawing_shows_and_nothing_in_it_is_small_or_collides(
    chromium: Any, real_url: str, path: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    try:
        page.goto(urljoin(real_url, path))
        page.evaluate("document.fonts.ready")
        drawings = page.evaluate(SHOWN)
        assert len(drawings) == 2
        for drawing in drawings:
            assert drawing["texts"] and drawing["marks"]
            for text in drawing["texts"]:
                assert text["size"] >= 11.9, text
                assert text["x"] >= drawing["box"]["x"] - 1, text
                assert text["x"] + text["w"] <= drawing["box"]["x"] + drawing["box"]["w"] + 1, text
            things = [*drawing["texts"], *drawing["marks"]]
            for one, other in itertools.combinations(things, 2):
                assert not _overlap(one, other), (one, other)
    finally:
        page.close()


@pytest.mark.parametrize("path", PAGES)
def test_those_who_hear_a_chart_hear_its_numbers(chromium: Any, real_url: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(urljoin(real_url, path))
        session = page.context.new_cdp_session(page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        images = [
            n
            for n in nodes
            if not n.get("ignored")
            and n.get("role", {}).get("value") == "image"
            and n.get("name", {}).get("value")
        ]
        names = [n["name"]["value"] for n in images]
        assert len(names) == 2 and all("2014: " in name for name in names), names
    finally:
        page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_table_behind_a_chart_opens_by_keyboard(chromium: Any, real_url: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
    try:
        page.goto(urljoin(real_url, "es/indicadores/"))
        summary = page.locator("section[aria-labelledby=in-person-meetings] summary")
        table = page.locator("section[aria-labelledby=in-person-meetings] table")
        assert not table.is_visible()
        summary.focus()
        page.keyboard.press("Enter")
        assert table.is_visible()
        # Every year from 2001 on, and those without one.
        assert table.locator("tbody tr").count() >= 27
        assert page.locator("html").evaluate("e => e.scrollWidth") <= width
    finally:
        page.close()


@pytest.mark.parametrize("path", ["es/indicadores/", "pt/indicadores/registro/"])
def test_every_file_can_be_had(chromium: Any, real_url: str, path: str) -> None:
    page = chromium.new_page()
    try:
        page.goto(urljoin(real_url, path))
        links = page.locator("a[download]")
        assert links.count() >= 6
        for n in range(links.count()):
            answer = page.request.get(urljoin(page.url, links.nth(n).get_attribute("href") or ""))
            assert answer.ok and answer.text().count("\r\n") > 1
    finally:
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_bars_are_seen_in_forced_colours(chromium: Any, real_url: str, scheme: str) -> None:
    context = chromium.new_context(
        forced_colors="active", color_scheme=scheme, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    try:
        for path in ("es/indicadores/", "es/indicadores/registro/"):
            page.goto(urljoin(real_url, path))
            paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
            selectors = "table.bars svg, .sum svg, .chips svg, .chart g, .chart path"
            colours = page.locator(selectors).evaluate_all("all => all.map(e => getComputedStyle(e).color)")
            assert colours and paper not in colours
            fills = page.locator(".chart text").evaluate_all("all => all.map(e => getComputedStyle(e).fill)")
            assert paper not in fills
    finally:
        context.close()

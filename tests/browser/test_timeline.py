"""The timeline as a reader meets it: a drawing whose letters stay letters, years that can be reached."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import pytest

PAGES = ("es/linea-de-tiempo/", "pt/linha-do-tempo/", "es/la-unidad/utpe/")
DRAWN = """() => {
  const svg = document.querySelector('.nm > svg'), box = svg.getBoundingClientRect();
  return {left: box.left, right: box.right, top: box.top, bottom: box.bottom,
    texts: [...svg.querySelectorAll('text')].map(t => {
      const b = t.getBoundingClientRect();
      return {text: t.textContent, size: parseFloat(getComputedStyle(t).fontSize),
              left: b.left, right: b.right, top: b.top, bottom: b.bottom};
    }),
    dots: [...svg.querySelectorAll('circle')].map(c => {
      const b = c.getBoundingClientRect();
      return {left: b.left, right: b.right, top: b.top, bottom: b.bottom};
    })};
}"""


def _inside(inner: dict[str, float], outer: dict[str, float]) -> bool:
    return (
        inner["left"] >= outer["left"] - 0.5
        and inner["right"] <= outer["right"] + 0.5
        and inner["top"] >= outer["top"] - 0.5
        and inner["bottom"] <= outer["bottom"] + 0.5
    )


# WCAG 1.4.4 asks for 200 % of text, in a window that is large enough for the text at 100 %.
@pytest.mark.parametrize(("width", "scale"), [(320, 1), (360, 1), (640, 1), (1280, 1), (640, 2), (1280, 2)])
@pytest.mark.parametrize("path", PAGES)
def test_the_letters_of_the_drawing_are_large_enough_and_inside_it(
    chromium: Any, real_url: str, path: str, width: int, scale: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    try:
        page.goto(urljoin(real_url, path))
        page.evaluate("document.fonts.ready")
        if scale == 2:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        drawn = page.evaluate(DRAWN)
        assert len(drawn["texts"]) >= 9 and len(drawn["dots"]) >= 10
        for text in drawn["texts"]:
            assert text["size"] >= 12 * scale - 0.01, text
            # A name may reach into the margin, where it is seen; nothing is cut off.
            room = drawn if scale == 1 else {**drawn, "right": width}
            assert _inside(text, room), (text, drawn["right"])
        assert all(_inside(dot, drawn) for dot in drawn["dots"])
        years = sorted((t for t in drawn["texts"] if t["text"].isdecimal()), key=lambda t: t["left"])
        assert all(a["right"] < b["left"] for a, b in pairwise(years))
    finally:
        page.close()


def test_the_drawing_has_a_name_and_says_in_words_what_it_shows(chromium: Any, real_url: str) -> None:
    page = chromium.new_page()
    try:
        page.goto(urljoin(real_url, "es/la-unidad/utpe/"))
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        found = [n for n in nodes if n.get("role", {}).get("value") in ("image", "img") and n.get("name")]
        drawing = next(n for n in found if n["name"].get("value", "").startswith("Los nombres"))
        told = drawing["description"]["value"]
        assert (
            "Unidad Temática de Planificación Estratégica: usado, en fuentes de 2001, 2012 y 2013-2014."
            in told
        )
    finally:
        page.close()


@pytest.mark.parametrize("year", ["2001", "2005", "2011", "2014", "2026"])
def test_the_index_leads_to_each_year_even_inside_a_run(chromium: Any, real_url: str, year: str) -> None:
    # Without the smooth scrolling, which takes its time.
    page = chromium.new_page(viewport={"width": 360, "height": 700}, reduced_motion="reduce")
    try:
        page.goto(urljoin(real_url, "es/linea-de-tiempo/"))
        link = page.locator(f'.yi a[href="#y{year}"]')
        box = link.bounding_box()
        assert box and min(box["width"], box["height"]) >= 24
        link.click()
        top = page.locator(f"#y{year}").evaluate("e => e.closest('section').getBoundingClientRect().top")
        assert -60 <= top <= 700
    finally:
        page.close()


def test_forced_colours_keep_the_drawing_visible(chromium: Any, real_url: str) -> None:
    context = chromium.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    try:
        page.goto(urljoin(real_url, "es/linea-de-tiempo/"))
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for selector in (".nm circle", ".nm line", ".yi svg"):
            colour = page.locator(selector).first.evaluate("el => getComputedStyle(el).color")
            assert colour != paper, selector
    finally:
        context.close()

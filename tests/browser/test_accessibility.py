"""What assistive technology is told, from Chromium's own accessibility tree, and what readers change."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import pytest
from page_kinds import FORMS, LANGUAGES, OVERVIEWS, PROSE, RECORDS, SECTIONS
from second_language import in_audit

PAGES = [
    "es/",
    "pt/",
    *SECTIONS,
    *OVERVIEWS,
    *RECORDS,
    *(f"{c}/{p}" for c in LANGUAGES for p in PROSE[c]),
    *FORMS,
]
NEED_A_NAME = ("link", "button", "navigation", "region", "DisclosureTriangle")
VAGUE = {
    "aquí", "aqui", "ver más", "ver mais", "leer más", "ler mais", "saiba mais", "más", "mais", "click aquí",
    "este enlace", "este link", "enlace", "link", "fuente", "fonte",
}  # fmt: skip


SEEN = """() => [...document.querySelectorAll('svg.m a[aria-label]')].map(a =>
  [a.getAttribute('aria-label'), [...a.querySelectorAll('text')].map(t => t.textContent)])"""


def _tree(page: Any) -> list[dict[str, Any]]:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [n for n in nodes if not n.get("ignored")]


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


@pytest.mark.parametrize("path", in_audit(PAGES))
def test_the_tree_has_landmarks_names_and_an_order_of_headings(
    onlooker: Any, real_url: str, path: str
) -> None:
    onlooker.set_viewport_size({"width": 1280, "height": 900})
    onlooker.goto(urljoin(real_url, path))
    nodes = _tree(onlooker)
    levels = onlooker.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    roles = Counter(_value(n, "role") for n in nodes)
    assert [roles[r] for r in ("banner", "main", "contentinfo")] == [1, 1, 1], roles
    for role in NEED_A_NAME:
        for node in nodes:
            if _value(node, "role") == role:
                assert _value(node, "name").strip(), (role, node)
    landmarks = [
        (r, _value(n, "name")) for n in nodes if (r := _value(n, "role")) in ("navigation", "region")
    ]
    assert len(landmarks) == len(set(landmarks)), [x for x, c in Counter(landmarks).items() if c > 1]
    assert levels.count(1) == 1
    assert all(now <= before + 1 for before, now in pairwise(levels)), levels
    vague = {_value(n, "name").strip().lower() for n in nodes if _value(n, "role") == "link"} & VAGUE
    assert not vague


@pytest.mark.parametrize(
    "path", ["es/", "pt/cidades/", "es/reuniones/utpeyam-2017-buenos-aires/", "es/linea-de-tiempo/"]
)
def test_keyboard_order_follows_the_eye_and_focus_shows(chromium: Any, real_url: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    look = """() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);
      const ring = s.getPropertyValue('--focus');
      return {tag: e.tagName, where: e.closest('main') ? 1 : e.closest('header') ? 0 : e.closest('footer') ? 2 : 1,
              seen: s.outlineStyle !== 'none' || !!ring, w: b.width, h: b.height}; }"""
    try:
        page.goto(urljoin(real_url, path))
        where = []
        for _ in range(400):
            page.keyboard.press("Tab")
            found = page.evaluate(look)
            if found["tag"] == "BODY":
                break
            assert found["seen"] and found["w"] > 0 and found["h"] > 0, found
            where.append(found["where"])
        # The skip link comes first and stands before the header.
        assert where[1:] == sorted(where[1:])
        assert {0, 1, 2} <= set(where)
    finally:
        page.close()


@pytest.mark.parametrize(
    "path",
    [
        "es/",
        "es/gobernanza/",
        "pt/fronteiras/posadas-encarnacion/",
        "es/glosario/",
        "pt/linha-do-tempo/",
        "es/linea-de-tiempo/2015/",
        "pt/indice/c/",
    ],
)
@pytest.mark.parametrize("width", [320, 640])
def test_text_at_twice_its_size_needs_no_scrolling_sideways(
    chromium: Any, real_url: str, path: str, width: int
) -> None:
    """WCAG 1.4.4 and 1.4.10: 320 pixels, and 200 % of text in a window twice as wide."""
    page = chromium.new_page(viewport={"width": width, "height": 800})
    try:
        page.goto(urljoin(real_url, path))
        if width == 640:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        clipped = page.evaluate(
            """() => [...document.querySelectorAll('main p, main li, main h1, main h2, main td, main th, nav a')]
               .filter(e => e.scrollWidth > e.clientWidth + 2 && getComputedStyle(e).overflow === 'hidden'
                            && !e.closest('.vh') && !e.matches('.vh')).map(e => e.outerHTML.slice(0, 80))"""
        )
        assert clipped == []
    finally:
        page.close()


@pytest.mark.parametrize("path", ["es/", "es/gobernanza/", "pt/cidades/", "es/reuniones/"])
def test_a_name_holds_what_is_seen(chromium: Any, real_url: str, path: str) -> None:
    """WCAG 2.5.3: who speaks to a browser says what stands on the screen."""
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(urljoin(real_url, path))
        told = page.evaluate(SEEN)
        assert path == "es/reuniones/" or told
        for name, seen in told:
            for words in seen:
                assert words.strip().lower() in name.lower(), (name, seen)
    finally:
        page.close()


def test_forced_colours_keep_marks_and_discs_visible(chromium: Any, real_url: str) -> None:
    context = chromium.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    try:
        page.goto(urljoin(real_url, "es/gobernanza/"))
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for selector in ("table.list td svg", "svg.m.wide a", "ul.key svg"):
            colour = page.locator(selector).first.evaluate("el => getComputedStyle(el).color")
            assert colour != paper, selector
    finally:
        context.close()


def test_nothing_moves_for_readers_who_asked_for_stillness(chromium: Any, real_url: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    try:
        for path in ("es/", "es/ciudades/"):
            page.goto(urljoin(real_url, path))
            moving = page.evaluate(
                """() => [...document.querySelectorAll('*')].filter(e => {
                  const s = getComputedStyle(e);
                  return s.animationName !== 'none' || parseFloat(s.transitionDuration) > 0;
                }).length + (getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? 1 : 0)"""
            )
            assert moving == 0
    finally:
        context.close()


@pytest.mark.parametrize("path", ["es/gobernanza/", "pt/plano-de-trabalho/propuesta-quilmes-2014-2015/"])
def test_tables_keep_their_cells_and_headers_on_a_phone(chromium: Any, real_url: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    try:
        page.goto(urljoin(real_url, path))
        roles = Counter(_value(n, "role") for n in _tree(page))
        assert roles["table"] >= 1 and roles["row"] > 3, "display must not take the table's meaning away"
        assert roles["rowheader"] + roles["columnheader"] > 3
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    finally:
        page.close()

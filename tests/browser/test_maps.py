"""Maps as a reader meets them: targets large enough, names apart, the same places in the list."""

from __future__ import annotations

import io
import itertools
from typing import Any
from urllib.parse import urljoin

import pytest
from page_kinds import MAPS
from PIL import Image

BOXES = """() => {
  const shown = [...document.querySelectorAll('svg.m')].filter(s => getComputedStyle(s).display !== 'none');
  return shown.map(svg => ({
    name: svg.getAttribute('class'),
    targets: [...svg.querySelectorAll('a')].map(a => {
      const b = a.querySelector('use').getBoundingClientRect();
      return {name: a.getAttribute('aria-label') || a.textContent, href: a.getAttribute('href'),
              x: b.x, y: b.y, w: b.width, h: b.height};
    }),
    texts: [...svg.querySelectorAll('text:not(.n)')].map(t => {
      const b = t.getBoundingClientRect();
      return {name: t.textContent, x: b.x, y: b.y + b.height * .15, w: b.width, h: b.height * .7};
    }),
  }));
}"""


def _overlap(a: dict[str, float], b: dict[str, float], slack: float) -> bool:
    return (
        a["x"] + slack < b["x"] + b["w"]
        and b["x"] + slack < a["x"] + a["w"]
        and a["y"] + slack < b["y"] + b["h"]
        and b["y"] + slack < a["y"] + a["h"]
    )


@pytest.mark.parametrize("width", [320, 360, 768, 960, 1024, 1280])
@pytest.mark.parametrize("path", MAPS)
def test_targets_are_large_and_apart_and_names_do_not_collide(
    chromium: Any, real_url: str, path: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    try:
        page.goto(urljoin(real_url, path))
        page.evaluate("document.fonts.ready")
        drawings = page.evaluate(BOXES)
        assert drawings and drawings[0]["targets"]
        for drawing in drawings:
            for target in drawing["targets"]:
                assert min(target["w"], target["h"]) >= 23.9, (drawing["name"], target)
                assert target["name"].strip()
            for one, other in itertools.combinations(drawing["targets"], 2):
                apart = (
                    (one["x"] + one["w"] / 2 - other["x"] - other["w"] / 2) ** 2
                    + (one["y"] + one["h"] / 2 - other["y"] - other["h"] / 2) ** 2
                ) ** 0.5
                # Centres are drawn in whole units, so two may be a unit and a half nearer.
                assert apart >= 22.4, (drawing["name"], one, other)
            for one, other in itertools.combinations(drawing["texts"], 2):
                assert not _overlap(one, other, 0.5), (drawing["name"], one["name"], other["name"])
    finally:
        page.close()


@pytest.mark.parametrize("path", [p for p in MAPS if p not in ("es/", "pt/")])
def test_a_numbered_disc_leads_to_the_list_of_its_members(chromium: Any, real_url: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    try:
        page.goto(urljoin(real_url, path))
        discs = page.locator("svg.m.wide a:has(text.n)")
        assert discs.count() > 0
        for n in range(discs.count()):
            disc = discs.nth(n)
            members = page.locator(disc.get_attribute("href") or "").locator("a")
            assert members.count() == int(disc.locator("text.n").text_content() or 0)
    finally:
        page.close()


def test_a_disc_can_be_reached_and_seen_by_keyboard(chromium: Any, real_url: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    try:
        page.goto(urljoin(real_url, "es/fronteras/"))
        first = page.locator("svg.m.wide a").first
        first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        ring = "el => getComputedStyle(el).getPropertyValue('--focus')"
        assert page.evaluate("document.activeElement.closest('svg') !== null")
        assert first.evaluate(ring) and not page.locator("svg.m.wide a").nth(1).evaluate(ring)
    finally:
        page.close()


PAINTED = """() => [...document.querySelectorAll('svg.m')]
  .filter(s => getComputedStyle(s).display !== 'none')
  .flatMap(s => [...s.querySelectorAll('a')].filter(a => a.querySelector('use')))
  .map(a => {
    a.scrollIntoView({block: 'center'});
    const b = a.querySelector('use').getBoundingClientRect();
    // Not on the number of a disc of several, but on the line of a ring.
    const up = {'#m-many': 8, '#m-ring': 4.2}[a.querySelector('use').getAttribute('href')] || 0;
    return {at: [b.x + b.width / 2, b.y + b.height / 2 - up * b.width / 24 + scrollY],
            color: getComputedStyle(a).color.match(/\\d+/g).map(Number)};
  })"""


def _distance(a: Any, b: Any) -> int:
    return max(abs(x - y) for x, y in zip(a, b, strict=False))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", MAPS)
def test_discs_have_the_colour_of_their_kind(chromium: Any, real_url: str, path: str, scheme: str) -> None:
    # What a <use> shows is styled apart from the rest: a selector that misses it leaves it black.
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    try:
        page.goto(urljoin(real_url, path))
        discs = page.evaluate(PAINTED)
        assert discs
        page.evaluate("scrollTo(0, 0)")
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
        for disc in discs:
            x, y = round(disc["at"][0]), round(disc["at"][1])
            # The line of a ring is two pixels wide and may fall between them.
            seen = [picture.getpixel((x + dx, y + dy)) for dx, dy in itertools.product((-1, 0, 1), repeat=2)]
            assert min(_distance(pixel, disc["color"]) for pixel in seen) <= 24, disc
    finally:
        page.close()

"""Sources and deductions open beside their fact, by hand and by keyboard, and lead down where they cannot."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest
from axe import violations
from page_kinds import LANGUAGES
from second_language import others_in_audit
from trust_pages import DEDUCED, MEETING, NOTE, WORDS, WORK, is_focused, press

from utpe.pages import routes

UNIT = {c: routes.record(c, "unit", "utpe") for c in LANGUAGES}
BOXES = """([link, note]) => {
  const fact = link.closest('tr, li, p').getBoundingClientRect(), box = note.getBoundingClientRect();
  return {fact: [fact.left, fact.top, fact.right, fact.bottom], box: [box.left, box.top, box.right, box.bottom],
          width: document.documentElement.clientWidth, height: innerHeight,
          wide: document.documentElement.scrollWidth};
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_opens_beside_its_fact_with_the_keyboard_alone(
    page: Any, real_url: str, language: str
) -> None:
    words = WORDS[language]
    page.goto(urljoin(real_url, MEETING[language]))
    here = page.url
    link = press(page, ".facts a.ref", 2)
    assert link.get_attribute("aria-expanded") == "true"
    note = page.get_by_role("dialog", name=f"{words['source']} 1", exact=True)
    assert is_focused(note), "who hears the page is told where they are"
    # Title, who, date, what it supports, read on: all that the note at the foot says.
    foot = page.locator("#f1 > div").inner_text()
    assert foot in note.inner_text() and words["supports"] in foot
    assert note.locator("a").first.get_attribute("href").startswith("https://")
    reached = []
    for _ in range(3):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
    assert reached == [words["close"], note.locator("a").first.inner_text(), words["list"]]
    page.keyboard.press("Escape")
    page.wait_for_selector(NOTE, state="hidden")
    assert is_focused(link) and link.get_attribute("aria-expanded") is None
    assert page.url == here


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_to_the_list_of_sources_stays(page: Any, real_url: str, language: str) -> None:
    page.goto(urljoin(real_url, MEETING[language]))
    press(page, '.story a.ref[href="#f2"]')
    page.get_by_role("dialog").get_by_text(WORDS[language]["list"]).click()
    assert page.url.endswith("#f2")
    assert page.locator(NOTE).is_hidden()
    assert page.locator("#f2").evaluate("e => e.matches(':target')")


def test_a_note_closes_by_its_button_by_its_number_and_by_a_press_elsewhere(page: Any, real_url: str) -> None:
    page.goto(urljoin(real_url, MEETING["es"]))
    link, note = page.locator(".facts a.ref").nth(1), page.locator(NOTE)
    link.click()
    note.get_by_role("button", name="Cerrar").click()
    assert note.is_hidden() and is_focused(link)
    link.click()
    assert note.is_visible()
    link.click()
    assert note.is_hidden() and link.get_attribute("aria-expanded") is None
    link.click()
    page.locator("h1").click()
    assert note.is_hidden()


def test_another_number_takes_its_place(page: Any, real_url: str) -> None:
    page.goto(urljoin(real_url, MEETING["es"]))
    first, other = (
        page.locator('.facts a.ref[href="#f2"]').first,
        page.locator('.facts a.ref[href="#f1"]').first,
    )
    first.click()
    other.click()
    assert page.locator(NOTE).count() == 1
    assert page.get_by_role("dialog", name="Fuente 1", exact=True).is_visible()
    assert [x.get_attribute("aria-expanded") for x in (first, other)] == [None, "true"]


def test_who_tabs_on_goes_on_where_the_fact_stands(page: Any, real_url: str) -> None:
    page.goto(urljoin(real_url, MEETING["es"]))
    press(page, ".story a.ref", 0)
    for _ in range(4):
        page.keyboard.press("Tab")
    assert is_focused(page.locator(".story a.ref").nth(1))
    assert page.locator(NOTE).is_hidden(), "it would cover what comes next"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deduction_says_what_it_means_and_shows_the_note_of_the_record(
    page: Any, real_url: str, language: str
) -> None:
    words = WORDS[language]
    page.goto(urljoin(real_url, DEDUCED[language]))
    for selector in (".when a.est", ".facts a.est"):
        link = press(page, selector)
        note = page.get_by_role("dialog", name=words["inferred"], exact=True)
        said = note.inner_text()
        assert page.locator("#note p").inner_text() in said
        assert said.count(page.locator("#note p").inner_text()) == 1
        assert words["list"] not in said, "no source is told here"
        assert note.locator("a[href='#note']").count() == 0
        page.keyboard.press("Escape")
        assert is_focused(link)
    press(page, ".facts a.est")
    with page.expect_navigation():
        page.locator(f"{NOTE} div a").last.click()
    heading = page.locator(":target")
    assert heading.evaluate("e => e.tagName") == "H2" and heading.inner_text() == words["section"]


PLACES = [
    (1280, 800, 1),
    (960, 700, 1),
    (640, 800, 2),
    (360, 640, 1),
    (320, 568, 1),
    (320, 256, 1),
]


@pytest.mark.parametrize(("width", "height", "zoom"), PLACES)
def test_a_note_never_covers_its_fact_and_can_be_read(
    page: Any, real_url: str, width: int, height: int, zoom: int
) -> None:
    """Wide: in the margin; narrow: below or above. 640 pixels with text at 200 %; 1280 × 1024 at 400 %."""
    page.set_viewport_size({"width": width, "height": height})
    for path in (MEETING["es"], UNIT["es"], DEDUCED["pt"]):
        page.goto(urljoin(real_url, path))
        page.evaluate(f"document.documentElement.style.fontSize = '{zoom}00%'")
        page.evaluate("document.fonts.ready")
        links = page.locator("a.ref[href^='#f'], a.est")
        for n in sorted({0, 1, 5, links.count() // 2, links.count() - 1}):
            link = links.nth(n)
            link.focus()
            page.keyboard.press("Enter")
            found = page.evaluate(BOXES, [link.element_handle(), page.locator(NOTE).element_handle()])
            left, top, right, bottom = found["box"]
            a, b, c, d = found["fact"]
            apart = left >= c or right <= a or top >= d or bottom <= b
            assert apart, (path, n, found)
            assert left >= 0 and right <= found["width"] and found["wide"] <= width, (path, n, found)
            # Near: in the line of the fact, or right below or above it.
            assert top <= d + 12 and bottom >= b - 12, (path, n, found)
            # 16 pixels are kept free on top (scroll-padding).
            if bottom - top <= found["height"] - 16:
                assert bottom <= found["height"] + 1 and top >= -1, (path, n, found)
            page.keyboard.press("Escape")


def test_a_note_keeps_its_place_when_the_window_changes(page: Any, real_url: str) -> None:
    page.goto(urljoin(real_url, MEETING["es"]))
    link = press(page, ".facts a.ref", 3)
    page.set_viewport_size({"width": 360, "height": 700})
    page.wait_for_function(f"() => document.querySelector('{NOTE}').getBoundingClientRect().right <= 360")
    found = page.evaluate(BOXES, [link.element_handle(), page.locator(NOTE).element_handle()])
    assert abs(found["box"][1] - found["fact"][3]) <= 12 or abs(found["box"][3] - found["fact"][1]) <= 12


@pytest.mark.parametrize("how", ["Control", "Meta", "Shift", "middle"])
def test_a_press_that_asks_for_more_is_left_to_the_browser(page: Any, real_url: str, how: str) -> None:
    page.goto(urljoin(real_url, MEETING["es"]))
    link = page.locator(".facts a.ref").first
    prevented = """window.let = null;
      for (const name of ['click', 'auxclick']) addEventListener(name, e => { window.let = !e.defaultPrevented; });"""
    page.evaluate(prevented)
    # What the browser does with it is the browser's business: its own new tab is not waited for.
    link.click(**({"button": "middle"} if how == "middle" else {"modifiers": [how]}))
    assert page.evaluate("window.let") is True
    assert page.locator(NOTE).count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_marks_lead_down_as_ever(chromium: Any, real_url: str, language: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(urljoin(real_url, DEDUCED[language]))
    page.locator(".facts a.ref").first.click()
    assert page.url.endswith("#f1")
    page.locator(".facts a.est").first.click()
    assert page.url.endswith("#inferred")
    page.locator('#inferred a[href="#note"]').click()
    assert page.url.endswith("#note")
    assert page.locator(NOTE).count() == 0
    assert page.get_by_text(WORDS[language]["copy"]).count() == 0
    assert page.locator(".cite").is_visible()
    context.close()


def test_a_browser_without_popovers_leads_down_too(page: Any, real_url: str) -> None:
    page.add_init_script("delete HTMLElement.prototype.popover; delete HTMLElement.prototype.showPopover;")
    page.goto(urljoin(real_url, MEETING["es"]))
    page.locator(".facts a.ref").first.click()
    assert page.url.endswith("#f2") and page.locator(NOTE).count() == 0


def test_too_many_sources_lead_to_all_of_them(page: Any, real_url: str) -> None:
    page.goto(urljoin(real_url, routes.record("es", "summits", "cumbre-19")))
    many = page.locator('a.ref[href="#sources"]').first
    assert many.get_attribute("aria-haspopup") is None
    many.click()
    assert page.url.endswith("#sources") and page.locator(NOTE).count() == 0


@pytest.mark.parametrize(
    ("width", "scheme"),
    others_in_audit(
        [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")], (1280, "light"), (320, "dark")
    ),
)
@pytest.mark.parametrize("language", others_in_audit(LANGUAGES, "es"))
def test_an_open_note_has_no_violations(
    chromium: Any, real_url: str, language: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    for path, selector in (
        (DEDUCED[language], ".facts a.est"),
        (MEETING[language], ".facts a.ref"),
        (WORK[language], ".story a.ref"),
    ):
        page.goto(urljoin(real_url, path))
        press(page, selector)
        assert violations(page) == []
    context.close()


def test_forced_colours_give_the_note_an_edge(chromium: Any, real_url: str) -> None:
    context = chromium.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(urljoin(real_url, MEETING["es"]))
    press(page, ".facts a.ref")
    edge = page.locator(NOTE).evaluate(
        "e => getComputedStyle(e).borderTopWidth + getComputedStyle(e).borderTopStyle"
    )
    assert edge == "1pxsolid"
    context.close()

"""Citations to copy, of a record and in a listing, whatever the browser allows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pytest
from page_kinds import LANGUAGES
from trust_pages import MEETING, NOTE, WORDS, WORK, is_focused, press

from utpe.pages import routes


@pytest.mark.parametrize("language", LANGUAGES)
def test_citations_are_copied_and_that_is_said(context: Any, page: Any, real_url: str, language: str) -> None:
    words = WORDS[language]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(urljoin(real_url, WORK[language]))
    buttons = page.get_by_role("button", name=words["copy"])
    assert buttons.count() == 2, "the work itself, and this page"
    for n in range(2):
        cite = page.locator(".cite").nth(n)
        assert buttons.nth(n).get_attribute("aria-describedby") == cite.get_attribute("id")
        buttons.nth(n).focus()
        page.keyboard.press("Enter")
        said = page.locator("#cite ~ p [role=status]").nth(n)
        page.wait_for_function("e => e.textContent", arg=said.element_handle())
        assert said.inner_text() == words["copied"]
        assert page.evaluate("navigator.clipboard.readText()") == cite.text_content()
        assert is_focused(buttons.nth(n))
    first, second = page.locator(".cite").all_inner_texts()
    assert first != second and "publications/propuesta-quilmes-2014-2015" in second


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "clipboard",
    [
        "{writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError'))}",
        "undefined",
    ],
)
def test_where_the_browser_will_not_copy_the_citation_is_selected(
    page: Any, real_url: str, language: str, clipboard: str
) -> None:
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})")
    page.goto(urljoin(real_url, MEETING[language]))
    page.get_by_role("button", name=WORDS[language]["copy"]).click()
    said = page.locator("#cite ~ p [role=status]")
    page.wait_for_function("e => e.textContent", arg=said.element_handle())
    assert WORDS[language]["selected"] in said.inner_text()
    assert page.evaluate("getSelection().toString().trim()") == page.locator(".cite").inner_text().strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_citations_of_the_listing_of_publications_can_be_copied(
    context: Any, page: Any, real_url: str, language: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(urljoin(real_url, routes.section(language, "publications")))
    entry = page.locator(".pub > li").nth(1)
    assert entry.get_by_role("button").count() == 0
    entry.locator("summary").click()
    button = entry.get_by_role("button", name=WORDS[language]["copy"])
    button.click()
    page.wait_for_function("e => e.textContent", arg=entry.locator("[role=status]").element_handle())
    assert page.evaluate("navigator.clipboard.readText()") == entry.locator(".cite").text_content()
    entry.locator("summary").click()
    entry.locator("summary").click()
    assert button.count() == 1, "opened again, it is offered once"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_this_is_printed(page: Any, real_url: str, language: str) -> None:
    page.goto(urljoin(real_url, WORK[language]))
    press(page, ".facts a.ref")
    button = page.get_by_role("button", name=WORDS[language]["copy"]).first
    assert button.is_visible()
    page.emulate_media(media="print")
    assert page.locator(NOTE).is_hidden() and button.is_hidden()
    assert [x.is_visible() for x in page.locator(".cite").all()] == [True, True]

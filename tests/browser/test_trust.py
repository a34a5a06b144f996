"""What tells a reader how far to trust the register: confidence, what is not known, where to report an error."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from page_kinds import LANGUAGES
from trust_pages import DEDUCED, MEETING, WORDS

from utpe.pages import routes


@pytest.mark.parametrize("language", LANGUAGES)
def test_little_confidence_is_seen_near_the_title(page: Any, real_url: str, language: str) -> None:
    page.goto(urljoin(real_url, DEDUCED[language]))
    said = page.locator("header.rec #confidence")
    assert said.inner_text().startswith(WORDS[language]["confidence"])
    assert said.bounding_box()["y"] < 700


@pytest.mark.parametrize("path", [*MEETING.values(), *DEDUCED.values()])
def test_a_reading_page_carries_little_script(page: Any, real_url: str, path: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(len(r.body())) if r.url.endswith(".js") else None)
    page.goto(urljoin(real_url, path), wait_until="networkidle")
    assert len(sizes) == 2 and sum(sizes) <= 10_000, sizes


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_counted_on_the_home_page(page: Any, real_url: str, language: str) -> None:
    page.goto(urljoin(real_url, f"{language}/"))
    items = page.locator("main .sum > li")
    assert items.count() == 6
    links = items.locator("a").evaluate_all("all => all.map(a => a.href)")
    for n, href in enumerate(links):
        number = int(items.nth(n).locator("b").inner_text())
        assert number > 0 and page.request.get(href).ok
    # The bodies that could not be confirmed are exactly those of the listing.
    page.goto(links[-1])
    assert page.locator(".rec .lead").inner_text().startswith(f"{number} ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_is_reported_in_public_or_in_private(page: Any, toy_url: str, language: str) -> None:
    page.goto(urljoin(toy_url, routes.record(language, "meetings", "toy-2014-alfa")))
    last = page.locator("p.last")
    links = last.evaluate("p => [...p.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    form = urlsplit(urljoin(page.url, links[0]))
    assert form.path.endswith(f"/{routes.form(language, 'meetings')}") and form.query == "id=toy-2014-alfa"
    assert [x.split("?")[0] for x in links[1:]] == [
        "https://forge.example.org/r/blob/main/data/meetings.yaml",
        "https://forge.example.org/r/issues/new",
        "mailto:ana@example.org",
    ]
    assert (
        "datos personales" in last.inner_text() if language == "es" else "dados pessoais" in last.inner_text()
    )
    assert last.get_by_text("ana@example.org").is_visible()

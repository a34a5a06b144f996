"""Every built page: one block of linked data, no claim that its reader cannot see, no trouble with the policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from babel.dates import get_month_names
from linked_data_reader import Page, expanded, has_words_of, leaves, troubles
from page_kinds import RECORDS

from utpe.records.vocab import EventStatus, Mode
from utpe.text.strings import strings

TOY_URL = "https://example.org/sub/path/"
DAYS = ("startDate", "endDate", "datePublished", "foundingDate", "dissolutionDate", "dateModified")
ADDRESSES = ("url", "item", "sameAs", "contentUrl", "license")
OF_ANY_PAGE = ("@context", "@type", "position", "encodingFormat", "isAccessibleForFree")


def _pages(site: Path, languages: tuple[str, ...]) -> list[Path]:
    """All that search engines may keep: no parts for other sites, no small pages that lead elsewhere."""
    pages = sorted(p for language in languages for p in (site / language).rglob("index.html"))
    return [p for p in pages if '<meta name="robots" content="noindex' not in p.read_text()]


def _is_shown(key: str, value: Any, page: Page, language: str, links: set[str]) -> bool:
    s = strings(language)
    words = page.words.casefold()
    if key in OF_ANY_PAGE:
        return True
    if key in ("name", "alternateName", "isbn", "author", "editor"):
        return " ".join(str(value).split()).casefold() in words
    if key == "description":
        return bool(value == page.description)
    if key in DAYS:
        return has_words_of(value, words, dict(get_month_names("wide", locale=s.locale)))
    if key in ADDRESSES:
        return any(link == value or link == f"{value}deed.{s.tag.lower()}" for link in links)
    if key in ("latitude", "longitude"):
        return s.number(value) in words
    if key == "inLanguage":
        return value in (s.tag, "es", "pt-BR") or s(f"languages.{value}").casefold() in words
    if key == "eventStatus":
        told = {
            "EventScheduled": (EventStatus.HELD, EventStatus.ANNOUNCED),
            "EventCancelled": (EventStatus.CANCELLED,),
        }
        return any(s.label(x).casefold() in words for x in told[value.rpartition("/")[2]])
    if key == "eventAttendanceMode":
        modes = {"Offline": Mode.IN_PERSON, "Online": Mode.VIRTUAL, "Mixed": Mode.HYBRID}
        return (
            s.label(modes[value.rpartition("/")[2].removesuffix("EventAttendanceMode")]).casefold() in words
        )
    return False


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "languages"),
    [
        ("toy_site", ("es", "pt")),
        pytest.param("real_site", ("es", "pt"), marks=pytest.mark.audit),
    ],
)
def test_pages_claim_nothing_that_they_do_not_show(
    request: pytest.FixtureRequest, which: str, languages: tuple[str, ...]
) -> None:
    site: Path = request.getfixturevalue(which)
    kinds, claims = set(), 0
    for path in _pages(site, languages):
        here = f"{TOY_URL}{path.parent.relative_to(site).as_posix()}/"
        page = Page(path.read_text())
        assert len(page.data) == 1, path
        data = json.loads(page.data[0])
        assert troubles(expanded(data)) == [], path
        links = {urljoin(here, link) for link in page.links}
        language = path.relative_to(site).parts[0]
        for key, value in leaves(data):
            assert _is_shown(key, value, page, language, links), (path, key, value)
            claims += 1
        kinds.add(data.get("mainEntity", data)["@type"])
    assert {"WebSite", "WebPage", "City", "Event"} <= kinds
    assert claims > (5_000 if which == "real_site" else 300)


def test_the_page_of_open_data_is_a_dataset(real_site: Path) -> None:
    for language, slug in (("es", "datos-abiertos"), ("pt", "dados-abertos")):
        page = Page((real_site / language / slug / "index.html").read_text())
        about = json.loads(page.data[0])["mainEntity"]
        assert about["@type"] == "Dataset" and len(about["description"]) >= 50
        assert about["license"] == "https://creativecommons.org/licenses/by/4.0/"
        # It has no address to name its files by.
        assert "distribution" not in about


@pytest.mark.parametrize("path", RECORDS[:14])
def test_the_policy_lets_the_data_stand(chromium: Any, real_url: str, path: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => { window.broken = e.blockedURI })"
    )
    page.goto(urljoin(real_url, path))
    text = page.locator('script[type="application/ld+json"]').text_content()
    assert page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)['@context']"
    )
    assert json.loads(text)["@type"] == "WebPage"
    assert page.evaluate("window.broken") is None
    context.close()

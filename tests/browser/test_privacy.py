"""What the page on privacy promises: nothing is kept but what the reader does, nothing is asked of other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from form_driver import SETTLED, Form
from page_kinds import EMBEDS, FORMS, LANGUAGES, OVERVIEWS, PROSE, RECORDS, SECRETARIAT, SECTIONS

from utpe.pages import routes

ROOT = Path(__file__).resolve().parents[2]
# All that a browser may ever keep for a reader.
THEME, DRAFT, TONGUE = "utpe-theme", "utpe-form:meetings:", "utpe-form:tongue"
KEPT = """async () => ({
  local: Object.keys(localStorage).sort(),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(d => d.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  cookie: document.cookie,
})"""
NOTHING = {"local": [], "session": [], "databases": [], "caches": [], "workers": 0, "cookie": ""}
SEARCH = {c: f"{c}/buscar/?q=Quilmes" for c in LANGUAGES}
PAGES = ("", "404.html", *(f"{c}/" for c in LANGUAGES), *SECTIONS, *OVERVIEWS, *RECORDS, *(f"{c}/{p}" for c in LANGUAGES for p in PROSE[c]), *SECRETARIAT.values(), *FORMS, *EMBEDS)  # fmt: skip
# What makes a browser look up, connect to or load something before the reader asks.
AHEAD = re.compile(rb"<link\b[^>]*\brel=[\"']?[\w ]*(?:dns-prefetch|preconnect|prefetch|prerender)|speculationrules", re.IGNORECASE)  # fmt: skip
LOADS = re.compile(rb"<(?:script|img|iframe|audio|video|source|embed|object|input)\b[^>]*\b(?:src|srcset|data|poster)=[\"']?(?:https?:)?//|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|icon|preload|apple))[^>]*\bhref=[\"']?(?:https?:)?//", re.IGNORECASE)  # fmt: skip


@pytest.fixture
def reader(context: Any, real_url: str) -> Iterator[Any]:
    """A page of a browser that has seen nothing; it may ask nothing of any other host."""
    strange: list[str] = []
    root = urljoin(real_url, "/")

    def note(request: Any) -> None:
        if not request.url.startswith((root, "data:", "blob:")):
            strange.append(request.url)

    context.on("request", note)
    yield context.new_page()
    assert strange == []
    assert context.cookies() == []


def _keys(page: Any) -> list[str]:
    """The names of what is kept; all other kinds of memory are empty."""
    kept = page.evaluate(KEPT)
    assert kept | {"local": []} == NOTHING
    return list(kept["local"])


@pytest.mark.audit
@pytest.mark.parametrize("start", [0, 1, 2, 3])
def test_reading_leaves_nothing_behind(reader: Any, real_url: str, start: int) -> None:
    for path in PAGES[start::4]:
        reader.goto(urljoin(real_url, path), wait_until="networkidle")
        assert _keys(reader) == [], path


@pytest.mark.audit
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_the_reader_does_is_kept(reader: Any, real_url: str, language: str) -> None:
    reader.goto(urljoin(real_url, SEARCH[language]))
    reader.wait_for_selector("main li a")
    reader.goto(urljoin(real_url, routes.section(language, "meetings")))
    reader.locator(".fac nav a").nth(1).click()
    reader.goto(urljoin(real_url, routes.record(language, "meetings", "utpeyam-2017-buenos-aires")))
    reader.locator("a.ref").first.press("Enter")
    assert _keys(reader) == []
    reader.locator("button.theme").click()
    assert _keys(reader) == [THEME]
    assert reader.evaluate("localStorage.getItem('utpe-theme')") in ("light", "dark")
    form = Form(reader, real_url, language, "meetings")
    assert _keys(reader) == [THEME]
    form.fill({"venue": {language: "Sede"}})
    reader.wait_for_timeout(2 * SETTLED)
    assert _keys(reader) == sorted([THEME, DRAFT])
    reader.locator("[name=tongue]").last.check()
    assert _keys(reader) == sorted([THEME, DRAFT, TONGUE])
    # Whoever deletes the draft has deleted it.
    for _ in range(2):
        reader.locator("#draft button").first.click()
    assert _keys(reader) == sorted([THEME, TONGUE])
    assert "Sede" not in reader.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_privacy_names_all_that_is_kept(language: str) -> None:
    text = (ROOT / "content" / language / "privacy.md").read_text()
    scripts = [*(ROOT / "overrides/assets/js").rglob("*.js")]
    named = set(re.findall(r"`(utpe-[a-z]+:?(?:tongue)?)`", text))
    assert named == {THEME, DRAFT.removesuffix("meetings:"), TONGUE}
    written = {k for s in scripts for k in re.findall(r"[\"'`](utpe-[a-z]+:?(?:tongue)?)", s.read_text())}
    assert written == named
    other = re.compile(r"sessionStorage|indexedDB|document\.cookie|serviceWorker|\bcaches\.|sendBeacon")
    assert [s.name for s in scripts if other.search(s.read_text())] == []


@pytest.mark.audit
def test_no_page_asks_another_host_for_anything(real_site: Path) -> None:
    pages = [p for p in real_site.rglob("*.html") if "pagefind" not in p.parts]
    assert len(pages) > 1000
    found = [p.as_posix() for p in pages if AHEAD.search(text := p.read_bytes()) or LOADS.search(text)]
    assert found == []

"""Embeds in a page of another origin, under the headers that the site asks of its host; no other page lets itself be framed."""

from __future__ import annotations

import html
import http.server
import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from axe import violations
from page_kinds import EMBEDS, LANGUAGES, OVERVIEWS, PROSE, RECORDS, SECRETARIAT, SECTIONS
from PIL import Image
from second_language import in_audit

REFUSED = "chrome-error://chromewebdata/"
DAY, NIGHT = (255, 255, 255), (16, 24, 21)


class Around:
    """A page of another origin, with the HTML that a test gives it."""

    def __init__(self) -> None:
        self.html = ""
        around = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(f"<!doctype html><title>x</title>{around.html}".encode())

            def log_message(self, *args: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def around() -> Iterator[Around]:
    page = Around()
    yield page
    page.server.shutdown()
    page.server.server_close()


@pytest.fixture(scope="module")
def stranger(chromium: Any) -> Iterator[Any]:
    """A page for what others show in theirs: a new one for each would take longer than all that is looked at."""
    page = chromium.new_page()
    yield page
    page.close()


def _snippets(site: Path, language: str, url: str) -> list[str]:
    """What the page for the secretariat offers to copy, with the address under which the tests serve the site."""
    page = (site / SECRETARIAT[language] / "index.html").read_text()
    words = {"es": "la dirección del sitio/", "pt": "o endereço do site/"}[language]
    found = re.findall(r'<pre class="cite">(.*?)</pre>', page, re.DOTALL)
    return [html.unescape(text).replace(words, url) for text in found]


def _colour(page: Any, at: tuple[int, int]) -> tuple[int, ...]:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB").getpixel(at)  # type: ignore[return-value]


@pytest.mark.parametrize("path", EMBEDS)
def test_an_embed_shows_itself_in_a_page_of_another_origin(
    chromium: Any, real_url: str, around: Around, path: str
) -> None:
    around.html = f'<iframe src="{urljoin(real_url, path)}" width="360" height="500"></iframe>'
    page = chromium.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text))
    page.on("requestfailed", lambda r: troubles.append(r.url))
    page.goto(around.url, wait_until="networkidle")
    frame = page.frames[1]
    assert frame.url == urljoin(real_url, path)
    assert frame.locator("h1").inner_text().strip()
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.locator("footer a").count() == 2
    page.close()
    # Chromium notes that a policy makes the older header void; nothing else is complained of.
    assert [t for t in troubles if "X-Frame-Options" not in t] == []


@pytest.mark.parametrize(
    "path",
    in_audit(["", "es/", "404.html", "es/404.html", *SECTIONS, *OVERVIEWS, *RECORDS, *(f"{c}/{p}" for c in LANGUAGES for p in PROSE[c]), *SECRETARIAT.values()]),
)  # fmt: skip
def test_no_other_page_lets_itself_be_framed(stranger: Any, real_url: str, around: Around, path: str) -> None:
    around.html = f'<iframe src="{urljoin(real_url, path)}"></iframe>'
    stranger.goto(around.url, wait_until="load")
    assert stranger.frames[1].url == REFUSED


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_secretariat_copies_works_in_its_own_page(
    chromium: Any, real_url: str, real_site: Path, around: Around, language: str
) -> None:
    snippets = _snippets(real_site, language, real_url)
    around.html = "\n".join(snippets)
    page = chromium.new_page()
    page.goto(around.url, wait_until="networkidle")
    assert len(page.frames) == 1 + 5
    for frame in page.frames[1:]:
        frame.wait_for_selector("h1")
    page.wait_for_timeout(300)
    for element, frame in zip(page.query_selector_all("iframe"), page.frames[1:], strict=True):
        assert element.get_attribute("title") == frame.locator("h1").inner_text()
        inside = frame.evaluate("document.documentElement.getBoundingClientRect().height")
        assert abs(int(element.get_attribute("height")) - inside) <= 1, frame.url
    links = page.eval_on_selector_all("a", "all => all.map(a => a.href)")
    assert len(links) == 1 + 5 and all(x.startswith(f"{real_url}{language}/") for x in links)
    assert page.request.get(links[0]).ok and all(page.request.get(x).ok for x in links)
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_are_offered_in_tags_that_any_account_of_wordpress_may_save(
    real_site: Path, language: str
) -> None:
    page = (real_site / SECRETARIAT[language] / "index.html").read_text()
    tags = [set(re.findall(r"<(\w+)", text)) for text in _snippets(real_site, language, "")]
    assert tags[:2] == [{"a"}, {"a", "ul", "li"}]
    # What only some may save is named on the page.
    others = set().union(*tags[2:])
    assert others == {"iframe", "script"} and all(f"<code>{tag}</code>" in page for tag in others)
    assert "HTML personalizado" in page


def test_a_height_is_believed_only_from_the_site_itself(
    chromium: Any, real_url: str, real_site: Path, around: Around
) -> None:
    script = _snippets(real_site, "es", real_url)[-1]
    around.html = f'<iframe data-utpe src="{urljoin(real_url, EMBEDS[0])}" height="111"></iframe><iframe srcdoc="<script>parent.postMessage({{utpe: `height`, height: 9}}, `*`)</script>"></iframe>{script}'
    page = chromium.new_page()
    page.goto(around.url, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert int(page.get_attribute("iframe", "height")) > 111
    page.frames[1].evaluate("parent.postMessage({utpe: 'height', height: 1e9}, '*')")
    page.wait_for_timeout(200)
    assert page.get_attribute("iframe", "height") == "4000"
    page.frames[1].evaluate("parent.postMessage({utpe: 'height', height: '<x'}, '*')")
    page.frames[1].evaluate("parent.postMessage(null, '*')")
    page.wait_for_timeout(200)
    assert page.get_attribute("iframe", "height") == "4000"
    page.close()


@pytest.mark.parametrize("path", in_audit(EMBEDS))
def test_an_embed_needs_no_script_and_is_accessible(chromium: Any, real_url: str, path: str) -> None:
    for scheme in ("light", "dark"):
        context = chromium.new_context(
            color_scheme=scheme, viewport={"width": 320, "height": 600}, bypass_csp=True
        )
        page = context.new_page()
        page.goto(urljoin(real_url, path), wait_until="networkidle")
        assert violations(page) == []
        context.close()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(urljoin(real_url, path))
    assert page.locator("h1").is_visible() and page.locator("footer a").last.is_visible()
    context.close()


@pytest.mark.parametrize(
    ("end", "reader", "colour"),
    [
        ("", "light", DAY),
        ("", "dark", NIGHT),
        ("#light", "dark", DAY),
        ("#dark", "light", NIGHT),
        ("#clear-light", "light", (255, 200, 0)),
        ("#clear-light", "dark", (255, 200, 0)),
        ("#clear-dark", "light", (255, 200, 0)),
        ("#clear-dark", "dark", (255, 200, 0)),
    ],
)
def test_the_address_chooses_colours_and_background(
    chromium: Any, real_url: str, around: Around, end: str, reader: str, colour: tuple[int, ...]
) -> None:
    around.html = f'<body bgcolor="#ffc800"><iframe src="{urljoin(real_url, EMBEDS[0])}{end}" width="400" height="400" frameborder="0" hspace="0"></iframe>'
    context = chromium.new_context(color_scheme=reader, java_script_enabled=False)
    page = context.new_page()
    page.goto(around.url, wait_until="networkidle")
    assert _colour(page, (11, 11)) == colour
    context.close()


def test_a_link_leaves_the_frame(chromium: Any, real_url: str, around: Around) -> None:
    for path in (EMBEDS[0], next(p for p in EMBEDS if "mapa" in p)):
        around.html = f'<iframe src="{urljoin(real_url, path)}" width="400" height="700"></iframe>'
        page = chromium.new_page()
        page.goto(around.url, wait_until="networkidle")
        page.frames[1].locator("main .t a, main .m a text").first.click()
        page.wait_for_url(f"{real_url}es/**")
        assert len(page.frames) == 1
        page.close()


def test_the_secretariat_sees_each_embed_in_its_own_page(chromium: Any, real_url: str) -> None:
    page = chromium.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text))
    page.goto(urljoin(real_url, SECRETARIAT["es"]), wait_until="networkidle")
    assert not any(f.url for f in page.frames[1:]), "nothing is loaded before somebody wants to see it"
    for summary in page.locator(".md summary").all():
        summary.click()
        summary.locator("xpath=..").locator("iframe").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert sorted(f.url for f in page.frames[1:]) == sorted(
        urljoin(real_url, p) for p in EMBEDS if p.startswith("es/")
    )
    assert page.locator(".md .cite + .acts button").count() == page.locator(".md .cite").count() == 8
    page.close()
    assert [t for t in troubles if "X-Frame-Options" not in t] == []

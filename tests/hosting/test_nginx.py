"""The real site under a real nginx, as deploy/nginx/utpe.conf serves it: what it sends, and what a browser makes of it."""

from __future__ import annotations

import gzip
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import brotli
import chromium as browsers
import pytest
from other_site import Other
from page_kinds import EMBEDS, FORMS, LANGUAGES, OVERVIEWS, PROSE, RECORDS, SECRETARIAT, SECTIONS

from utpe.pages import policy

ROOT = Path(__file__).resolve().parents[2]
SEARCH = ("es/buscar/", "pt/buscar/")
PAGES = ("", *(f"{c}/" for c in LANGUAGES), *SECTIONS, *OVERVIEWS, *RECORDS, *(f"{c}/{p}" for c in LANGUAGES for p in PROSE[c]), *SECRETARIAT.values(), *FORMS)  # fmt: skip
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
}
pytestmark = pytest.mark.audit


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = browsers.find_or_install()
    assert path, "no Chromium, and none could be installed"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _asked(url: str, path: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url + path, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def _kind(path: str) -> policy.Kind:
    return (
        "search"
        if path in SEARCH
        else "secretariat"
        if path in SECRETARIAT.values()
        else "form"
        if path in FORMS
        else "embed"
        if path in EMBEDS
        else "page"
    )


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_every_kind_of_page_has_its_headers_once(url: str, path: str) -> None:
    status, sent, _ = _asked(url, path)
    assert status == 200 and sent.get_content_type() == "text/html" and sent.get_content_charset() == "utf-8"
    assert sent.get_all("Content-Security-Policy") == [policy.in_header(_kind(path))]
    assert sent.get_all("X-Frame-Options") == (None if path in EMBEDS else ["DENY"])
    assert {name: sent.get_all(name) for name in EVERYWHERE} == {n: [v] for n, v in EVERYWHERE.items()}
    assert sent.get_all("Cross-Origin-Resource-Policy") == [
        "cross-origin" if path in EMBEDS else "same-origin"
    ]
    assert sent.get_all("Cache-Control") == ["no-cache"] and sent["ETag"]
    assert sent["Server"] == "nginx" and sent["Set-Cookie"] is None and sent["Allow"] is None
    assert sent["Access-Control-Allow-Origin"] is None and sent["Strict-Transport-Security"] is None


def test_the_answers_for_programs_may_be_read_from_anywhere_and_nothing_else(url: str, site: Path) -> None:
    for path in ("data/indicators/cities.csv", "es/feed.xml", "pt/atom.xml", "es/ciudades/posadas/feed.xml"):
        status, sent, _ = _asked(url, path)
        assert (status, sent.get_all("Access-Control-Allow-Origin")) == (200, ["*"]), path
    for path in ("es/reuniones/list.json", "sitemap.xml", "robots.txt", "assets/mark.svg", "es/data/"):
        assert _asked(url, path)[1]["Access-Control-Allow-Origin"] is None, path


def test_types_are_those_that_programs_expect(url: str, site: Path) -> None:
    for name in ("x.ics", "x.geojson", "x.csv", "x.bib", "x.ris", "x.json"):
        (site / name).write_text("x")
    types = {"x.ics": "text/calendar", "x.geojson": "application/geo+json", "x.csv": "text/csv", "x.bib": "application/x-bibtex", "x.ris": "application/x-research-info-systems", "x.json": "application/json"}  # fmt: skip
    assert {n: _asked(url, n)[1].get_content_type() for n in types} == types
    assert {_asked(url, n)[1].get_content_charset() for n in types} == {"utf-8"}
    assert _asked(url, "x.ics")[1]["Access-Control-Allow-Origin"] == "*"
    assert _asked(url, "assets/fonts/archivo-latin-wght-normal.woff2")[1].get_content_type() == "font/woff2"


def test_what_is_named_by_its_content_is_kept_for_a_year_and_pages_are_asked_for_again(
    url: str, site: Path
) -> None:
    lasting = [*(site / "assets").glob("*.css"), *(site / "assets").glob("*.js"), *(site / "pagefind").glob("*/fragment/*"), *(site / "assets/fonts").glob("*.woff2")]  # fmt: skip
    assert len(lasting) > 1000
    for path in lasting[:12] + lasting[-3:]:
        assert (
            _asked(url, path.relative_to(site).as_posix())[1]["Cache-Control"]
            == "public, max-age=31536000, immutable"
        )
    for path in (
        "pagefind/es/pagefind.js",
        "pagefind/pt/pagefind-entry.json",
        "assets/mark.svg",
        "es/feed.xml",
    ):
        assert _asked(url, path)[1]["Cache-Control"] == "no-cache", path
    tag = _asked(url, "es/")[1]["ETag"]
    assert _asked(url, "es/", **{"If-None-Match": tag})[0] == 304
    assert _asked(url, "es/", **{"If-None-Match": '"x"'})[0] == 200


@pytest.mark.parametrize(
    "path", ["", "es/reuniones/", "es/feed.xml", "es/reuniones/list.json", "data/indicators/cities.csv"]
)
def test_texts_are_sent_as_small_as_the_reader_can_read(url: str, site: Path, path: str) -> None:
    file = site / (f"{path}index.html" if path.endswith("/") or not path else path)
    plain = file.read_bytes()
    for accepts, coding, unpack in (
        ("gzip", "gzip", gzip.decompress),
        ("br, gzip", "br", brotli.decompress),
        ("identity", None, bytes),
    ):
        _, sent, body = _asked(url, path, **{"Accept-Encoding": accepts})
        assert (sent["Content-Encoding"], unpack(body)) == (coding, plain)
        assert "Accept-Encoding" in (sent["Vary"] or "")
        assert coding is None or len(body) < len(plain) / 2
        assert sent.get_all("Content-Security-Policy"), "a packed answer has the same headers"


@pytest.mark.parametrize(
    ("path", "language", "says"),
    [
        ("es/no-hay/", "es", "Aquí no hay nada"),
        ("pt/nao-ha/", "pt-BR", "Aqui não há nada"),
        ("pt/embed/nao-ha/", "pt-BR", "Aqui não há nada"),
        ("no-hay", "es", "Aquí no hay nada"),
        ("es/reuniones/%00", "es", ""),
        ("es/%2e%2e/%2e%2e/etc/passwd", "es", ""),
        ("_headers", "es", ""),
        ("_redirects", "es", ""),
        ("nginx-redirects.map", "es", ""),
    ],
)  # fmt: skip
def test_a_page_that_is_not_there_is_told_in_the_language_of_its_address(
    url: str, site: Path, path: str, language: str, says: str
) -> None:
    status, sent, body = _asked(url, path)
    assert status in ((404,) if says or "." in path or path.startswith("_") else (400, 404))
    assert b"root:" not in body
    if status == 404:
        assert f'<html lang="{language}">'.encode() in body[:100]
        assert says in body.decode().split("</h1>")[0]
        assert sent.get_all("Content-Security-Policy") == [policy.in_header("page")]
        assert sent.get_all("X-Frame-Options") == ["DENY"] and sent["Cache-Control"] == "no-cache"


def test_an_address_without_its_slash_leads_to_the_page(url: str) -> None:
    with urllib.request.urlopen(f"{url}es/reuniones") as answer:
        assert answer.url == f"{url}es/reuniones/"


class _Stay(urllib.request.HTTPRedirectHandler):
    """Tells of a redirect instead of following it."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


def test_an_address_of_before_leads_to_that_of_today(url: str, site: Path) -> None:
    stays = urllib.request.build_opener(_Stay)
    stubs = [p for p in site.rglob("index.html") if b'http-equiv="refresh"' in p.read_bytes()]
    assert stubs, "the register has records that were renamed"
    for stub in stubs:
        old = stub.parent.relative_to(site).as_posix()
        for address in (old, f"{old}/"):
            with pytest.raises(urllib.error.HTTPError) as moved:
                stays.open(url + address)
            moved.value.close()
            assert moved.value.code == 301, address
        with urllib.request.urlopen(url + old) as answer:
            assert answer.status == 200 and "refresh" not in answer.read().decode(), old
        below = f"{old}/{stub.parent.name}.bib"
        with urllib.request.urlopen(url + below) as answer:
            assert answer.headers.get_content_type() == "application/x-bibtex", below


def _seen(chromium: Any, address: str) -> list[str]:
    """Everything that a page complains of, its violations of the policy first."""
    page = chromium.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.on("requestfailed", lambda r: troubles.append(r.url))
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', e => window.broken.push(e.violatedDirective + ' ' + e.blockedURI))"
    )
    page.goto(address, wait_until="networkidle")
    if "buscar" in address:
        page.fill("main input[type=search]", "Quilmes")
        page.wait_for_selector("main li a")
    found = page.evaluate("window.broken") + troubles
    page.close()
    return found


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS, "404.html", "es/404.html", "pt/no/"])
def test_no_page_does_what_its_policy_forbids(chromium: Any, url: str, path: str) -> None:
    found = [t for t in _seen(chromium, urljoin(url, path)) if not t.startswith("Failed to load resource")]
    assert found == []


def test_only_embeds_let_themselves_be_framed(chromium: Any, url: str, elsewhere: Other) -> None:
    framed = [*EMBEDS, *PAGES, "404.html"]
    (elsewhere.folder / "index.html").write_text("".join(f'<iframe src="{url}{p}"></iframe>' for p in framed))
    page = chromium.new_page()
    page.goto(elsewhere.address, wait_until="load", timeout=120_000)
    # What is refused is told after the frame is there: a hundred frames take their time.
    for _ in range(100):
        told = dict(zip(framed, (f.url.startswith("chrome-error:") for f in page.frames[1:]), strict=True))
        if sum(told.values()) == len(told) - len(EMBEDS):
            break
        page.wait_for_timeout(200)
    assert {p for p, is_refused in told.items() if not is_refused} == set(EMBEDS)
    page.close()


def test_other_sites_do_not_learn_what_was_read(chromium: Any, url: str, elsewhere: Other) -> None:
    page = chromium.new_page()
    here = f"{url}es/reuniones/utpeyam-2017-buenos-aires/"
    page.goto(here)
    link = page.locator('main a[href^="http"]').first
    link.evaluate("(link, address) => { link.href = address; }", f"{elsewhere.address}read")
    with page.expect_navigation():
        link.click()
    assert page.url == f"{elsewhere.address}read"
    assert elsewhere.asked[0] == ("/read", None)
    # It is our policy that keeps it, and no habit of the browser.
    (elsewhere.folder / "index.html").write_text(f'<a href="{url}es/">x</a>')
    page.goto(elsewhere.address)
    with page.expect_request(f"{url}es/") as asked:
        page.click("a")
    assert asked.value.all_headers()["referer"] == elsewhere.address
    page.close()


def test_other_sites_load_only_what_is_for_them(
    chromium: Any, url: str, site: Path, elsewhere: Other
) -> None:
    card = next((site / "assets/cards").glob("*.png")).relative_to(site).as_posix()
    tried = {card: True, "assets/mark.svg": False, "assets/icon-180.png": False}
    (elsewhere.folder / "index.html").write_text("".join(f'<img src="{url}{p}">' for p in tried))
    page = chromium.new_page()
    page.goto(elsewhere.address, wait_until="load")
    assert page.evaluate("[...document.images].map(i => i.naturalWidth > 0)") == list(tried.values())
    page.close()


def test_what_is_for_all_is_for_all_on_hosts_that_join_both_values_too(
    chromium: Any, elsewhere: Other, site: Path
) -> None:
    values = {"a.png": "same-origin, cross-origin", "b.png": "same-origin", "c.png": "cross-origin"}
    other_name = elsewhere.address.replace("localhost", "127.0.0.1")
    for name, value in values.items():
        shutil.copy(site / "assets/icon-32.png", elsewhere.folder / name)
        elsewhere.headers[f"/{name}"] = {"Cross-Origin-Resource-Policy": value}
    (elsewhere.folder / "index.html").write_text("".join(f'<img src="{other_name}{n}">' for n in values))
    page = chromium.new_page()
    page.goto(elsewhere.address, wait_until="load")
    assert page.evaluate("[...document.images].map(i => i.naturalWidth > 0)") == [True, False, True]
    page.close()


def test_text_becomes_markup_by_one_door(chromium: Any, url: str) -> None:
    page = chromium.new_page()
    for path in ("es/reuniones/", "es/proponer/reuniones/", "es/embed/mapa/"):
        page.goto(url + path)
        made = page.evaluate(
            """() => ["utpe", "other"].filter(name => { try { trustedTypes.createPolicy(name, {}); return true; } catch { return false; } })"""
        )
        # The listing's own script has taken the one name that there is.
        assert made == [], path
        assert page.evaluate(
            "() => { try { document.body.innerHTML = '<b>x</b>'; return false; } catch (e) { return e instanceof TypeError; } }"
        ), path
    page.close()


@pytest.mark.parametrize("path", ["es/reuniones/?tipo=seminario", "pt/cidades/?pais=ar"])
def test_filters_work_through_it(chromium: Any, url: str, path: str) -> None:
    assert _seen(chromium, urljoin(url, path)) == []

"""The search of the real site in a real browser: what is found, and that nothing breaks or leaks."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from axe import violations
from second_language import others_in_audit

PAGE = {"es": "es/buscar/", "pt": "pt/buscar/"}
DONE = "#said:not(:empty)"
# query → the end of the address of a record that is right; the first three are looked at.
CASES = [
    ("sao paulo", "/sao-paulo/"),
    ("reunion", r"/(reuniones|reunioes)/"),
    ("reuniões metropolitanas", r"/(reuniones|reunioes)/utpeam-2015-posadas-reunion/"),
    ("planejamento", "/utpe/"),
    ("planificación estratégica", "/utpe/"),
    ("UTPEyAM", "/(la-unidad|a-unidade)/utpe/"),
    ("utpeam", "/(la-unidad|a-unidade)/utpe/"),
    ("Regiones Metropolitanas", "/(la-unidad|a-unidade)/utpe/"),
    ("Regiões Metropolitanas", "/(la-unidad|a-unidade)/utpe/"),
    ("Assunção", "/asuncion/"),
    ("asuncion", "/asuncion/"),
    ("Montevidéu", "/montevideo/"),
    ("San Pablo", "/sao-paulo/"),
    ("FALP", "/falp/"),
    ("AMBA", "/am-buenos-aires/"),
    ("Folha de S.Paulo", "#folha-sao-paulo-frente-mercocidades"),
    ("V Reunión de Coordinadores del FCCR", "#mercociudades-v-reunion-coordinadores-fccr"),
    ("habitat iii", "/habitat3-ciudades-perifericas-2016/"),
    ("fronteiras", r"/(fronteras|fronteiras)/"),
    ("presidencia quilmes", "/presidencia-2012-2013/"),
    ("intendente", "#intendente"),
    ("convocatoria", "#convocatoria"),
]


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("dialog", lambda dialog: page.troubles.append(dialog.message) or dialog.dismiss())
    yield page
    assert page.troubles == []
    context.close()


def _open(page: Any, url: str, language: str, query: str = "") -> None:
    page.goto(urljoin(url, PAGE[language]) + query)
    if "q=" in query.replace("q=+", ""):
        page.wait_for_selector(DONE)
    else:
        page.wait_for_selector("#search select[data-facet=year] option:nth-child(2)", state="attached")


def _found(page: Any) -> list[str]:
    page.wait_for_selector("#hits li")
    return [a.get_attribute("href") or "" for a in page.locator("#hits a").all()]


@pytest.mark.slow
@pytest.mark.parametrize("language", others_in_audit(("es", "pt"), "es"))
def test_the_right_record_is_among_the_first_three(page: Any, real_url: str, language: str) -> None:
    missed = {}
    for query, right in CASES:
        # As from the header of another page: nothing of the index is loaded yet.
        _open(page, real_url, language, f"?q={quote(query)}")
        first = [a.get_attribute("href") or "" for a in page.locator("#hits a").all()[:3]]
        assert all(f"/{language}/" in address for address in first)
        if not any(re.search(f"{right}$", address) for address in first):
            missed[query] = first
    assert missed == {}


def test_every_result_leads_to_a_page_and_its_place_on_it(page: Any, real_url: str) -> None:
    _open(page, real_url, "es", "?q=metropolitana")
    addresses = _found(page)
    _open(page, real_url, "es", "?q=acta&seccion=Fuentes")
    for address in [*addresses[:5], *_found(page)[:2]]:
        answer = page.goto(urljoin(real_url, address))
        assert answer.status == 200
        anchor = urlsplit(address).fragment
        assert not anchor or page.locator(f"[id='{anchor}']").count() == 1


def test_nothing_of_the_search_is_fetched_before_it_is_used(page: Any, real_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("es/", "pt/cidades/posadas/"):
        page.goto(urljoin(real_url, path), wait_until="networkidle")
    assert not [a for a in asked if "pagefind" in a or "search" in a]
    page.locator("header input[name=q]").fill("Posadas")
    page.keyboard.press("Enter")
    page.wait_for_selector(DONE)
    assert page.url.endswith("pt/buscar/?q=Posadas")
    assert "/cidades/posadas/" in _found(page)[0]
    hosts = {urlsplit(a).netloc for a in asked}
    assert len(hosts) == 1, hosts


def test_filters_count_what_they_leave_and_live_in_the_address(page: Any, real_url: str) -> None:
    _open(page, real_url, "es", "?q=planificación")
    total = int(page.locator("#said").inner_text().split()[0])
    page.wait_for_selector("select[data-facet=year] option:nth-child(2)", state="attached")
    option = page.locator("select[data-facet=collection] option", has_text="Reuniones (").inner_text()
    expected = int(option.split("(")[1].rstrip(")"))
    page.select_option("select[data-facet=collection]", "Reuniones")
    page.wait_for_selector(f"#said:text-matches('^{expected} ')")
    assert expected < total
    assert parse_qs(urlsplit(page.url).query) == {"q": ["planificación"], "seccion": ["Reuniones"]}
    assert all("/reuniones/" in a for a in _found(page))
    # The own list still offers the other sections; a second filter narrows further.
    assert page.locator("select[data-facet=collection] option").count() > 3
    year = page.locator("select[data-facet=year] option").nth(1)
    left = int(year.inner_text().split("(")[1].rstrip(")"))
    page.select_option("select[data-facet=year]", year.get_attribute("value"))
    page.wait_for_selector(f"#said:text-matches('^{left} ')")
    page.go_back()
    page.wait_for_selector(f"#said:text-matches('^{expected} ')")
    page.go_back()
    page.wait_for_selector(f"#said:text-matches('^{total} ')")
    assert page.locator("select[data-facet=collection]").input_value() == ""


def test_a_deep_link_sets_the_filters_and_the_order(page: Any, real_url: str) -> None:
    _open(page, real_url, "pt", "?q=mercocidades&pais=Brasil&ordem=antigos")
    assert page.locator("select[data-facet=country]").input_value() == "Brasil"
    assert page.locator("select[data-sort]").input_value() == "antigos"
    details = page.locator("#hits li > .meta:first-child").all_inner_texts()
    years = [int(found[0]) for found in (re.findall(r"\b(?:19|20)\d\d\b", x) for x in details) if found]
    assert years == sorted(years) and len(years) > 3


def test_filters_alone_are_a_search(page: Any, real_url: str) -> None:
    _open(page, real_url, "es", "?anio=2017&seccion=Reuniones")
    page.wait_for_selector(DONE)
    assert {"/reuniones/" in a for a in _found(page)} == {True}
    assert page.locator("#said").inner_text().startswith(str(page.locator("#hits li").count()))


def test_more_results_come_when_asked_and_focus_goes_to_the_first_of_them(page: Any, real_url: str) -> None:
    _open(page, real_url, "es", "?q=región")
    assert page.locator("#hits li").count() == 10
    page.locator("#more").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#hits li:nth-child(11)")
    focused = page.locator("#hits li:nth-child(11) a")
    assert focused.evaluate("a => a === document.activeElement")


def test_results_are_there_when_they_are_announced_however_slow_the_network(page: Any, real_url: str) -> None:
    def late(route: Any) -> None:
        time.sleep(0.1)
        route.continue_()

    page.route("**/fragment/**", late)
    _open(page, real_url, "es", "?q=región")
    assert page.locator("#hits li").count() == 10


def test_who_brings_words_does_not_wait_for_the_filters(page: Any, real_url: str) -> None:
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/filter/**", hold)
    _open(page, real_url, "es", "?q=planificación")
    assert page.locator("#hits li").count() == 10
    options = page.locator("select[data-facet=collection] option")
    assert options.count() == 1
    page.wait_for_timeout(200)
    assert len(held) == 6
    for route in held:
        route.continue_()
    page.wait_for_selector("select[data-facet=year] option:nth-child(2)", state="attached")
    total = int(page.locator("#said").inner_text().split()[0])
    counts = [int(x.split("(")[1].rstrip(")")) for x in options.all_inner_texts()[1:]]
    assert sum(counts) == total


def test_what_matches_is_marked_in_title_names_and_text(page: Any, real_url: str) -> None:
    _open(page, real_url, "es", "?q=utpeyam")
    first = page.locator("#hits li").first
    assert "UTPEyAM" in first.locator("[data-names] mark").first.inner_text()
    _open(page, real_url, "es", "?q=sao+paulo")
    assert page.locator("#hits li a mark").all_inner_texts()[:2] == ["São", "Paulo"]


def test_the_number_of_results_is_announced_and_focus_stays(page: Any, real_url: str) -> None:
    _open(page, real_url, "es")
    assert page.locator("#said").get_attribute("role") == "status"
    page.locator("#search input").press_sequentially("Quilmes", delay=20)
    page.wait_for_selector("#said:text-matches('resultados? para «Quilmes»')")
    assert page.locator("#search input").evaluate("i => i === document.activeElement")
    assert page.url.endswith("?q=Quilmes")


@pytest.mark.parametrize("language", ["es", "pt"])
def test_nothing_found_helps_on(page: Any, real_url: str, language: str) -> None:
    _open(page, real_url, language, "?q=xyzzyx")
    assert page.locator("#said").inner_text().startswith("0 ")
    assert page.locator("#none").is_visible()
    other = {"es": "pt", "pt": "es"}[language]
    link = page.locator("#none a[data-other]")
    assert link.evaluate("a => a.href").endswith(f"{PAGE[other]}?q=xyzzyx")
    assert page.locator("#ways").is_visible()
    assert not page.locator("#none [data-filtered]").is_visible()


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=alert(1)>",
        '"><script>alert(1)</script>',
        "x" * 10_000,
        "posadas " * 2_000,
        "\x00\x07\u202e\u200bposadas",
        "$& $1 {q} %F0%9F",
        "'\"`\\",
        "🏙️",
        "   ",
    ],
)
def test_hostile_queries_are_words_like_any_other(page: Any, real_url: str, query: str) -> None:
    _open(page, real_url, "es", f"?q={quote(query)}".replace("q=%20%20%20", "q=+"))
    assert page.locator("main img, main script, #hits svg").count() == 0
    said = page.locator("#said").inner_text()
    assert len(said) < 500
    if len(query) > 200:
        assert "los primeros 200 caracteres" in said
    page.locator("#search input").fill("Posadas")
    page.keyboard.press("Enter")
    page.wait_for_selector("#said:text-matches('para «Posadas»')")
    assert "/ciudades/posadas/" in _found(page)[0]


@pytest.mark.parametrize(
    "query", ["?anio=1492", "?pais=%3Cb%3ENada%3C/b%3E&q=posadas", "?orden=nunca&q=posadas"]
)
def test_a_stale_link_is_followed_as_far_as_it_goes(page: Any, real_url: str, query: str) -> None:
    page.goto(urljoin(real_url, PAGE["es"]) + query)
    page.wait_for_selector(DONE)
    assert "ya no existe" in page.locator("#said").inner_text()
    assert "Nada" not in page.locator("main").inner_html()
    if "posadas" in query:
        assert "/posadas/" in _found(page)[0]


def test_when_the_index_cannot_be_loaded_the_page_says_so(page: Any, real_url: str) -> None:
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(urljoin(real_url, PAGE["es"]) + "?q=posadas")
    page.wait_for_selector(DONE)
    assert "no está disponible" in page.locator("#said").inner_text()
    assert page.locator("#ways").is_visible()


@pytest.mark.parametrize("language", ["es", "pt"])
def test_without_javascript_the_page_is_the_other_ways_in(
    chromium: Any, real_url: str, language: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(urljoin(real_url, f"{language}/"))
    page.locator("header input[name=q]").fill("posadas")
    page.keyboard.press("Enter")
    page.wait_for_url("**/buscar/?q=posadas")
    assert page.locator("noscript p").is_visible()
    assert not page.locator("#search").is_visible()
    assert page.locator("#ways ~ .md a").count() > 10
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", others_in_audit(("es", "pt"), "es"))
def test_results_have_no_violations_and_fit(
    chromium: Any, real_url: str, language: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page = context.new_page()
    for query in ("?q=metropolitana", "?q=xyzzyx&pais=Brasil"):
        _open(page, real_url, language, query)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()

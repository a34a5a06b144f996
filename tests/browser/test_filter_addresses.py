"""The state of a filtered listing lives in its address: back and forward, deep links, stale and hostile ones."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from filtered_listing import (
    WIDE,
    Reckoning,
    body,
    choose,
    name_options,
    opened,
    option,
    said,
    section,
    shown,
    slug,
    until,
    wait_for,
)
from page_kinds import LANGUAGES
from second_language import others_in_audit

from utpe.text.strings import strings


@pytest.mark.parametrize("language", LANGUAGES)
def test_back_and_forward_restore(chromium: Any, real_url: str, language: str) -> None:
    data = Reckoning("meetings", language)
    status, year = slug(language, "status", "held"), slug(language, "year", "2014")
    one, two = len(data.ids(**dict([status]))), len(data.ids(**dict([status, year])))
    with opened(chromium, section(real_url, language)) as page:
        name_options(page)
        before = body(page)
        choose(page, *status, one)
        choose(page, *year, two)
        page.go_back()
        wait_for(page, one)
        assert option(page, *status).get_attribute("aria-current") == "true"
        assert option(page, *year).get_attribute("aria-current") is None
        page.go_back()
        until(page, "document.querySelector('.bar button').hidden")
        assert body(page) == before
        assert page.url == section(real_url, language)
        page.go_forward()
        page.go_forward()
        wait_for(page, two)
        assert said(page).startswith(strings(language).plural("pages.count.meetings", two))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deep_link_shows_what_it_says(chromium: Any, real_url: str, language: str) -> None:
    data = Reckoning("publications", language)
    topic = slug(language, "topic", "gestion-del-riesgo", "publications")
    country = slug(language, "country", "BR", "publications")
    topic = next((topic[0], v) for v, n in data.counts(topic[0]).most_common()[::-1] if n < 4)
    expected = data.ids(**dict([topic]))
    with opened(chromium, f"{section(real_url, language, 'publications')}?{topic[0]}={topic[1]}") as page:
        wait_for(page, len(expected))
        assert shown(page) == expected
        # The chosen option was folded away.
        assert (
            page.locator(".fac [aria-current]:visible .n").count() == page.locator(".fac nav > div").count()
        )
        for link in page.locator(".all a").evaluate_all("x => x.map(a => a.href)"):
            assert urlsplit(link).path.count("//") == 0
        page.goto(f"{page.url}&{country[0]}={country[1]}&utm_source=x&fbclid=y")
        wait_for(page, len(data.ids(**dict([topic, country]))))
        assert strings(language)("ui.filters_unknown") not in said(page)


UNKNOWN = [
    "anio=1066",
    "color=azul",
    "anio=%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E",
    "%3Cscript%3Ewindow.hacked%3D1%3C%2Fscript%3E=2014",
    "estado=%00%01%1b%7f%E2%80%AE",
    "estado=%E0%A4%A",
    "__proto__=constructor&constructor=prototype&toString=1",
    f"tema={'x' * 10_000}",
    "orden=",
    "orden=javascript:alert(1)",
    "anio=",
    "&".join(f"f{n}=v" for n in range(500)),
]


@pytest.mark.parametrize("query", UNKNOWN, ids=range(len(UNKNOWN)))
def test_what_is_unknown_is_left_out_and_said(chromium: Any, real_url: str, query: str) -> None:
    s, asked = strings("es"), []
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: asked.append(r.url))
    try:
        page.goto(section(real_url, "es"))
        whole, before = said(page), body(page)
        page.goto(f"{section(real_url, 'es')}?{query}", wait_until="networkidle")
        assert said(page) == f"{whole} {s('ui.filters_unknown')}"
        assert body(page) == before
        assert page.evaluate("window.hacked") is None
        assert not any(a.endswith("list.json") for a in asked), "the whole list is there already"
        assert page.locator(".bar button").is_hidden()
        # What is known beside it counts.
        name, word = slug("es", "status", "held")
        page.goto(f"{section(real_url, 'es')}?{query}&{name}={word}" if "estado" not in query else page.url)
        if "estado" not in query:
            wait_for(page, len(Reckoning("meetings", "es").ids(**{name: word})))
            assert s("ui.filters_unknown") in said(page)
        assert errors == []
    finally:
        context.close()


def test_a_facet_named_twice_counts_once(chromium: Any, real_url: str) -> None:
    data = Reckoning("meetings", "es")
    with opened(chromium, f"{section(real_url, 'es')}?anio=2014&anio=2015") as page:
        wait_for(page, len(data.ids(anio="2014")))
        assert strings("es")("ui.filters_unknown") in said(page)


def test_another_tab_opens_with_the_state(chromium: Any, real_url: str) -> None:
    data = Reckoning("meetings", "es")
    with opened(chromium, f"{section(real_url, 'es')}?anio=2014") as page:
        wait_for(page, len(data.ids(anio="2014")))
        link = page.locator(".fac a[href*='estado=realizado']")
        # What the browser does with it is the browser's business: its own new tab is not waited for.
        link.click(modifiers=["Control"])
        other = page.context.new_page()
        other.goto(link.evaluate("a => a.href"))
        wait_for(other, len(data.ids(anio="2014", estado="realizado")))
        assert said(page).startswith(strings("es").plural("pages.count.meetings", len(data.ids(anio="2014"))))


@pytest.mark.parametrize(
    "collection", others_in_audit(["meetings", "sources", "cities", "publications"], "meetings")
)
def test_hostile_words_in_every_place_of_the_address(chromium: Any, real_url: str, collection: str) -> None:
    evil = quote("\"'><svg onload=window.hacked=1>")
    for query in (f"{evil}", f"?{evil}={evil}", f"?tipo={evil}&orden={evil}#{evil}"):
        with opened(
            chromium, section(real_url, "es", collection) + (query if query[0] == "?" else f"#{query}")
        ) as page:
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.hacked") is None
            assert page.locator("main svg[onload], main :not(script)[src]").count() == 0

"""Filters of listings in a real Chromium: what they show, count and say, by the data alone."""

from __future__ import annotations

from itertools import cycle
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from filtered_listing import (
    FILTERED,
    Reckoning,
    choose,
    name_options,
    opened,
    said,
    section,
    shown,
    slug,
    unfold,
    until,
    wait_for,
)
from page_kinds import LANGUAGES

from utpe.pages import routes
from utpe.text.strings import strings

CHOICES = [
    ("meetings", ("status", "held"), ("country", "BR")),
    ("meetings", ("topic", "periferias"), ("year", "2015")),
    ("publications", ("language", "pt"), ("topic", "fronteras")),
    ("publications", ("kind", "article"), ("country", "BR")),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("collection", "first", "second"), CHOICES)
def test_two_facets_at_once_show_what_the_data_say(
    chromium: Any,
    real_url: str,
    language: str,
    collection: str,
    first: tuple[str, str],
    second: tuple[str, str],
) -> None:
    data = Reckoning(collection, language)
    state: dict[str, str] = {}
    with opened(chromium, section(real_url, language, collection)) as page:
        name_options(page)
        for facet, value in (first, second):
            name, word = slug(language, facet, value, collection)
            state[name] = word
            expected = data.ids(**state)
            assert expected
            unfold(page)
            choose(page, name, word, len(expected))
            assert shown(page) == expected
            assert parse_qs(urlsplit(page.url).query) == {n: [v] for n, v in state.items()}
        check_counts(page, data, state)
        unfold(page)
        choose(page, name, word, len(data.ids(**dict([next(iter(state.items()))]))))
        assert page.locator(".fac [aria-disabled]").count() > 0


def check_counts(page: Any, data: Reckoning, state: dict[str, str]) -> None:
    told = page.locator(".fac a[data-test]").evaluate_all(
        """x => x.map(a => ({what: a.dataset.test, n: +a.querySelector('.n').textContent, href: a.hasAttribute('href'),
             current: a.getAttribute('aria-current'), off: a.getAttribute('aria-disabled'),
             role: a.getAttribute('role')}))"""
    )
    assert len(told) > 10
    for found in told:
        name, value = found["what"].split("/")
        expected = data.counts(name, **state)[value]
        is_chosen = state.get(name) == value
        assert found["n"] == expected, found
        assert found["current"] == ("true" if is_chosen else None), found
        is_off = expected == 0 and not is_chosen
        assert (found["href"], found["off"], found["role"]) == (
            not is_off,
            "true" if is_off else None,
            "link" if is_off else None,
        ), found
    for everything in page.locator(".fac nav > div > ul > li:first-child > a").all():
        block = everything.locator("xpath=ancestor::div[1]")
        name = block.locator("a[data-test]").first.get_attribute("data-test").split("/")[0]
        rest = {n: v for n, v in state.items() if n != name}
        assert everything.locator(".n").text_content() == str(len(data.ids(**rest)))
        assert everything.get_attribute("aria-current") == (None if name in state else "true")


# What a script does depends on the data of a listing, not on its words: each language has half of them.
@pytest.mark.parametrize(("language", "collection"), list(zip(cycle(LANGUAGES), FILTERED, strict=False)))
def test_every_listing_filters_in_place(chromium: Any, real_url: str, language: str, collection: str) -> None:
    with opened(chromium, section(real_url, language, collection)) as page:
        name_options(page)
        whole = said(page)
        kept = page.locator("main > .w > :is(.rec, .md, figure)").evaluate_all("x => x.map(e => e.outerHTML)")
        for block in page.locator(".fac nav > div").all():
            link = block.locator("a[data-test]").first
            count = int(link.locator(".n").text_content())
            link.click()
            wait_for(page, count)
            expected = strings(language).plural(f"pages.count.{collection}", count)
            assert said(page).startswith(expected)
            assert page.locator(".pager:visible, .az:visible").count() == 0
            block.locator("a").first.click()
            page.wait_for_url(section(real_url, language, collection))
            assert said(page) == whole
        again = page.locator("main > .w > :is(.rec, .md, figure)").evaluate_all(
            "x => x.map(e => e.outerHTML)"
        )
        assert again == kept, "what stands above the list stays"


@pytest.mark.parametrize(
    ("language", "query", "expected"),
    [
        ("es", "anio=2014&estado=propuesto", None),
        ("es", "anio=2010", "1 encuentro Filtros: 2010 (año)"),
        ("pt", "ano=2010", "1 encontro Filtros: 2010 (ano)"),
        ("es", "estado=realizado&pais=br", "{n} encuentros Filtros: Realizado (qué se sabe) y Brasil (país)"),
        (
            "pt",
            "situacao=realizado&pais=br",
            "{n} encontros Filtros: Realizado (o que se sabe) e Brasil (país)",
        ),
    ],
)
def test_the_number_and_the_filters_are_told(
    chromium: Any, real_url: str, language: str, query: str, expected: str | None
) -> None:
    state = {k: v[0] for k, v in parse_qs(query).items()}
    count = len(Reckoning("meetings", language).ids(**state))
    with opened(chromium, f"{section(real_url, language)}?{query}") as page:
        wait_for(page, count)
        status = page.locator("[role=status]")
        assert status.count() == 1 and status.get_attribute("id") == "list"
        assert said(page) == (expected or said(page)).format(n=count)
        if count:
            assert page.locator("h2.vh", has_text=said(page).split(" Filtros")[0]).count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_left_is_a_sentence_and_a_way_out(chromium: Any, real_url: str, language: str) -> None:
    s, data = strings(language), Reckoning("meetings", language)
    status, year = slug(language, "status", "proposed"), slug(language, "year", "2001")
    assert not data.ids(**dict([status, year]))
    query = f"{status[0]}={status[1]}&{year[0]}={year[1]}"
    with opened(chromium, f"{section(real_url, language)}?{query}") as page:
        until(page, "document.querySelector('.all').hidden")
        assert said(page).startswith(s("ui.filters_none"))
        # What was chosen can be taken back, though it gives nothing.
        assert page.locator(".fac [aria-current][href]").count() == page.locator(".fac nav > div").count()
        page.get_by_role("button", name=s("ui.filters_clear")).click()
        page.wait_for_url(section(real_url, language))
        assert page.locator(".all").is_visible()
        assert page.evaluate("document.activeElement.id") == "list", "focus is not lost with the button"
        assert page.get_by_role("button", name=s("ui.filters_clear")).count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_one_value_leads_to_the_listing_with_both(
    chromium: Any, real_url: str, language: str
) -> None:
    data = Reckoning("meetings", language)
    year, status = slug(language, "year", "2014"), slug(language, "status", "held")
    with opened(chromium, urljoin(real_url, routes.facet(language, "meetings", "year", "2014"))) as page:
        link = page.locator(f".fac a[href$='{status[1]}']")
        assert urlsplit(link.get_attribute("href")).path == urlsplit(section(real_url, language)).path
        assert parse_qs(urlsplit(link.get_attribute("href")).query) == {k: [v] for k, v in (year, status)}
        # Its number told of all years.
        assert link.locator(".n").text_content() == ""
        own = page.locator(f".fac a[href$='{year[0]}=2015']")
        assert own.locator(".n").text_content() == str(len(data.ids(**{year[0]: "2015"})))
        assert page.locator(".fac [aria-current]").count() == page.locator(".fac nav > div").count()
        link.click()
        wait_for(page, len(data.ids(**dict([year, status]))))
        assert shown(page) == data.ids(**dict([year, status]))
    later = urljoin(real_url, routes.numbered(routes.section(language, "publications"), 2, language))
    kind = slug(language, "kind", "article", "publications")
    with opened(chromium, later) as page:
        link = page.locator(f".fac a[href$='{kind[0]}={kind[1]}']")
        expected = len(Reckoning("publications", language).ids(**dict([kind])))
        assert link.locator(".n").text_content() == str(expected)
        link.click()
        wait_for(page, expected)


def test_print_says_which_filters_were_on(chromium: Any, real_url: str) -> None:
    data = Reckoning("meetings", "pt")
    with opened(chromium, f"{section(real_url, 'pt')}?ano=2014&situacao=realizado") as page:
        expected = data.ids(ano="2014", situacao="realizado")
        wait_for(page, len(expected))
        page.emulate_media(media="print")
        text = page.locator("main").inner_text()
        assert "Filtros: 2014 (ano) e Realizado (o que se sabe)" in text
        assert (
            page.locator(".fac:visible, .bar button:visible, .bar select:visible, .go:visible").count() == 0
        )
        assert page.locator(".all .t:visible").count() == len(expected)

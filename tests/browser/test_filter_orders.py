"""The orders that a listing offers, and where what has no date stands in them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from filtered_listing import FILTERED, opened, read, section, until, wait_for
from page_kinds import LANGUAGES

from utpe.pages.entries import ORDERS
from utpe.text.strings import strings


@pytest.mark.parametrize("language", LANGUAGES)
def test_orders(chromium: Any, real_url: str, language: str) -> None:
    s = strings(language)
    order = s("slugs.order.name")
    with opened(chromium, section(real_url, language)) as page:
        total = len(read("meetings"))
        years = [h for h in page.locator(".all h3").all_text_contents() if h.isdigit()]
        assert years == sorted(years, reverse=True)
        page.locator("select").select_option(s("slugs.order.oldest"))
        until(page, "y => document.querySelector('.all h3').textContent === y", years[-1])
        wait_for(page, total)
        headings = page.locator(".all h3").all_text_contents()
        dated = [h for h in headings if h.isdigit()]
        assert dated == sorted(dated) and len(dated) == len(set(dated)) >= len(years)
        assert headings == [*dated, s("pages.no_date")], "what has no date comes last, either way"
        assert parse_qs(urlsplit(page.url).query) == {order: [s("slugs.order.oldest")]}
        page.locator("select").select_option(s("slugs.order.title"))
        until(page, "!document.querySelector('.all h3')")
        wait_for(page, total)
        titles = page.locator(".all .t").all_text_contents()
        sorted_ = page.evaluate(
            "([t, l]) => t.slice().sort(new Intl.Collator(l, {numeric: true}).compare)", [titles, s.tag]
        )
        assert titles == sorted_ and titles != sorted_[::-1]
        page.go_back()
        until(page, "document.querySelector('.all h3')")
        assert page.locator("select").input_value() == s("slugs.order.oldest")
        page.locator("select").select_option("")
        page.wait_for_url(section(real_url, language))
        until(page, "y => document.querySelector('.all h3').textContent === y", years[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_publications_by_day_stand_without_the_headings_that_the_order_tears(
    chromium: Any, real_url: str, language: str
) -> None:
    s = strings(language)
    address = (
        f"{section(real_url, language, 'publications')}?{s('slugs.order.name')}={s('slugs.order.newest')}"
    )
    days = {r["id"]: r.get("date", "") for r in read("publications")}
    with opened(chromium, address) as page:
        wait_for(page, len(days))
        assert page.locator(".all .gh").count() == 0
        found = [days[i] for i in page.locator(".all .pub > li").evaluate_all("x => x.map(e => e.id)")]
        starts = [re.sub(r"[?~%]|/.*", "", d) for d in found]
        years = [d[:4] for d in starts if d]
        assert years == sorted(years, reverse=True)
        assert "" not in starts[: len(years)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", FILTERED)
def test_only_orders_that_make_sense_are_offered(
    chromium: Any, real_url: str, language: str, collection: str
) -> None:
    with opened(chromium, section(real_url, language, collection)) as page:
        offered = page.locator("select option").evaluate_all("x => x.map(o => o.dataset.by)")
        assert offered == list(ORDERS.get(collection, ()))
        assert page.locator("select").count() == bool(offered)
        if offered:
            assert page.get_by_label(strings(language)("ui.order")).is_enabled()

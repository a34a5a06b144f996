"""Filters of listings in a real Chromium; what they should show is worked out here from the data alone."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

from utpe.pages import routes
from utpe.pages.entries import ORDERS
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

DATA = Path(__file__).resolve().parents[2] / "data"
LANGUAGES = ("es", "pt")
FILTERED = [c.name for c in COLLECTIONS.values() if c.facets]
RULES = {"light": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "dark": ["wcag2aa"]}
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 700}
ENTRIES = ".all li:has(.t), .all .pub > li, .all tr:has(th[scope=row])"
AXE = Axe()


def read(name: str) -> list[dict[str, Any]]:
    with (DATA / f"{name}.yaml").open(encoding="utf-8") as file:
        found: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CBaseLoader)  # noqa: S506 - texts only
    return found


def values(record: dict[str, Any], facet: str, countries: dict[str, str]) -> set[str]:
    """The values of a facet, from the data as they are written."""
    match facet:
        case "year":
            return set(re.findall(r"\d{4}", record.get("date", ""))[:1])
        case "country":
            if "kind" in record and "mode" in record:
                # A meeting is where its cities are.
                return {countries[c] for c in record.get("city_ids", [])}
            return set(record.get("countries", []))
        case "topic":
            return set(record.get("topic_ids", []))
        case "language":
            return set(record["languages"])
        case _:
            return {record[facet]}


class Reckoning:
    """A collection as its YAML has it, in the names and values of addresses."""

    def __init__(self, collection: str, language: str) -> None:
        countries = {c["id"]: c["country"] for c in read("cities")}
        self.names = {f: routes.facet_slug(language, f) for f in COLLECTIONS[collection].facets}
        self.records = {
            r["id"]: {
                name: {routes.value_slug(language, collection, f, v) for v in values(r, f, countries)}
                for f, name in self.names.items()
            }
            for r in read(collection)
        }

    def ids(self, **state: str) -> set[str]:
        return {id_ for id_, r in self.records.items() if all(v in r[n] for n, v in state.items())}

    def counts(self, name: str, **state: str) -> Counter[str]:
        rest = {n: v for n, v in state.items() if n != name}
        return Counter(v for id_ in self.ids(**rest) for v in self.records[id_][name])


def slug(language: str, facet: str, value: str, collection: str = "meetings") -> tuple[str, str]:
    return routes.facet_slug(language, facet), routes.value_slug(language, collection, facet, value)


@contextmanager
def opened(chromium: Any, address: str, **options: Any) -> Iterator[Any]:
    """A page that must not complain."""
    context = chromium.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    try:
        page.goto(address)
        yield page
        assert troubles == []
    finally:
        context.close()


def section(url: str, language: str, collection: str = "meetings") -> str:
    return urljoin(url, routes.section(language, collection))


def option(page: Any, name: str, value: str) -> Any:
    """The option of a facet, wherever it leads now: its place in the column never changes."""
    return page.locator(f".fac a[data-test='{name}/{value}']")


def name_options(page: Any) -> None:
    """Note on each option of the column what it stands for, before anything is chosen."""
    page.evaluate(
        """() => { const all = [...document.querySelectorAll('.fac a[href]:not(.go)')];
          for (const a of all) { const q = [...new URL(a.href).searchParams];
            if (q.length) a.dataset.test = q[0].join('/'); } }"""
    )


def shown(page: Any) -> set[str]:
    links = page.locator(".all :is(.t, .pub h3, th[scope=row]) > a").evaluate_all("x => x.map(a => a.href)")
    assert len(links) == len(set(links))
    return {urlsplit(link).path.rstrip("/").rsplit("/", 1)[-1] for link in links}


def choose(page: Any, name: str, value: str, expected: int) -> None:
    option(page, name, value).click()
    wait_for(page, expected)


def _holds(page: Any, expression: str, arg: Any) -> bool:
    try:
        return bool(page.evaluate(expression, arg))
    except Error as error:
        # Another page is on its way.
        if "context was destroyed" in str(error):
            return False
        raise


def until(page: Any, expression: str, arg: Any = None) -> None:
    """Wait until an expression is true; Playwright's own way is against the policy of the page."""
    limit = time.monotonic() + 10
    while not _holds(page, expression, arg):
        assert time.monotonic() < limit, (expression, arg, page.url, said(page))
        page.wait_for_timeout(20)


def wait_for(page: Any, count: int) -> None:
    until(page, "([s, n]) => document.querySelectorAll(s).length === n", [ENTRIES, count])


def body(page: Any) -> str:
    """What the list shows, whatever its tags are wrapped in."""
    return re.sub(r">\s+<", "><", page.locator(".all").inner_html()).strip()


def said(page: Any) -> str:
    return re.sub(r"\s+", " ", page.locator(".total").inner_text()).strip()


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


def unfold(page: Any) -> None:
    page.evaluate("document.querySelectorAll('.more').forEach(d => d.open = true)")


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", FILTERED)
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


DAYS = "x => x.map(e => e.textContent)"


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
def test_by_keyboard_alone(chromium: Any, real_url: str, language: str) -> None:
    s, data = strings(language), Reckoning("meetings", language)
    name, word = slug(language, "status", "announced")
    with opened(chromium, section(real_url, language)) as page:
        name_options(page)
        focus = "document.activeElement.dataset.test"
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate(focus) == f"{name}/{word}":
                break
        page.keyboard.press("Enter")
        wait_for(page, len(data.ids(**{name: word})))
        assert page.evaluate(focus) == f"{name}/{word}", "focus stays where it is"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.hasAttribute('href')"), (
            "what gives nothing is passed over"
        )
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "BUTTON":
                break
        assert page.evaluate("document.activeElement.textContent") == s("ui.filters_clear")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.keyboard.press("ArrowDown")
        until(page, "location.search.includes('=') && location.search.includes('&')")
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        until(page, "document.activeElement.id === 'list'")
        assert name not in page.url and s("slugs.order.oldest") in page.url


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["1280", "320"])
@pytest.mark.parametrize(
    ("collection", "facet", "value"),
    [("meetings", "status", "held"), ("publications", "kind", "article"), ("governance", "country", "AR")],
)
def test_a_filtered_listing_is_accessible_and_fits(
    chromium: Any,
    real_url: str,
    language: str,
    viewport: dict[str, int],
    collection: str,
    facet: str,
    value: str,
) -> None:
    name, word = slug(language, facet, value, collection)
    with opened(
        chromium, f"{section(real_url, language, collection)}?{name}={word}", viewport=viewport
    ) as page:
        until(page, "!document.querySelector('.bar button').hidden")
        if viewport is PHONE:
            page.locator(".fold > summary").click()
            # Where the bar at the bottom of the window has its own place, and covers no option.
            page.locator(".total").scroll_into_view_if_needed()
        assert page.locator(".fac [aria-disabled]").count() > 0
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)
            result = AXE.run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
            assert result.violations_count == 0, result.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        small = page.locator("main :is(button, select, .go, .fac a, summary):visible").evaluate_all(
            "x => x.map(e => e.getBoundingClientRect()).filter(b => b.height < 24 || b.width < 24).length"
        )
        assert small == 0


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_for_before_the_first_use_and_then_once(
    chromium: Any, real_url: str, language: str
) -> None:
    data = Reckoning("meetings", language)
    asked: list[str] = []
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    page.on("request", lambda r: asked.append(urlsplit(r.url).path))
    try:
        page.goto(section(real_url, language), wait_until="networkidle")
        name_options(page)
        first = list(asked)
        assert not any(path.endswith(".json") for path in first)
        name, word = slug(language, "status", "held")
        choose(page, name, word, len(data.ids(**{name: word})))
        page.locator("select").select_option(strings(language)("slugs.order.title"))
        until(page, "!document.querySelector('.all h3')")
        page.go_back()
        until(page, "document.querySelector('.all h3')")
        later = [path for path in asked[len(first) :] if "/assets/" not in path]
        assert later == [f"{urlsplit(section(real_url, language)).path}list.json"]
    finally:
        context.close()


def test_a_page_of_a_record_loads_no_filter(chromium: Any, real_url: str) -> None:
    asked: list[str] = []
    context = chromium.new_context()
    page = context.new_page()
    page.on("request", lambda r: asked.append(r.url))
    page.goto(urljoin(real_url, "es/reuniones/utpeyam-2017-buenos-aires/"))
    page.goto(urljoin(real_url, "es/glosario/"))
    context.close()
    assert len(asked) > 4 and not any("filter" in a for a in asked)


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


@pytest.mark.parametrize("depth", [0, 3000])
def test_the_option_that_is_chosen_does_not_move(chromium: Any, real_url: str, depth: int) -> None:
    data = Reckoning("meetings", "es")
    name, word = slug("es", "country", "BR")
    with opened(chromium, section(real_url, "es")) as page:
        name_options(page)
        page.locator(".bar").scroll_into_view_if_needed()
        page.evaluate("n => scrollBy(0, n)", depth)
        link = option(page, name, word)
        link.hover()
        before, top = link.bounding_box(), page.evaluate("scrollY")
        link.click()
        wait_for(page, len(data.ids(**{name: word})))
        assert link.bounding_box() == before
        box = page.locator(".all").bounding_box()
        assert box["y"] < WIDE["height"], "the beginning of the list is in sight"
        assert (page.evaluate("scrollY") == top) == (depth == 0)


def test_on_a_phone_a_bar_tells_the_number_and_leads_to_the_list(chromium: Any, real_url: str) -> None:
    data = Reckoning("meetings", "es")
    name, word = slug("es", "status", "held")
    with opened(chromium, section(real_url, "es"), viewport=PHONE) as page:
        name_options(page)
        assert page.locator(".go").is_hidden()
        page.locator(".fold > summary").click()
        count = len(data.ids(**{name: word}))
        before = page.evaluate("scrollY")
        choose(page, name, word, count)
        assert page.locator(".go").inner_text() == f"Ver la lista: {count} encuentros"
        box = page.locator(".go").bounding_box()
        assert 0 <= box["y"] <= PHONE["height"] - box["height"]
        assert option(page, name, word).is_visible() and page.evaluate("scrollY") >= before
        page.locator(".go").click()
        assert page.locator(".go").is_hidden()
        until(page, "Math.abs(document.querySelector('#list').getBoundingClientRect().top) < 60")
        assert shown(page) == data.ids(**{name: word})


def test_a_list_that_does_not_come_leaves_the_links_of_the_build(chromium: Any, real_url: str) -> None:
    context = chromium.new_context(viewport=WIDE)
    page = context.new_page()
    page.route("**/list.json", lambda route: route.abort())
    try:
        page.goto(section(real_url, "es"))
        name_options(page)
        before = body(page)
        link = option(page, "estado", "realizado")
        link.click()
        until(
            page,
            "t => document.querySelector('.total').textContent.includes(t)",
            strings("es")("ui.filters_failed"),
        )
        assert body(page) == before
        assert link.get_attribute("aria-current") is None
        link.click()
        page.wait_for_url("**/reuniones/estado/realizado/")
    finally:
        context.close()


def test_another_tab_opens_with_the_state(chromium: Any, real_url: str) -> None:
    data = Reckoning("meetings", "es")
    with opened(chromium, f"{section(real_url, 'es')}?anio=2014") as page:
        wait_for(page, len(data.ids(anio="2014")))
        link = page.locator(".fac a[href*='estado=realizado']")
        with page.context.expect_page() as other:
            link.click(modifiers=["Control"])
        # A tab begins as an empty page, which is loaded too.
        other.value.wait_for_url("**estado=realizado**")
        wait_for(other.value, len(data.ids(anio="2014", estado="realizado")))
        assert said(page).startswith(strings("es").plural("pages.count.meetings", len(data.ids(anio="2014"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_column_leads_to_pages_and_nothing_is_idle(
    chromium: Any, real_url: str, language: str
) -> None:
    with opened(chromium, section(real_url, language), java_script_enabled=False) as page:
        assert page.locator("select:visible, .bar button:visible, .go:visible").count() == 0
        links = page.locator(".fac a:not(.go)").evaluate_all("x => x.map(a => a.getAttribute('href'))")
        assert len(links) > 30 and not any("?" in link for link in links)
        page.locator(".fac a", has_text="2014").click()
        assert page.locator("h1").inner_text().endswith(": 2014")


@pytest.mark.parametrize("collection", ["meetings", "sources", "cities", "publications"])
def test_hostile_words_in_every_place_of_the_address(chromium: Any, real_url: str, collection: str) -> None:
    evil = quote("\"'><svg onload=window.hacked=1>")
    for query in (f"{evil}", f"?{evil}={evil}", f"?tipo={evil}&orden={evil}#{evil}"):
        with opened(
            chromium, section(real_url, "es", collection) + (query if query[0] == "?" else f"#{query}")
        ) as page:
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.hacked") is None
            assert page.locator("main svg[onload], main :not(script)[src]").count() == 0

"""What the filters of a listing read: the same records, counts, headings and HTML as the pages of the build."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest

from utpe.checks.runner import Report, check
from utpe.pages import entries, facets
from utpe.pages.frame import build_frame
from utpe.pages.list_view import ListView
from utpe.pages.listing import Lister
from utpe.pages.memory import Memory
from utpe.pages.publish import Publication
from utpe.pages.site import Site
from utpe.reading.git_history import History
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings
from utpe.text.strings import strings

LANGUAGES = ("es", "pt")
FILTERED = ("meetings", "publications", "cities", "organizations", "governance", "borders", "sources")


class Toy(NamedTuple):
    out: Path
    listers: dict[str, Lister]

    def section(self, language: str, collection: str) -> str:
        return f"{language}/{strings(language)(f'slugs.{collection}')}/"

    def read(self, language: str, collection: str) -> dict[str, Any]:
        text = (self.out / self.section(language, collection) / "list.json").read_text()
        tree: dict[str, Any] = json.loads(text)
        return tree

    def views(self, language: str, collection: str) -> list[ListView]:
        return list(self.listers[language].pages(collection))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Toy:
    """Everything beside the prose of the toy site, made once for all tests: none of them changes it."""
    out, root = tmp_path_factory.mktemp("site"), Path(__file__).parents[1]
    settings = Settings(
        root=root / "toy",
        today=dt.date(2026, 11, 24),
        theme_dir=root.parent / "overrides",
        page_size=3,
        workers=1,
    )
    report, memory = check(settings), Memory()
    site = Site(settings, report.catalogue, History("no_git"), build_frame(settings, report.pages))
    memory.compare(site.catalogue, site.key)
    Publication(site, out, memory).finish()
    return Toy(out, site.listers)


CASES = [(language, collection) for language in LANGUAGES for collection in FILTERED]


def test_every_listing_with_facets_has_a_list_and_no_other_has(published: Toy) -> None:
    found = {p.parent.relative_to(published.out).as_posix() + "/" for p in published.out.rglob("list.json")}
    offering = {
        published.section(language, collection)
        for language in LANGUAGES
        for collection in COLLECTIONS
        if published.listers[language].offered(collection)
    }
    assert found == offering
    assert {published.section(*case) for case in CASES} <= found


@pytest.mark.parametrize(("language", "collection"), CASES)
def test_it_holds_every_record_once_in_the_order_of_the_listing(
    published: Toy, language: str, collection: str
) -> None:
    records = published.read(language, collection)["records"]
    lister = published.listers[language]
    titles = [_shown_title(x) for x in _entries_of(lister.whole(collection))]
    assert len(records) == len(lister.order(collection)) == len(titles)
    assert [r["t"] for r in records] == [t.lstrip("«“\"'¿¡") for t in titles]
    assert all(not r["d"] or re.fullmatch(r"\d{4}-\d{2}-\d{2}", r["d"]) for r in records)


@pytest.mark.parametrize(("language", "collection"), CASES)
def test_its_counts_are_those_of_the_pages(published: Toy, language: str, collection: str) -> None:
    tree, views = published.read(language, collection), published.views(language, collection)
    totals = {v.path: v.total for v in views}
    section = published.section(language, collection)
    assert totals[section] == len(tree["records"])
    offered = published.listers[language].offered(collection)
    assert len(tree["facets"]) == len(offered)
    for n, (name, facet) in enumerate(zip(tree["facets"], offered, strict=True)):
        counts = Counter(value for r in tree["records"] for value in r["v"][n])
        options = (*facet.options[1:], *facet.more)
        assert {f"{section}{name}/{value}/": count for value, count in counts.items()} == {
            o.href: o.count for o in options
        }
        assert all(totals[o.href] == o.count for o in options)
        assert facet.options[0].href == section


@pytest.mark.parametrize(("language", "collection"), CASES)
def test_its_headings_are_those_of_the_pages(published: Toy, language: str, collection: str) -> None:
    tree = published.read(language, collection)
    whole = published.listers[language].whole(collection)
    headings = [(g.anchor, g.title) for g in (whole.table.groups if whole.table else ())]
    headings = headings or [(g.id, g.title) for g in whole.groups]
    assert [tuple(g) for g in tree["groups"]] == headings
    numbers = [r["g"] for r in tree["records"]]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(len(headings)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", ["publications", "cities", "governance"])
def test_its_entries_are_those_of_the_first_page(published: Toy, language: str, collection: str) -> None:
    path = published.section(language, collection)
    html = (published.out / path / "index.html").read_text()
    records = published.read(language, collection)["records"]
    first = next(iter(published.views(language, collection)))
    assert first.path == path
    shown = len(list(_entries_of(first)))
    assert 0 < shown <= len(records)
    for n, record in enumerate(records):
        assert (record["h"] in html) == (n < shown), record


@pytest.mark.parametrize(("language", "collection"), CASES)
def test_every_entry_is_one_element_and_its_addresses_resolve(
    published: Toy, language: str, collection: str
) -> None:
    section = published.section(language, collection)
    for record in published.read(language, collection)["records"]:
        html = record["h"]
        tag = "tr" if collection in entries.COLUMNS else "li"
        assert html.startswith(f"<{tag}") and html.endswith(f"</{tag}>"), html
        assert "@@root@@" not in html and "<script" not in html and " style=" not in html
        for href in re.findall(r'href="([^"#]+)', html):
            address = urlsplit(urljoin(f"http://x/{section}", href))
            if address.netloc == "x":
                assert (published.out / address.path.lstrip("/") / "index.html").is_file(), href


def test_a_source_is_one_element_wherever_it_stands(published: Toy) -> None:
    pages = [p.read_text() for p in (published.out / "es" / "fuentes").rglob("index.html")]
    assert len(pages) > 3
    assert sum(page.count('<li id="') for page in pages) == len(published.listers["es"].order("sources"))
    for page in pages:
        assert not re.search(r"<li\b[^>]*>\s*<li\b", page)
        assert len(re.findall(r"<li\b", page)) == page.count("</li>")


def test_undated_records_have_no_day_and_a_month_has_its_first(published: Toy) -> None:
    days = {r["t"]: r["d"] for r in published.read("es", "meetings")["records"]}
    assert days["Seminario dentro de la reunión"] == "2014-06-01"
    assert days["Primera reunión anual de 2015"] == "2015-03-01"
    assert [r["d"] for r in published.read("es", "meetings")["records"]][-1] == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", entries.ORDERS)
def test_the_first_order_is_that_of_the_listing(
    toy: Report, toy_settings: Settings, collection: str, language: str
) -> None:
    lister = Lister(toy.catalogue, toy_settings, language)
    orders = lister.whole(collection).orders
    assert [o.slug == "" for o in orders] == [True] + [False] * (len(orders) - 1)
    assert len({o.slug for o in orders}) == len({o.label for o in orders}) == len(orders) > 1
    days = [entries.day_of(r) for r in lister.ordered(collection)]
    if orders[0].by == "newest":
        assert days == [*sorted(filter(None, days), reverse=True), *(d for d in days if not d)]
    assert any(days) or not {"newest", "oldest"} & {o.by for o in orders}


@pytest.mark.parametrize("collection", [c.name for c in COLLECTIONS.values() if c.facets])
def test_only_a_listing_that_is_in_order_by_name_offers_no_other(
    toy: Report, toy_settings: Settings, collection: str
) -> None:
    assert (collection in entries.ORDERS) == (collection != "borders")


def test_a_facet_of_many_options_folds_those_that_are_used_least(toy: Report) -> None:
    def groups(count: int) -> dict[str, list[Any]]:
        return {str(n): [None] * (n % 5 + 1) for n in range(2001, 2001 + count)}

    few, many = ({"topic": groups(n), "year": groups(n)} for n in (facets.MANY, facets.MANY + 1))
    for name, facet in zip(few, facets.offered(toy.catalogue, "meetings", "es", few), strict=True):
        assert facet.more == () and len(facet.options) == facets.MANY + 1
        assert [o.label for o in facet.options[1:]] == list(few[name])
    topic, year = facets.offered(toy.catalogue, "meetings", "es", many)
    assert len(topic.options) == facets.FIRST + 1
    counts = [o.count for o in (*topic.options[1:], *topic.more)]
    assert counts == sorted(counts, reverse=True) and len(counts) == facets.MANY + 1
    assert year.is_narrow and year.more == ()
    assert [o.label for o in year.options[1:]] == list(many["year"])


def test_the_option_that_a_page_stands_for_is_not_folded_away(toy: Report, toy_settings: Settings) -> None:
    site = Site(toy_settings, toy.catalogue, History("no_git"), build_frame(toy_settings, toy.pages))
    view = site.listers["es"].whole("meetings")
    topic = view.facets[-1]
    folded = type(topic)(topic.name, topic.label, topic.options[:2], topic.options[2:])
    html = {}
    for option in (view.facets[0].options[0], *folded.options[1:], *folded.more):
        here = type(view)(**{**_fields(view), "facets": (*view.facets[:-1], folded), "here": option.href})
        html[option.href] = site.stamper.fragment(here, "lists/body.html")
    assert [page.count('<details class="more" open>') for page in html.values()] == [0, 0, 1]
    assert all('<details class="more"' in page for page in html.values())


def _fields(view: ListView) -> dict[str, Any]:
    return {name: getattr(view, name) for name in view.__dataclass_fields__}


def _entries_of(view: ListView) -> list[Any]:
    rows = [r for g in (view.table.groups if view.table else ()) for r in g.rows]
    return rows or [e for g in view.groups for e in g.entries]


def _shown_title(entry: Any) -> str:
    title = entry.cells[0][0] if hasattr(entry, "cells") else entry.title
    return str(title.text)

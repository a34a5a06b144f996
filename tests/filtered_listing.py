"""A listing with filters in a browser, and what it should show, worked out from the data alone."""

from __future__ import annotations

import functools
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from playwright.sync_api import Error

from utpe.pages import routes
from utpe.records.registry import COLLECTIONS

DATA = Path(__file__).resolve().parents[1] / "data"
FILTERED = [c.name for c in COLLECTIONS.values() if c.facets]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 700}
ENTRIES = ".all li:has(.t), .all .pub > li, .all tr:has(th[scope=row])"


@functools.cache
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


def unfold(page: Any) -> None:
    page.evaluate("document.querySelectorAll('.more').forEach(d => d.open = true)")


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

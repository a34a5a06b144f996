"""A draft that an older form kept, or that somebody put there, is shown or kept: it never breaks the page, nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from form_driver import Form
from proposal_files import NEW
from site_builder import run_utpe

from utpe.pages import routes
from utpe.reading.strict_yaml import read_yaml

HARM = "<img src=x onerror=alert(1)>"
# Collection, tree, the fields that have no place.
DRAFTS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "a text where there are lines": ("publications", {"isbn": "9783161484101", "pages": "3"}, ["isbn"]),
    "a text where there are ids": ("meetings", {"city_ids": "alfa"}, ["city_ids"]),
    "ids that are none": ("meetings", {"city_ids": [["alfa"], None]}, ["city_ids"]),
    "a number where there is a date": ("meetings", {"date": 2014}, ["date"]),
    "dates where there is one": ("meetings", {"date": ["2014"], "mode": "virtual"}, ["date"]),
    "a time in words": ("meetings", {"time": "mañana"}, ["time"]),
    "times where there is one": ("meetings", {"time": ["10:00"]}, ["time"]),
    "one text for both languages": ("meetings", {"title": "Hola", "venue": {"es": "Sede"}}, ["title"]),
    "a text in a third language": ("meetings", {"title": {"es": "Hola", "qu": "Rimaykullayki"}}, []),
    "parts in a text": ("meetings", {"title": {"es": {"a": "b"}}}, ["title"]),
    "parts in a line": ("meetings", {"id": {"a": "b"}}, ["id"]),
    "a choice that is gone": ("meetings", {"kind": "gone", "status": HARM}, []),
    "several choices, one of them gone": ("governance", {"kinds_also": ["consortium", "gone"]}, []),
    "a box that is ticked otherwise": ("publications", {"has_more_authors": "maybe"}, ["has_more_authors"]),
    "a text where there is a part": ("cities", {"point": "x"}, ["point"]),
    "a part where there are several": ("meetings", {"documents": {"title": "x"}}, ["documents"]),
    "texts where there are parts": ("meetings", {"documents": ["x", None]}, ["documents"]),
    "sources of all sorts": ("meetings", {"sources": ["x", {"id": "b", "source": "c"}]}, ["sources"]),
    "a source with another id": ("meetings", {"sources": [{"id": ["a"], "locator": "p. 3"}]}, []),
    "a field that does harm": ("meetings", {HARM: HARM, "venue": {"es": HARM}}, [HARM]),
}


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page in which no script may fail or ask anything."""
    context = chromium.new_context()
    page, troubles = context.new_page(), []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
    yield page
    context.close()
    assert troubles == []


def _opened(page: Any, site: str, collection: str, draft: Any, query: str = "") -> None:
    address = urljoin(site, routes.form("es", collection))
    page.goto(address)
    page.evaluate(
        "([key, draft]) => localStorage.setItem(key, draft)", [f"utpe-form:{collection}:", json.dumps(draft)]
    )
    page.goto(address + query)
    page.wait_for_selector("#form[data-ready]", timeout=10_000)


@pytest.mark.parametrize("what", DRAFTS)
def test_what_has_no_place_any_more_is_kept_and_told(page: Any, toy_url: str, what: str) -> None:
    collection, tree, lost = DRAFTS[what]
    _opened(page, toy_url, collection, {"tree": tree, "base": "", "version": "00000000", "when": 1})
    assert page.evaluate("utpe.ui.tree()") == tree
    told = page.inner_text("#draft")
    assert ("no tienen lugar" in told) == bool(lost)
    assert all(name in told for name in lost)
    assert page.locator("#draft img, main img").count() == 0
    # Whoever answers anew has answered.
    if lost == ["date"]:
        page.fill("[data-f=date] .paste input", "mayo de 2014")
        assert page.evaluate("utpe.ui.tree().date") == "2014-05"


@pytest.mark.parametrize(
    "draft", [None, 5, [], "x", {"tree": []}, {"tree": {"venue": {"es": "Sede"}}, "when": HARM}]
)
def test_what_is_no_draft_breaks_nothing(page: Any, toy_url: str, draft: Any) -> None:
    _opened(page, toy_url, "meetings", draft)
    assert page.locator("#draft img").count() == 0


@pytest.mark.parametrize(
    "query",
    [
        *(
            "?field=sources.constructor",
            "?field=__proto__.x",
            "?field=documents.5.title.es",
            "?field=title.es.x.y",
        ),
        *(
            "?id=toy-2014-alfa&field=sources.constructor",
            "?id=../../x",
            f"?id={HARM}",
            f"?field={HARM}",
            "?id=%00",
        ),
    ],
)
def test_no_address_does_harm(page: Any, toy_url: str, query: str) -> None:
    _opened(page, toy_url, "meetings", None, query)
    page.wait_for_timeout(200)
    assert page.locator("#draft img, main img").count() == 0


@pytest.mark.parametrize(
    ("id_", "file"),
    [("", "x.yaml"), ("../../../etc/hosts", "etc-hosts.yaml"), ("Reunión 2014", "reunion-2014.yaml")],
)
def test_a_file_has_a_plain_name_whatever_the_id(page: Any, toy_url: str, id_: str, file: str) -> None:
    tree = {"venue": {"es": "Sede"}, **({"id": id_} if id_ else {})}
    _opened(page, toy_url, "meetings", {"tree": tree, "when": 1})
    page.check("#licence")
    page.click("#review")
    page.click("#anyway")
    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename == file
    assert f"data/meetings/{file}" in page.inner_text("#where")


def test_two_sources_that_are_alike_are_told_once(page: Any, toy_url: str) -> None:
    source = read_yaml(NEW.encode()).value["sources"][0]["source"]
    sources = [{"id": id_, "source": source} for id_ in ("acta", "acta-2")]
    _opened(page, toy_url, "meetings", {"tree": {"sources": sources, "id": "uno"}, "when": 1})
    found = page.evaluate("utpe.ui.findings().map(({code}) => code)")
    assert found.count("W502") == 1


def test_a_text_that_is_left_behind_is_told(chromium: Any, toy_copy: Path) -> None:
    assert run_utpe(toy_copy, "translations", "--confirm").returncode == 0
    assert run_utpe(toy_copy, "build").returncode == 0
    page = chromium.new_page()
    form = Form(page, (toy_copy / "site").as_uri() + "/", "es", "meetings", "?id=toy-2014-alfa")
    venue = page.locator("[data-f=venue]")
    form.fill({"venue": {"es": "Otra casa"}})
    page.focus("#f-title\\.es")
    form.settle()
    assert "no acompañó el cambio" in form.said(venue)
    form.fill({"venue": {"pt": "Outra casa"}})
    form.settle()
    assert "no acompañó el cambio" not in form.said(venue)

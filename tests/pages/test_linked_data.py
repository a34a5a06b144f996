"""Linked data: a JSON-LD processor and schema.org's own vocabulary understand it; proposals are no events."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from linked_data_reader import Page, expanded, leaves, troubles

from utpe.checks.runner import Report
from utpe.pages.frame import build_frame
from utpe.pages.memory import Task
from utpe.pages.site import Site
from utpe.pages.things import MAKERS
from utpe.reading.git_history import History
from utpe.records.base import Text
from utpe.records.edtf import parse_edtf
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.records.vocab import EventStatus, Mode
from utpe.settings import Settings, read_settings

URL = "https://example.org/sub/"
PROPOSED, ANNOUNCED, HELD = EventStatus.PROPOSED, EventStatus.ANNOUNCED, EventStatus.HELD


def _site(report: Report, settings: Settings, site_url: str = URL) -> Site:
    settings = settings.model_copy(update={"site_url": site_url})
    return Site(settings, report.catalogue, History("no_git"), build_frame(settings, report.pages))


def _data(site: Site, collection: str, id_: str, language: str = "es") -> Any:
    task = Task("record", language, collection, id_)
    made = next(site.stamped(task, Trace(site.catalogue)))
    (text,) = Page(made.html).data
    return json.loads(text)


def _about(site: Site, collection: str, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = _data(site, collection, id_).get("mainEntity", {})
    return found


@pytest.fixture
def site(toy: Report, toy_settings: Settings) -> Site:
    return _site(toy, toy_settings)


def _changed(site: Site, collection: str, id_: str, **fields: Any) -> Site:
    records = site.catalogue.records[collection]
    records[id_] = records[id_].model_copy(update=fields)
    return replace(site)


@pytest.mark.slow
@pytest.mark.parametrize("url", [URL, ""])
def test_every_record_is_understood_by_a_processor_and_by_schema_org(real: Report, url: str) -> None:
    site = _site(real, read_settings(real_root()), url)
    seen = set()
    for name, collection in COLLECTIONS.items():
        for record in site.catalogue.all(name) if collection.has_pages else ():
            view = site.desks["pt"].view(name, record, "pt")
            data = site.heads.of(view, False).data
            understood = expanded(data)
            assert troubles(understood) == [], (name, record.id)
            # What a processor does not know, it drops.
            assert _count(understood) == _count(data), (name, record.id)
            seen.add(view.about.get("@type"))
            assert ("breadcrumb" in data, "url" in data) == (bool(url), bool(url))
    assert {"Event", "City", "Place", "Country", "Organization", "GovernmentOrganization", "Book"} <= seen
    assert {"ScholarlyArticle", "Report", "CreativeWork", None} <= seen


def real_root() -> Any:
    from conftest import ROOT

    return ROOT


def _count(tree: Any) -> int:
    """Return how many plain values there are, the context and the types aside."""
    if isinstance(tree, list):
        return sum(map(_count, tree))
    if isinstance(tree, dict):
        return sum(_count(v) for k, v in tree.items() if k not in ("@context", "@type"))
    return 1


# ---- what is an event ----


@pytest.mark.parametrize(
    ("status", "date", "inferred", "expected"),
    [
        (HELD, "2014-08", (), "EventScheduled"),
        (HELD, "2014-08", ("status",), None),
        (PROPOSED, "2030-08", (), None),
        (EventStatus.UNKNOWN, "2014-08", (), None),
        (EventStatus.CANCELLED, "2014-08", (), "EventCancelled"),
        # Of what was announced and is past, nobody says that it took place.
        (ANNOUNCED, "2014-08", (), None),
        (ANNOUNCED, "2030-08", (), "EventScheduled"),
        (ANNOUNCED, "2026-11-24", (), "EventScheduled"),
        (ANNOUNCED, "2026-11-23", (), None),
        (ANNOUNCED, "2026-11", (), "EventScheduled"),
        (ANNOUNCED, None, (), None),
        (ANNOUNCED, "2014/..", (), None),
    ],
)
def test_only_what_a_source_shows_is_an_event(
    site: Site, status: EventStatus, date: str | None, inferred: tuple[str, ...], expected: str | None
) -> None:
    fields = {"status": status, "date": date and parse_edtf(date), "inferred": inferred}
    about = _about(_changed(site, "meetings", "toy-2014-alfa", **fields), "meetings", "toy-2014-alfa")
    assert about.get("eventStatus") == (expected and f"https://schema.org/{expected}")
    assert about.get("@type") == ("Event" if expected else None)


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2014-08-21", "2014-08-21", None),
        ("2014-08", "2014-08", None),
        ("2014", "2014", None),
        ("2014-06-03/2014-06-05", "2014-06-03", "2014-06-05"),
        ("2014-06/2014-07-05", "2014-06", "2014-07-05"),
        ("2014-08?", None, None),
        ("2014~", None, None),
        ("2014-08-21%", None, None),
        ("197X", None, None),
        ("2014-06-03/2014-06-05?", "2014-06-03", None),
        ("/2014-06-05", None, "2014-06-05"),
        ("2014/..", "2014", None),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(site: Site, date: str, start: str | None, end: str | None) -> None:
    fields = {"status": HELD, "date": parse_edtf(date), "inferred": ()}
    about = _about(_changed(site, "meetings", "toy-2014-alfa", **fields), "meetings", "toy-2014-alfa")
    assert (about.get("startDate"), about.get("endDate")) == (start, end)


@pytest.mark.parametrize("field", ["date", "mode", "city_ids"])
def test_what_is_deduced_is_not_said(site: Site, field: str) -> None:
    key = {"date": "startDate", "mode": "eventAttendanceMode", "city_ids": "location"}[field]
    fields = {"status": HELD, "date": parse_edtf("2014"), "inferred": ()}
    assert key in _about(_changed(site, "meetings", "toy-2014-alfa", **fields), "meetings", "toy-2014-alfa")
    fields["inferred"] = (field,)
    assert key not in _about(
        _changed(site, "meetings", "toy-2014-alfa", **fields), "meetings", "toy-2014-alfa"
    )


@pytest.mark.parametrize("mode", Mode)
def test_how_one_attends(site: Site, mode: Mode) -> None:
    changed = _changed(site, "meetings", "toy-2014-alfa", status=HELD, inferred=(), mode=mode)
    expected = {"in_person": "Offline", "virtual": "Online", "hybrid": "Mixed"}[mode]
    about = _about(changed, "meetings", "toy-2014-alfa")
    assert about["eventAttendanceMode"] == f"https://schema.org/{expected}EventAttendanceMode"


# ---- hostile words ----


def test_no_word_ends_the_script(site: Site) -> None:
    words = "</script><script>alert(1)</script> <!-- & \"' \u2028 {{ 7*7 }}"
    changed = _changed(site, "cities", "beta", name=Text({"es": words, "pt": words}))
    made = next(changed.stamped(Task("record", "es", "cities", "beta"), Trace(changed.catalogue)))
    page = Page(made.html)
    assert len(page.data) == 1 and "<" not in page.data[0] and "&" not in page.data[0]
    assert json.loads(page.data[0])["mainEntity"]["name"] == words
    assert "alert(1)" in page.words and made.html.count("<script>") == 0


# ---- the rest ----


def test_without_an_address_nothing_points_at_the_site(toy: Report, toy_settings: Settings) -> None:
    site = _site(toy, toy_settings, "")
    data = _data(site, "cities", "beta")
    assert data["@type"] == "WebPage" and data["mainEntity"]["@type"] == "City"
    assert {k for k, _ in leaves(data)}.isdisjoint({"item", "contentUrl"}) and "url" not in data


def test_the_trail_is_that_of_the_page(site: Site) -> None:
    trail = _data(site, "cities", "beta", "pt")["breadcrumb"]["itemListElement"]
    assert [x["position"] for x in trail] == [1, 2, 3]
    assert [x["item"] for x in trail][:2] == [f"{URL}pt/", f"{URL}pt/cidades/"]


def test_every_maker_has_a_collection() -> None:
    assert set(MAKERS) <= set(COLLECTIONS)


def test_a_day_moves_no_event_but_announced_ones(toy: Report, toy_settings: Settings) -> None:
    later = toy_settings.model_copy(update={"today": dt.date(2031, 1, 1)})
    now, then = (_site(toy, s) for s in (toy_settings, later))
    for meeting in toy.catalogue.all("meetings"):
        if meeting.status != ANNOUNCED:
            assert _about(now, "meetings", meeting.id) == _about(then, "meetings", meeting.id)

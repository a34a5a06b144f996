"""Feeds, read by feedparser and by a strict XML parser."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from utpe.exports.edition import Edition
from utpe.exports.feeds import MOST_ITEMS, MOST_WORDS, feed_files
from utpe.pages.feeds import feeds_that_follow
from utpe.reading.git_history import History
from utpe.records.base import Text

ATOM = "{http://www.w3.org/2005/Atom}"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def edition(toy_edition: Edition) -> Edition:
    return _themed(toy_edition)


@pytest.fixture(scope="module")
def real_files(real_edition: Edition) -> dict[str, bytes]:
    return feed_files(_themed(real_edition))


def _themed(edition: Edition) -> Edition:
    return replace(edition, settings=edition.settings.model_copy(update={"root": ROOT}))


def _read(content: bytes) -> Any:
    found = feedparser.parse(content)
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_a_site_without_address_has_no_feeds(edition: Edition) -> None:
    nowhere = edition.settings.model_copy(update={"site_url": ""})
    assert feed_files(replace(edition, settings=nowhere)) == {}


def test_everything_each_section_and_each_city_that_met_has_both_formats(
    real_files: dict[str, bytes], real_edition: Edition
) -> None:
    places = {path.rsplit("/", 1)[0] for path in real_files}
    assert {
        "es",
        "pt",
        "es/reuniones",
        "pt/publicacoes",
        "es/ciudades/quilmes",
        "pt/gobernanza",
    } - places == {"pt/gobernanza"}
    assert {f"{p}/{name}" for p in places for name in ("feed.xml", "atom.xml")} == set(real_files)
    met = {c.id for c in real_edition.catalogue.all("cities")
           if real_edition.catalogue.pointing("cities", c.id, "meetings")}  # fmt: skip
    assert {p.rsplit("/", 1)[1] for p in places if p.startswith("es/ciudades/")} == met


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_every_feed_is_read_whole_by_feedparser(real_files: dict[str, bytes], name: str) -> None:
    ids: dict[str, set[str]] = {}
    for path, content in real_files.items():
        if not path.endswith(name):
            continue
        found = _read(content)
        assert found.version == {"feed.xml": "rss20", "atom.xml": "atom10"}[name]
        assert found.feed.language == {"es": "es", "pt": "pt-BR"}[path[:2]]
        assert 0 < len(found.entries) <= MOST_ITEMS
        assert found.feed.link == f"https://example.org/sub/{path.removesuffix(name)}"
        for entry in found.entries:
            assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.id)
            assert entry.link.startswith(f"https://example.org/sub/{path[:3]}")
            assert entry.title and entry.summary and "<" not in entry.summary
            words = re.findall(r"\w+", entry.summary)
            assert len(words) >= 2 and len(entry.summary.split()) <= MOST_WORDS, (path, entry.summary)
            ids.setdefault(entry.id, set()).add(entry.link)
        days = [e.updated_parsed if name == "atom.xml" else e.published_parsed for e in found.entries]
        assert days == sorted(days, reverse=True)
    # An id means one page, in whichever feed.
    assert all(len(links) == 1 for links in ids.values())


def test_both_formats_say_the_same(real_files: dict[str, bytes]) -> None:
    rss, atom = _read(real_files["pt/reunioes/feed.xml"]), _read(real_files["pt/reunioes/atom.xml"])
    for a, b in zip(rss.entries, atom.entries, strict=True):
        assert (a.id, a.title, a.summary, a.link) == (b.id, b.title, b.summary, b.link)
        assert parsedate_to_datetime(a.published).isoformat() == b.updated
    tree = ET.fromstring(real_files["pt/reunioes/atom.xml"])
    newest = max(e.text or "" for e in tree.iterfind(f"{ATOM}entry/{ATOM}updated"))
    assert tree.findtext(f"{ATOM}updated") == newest


def test_a_summary_says_first_what_is_known(real_files: dict[str, bytes]) -> None:
    found = {e.link.rsplit("/", 2)[1]: e for e in _read(real_files["es/reuniones/feed.xml"]).entries}
    said = found["utpeam-2022-santa-fe"].summary
    assert said.startswith("Reunión de la unidad · Anunciado · 27 de octubre de 2022")


def test_the_day_is_that_of_the_last_change_else_of_the_last_reading(edition: Edition) -> None:
    by_reading = _read(feed_files(edition)["es/ciudades/atom.xml"])
    assert {e.updated for e in by_reading.entries} != {f"{edition.settings.today}T00:00:00+00:00"}
    origin = edition.catalogue.origins[("cities", "beta")]
    lines = [0] * 400
    lines[origin.lines[0] - 1 : origin.lines[1]] = [1_700_000_000] * (origin.lines[1] - origin.lines[0] + 1)
    known = replace(edition, history=History("known", lines={origin.file: lines}))
    found = {e.title: e.updated for e in _read(feed_files(known)["es/ciudades/atom.xml"]).entries}
    assert found["Ciudad Beta"] == "2023-11-14T00:00:00+00:00"


def test_hostile_words_stay_words(edition: Edition) -> None:
    words = "]]> </title><script>alert(1)</script> & \"'\u202e {{ 7*7 }}"
    city = edition.catalogue.records["cities"]["beta"]
    edition.catalogue.records["cities"]["beta"] = city.model_copy(update={"name": Text({"es": words})})
    for name in ("feed.xml", "atom.xml"):
        content = feed_files(edition)[f"es/ciudades/{name}"]
        tree = ET.fromstring(content)
        titles = [e.text for e in tree.iter() if e.tag in ("title", f"{ATOM}title")]
        assert words in titles
        assert b"<script" not in content


def test_a_record_that_was_renamed_stays_the_same_entry(edition: Edition) -> None:
    def ids() -> set[str]:
        return {e.id for e in _read(feed_files(edition)["es/ciudades/feed.xml"]).entries}

    before = ids()
    cities = edition.catalogue.records["cities"]
    renamed = cities["beta"].model_copy(
        update={"id": "delta", "former_ids": (*cities["beta"].former_ids, "beta")}
    )
    edition.catalogue.origins[("cities", "delta")] = edition.catalogue.origins[("cities", "beta")]
    del cities["beta"]
    cities["delta"] = renamed
    assert ids() == before


def test_no_entry_is_dated_by_the_build(edition: Edition) -> None:
    later = edition.settings.model_copy(update={"today": dt.date(2031, 1, 1)})
    assert feed_files(edition) == feed_files(replace(edition, settings=later))


def test_characters_that_xml_forbids_are_left_out(edition: Edition) -> None:
    city = edition.catalogue.records["cities"]["beta"]
    words = Text({"es": "A\x00B\x07C\ufffe\ud800D"})
    edition.catalogue.records["cities"]["beta"] = city.model_copy(update={"name": words})
    for name in ("feed.xml", "atom.xml"):
        tree = ET.fromstring(feed_files(edition)[f"es/ciudades/{name}"])
        assert "ABCD" in [e.text for e in tree.iter() if e.tag in ("title", f"{ATOM}title")]


@pytest.mark.parametrize(
    ("section", "own", "place"),
    [
        ("cities", "", "es/ciudades"),
        ("cities", "es/ciudades/quilmes/feed.xml", "es/ciudades/quilmes"),
        ("glossary", "", ""),
    ],
)
def test_pages_name_feeds_that_are_there_in_both_formats(
    real_files: dict[str, bytes], section: str, own: str, place: str
) -> None:
    base = "https://example.org/sub/"
    named = feeds_that_follow(base, "es", section, own)
    wanted = [*([place] if place else []), "es"]
    assert [address.removeprefix(base) for _, _, address in named] == [
        f"{p}/{name}" for p in wanted for name in ("feed.xml", "atom.xml")
    ]
    for kind, _, address in named:
        read = _read(real_files[address.removeprefix(base)])
        assert read.version == {"rss": "rss20", "atom": "atom10"}[kind]

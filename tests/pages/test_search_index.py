"""What can be found: an entry for everything, with all its names; and an index that Pagefind makes of them."""

from __future__ import annotations

import errno
import gzip
import json
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from utpe.checks.runner import Report
from utpe.pages import search_index
from utpe.pages.frame import build_frame
from utpe.pages.listing import Lister
from utpe.pages.record import Desk
from utpe.pages.search_entry import SearchEntry, of_listing, of_prose, of_record, years_of
from utpe.pages.search_index import Document, SearchIndexError, write_index
from utpe.pages.stamp import Stamper
from utpe.reading.git_history import History
from utpe.reading.invisible import FORBIDDEN
from utpe.settings import Settings

ONE = Document("es", "es/uno/", b"<html lang=es><body data-pagefind-body><p>uno")


def _record(toy: Report, settings: Settings, collection: str, id_: str, language: str = "es") -> SearchEntry:
    desk = Desk(toy.catalogue, settings, History("no_git"), lambda name: [])
    record = toy.catalogue.get(collection, id_)
    return of_record(desk.view(collection, record, language), record, toy.catalogue, ("es", "pt"))


def test_a_record_is_found_by_all_its_names_in_every_language(toy: Report, toy_settings: Settings) -> None:
    names = _record(toy, toy_settings, "cities", "beta").names
    assert {"Ciudad Beta", "Cidade Beta"} <= set(names)
    assert "AdP" in _record(toy, toy_settings, "governance", "ar-toy").names
    unit = next(iter(toy.catalogue.all("unit")))
    found = _record(toy, toy_settings, "unit", unit.id).names
    assert {n.name.root["es"] for n in unit.names} <= set(found)


def test_what_is_looked_for_by_name_weighs_more_than_what_bears_a_title(
    toy: Report, toy_settings: Settings
) -> None:
    assert _record(toy, toy_settings, "cities", "beta").weight == "names"
    assert _record(toy, toy_settings, "meetings", "toy-2014-alfa").weight == "titles"
    lister = Lister(toy.catalogue, toy_settings, "es")
    sources = [e for v in lister.pages("sources") for e in of_listing(v, toy.catalogue)]
    assert {e.weight for e in sources} == {"labels"}


def test_filters_are_in_words_of_the_readers_language(toy: Report, toy_settings: Settings) -> None:
    filters = set(_record(toy, toy_settings, "meetings", "toy-2014-alfa", "pt").filters)
    assert {
        ("collection", "Reuniões"),
        ("year", "2014"),
        ("city", "Cidade Beta"),
        ("status", "Realizado"),
    } <= filters
    assert ("country", "Argentina") in filters
    assert not {x for x in filters if x[0] == "topic"}


def test_a_decade_is_no_year_and_a_short_span_is_each_of_its_years(toy: Report) -> None:
    # Established in the seventies, dissolved in 2019.
    assert years_of(toy.catalogue.get("governance", "ar-toy")) == (2019,)
    assert years_of(toy.catalogue.get("meetings", "toy-2014-alfa")) == (2014,)


def test_sources_and_terms_are_found_once_each_where_links_lead(toy: Report, toy_settings: Settings) -> None:
    lister = Lister(toy.catalogue, toy_settings, "es")
    for collection in ("sources", "glossary"):
        entries = [e for view in lister.pages(collection) for e in of_listing(view, toy.catalogue)]
        ids = Counter(e.path.partition("#")[2] for e in entries)
        assert set(ids) == {r.id for r in toy.catalogue.all(collection)}
        assert set(ids.values()) == {1}


def test_prose_gives_its_text_a_line_for_each_block(toy: Report, toy_settings: Settings) -> None:
    frame = build_frame(toy_settings, toy.pages)
    place = frame.places[("es", "methodology")]
    entry = of_prose(
        place, "<h2>Uno &amp; dos</h2><ul><li><a href='x'>Tres</a> cuatro</li></ul>", ["A", "A", "B"], ()
    )
    assert entry.text[1:] == ("Uno & dos", "Tres cuatro")
    assert entry.names == (place.title, "A", "B")


@pytest.fixture
def documents(toy: Report, toy_settings: Settings) -> list[Document]:
    frame = build_frame(toy_settings, toy.pages)
    stamper = Stamper(toy_settings.folder("theme"), frame.sites)
    return [
        stamper.document(_record(toy, toy_settings, "cities", id_, language))
        for id_ in ("alfa", "beta")
        for language in ("es", "pt")
    ]


def test_a_title_with_a_point_in_its_middle_is_one_name(toy: Report, toy_settings: Settings) -> None:
    stamper = Stamper(toy_settings.folder("theme"), build_frame(toy_settings, toy.pages).sites)
    entry = replace(_record(toy, toy_settings, "cities", "alfa"), names=("Acta · Alfa", "Minuta"))
    html = stamper.document(entry).html.decode()
    assert '<p data-pagefind-meta="names">Acta · Alfa \u2063 Minuta</p>' in html
    # No text may hold what stands between names, and the script parts them there.
    assert FORBIDDEN.match("\u2063")
    script = (toy_settings.folder("theme") / "assets/js/search.js").read_text()
    assert r".split(/\s*\u2063\s*/u)" in script


def _addresses(site: Path) -> dict[str, set[str]]:
    """Return the addresses in each index, as Pagefind keeps them."""
    return {
        folder.name: {
            json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))["url"]
            for path in folder.glob("fragment/*")
        }
        for folder in (site / "pagefind").iterdir()
    }


@pytest.mark.parametrize("workers", [0, 1])
def test_each_language_has_an_index_of_its_own(
    documents: list[Document], tmp_path: Path, workers: int
) -> None:
    assert write_index(documents, tmp_path, workers) == 4
    entries = {
        folder.name: json.loads((folder / "pagefind-entry.json").read_text())["languages"]
        for folder in (tmp_path / "pagefind").iterdir()
    }
    counts = {name: {code: x["page_count"] for code, x in made.items()} for name, made in entries.items()}
    assert counts == {"es": {"es": 2}, "pt": {"pt-br": 2}}
    names = {p.name for p in (tmp_path / "pagefind/es").iterdir()}
    assert "pagefind.js" in names
    assert not [n for n in names if "ui" in n or "highlight" in n]


def test_addresses_are_kept_so_that_the_script_can_read_them(tmp_path: Path) -> None:
    html = b"<html lang=es><body data-pagefind-body><p>uno "
    paths = ["es/", "es/ciudades/alfa/", "es/fuentes/a/#alfa-2014"]
    write_index([Document("es", path, html + path.encode()) for path in paths], tmp_path)
    assert _addresses(tmp_path) == {"es": {"/", "/ciudades/alfa.html", "/fuentes/a/#alfa-2014.html"}}


def test_what_is_the_same_in_a_new_index_is_not_written_again(
    documents: list[Document], tmp_path: Path
) -> None:
    write_index(documents, tmp_path)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "pagefind").glob("*/fragment/*")}
    more = Document("es", "es/nuevo/", b"<html lang=es><body data-pagefind-body><p>nuevo")
    write_index([*documents, more], tmp_path)
    now = {path: path.stat().st_mtime_ns for path in (tmp_path / "pagefind").glob("*/fragment/*")}
    assert kept.items() < now.items()
    assert _addresses(tmp_path)["es"] == {"/ciudades/alfa.html", "/ciudades/beta.html", "/nuevo.html"}


@pytest.mark.parametrize("has_memory", [True, False])
def test_documents_are_written_where_there_is_room(
    documents: list[Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_memory: bool
) -> None:
    # No machine has so much memory that each document could have a terabyte of it.
    monkeypatch.setattr(search_index, "BYTES_A_FILE", 1 if has_memory else 2**40)
    monkeypatch.setattr(search_index, "IN_MEMORY", tmp_path / "memory")
    (tmp_path / "memory").mkdir()
    made = []
    temporary = tempfile.TemporaryDirectory
    monkeypatch.setattr(
        tempfile, "TemporaryDirectory", lambda **given: made.append(given["dir"]) or temporary(**given)
    )
    assert write_index(documents, tmp_path) == 4
    assert made == [tmp_path / "memory" if has_memory else None] * 2
    assert not list((tmp_path / "memory").iterdir())


def test_an_index_that_nobody_waits_for_any_more_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    folder = tmp_path / "pagefind/es/fragment"
    folder.mkdir(parents=True)
    (folder / "es_1.pf_fragment").write_text("whole")
    # It had just begun a file when it was ended.
    slow.write_text(f"#!/bin/sh\n: > {folder}/es_2.pf_fragment\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(search_index, "get_executable", lambda: slow)
    end = threading.Event()
    threading.Timer(1.0, end.set).start()
    began = time.monotonic()
    with pytest.raises(SearchIndexError):
        write_index([ONE], tmp_path, end=end)
    assert time.monotonic() - began < 30
    assert [path.read_text() for path in folder.iterdir()] == ["whole"]


def test_a_failed_index_is_told_and_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind" / "old").write_text("")
    for executable in (Path("/bin/false"), tmp_path / "nowhere", None):
        monkeypatch.setattr(search_index, "get_executable", lambda found=executable: found)
        with pytest.raises(SearchIndexError):
            write_index([ONE], tmp_path)
    assert (tmp_path / "pagefind" / "old").is_file()


def test_an_index_with_an_empty_file_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # On a full disk Pagefind writes what it can, and says that all is well.
    careless = tmp_path / "careless"
    careless.write_text('#!/bin/sh\nmkdir -p "$4" && : > "$4/pagefind.js"\n')
    careless.chmod(0o755)
    monkeypatch.setattr(search_index, "get_executable", lambda: careless)
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind" / "old").write_text("")
    with pytest.raises(SearchIndexError, match=r"pagefind\.js: 0 B"):
        write_index([ONE], tmp_path)
    assert (tmp_path / "pagefind" / "old").is_file()
    assert {p.name for p in tmp_path.rglob("*") if p.is_file()} == {"careless", "old"}


def test_an_index_beside_which_there_is_no_room_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if len(content) >= search_index.ROOM:
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_index([ONE], tmp_path)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_a_killed_pagefind_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -9 $$\n")
    killed.chmod(0o755)
    monkeypatch.setattr(search_index, "get_executable", lambda: killed)
    with pytest.raises(SearchIndexError, match="pagefind: SIGKILL"):
        write_index([ONE], tmp_path)

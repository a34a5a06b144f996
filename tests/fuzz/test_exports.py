"""Whatever valid records say, each export says it too, as a program of others reads it."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

import feedparser
import openpyxl
from conftest import ROOT, TODAY, TOY
from fuzzing import bounded, examples
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from reference_readers import read_bib, read_ris

from utpe.checks.runner import check
from utpe.exports.agenda import agenda_files
from utpe.exports.api import api_files
from utpe.exports.csv_file import harmless
from utpe.exports.edition import Edition, edition_of
from utpe.exports.feeds import feed_files
from utpe.exports.geojson import geojson_files
from utpe.exports.references import reference_files
from utpe.exports.tables import table_files
from utpe.exports.workbook import workbook_files
from utpe.reading.git_history import History
from utpe.reading.invisible import FORBIDDEN
from utpe.records.base import MAX_SHORT, Text
from utpe.records.edtf import parse_edtf
from utpe.records.publication import Author
from utpe.settings import Settings

LANGUAGES = ("es", "pt")
PIECES = (
    "=1+1", "+1", "-1", "@x", "\t=", "_x000D_", "_x0041_", "&amp;", "&#0;", "]]>", "<b>", "<!--", "</title>", "\\n", "\\,\\;", ";:,", "\r\nTY  - JOUR",
    "\r\nER  - ", "\nEND:VEVENT\r\n", "\r\n x", "@book{x,", "{", "}", "\\", "%", "$", "#", "~", "^", "--", "---", "''", "``", "?`", "!`", '"', "'", "|",
    " and ", " others", ",", "{{x}}", "{% x %}", "ñ", "Ã", "é", "e\u0301", "\U0001f9d1\u00a0", "\u00a0", "\u3000", "\ud7ff", "\U0010fffd", "1e5", "NaN", "null", "2014-01-01", "x" * 200,
)  # fmt: skip


def _valid(text: str) -> str:
    """A text as a record may hold it: nothing invisible, nothing around it, and not too long."""
    return FORBIDDEN.sub("", text)[:MAX_SHORT].strip()


HOSTILE = _valid(" ".join(PIECES))
WORDS = (
    st.lists(st.sampled_from(PIECES) | st.text(max_size=10), min_size=1, max_size=6)
    .map("".join)
    .map(_valid)
    .filter(bool)
)
TEXTS = st.dictionaries(st.sampled_from(LANGUAGES), WORDS, min_size=1).map(Text)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)).map(lambda day: parse_edtf(day.isoformat()))
PERSONS = st.builds(Author, family=WORDS, given=WORDS) | st.builds(Author, literal=WORDS)
MEETING = st.fixed_dictionaries({"title": TEXTS, "venue": st.none() | TEXTS, "date": DAYS})
CITY = st.fixed_dictionaries({"name": TEXTS, "lat": st.floats(-90, 90), "lon": st.floats(-180, 180)})
BOOK = st.fixed_dictionaries(
    {"title": WORDS, "publisher": WORDS, "place": WORDS, "container": WORDS, "date": DAYS, "authors": st.lists(PERSONS, max_size=3).map(tuple)}
)  # fmt: skip


@cache
def _toy() -> Edition:
    settings = Settings(
        root=TOY, today=TODAY, site_url="https://example.org/sub/", theme_dir=ROOT / "overrides"
    )
    return edition_of(settings, check(settings).catalogue, History("no_git"))


def _edition(collection: str, id_: str, **values: Any) -> tuple[Edition, Any]:
    """The toy edition with other values in one record, and that record."""
    edition = _toy()
    records = edition.catalogue.records
    record = records[collection][id_].model_copy(update=values)
    changed = {**records, collection: {**records[collection], id_: record}}
    return replace(edition, catalogue=replace(edition.catalogue, records=changed)), record


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _unescaped(text: str | None) -> str | None:
    """A text of a workbook, where XML has no way to write some characters."""
    return text and re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), text)


@examples(2, shrinks=False)
@given(CITY)
def test_tables_json_points_and_workbook(values: dict[str, Any]) -> None:
    point = (
        _toy()
        .catalogue.get("cities", "beta")
        .point.model_copy(update={"lat": values["lat"], "lon": values["lon"]})
    )
    edition, city = _edition("cities", "beta", name=values["name"], point=point)
    with bounded():
        files = {
            **table_files(edition),
            **api_files(edition),
            **geojson_files(edition),
            **workbook_files(edition),
        }
    names = {code: city.name.get(code) for code in LANGUAGES}
    (row,) = (
        r
        for r in csv.DictReader(io.StringIO(files["data/cities.csv"].decode(), newline=""), strict=True)
        if r["id"] == "beta"
    )
    assert {code: row[f"name_{code}"] for code in LANGUAGES} == {
        code: harmless(text or "") for code, text in names.items()
    }
    assert (float(row["point_lat"]), float(row["point_lon"])) == (point.lat, point.lon)
    (told,) = (r for r in json.loads(files["api/v1/cities.json"])["records"] if r["id"] == "beta")
    assert told["name"] == names and (told["point"]["lat"], told["point"]["lon"]) == (point.lat, point.lon)
    (feature,) = (f for f in json.loads(files["data/cities.geojson"])["features"] if f["id"] == "beta")
    assert (
        feature["geometry"]["coordinates"] == [point.lon, point.lat]
        and feature["properties"]["name"] == names
    )
    head, *rows = openpyxl.load_workbook(io.BytesIO(files["data/utpe.xlsx"]))["Ciudades · Cidades"].iter_rows(
        values_only=True
    )
    (cells,) = (r for r in rows if r[0] == "beta")
    at = {str(title): cell for title, cell in zip(head, cells, strict=True)}
    shown = (at[next(t for t in at if t.startswith(f"Nombre ({word})"))] for word in ("español", "portugués"))
    assert [*map(_unescaped, shown)] == [*map(_unescaped, names.values())]
    # openpyxl takes away what says that such a name of a character is none (ECMA-376, 22.9.2.19).
    if "_x0041_" in "".join(filter(None, names.values())):
        with zipfile.ZipFile(io.BytesIO(files["data/utpe.xlsx"])) as book:
            assert b"_x005F_x0041_" in book.read("xl/sharedStrings.xml")
    for resource in json.loads(files["data/datapackage.json"])["resources"]:
        content = files[f"data/{resource['path']}"]
        assert (resource["bytes"], resource["hash"].removeprefix("sha256:")) == (
            len(content),
            hashlib.sha256(content).hexdigest(),
        )


@examples(2, shrinks=False)
@example({"title": Text({"es": HOSTILE}), "venue": None, "date": parse_edtf("2014-08-21")})
@given(MEETING)
def test_calendars_and_feeds(values: dict[str, Any]) -> None:
    edition, meeting = _edition("meetings", "toy-2016-bisiesto", **values)
    with bounded():
        calendars, feeds = agenda_files(edition), feed_files(edition)
    for language, section in (("es", "es/reuniones"), ("pt", "pt/reunioes")):
        title = meeting.title.best(language)[0]
        (event,) = IcsCalendarStream.calendar_from_ics(
            calendars[f"{section}/{meeting.id}/{meeting.id}.ics"].decode()
        ).events
        assert event.summary.endswith(title.replace("\r\n", "\n").replace("\r", "\n"))
        assert event.dtstart == meeting.date.earliest or event.dtstart.date() == meeting.date.earliest
        rss, atom = feeds[f"{section}/feed.xml"], feeds[f"{section}/atom.xml"]
        assert _one_line(title) in [_one_line(x.text or "") for x in ET.fromstring(rss).iter("title")]
        assert _one_line(title) in [
            _one_line(x.text or "") for x in ET.fromstring(atom).iter("{http://www.w3.org/2005/Atom}title")
        ]
        assert not feedparser.parse(rss).bozo and not feedparser.parse(atom).bozo


@examples(2, shrinks=False)
@example(
    dict.fromkeys(("title", "publisher", "place", "container"), HOSTILE)
    | {"date": parse_edtf("2014-08-21"), "authors": ()}
)
@given(BOOK)
def test_references(values: dict[str, Any]) -> None:
    edition, book = _edition("publications", "libro-particulas", **values)
    with bounded():
        files = reference_files(edition)
    place = "es/publicaciones/libro-particulas/libro-particulas"
    (item,) = (x for x in json.loads(files["es/publicaciones.csl.json"]) if x["id"] == book.id)
    (ris,) = read_ris(files[f"{place}.ris"])
    entry = {key: field.value for key, field in read_bib(files[f"{place}.bib"])[book.id].fields_dict.items()}
    assert (item["title"], item["publisher"]) == (book.title, book.publisher)
    assert (ris["title"], ris["publisher"], ris["place_published"]) == tuple(
        map(_one_line, (book.title, book.publisher, book.place))
    )
    assert (entry["publisher"], entry["address"], entry["series"]) == tuple(
        map(_one_line, (book.publisher, book.place, book.container))
    )
    assert re.sub("[{}]", "", entry["title"]) == re.sub("[{}]", "", _one_line(book.title))
    assert len(entry.get("author", ())) == len(ris.get("authors", ())) == len(book.authors)
    day = book.date.earliest
    assert ris["date"] == f"{day:%Y/%m/%d}/" and item["issued"] == {
        "date-parts": [[day.year, day.month, day.day]]
    }
    assert (entry["year"], entry["day"]) == (str(day.year), str(day.day))

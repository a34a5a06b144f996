"""CSV, data package, GeoJSON and workbook, read back by other programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pytest

from utpe.exports import workbook
from utpe.exports.csv_file import FORMULA, harmless
from utpe.exports.edition import Edition
from utpe.exports.geojson import PLACED, geojson_files
from utpe.exports.tables import table_files
from utpe.exports.workbook import workbook_files
from utpe.records.base import Text
from utpe.records.columns import SEPARATOR, columns
from utpe.records.registry import COLLECTIONS

LANGUAGES = ("es", "pt")


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def _book(edition: Edition) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook_files(edition)["data/utpe.xlsx"]))


def _with_city(edition: Edition, **fields: Any) -> Edition:
    cities = edition.catalogue.records["cities"]
    changed = {**cities, "beta": cities["beta"].model_copy(update=fields)}
    records = {**edition.catalogue.records, "cities": changed}
    return replace(edition, catalogue=replace(edition.catalogue, records=records))


@pytest.fixture(scope="module")
def tables(real_edition: Edition) -> dict[str, bytes]:
    return table_files(real_edition)


# ---- CSV ----


def test_every_record_is_a_row_of_its_collection(tables: dict[str, bytes], real_edition: Edition) -> None:
    beside = {f"data/indicators/{id_}.csv" for id_ in (*real_edition.figures, "columns")}
    assert set(tables) - beside == {
        *(f"data/{name}.csv" for name in COLLECTIONS),
        "data/datapackage.json",
        "data/LICENSE.txt",
    }
    for name in COLLECTIONS:
        content = tables[f"data/{name}.csv"]
        assert content.endswith(b"\r\n") and content.replace(b"\r\n", b"").count(b"\r") == 0, name
        assert not content.startswith("\ufeff".encode())
        assert [r["id"] for r in _rows(content)] == [r.id for r in real_edition.catalogue.all(name)]


def test_a_row_says_what_the_record_says(tables: dict[str, bytes], real_edition: Edition) -> None:
    meeting = real_edition.catalogue.get("meetings", "utpeyam-2017-buenos-aires")
    row = next(r for r in _rows(tables["data/meetings.csv"]) if r["id"] == meeting.id)
    assert (row["title_es"], row["title_pt"]) == (meeting.title.get("es"), meeting.title.get("pt"))
    assert (row["date"], row["date_earliest"]) == (meeting.date.text, meeting.date.earliest.isoformat())
    assert row["participants_city_id"].split(SEPARATOR) == [p.city_id for p in meeting.participants]
    assert row["sources_id"].split(SEPARATOR) == [c.id for c in meeting.sources]
    city = next(r for r in _rows(tables["data/cities.csv"]) if r["id"] == "quilmes")
    point = real_edition.catalogue.get("cities", "quilmes").point
    assert (float(city["point_lat"]), float(city["point_lon"])) == (point.lat, point.lon)
    assert city["is_capital"] == "false"


def test_a_printed_title_is_no_translation(tables: dict[str, bytes], real_edition: Edition) -> None:
    for row in _rows(tables["data/publications.csv"]):
        title = real_edition.catalogue.get("publications", row["id"]).title
        described = [title.get(c) or "" for c in LANGUAGES] if isinstance(title, Text) else ["", ""]
        assert [row["title_es"], row["title_pt"]] == described
        assert row["title"] == ("" if isinstance(title, Text) else title)


def test_the_bar_between_values_is_in_no_value(real_edition: Edition) -> None:
    for name, collection in COLLECTIONS.items():
        for record in real_edition.catalogue.all(name):
            for column in columns(collection.model, LANGUAGES):
                cell = column.cell(record)
                if not column.is_list:
                    assert SEPARATOR not in str(cell), (name, record.id, column.name)
                elif cell:
                    assert all(str(cell).split(SEPARATOR)), (name, record.id, column.name)


def test_columns_have_names_of_their_own_and_none_is_for_editors() -> None:
    for name, collection in COLLECTIONS.items():
        made = [c.name for c in columns(collection.model, LANGUAGES)]
        assert len(set(made)) == len(made), name
        assert made[0] == "id"
        assert not [n for n in made if "editor_note" in n or "sent_to" in n]


@pytest.mark.parametrize("start", FORMULA)
def test_no_text_is_a_formula_and_every_number_stays_one(toy_edition: Edition, start: str) -> None:
    evil = f'{start}cmd|"/c calc"!A1, "y" \n línea'
    edition = _with_city(toy_edition, name=Text({"es": evil, "pt": "Beta"}))
    beta = next(r for r in _rows(table_files(edition)["data/cities.csv"]) if r["id"] == "beta")
    assert beta["name_es"] == f"'{evil}"
    assert float(beta["point_lat"]) == toy_edition.catalogue.get("cities", "beta").point.lat < 0
    sheet = _book(edition)["Ciudades · Cidades"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value and str(c.value).endswith("línea"))
    # As text, a workbook needs no apostrophe. XML knows no bare carriage return: the format writes _x000D_.
    assert cell.data_type == "s" and cell.value.replace("_x000D_", "\r") == evil


def test_nothing_that_is_published_had_to_be_made_harmless(tables: dict[str, bytes]) -> None:
    found = [v for n in COLLECTIONS for r in csv.reader(io.StringIO(tables[f"data/{n}.csv"].decode(), newline=""))
             for v in r if v.startswith(("'", "=", "+", "@", "\t")) and harmless(v[1:]) != v[1:]]  # fmt: skip
    assert found == []


# ---- the package ----


@pytest.mark.parametrize("which", ["real_edition", "toy_edition"])
def test_the_package_is_valid_with_keys_sizes_and_hashes(
    request: pytest.FixtureRequest, which: str, tmp_path: Path
) -> None:
    edition = request.getfixturevalue(which)
    files = table_files(edition)
    report = _validated(files, tmp_path)
    assert report.valid, report.flatten(["name", "type", "note"])
    indicators = {f"indicator-{id_}" for id_ in (*edition.figures, "columns")}
    assert {task.name for task in report.tasks} == set(COLLECTIONS) | indicators
    # No table is left out.
    assert {f"data/{task.place}" for task in report.tasks} == {p for p in files if p.endswith(".csv")}


def _validated(files: dict[str, bytes], folder: Path) -> Any:
    for path, content in files.items():
        target = folder / Path(path).relative_to("data")
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    return frictionless.validate(str(folder / "datapackage.json"))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("meetings", b",held,", b",HELD,"),  # the hash
        ("meetings", b"\r\n", b""),  # rows run together
        ("indicators/in-person-meetings", b"2013,", b"2031,"),
        ("indicators/columns", b"cities,city,", b"cities,town,"),
    ],
)
def test_the_package_tells_when_a_file_was_touched(
    tables: dict[str, bytes], tmp_path: Path, file: str, old: bytes, new: bytes
) -> None:
    path = f"data/{file}.csv"
    assert old in tables[path]
    assert not _validated({**tables, path: tables[path].replace(old, new, 1)}, tmp_path).valid


def test_the_columns_of_an_indicator_are_counts_with_names(tables: dict[str, bytes]) -> None:
    resources = {r["name"]: r for r in json.loads(tables["data/datapackage.json"])["resources"]}
    made = resources["indicator-in-person-meetings"]
    assert made["path"] == "indicators/in-person-meetings.csv"
    assert made["title"] == "Encuentros presenciales · Encontros presenciais"
    fields = {f["name"]: f for f in made["schema"]["fields"]}
    assert list(fields) == tables["data/" + made["path"]].decode().split("\r\n")[0].split(",")
    assert (fields["year"]["title"], fields["year"]["type"]) == ("Año · Ano", "string")
    assert fields["held_in_person"]["type"] == "integer" and made["schema"]["primaryKey"] == "year"


def test_the_terms_stand_beside_the_tables_in_both_languages(tables: dict[str, bytes]) -> None:
    spanish, portuguese = tables["data/LICENSE.txt"].decode().split("\n\n")
    for text, words in (
        (spanish, ("con licencia CC BY 4.0", "Coordenadas, husos horarios", "son de sus autores")),
        (portuguese, ("com licença CC BY 4.0", "fusos horários", "são de seus autores")),
    ):
        assert all(word in text for word in words), text
        assert "https://creativecommons.org/licenses/by/4.0/" in text.split()
        assert "GeoNames (geonames.org)" in text and "Natural Earth" in text


def test_the_package_names_licence_and_geonames(tables: dict[str, bytes]) -> None:
    package = json.loads(tables["data/datapackage.json"])
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert "GeoNames" in package["sources"][0]["title"]
    fields = {
        f["name"]: f for r in package["resources"] if r["name"] == "meetings" for f in r["schema"]["fields"]
    }
    assert fields["title_pt"]["title"] == "Título (portugués) · Título (português)"
    assert fields["date"]["type"] == "string" and fields["date_latest"]["type"] == "date"


# ---- GeoJSON ----


@pytest.mark.parametrize("name", PLACED)
def test_points_are_as_the_rfc_says(real_edition: Edition, name: str) -> None:
    made = json.loads(geojson_files(real_edition)[f"data/{name}.geojson"])
    assert made["type"] == "FeatureCollection" and "crs" not in made
    assert "GeoNames" in made["licence"]["third_parties"]["es"]
    records = {r.id: r for r in real_edition.catalogue.all(name)}
    assert [f["id"] for f in made["features"]] == list(records)
    for feature in made["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
        point = records[feature["id"]].point
        assert feature["geometry"] == (point and {"type": "Point", "coordinates": [point.lon, point.lat]})
    quilmes = next((f for f in made["features"] if f["id"] == "quilmes"), None)
    # South America lies west and, most of it, south: a swap would be seen.
    assert quilmes is None or (-59 < quilmes["geometry"]["coordinates"][0] < -58)


def test_a_place_without_point_is_there_without_geometry(toy_edition: Edition) -> None:
    made = json.loads(geojson_files(_with_city(toy_edition, point=None))["data/cities.geojson"])
    beta = next(f for f in made["features"] if f["id"] == "beta")
    assert beta["geometry"] is None and beta["properties"]["point_basis"] is None


# ---- workbook ----


def test_the_workbook_has_a_sheet_for_each_collection_with_the_values_of_the_tables(
    real_edition: Edition,
) -> None:
    book = _book(real_edition)
    assert book.sheetnames[0] == "Léame · Leia-me" and len(book.sheetnames) == len(COLLECTIONS) + 1
    for sheet, (name, collection) in zip(book.worksheets[1:], COLLECTIONS.items(), strict=True):
        assert sheet.freeze_panes == "B2"
        first, *rows = sheet.iter_rows(values_only=True)
        shown = columns(collection.model, LANGUAGES)
        assert len(first) == len(shown) and all(first), name
        expected = [tuple(c.cell(r) for c in shown) for r in real_edition.catalogue.all(name)]
        assert rows == expected, name
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type in ("f", "d") or c.hyperlink]


def test_headers_are_in_both_languages(real_edition: Edition) -> None:
    titles = [c.value for c in _book(real_edition)["Reuniones · Reuniões"][1]]
    assert "Fecha: primer día posible · Data: primeiro dia possível" in titles
    assert "Título (español) · Título (espanhol)" in titles


def test_same_data_same_bytes_whatever_the_day(toy_edition: Edition) -> None:
    later = replace(
        toy_edition, settings=toy_edition.settings.model_copy(update={"today": dt.date(2031, 1, 1)})
    )
    for made in (table_files, geojson_files, workbook_files):
        first = made(toy_edition)
        workbook._packed.cache_clear()
        assert made(later) == first
    with zipfile.ZipFile(io.BytesIO(first["data/utpe.xlsx"])) as book:
        assert {x.date_time for x in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    # Two builds within a second would agree by chance.
    told = _book(toy_edition).properties
    assert told.created == told.modified == dt.datetime(2000, 1, 1)  # noqa: DTZ001


def test_a_text_too_long_for_a_cell_stops_the_build(toy_edition: Edition) -> None:
    with pytest.raises(ValueError, match="too long for a cell"):
        workbook_files(_with_city(toy_edition, website="https://example.org/" + "x" * 33_000))

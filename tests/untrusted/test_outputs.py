"""Each file for programs, of records full of what strangers might write, read back by a parser that others made."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import bibtexparser
import icalendar
import pytest
import rispy
from conftest import ROOT, TODAY
from defusedxml import ElementTree
from fontTools.ttLib import TTFont
from openpyxl import load_workbook
from pypdf import PdfReader
from untrusted_project import copy_of_toy, fill_data
from vectors import ACCEPTED

from utpe.checks.runner import check
from utpe.exports.agenda import agenda_files
from utpe.exports.api import api_files
from utpe.exports.edition import Edition
from utpe.exports.feeds import feed_files
from utpe.exports.references import reference_files
from utpe.exports.tables import table_files
from utpe.exports.workbook import workbook_files
from utpe.exports.yearly import year_report
from utpe.exports.yearly_pdf import Press
from utpe.exports.yearly_view import Piece
from utpe.indicators.table import figures
from utpe.pages import routes
from utpe.reading.git_history import History
from utpe.settings import read_settings

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠](?![0-9.]+$)")
PARTS_OF_CALENDARS = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}


@pytest.fixture(scope="module", params=[0, pytest.param(1, marks=pytest.mark.audit)], ids=["few", "all"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    root = copy_of_toy(tmp_path_factory.mktemp("outputs") / "toy")
    fill_data(root, share=request.param)
    settings = read_settings(root).model_copy(update={"site_url": "https://example.org/", "today": TODAY})
    catalogue = check(settings).catalogue
    return Edition(settings, catalogue, History("no_git"), figures(catalogue, TODAY.year, settings.languages))


def test_no_cell_is_a_formula(edition: Edition) -> None:
    for name, content in table_files(edition).items():
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
            assert len({len(row) for row in rows}) == 1, name
            assert [cell for row in rows for cell in row if FORMULA.match(cell)] == [], name
    for content in workbook_files(edition).values():
        cells = (c for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for c in row)
        assert {cell.data_type for cell in cells} <= {"s", "n", "b"}


def test_json_says_what_the_records_say(edition: Edition) -> None:
    files = api_files(edition)
    told = json.dumps(
        [json.loads(files[name]) for name in files if name.endswith(".json")], ensure_ascii=False
    )
    for meeting in edition.catalogue.all("meetings"):
        for text in meeting.title.root.values():
            assert json.dumps(text, ensure_ascii=False) in told


def test_every_feed_is_xml_of_the_same_elements(edition: Edition) -> None:
    elements = set()
    for content in feed_files(edition).values():
        elements |= {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(content).iter()}
    assert elements and not elements & {"script", "img", "svg", "a", "b", "iframe"}


def test_every_calendar_has_its_events_and_nothing_else(edition: Edition) -> None:
    for name, content in agenda_files(edition).items():
        calendar = icalendar.Calendar.from_ical(content)
        for part in calendar.walk():
            assert part.name in PARTS_OF_CALENDARS, name
            assert not {"ATTENDEE", "ATTACH", "ORGANIZER"} & set(part), name


def test_every_event_is_called_as_its_meeting(edition: Edition) -> None:
    files, language = agenda_files(edition), edition.settings.languages[0]
    meetings = {routes.event(language, "meetings", m.id): m for m in edition.catalogue.all("meetings")}
    assert meetings.keys() & files.keys()
    for name in meetings.keys() & files.keys():
        (event,) = icalendar.Calendar.from_ical(files[name]).walk("VEVENT")
        titles = tuple(" ".join(text.split()) for text in meetings[name].title.root.values())
        assert " ".join(str(event["summary"]).split()).endswith(titles), name


@pytest.mark.audit
def test_a_report_says_what_it_was_told(edition: Edition) -> None:
    # Nothing of it is code of Typst, nor a word less: without blanks, since lines break where they must.
    report = replace(year_report(edition, 2005, "es"), closing=tuple(Piece(text, "es") for text in ACCEPTED))
    theme = ROOT / "overrides"
    pages = PdfReader(io.BytesIO(Press(theme).pdf(report))).pages
    said = "".join("".join(page.extract_text() for page in pages).split())
    shown = TTFont(theme / "report/fonts/Archivo-Regular.ttf").getBestCmap()
    # A box stands for a letter that the font has not.
    without_boxes = [text for text in ACCEPTED if all(ord(letter) in shown for letter in text)]
    assert len(without_boxes) > 500
    assert [text for text in without_boxes if "".join(text.split()) not in said] == []


def test_references_are_as_many_as_records(edition: Edition) -> None:
    files = reference_files(edition)
    ids = {record.id for record in edition.catalogue.all("publications")}
    library = bibtexparser.parse_string(files["es/publicaciones.bib"].decode())
    assert {entry.key for entry in library.entries} == ids and len(library.entries) == len(ids)
    assert not library.failed_blocks and not library.comments and not library.strings
    assert len(rispy.loads(files["es/publicaciones.ris"].decode())) == len(ids)
    assert {item["id"] for item in json.loads(files["es/publicaciones.csl.json"])} == ids

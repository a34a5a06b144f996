"""The pages of indicators: what is drawn, what is said, what stands in the table and in the file are one."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from site_builder import run_utpe

from utpe.checks.runner import Report, check
from utpe.exports.indicators import indicator_files
from utpe.indicators.figure import UNDATED
from utpe.indicators.table import Figures, figures
from utpe.pages.frame import Place
from utpe.pages.indicator_looks import CHAPTERS, LOOKS
from utpe.pages.indicator_view import Indicator
from utpe.pages.indicators import chapters, said
from utpe.pages.search_entry import of_prose
from utpe.settings import Settings
from utpe.text.strings import available_languages, strings

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 24)
LANGUAGES = ("es", "pt")
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def counted(real: Report) -> Figures:
    return figures(real.catalogue, TODAY.year, LANGUAGES)


def _indicators(found: Figures, language: str) -> dict[str, Indicator]:
    return {
        i.id: i
        for page in CHAPTERS
        for chapter in chapters(found, page, language)
        for i in chapter.indicators
    }


def _file(found: Figures, id_: str) -> list[dict[str, str]]:
    content = indicator_files(found, LANGUAGES)[f"data/indicators/{id_}.csv"].decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


def _number(text: str, language: str) -> int:
    return int(text.replace(str(strings(language).number(1_000))[1], "") or 0)


def test_every_indicator_stands_on_one_page() -> None:
    shown = [id_ for page in CHAPTERS.values() for ids in page.values() for id_ in ids]
    assert len(shown) == len(set(shown))
    assert set(shown) == set(LOOKS)


@LANGUAGE
def test_tables_say_what_the_files_say(counted: Figures, language: str) -> None:
    for id_, indicator in _indicators(counted, language).items():
        rows = _file(counted, id_)[: LOOKS[id_].shown]
        if indicator.years:
            continue
        assert len(indicator.table.rows) == len(rows)
        for shown, row in zip(indicator.table.rows, rows, strict=True):
            assert shown.name.text == row[f"label_{language}"]
            numbers = [
                int(v) for k, v in row.items() if not k.startswith("label_") and k != counted[id_].dimension
            ]
            assert [_number(c.text, language) for c in shown.cells] == numbers, (id_, shown.name.text)


@LANGUAGE
def test_what_is_drawn_beside_a_number_is_that_number(counted: Figures, language: str) -> None:
    for id_, indicator in _indicators(counted, language).items():
        if indicator.years:
            continue
        cells = [c for row in indicator.table.rows for c in row.cells]
        for cell in cells:
            assert cell.marks in (0, _number(cell.text, language))
        drawing = LOOKS[id_].drawing
        if drawing == "marks":
            assert sum(c.marks for c in cells) == sum(row.total for row in counted[id_].rows)
        if drawing == "bars":
            bars = sorted((c.length, _number(c.text, language)) for c in cells if c.length)
            assert bars and [n for _, n in bars] == sorted(n for _, n in bars)
        if drawing in ("parts", "shares"):
            for shown, row in zip(indicator.table.rows, counted[id_].rows, strict=True):
                assert [s.part for s in shown.segments] == [n for n, v in enumerate(row.values) if v]


@LANGUAGE
@pytest.mark.parametrize("id_", ["theoretical-production", "in-person-meetings"])
def test_the_chart_its_text_its_table_and_its_file_agree(counted: Figures, language: str, id_: str) -> None:
    indicator, figure, s = _indicators(counted, language)[id_], counted[id_], strings(language)
    assert indicator.years
    rows = _file(counted, id_)
    names = {m.label: str(measure) for m, measure in zip(indicator.sums, figure.measures, strict=True)}
    from_file = {(r["year"], m): int(r[m]) for r in rows for m in names.values() if int(r[m])}

    for drawing in (indicator.years.wide, indicator.years.narrow):
        years = [int(r["year"]) for r in rows if r["year"] != UNDATED]
        drawn: Counter[tuple[str, str]] = Counter()
        places = {t.text: t.x for t in drawing.ticks}
        first, last = places[str(years[0])], places[str(years[-1])]
        for band in drawing.bands:
            for dot in band.dots:
                share = (dot.x + drawing.mark / 2 - first) / (last - first)
                drawn[(str(years[0] + round(share * (len(years) - 1))), names[band.label])] += 1
        assert drawn == {k: v for k, v in from_file.items() if k[0] != UNDATED}

    said = {}
    for year, parts in re.findall(r"(\d{4}): ([^.]+)\.", indicator.years.text):
        for label, n in re.findall(r"([^;:]+): (\d+)", parts):
            said[(year, names[label.strip()])] = int(n)
    assert said == {k: v for k, v in from_file.items() if k[0] != UNDATED}

    tabled = {}
    for shown, row in zip(indicator.table.rows, rows, strict=True):
        first_cell, apart, deduced = (c.text for c in shown.cells)
        assert shown.name.text == row[f"label_{language}"]
        tabled[(row["year"], str(figure.measures[0]))] = _number(first_cell, language)
        for label, n in re.findall(r"([^;:]+): (\d+)", apart):
            tabled[(row["year"], names[label.strip()])] = int(n)
        assert int(deduced or 0) == int(row["deduced"])
    assert {k: v for k, v in tabled.items() if v} == from_file
    totals = Counter()
    for (_, measure), n in from_file.items():
        totals[measure] += n
    assert [m.total for m in indicator.sums] == [s.number(totals[str(m)]) for m in figure.measures]


@LANGUAGE
def test_what_is_not_known_to_have_happened_is_never_added_to_what_did(
    counted: Figures, language: str
) -> None:
    answer, rests = _indicators(counted, language)["in-person-meetings"].answer.split(". ")
    held = counted["in-person-meetings"].sum("held_in_person")
    everything = counted["in-person-meetings"].records
    numbers = {int(n) for n in re.findall(r"\d+", answer)}
    assert held in numbers and everything not in numbers
    assert f"{counted['in-person-meetings'].deduced} de {everything}" in rests


@LANGUAGE
def test_the_answers_give_the_figures(counted: Figures, language: str) -> None:
    answers = {id_: i.answer for id_, i in _indicators(counted, language).items()}
    for id_, answer in answers.items():
        assert answer.endswith(".") and not answer.endswith("..") and "{" not in answer, (id_, answer)
    assert str(counted["theoretical-production"].records) in answers["theoretical-production"]
    assert str(counted["governance-states"].value("active", "bodies")) in answers["governance-states"]
    assert "Quilmes" in answers["cities"]


def test_an_answer_with_something_to_tell_is_another(toy_copy: Path) -> None:
    def answers() -> dict[str, str]:
        found = figures(check(Settings(root=toy_copy, today=TODAY)).catalogue, TODAY.year, LANGUAGES)
        return {id_: i.answer for id_, i in _indicators(found, "es").items()}

    before = answers()
    assert before["theoretical-production"].startswith("No encontramos ninguna, de 2001 a 2026")
    assert before["minutes"].startswith("De 1, de los 2 cuya acta buscamos")
    path = toy_copy / "data" / "publications.yaml"
    path.write_text(path.read_text().replace("relation: governance_survey", "relation: unit_own"))
    assert "1 en 2019" in answers()["theoretical-production"]


@pytest.mark.parametrize("language", available_languages())
def test_an_empty_register_is_told_and_not_hidden(language: str) -> None:
    from utpe.records.catalogue import Catalogue

    empty = figures(Catalogue(), 2026, LANGUAGES)
    for indicator in _indicators(empty, language).values():
        assert len(indicator.answer) > 10, indicator.id
        if indicator.years:
            assert indicator.years.text == strings(language)("indicators.nothing")


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and tag == "a":
                self.links.append(value or "")
            assert name != "style" and not name.startswith("on")


@pytest.fixture(scope="module")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil

    target = tmp_path_factory.mktemp("indicators") / "toy"
    shutil.copytree(ROOT / "tests" / "toy", target, ignore=shutil.ignore_patterns("site", ".cache"))
    config = target / "mkdocs.yml"
    config.write_text(config.read_text().replace("../../overrides", str(ROOT / "overrides")))
    done = run_utpe(target, "build", SOURCE_DATE_EPOCH="1795478400")
    assert done.returncode == 0, done.stderr
    return target / "site"


@LANGUAGE
@pytest.mark.parametrize("page", ["", "registro/"])
def test_every_link_of_the_page_leads_somewhere(toy_site: Path, language: str, page: str) -> None:
    path = toy_site / language / "indicadores" / page / "index.html"
    html = path.read_text()
    made = _Page(html)
    assert len(made.ids) == len(set(made.ids))
    for id_ in re.findall(r'(?:aria-labelledby|href="#)="?([^"]+)"', html):
        assert set(id_.split()) <= set(made.ids)
    inside = [x for x in made.links if not re.match(r"[a-z]+:", x)]
    assert any(x.endswith(".csv") for x in inside)
    for link in inside:
        address, _, fragment = link.partition("#")
        target = (path.parent / address).resolve() if address else path
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), link
        if fragment and not address:
            assert fragment in made.ids, link


@LANGUAGE
def test_the_plan_leads_to_its_indicators(toy_site: Path, language: str) -> None:
    section = {"es": "plan-de-trabajo", "pt": "plano-de-trabalho"}[language]
    html = (toy_site / language / section / "plan-toy" / "index.html").read_text()
    block = html[html.index('id="indicators"') :]
    assert 'href="../../indicadores/"' in block[: block.index("</section>")]


def test_a_search_finds_the_questions_and_the_answers(counted: Figures) -> None:
    place = Place("es", "indicators/index", "es/indicadores/", "es", "Indicadores", "")
    entry = of_prose(place, "", ["Indicadores"], LANGUAGES, said(counted, "indicators/index", "es"))
    words = " ".join(entry.text)
    assert "acta" in words and "Quilmes" in words
    assert len(entry.text) == 1 + sum(map(len, CHAPTERS["indicators/index"].values()))

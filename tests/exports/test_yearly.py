"""The yearly report, read back by an independent reader of PDF: tags, language, text, and what it claims."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from utpe.exports.edition import Edition
from utpe.exports.feeds import feed_files
from utpe.exports.yearly import as_data, year_report
from utpe.exports.yearly_pdf import Press, SheetError, year_reports
from utpe.exports.yearly_view import Piece
from utpe.pages import routes
from utpe.records.own import own_meetings, years_of_unit, years_with_records

THEME = ROOT / "overrides"


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(THEME)


def _text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def _elements(node: Any) -> Iterator[DictionaryObject]:
    """Every element of the structure tree (ISO 32000-2, 14.7)."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node["/K"])


@pytest.mark.parametrize(
    ("language", "words", "period"),
    [
        ("es", "entre agosto de 2014 y el 26 de octubre de 2014", "agosto de 2014 al 26"),
        ("pt", "entre agosto de 2014 e 26 de outubro de 2014", "agosto de 2014 a 26"),
    ],
)
def test_the_day_of_the_plan_lies_between_two(
    real_edition: Edition, press: Press, language: str, words: str, period: str
) -> None:
    text = _text(PdfReader(BytesIO(press.pdf(year_report(real_edition, 2014, language)))))
    assert words in text and period not in text
    feeds = b" ".join(c for p, c in feed_files(real_edition).items() if p.startswith(f"{language}/")).decode()
    assert words in feeds and period not in feeds


@pytest.mark.parametrize(("language", "tag"), [("es", "es"), ("pt", "pt-BR")])
@pytest.mark.parametrize("year", [2014, 2016])
def test_a_report_is_tagged_named_and_in_its_language(
    real_edition: Edition, press: Press, language: str, tag: str, year: int
) -> None:
    report = year_report(real_edition, year, language)
    reader = PdfReader(BytesIO(press.pdf(report)), strict=True)
    root = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"].value is True
    assert str(root["/Lang"]) == tag
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None and reader.metadata.title == report.title
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part\W+1\b", xmp)

    kinds = Counter(str(e["/S"]) for e in _elements(root["/StructTreeRoot"]["/K"]))
    # Summary, sections, sources and closing; the contents have a heading of their own.
    assert kinds["/H1"] == len(report.sections) + 4
    assert kinds["/H2"] == sum(bool(g.title) for s in report.sections for g in s.groups)
    table = next(s.table for s in report.sections if s.table)
    assert kinds["/Table"] == 1
    # A row for the columns, one for each group.
    assert kinds["/TR"] == 1 + len(table.groups) + sum(len(g.rows) for g in table.groups)
    assert kinds["/TH"] == len(table.columns) + len(table.groups)
    assert len(table.groups) == 2 and all(
        len(row) == len(table.columns) for g in table.groups for row in g.rows
    )
    assert kinds["/Link"] >= sum(bool(s.url) for s in report.sources)
    # Whatever is drawn is decoration, beside the word that says the same.
    assert kinds["/Figure"] == 0


@pytest.mark.parametrize(
    ("language", "author"), [("es", "conocimiento sobre la"), ("pt", "conhecimento sobre a")]
)
def test_the_author_is_the_knowledge_base_and_not_the_network(
    real_edition: Edition, press: Press, language: str, author: str
) -> None:
    report = year_report(real_edition, 2014, language)
    reader = PdfReader(BytesIO(press.pdf(report)))
    assert reader.metadata is not None and reader.metadata.author == f"Base de {author} UTPE"
    assert f"base de {author} UTPE" in report.closing[1].text and "Merco" not in report.closing[1].text


def test_an_address_keeps_the_hyphens_that_it_has(real_edition: Edition, press: Press) -> None:
    """Where a line ends in a hyphen, Spanish and Portuguese begin the next with another."""
    for year, language in ((2014, "es"), (2015, "pt")):
        report = year_report(real_edition, year, language)
        reader = PdfReader(BytesIO(press.pdf(report)))
        text = "".join(page.extract_text() for page in reader.pages)
        whole = re.sub(r"\s", "", text)
        addresses = [a for s in report.sources for a in (s.url, s.archived) if a]
        assert addresses and [a for a in addresses if a not in whole] == []
        # One at least is broken at a hyphen, or the test would see nothing.
        assert re.search(r"https?://\S+-\n", text)


@pytest.mark.parametrize(("year", "language"), [(2016, "es"), (2016, "pt"), (2017, "es")])
def test_no_line_is_only_a_number_of_a_source(
    real_edition: Edition, press: Press, year: int, language: str
) -> None:
    pages = PdfReader(BytesIO(press.pdf(year_report(real_edition, year, language)))).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if re.fullmatch(r"\[[\d, ]+\]", line)] == []


@pytest.mark.parametrize(("year", "language"), [(2020, "es"), (2020, "pt"), (2022, "es")])
def test_no_page_begins_with_the_last_of_some_sentences(
    real_edition: Edition, press: Press, year: int, language: str
) -> None:
    report = year_report(real_edition, year, language)
    *_, before, last = ("".join(e.title.text.split()) for e in report.sections[-1].groups[0].entries)
    pages = PdfReader(BytesIO(press.pdf(report))).pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert [before in text for text in texts] == [last in text for text in texts]


def test_text_in_another_language_says_so(real_edition: Edition, press: Press) -> None:
    reader = PdfReader(BytesIO(press.pdf(year_report(real_edition, 2014, "pt"))))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    assert "es" in {str(e["/Lang"]) for e in _elements(tree) if "/Lang" in e}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_year_can_be_set_and_says_all_that_it_was_given(
    real_edition: Edition, press: Press, language: str
) -> None:
    for year in (2001, 2002, 2015, 2026):
        report = year_report(real_edition, year, language)
        text = _text(PdfReader(BytesIO(press.pdf(report)))).replace(" ", "")
        said = [report.title, report.summary, report.warning, *(p.text for p in report.closing)]
        for s in report.sections:
            said += [s.title, s.text]
            for e in (e for g in s.groups for e in g.entries):
                said += [e.title.text, *(t.text for t in (*e.meta, *e.texts)), e.mark.word if e.mark else ""]
        for words in said:
            # Lines are broken, and a footer may stand between two pages of one paragraph.
            for sentence in re.split(r"(?<=[.:;])\s", words):
                assert "".join(sentence.split()) in text, (year, sentence)


def test_what_is_counted_is_what_the_register_holds(real_edition: Edition) -> None:
    for year in years_of_unit(real_edition.catalogue, 2026):
        own = [m for m in own_meetings(real_edition.catalogue) if m.date and year in m.date.years]
        report = year_report(real_edition, year, "es")
        entries = [e for g in report.sections[0].groups for e in g.entries]
        assert len(entries) == len(own)
        words = Counter(e.mark.word for e in entries if e.mark)
        held = sum(m.status == "held" for m in own)
        assert words["Realizado"] == held
        assert (f"{held} realizado" in report.summary) == bool(held), report.summary
        if not own:
            assert "No encontramos" in report.summary and "consta" not in report.summary.split(".")[0]


def test_proposed_and_announced_are_never_told_as_held(real_edition: Edition) -> None:
    summary = year_report(real_edition, 2015, "es").summary
    assert summary.startswith(
        "Encuentros de la unidad en el registro, con fecha de 2015: 2 de los que solo se conoce el anuncio y "
        "4 que figuran en una propuesta."
    )
    assert "realizado" not in summary
    assert year_report(real_edition, 2015, "pt").summary.startswith(
        "Encontros da unidade no registro, com data de 2015: 2 dos quais só se conhece o anúncio e "
        "4 que figuram em uma proposta."
    )


@pytest.mark.parametrize(
    ("year", "today", "unknown"),
    [
        # The meeting of Santa Fe was announced for 27 October.
        (2022, dt.date(2022, 10, 27), ""),
        (2022, dt.date(2022, 10, 28), "De 1 encuentro no se sabe si se realizó."),
        # Six announced or proposed; the last, for months that a document deduces.
        (2015, dt.date(2015, 1, 1), ""),
        (2015, dt.date(2015, 5, 1), "De 1 encuentro no se sabe si se realizó."),
        (2015, dt.date(2016, 1, 1), "De 6 encuentros no se sabe si se realizaron."),
    ],
)
def test_only_what_has_passed_has_an_outcome_that_is_not_known(
    real_edition: Edition, year: int, today: dt.date, unknown: str
) -> None:
    settings = real_edition.settings.model_copy(update={"today": today})
    report = year_report(replace(real_edition, settings=settings), year, "es")
    texts = [e.title.text for g in report.sections[-1].groups for e in g.entries]
    assert [t for t in texts if "no se sabe si se realiz" in t] == ([unknown] if unknown else [])


def test_an_empty_year_says_how_far_the_search_went(real_edition: Edition) -> None:
    report = year_report(real_edition, 2005, "es")
    assert report.names == () and report.no_name.startswith("No encontramos")
    assert "no que no haya habido actividad" in report.summary
    assert not any(g.entries for g in report.sections[0].groups) and report.sections[0].text


def test_an_empty_year_cites_nothing_and_leaves_no_hole(real_edition: Edition, press: Press) -> None:
    report = year_report(real_edition, 2002, "pt")
    assert report.sources == () and "não cita nenhuma fonte" in report.sources_text
    assert "entre colchetes" in year_report(real_edition, 2014, "pt").sources_text
    pages = PdfReader(BytesIO(press.pdf(report))).pages
    assert len(pages) == 3
    # All that the register lacks stands on the second page.
    assert "A rede e seu entorno Não" in " ".join(pages[1].extract_text().split())


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (2025, ""),
        (2026, "El año 2026 no terminó: este informe dice lo que se sabía el 24 de noviembre de 2026. "),
        (2027, "El año 2027 no había empezado el 24 de noviembre de 2026, "),
    ],
)
def test_a_year_that_is_not_over_says_so(real_edition: Edition, year: int, words: str) -> None:
    summary = year_report(real_edition, year, "es").summary
    assert summary.startswith(words) and ("no terminó" in summary or "no había empezado" in summary) == bool(
        words
    )


@pytest.mark.parametrize(
    ("language", "term", "note"),
    [
        ("es", "desde que se escribió hasta el final de 2015", "en el documento no hay objetivo 5"),
        ("pt", "desde que foi escrito até o fim de 2015", "no documento não há objetivo 5"),
    ],
)
def test_the_plan_tells_its_term_first_and_what_its_numbers_skip(
    real_edition: Edition, press: Press, language: str, term: str, note: str
) -> None:
    report = year_report(real_edition, 2014, language)
    plan = report.sections[-2]
    assert term in plan.text.split(".")[0]
    assert [g.title for g in plan.groups if g.note and note in g.note.text] == [plan.groups[1].title]
    printed = _text(PdfReader(BytesIO(press.pdf(report))))
    assert all(g.note.text in printed for g in plan.groups if g.note)


def test_a_name_tells_what_its_sources_span(real_edition: Edition, press: Press) -> None:
    report = year_report(real_edition, 2013, "es")
    (name,) = report.names
    assert name.note is not None and "entre esas fechas no hay fuente" in name.note.text
    cover = " ".join(PdfReader(BytesIO(press.pdf(report))).pages[0].extract_text().split())
    assert name.note.text in cover and "de todos los años en que figura: [1, 2," in cover


def test_a_report_cites_its_own_address_where_the_site_has_it(real_edition: Edition) -> None:
    base = "https://example.org/sub/"
    published = years_with_records(real_edition.catalogue, real_edition.settings.today.year)
    for year in range(2001, 2027):
        path = routes.year_report("pt", year) if year in published else ""
        assert year_report(real_edition, year, "pt").closing[1].text.endswith(f". {base}{path}")
    bare = replace(real_edition, settings=real_edition.settings.model_copy(update={"site_url": ""}))
    assert year_report(bare, 2014, "pt").closing[1].text.endswith("2026.")


def test_sources_are_numbered_once_in_the_order_of_the_report(real_edition: Edition) -> None:
    report = year_report(real_edition, 2014, "es")
    assert [s.number for s in report.sources] == list(range(1, len(report.sources) + 1))
    cited = {n for s in report.sections for n in s.refs} | {n for x in report.names for n in x.refs}
    cited |= {n for s in report.sections for g in s.groups for e in g.entries for n in e.refs}
    assert cited == {s.number for s in report.sources}


HOSTILE = '#panic("x") $a_1$ *b* _c_ [d] <e> @f \\ `g` //h /*i*/ #sys.inputs "j" {k} ~'


def test_nothing_in_the_data_runs(real_edition: Edition, press: Press) -> None:
    report = year_report(real_edition, 2005, "es")
    report = replace(report, title=HOSTILE, closing=(Piece(HOSTILE, "pt-BR"),), summary=HOSTILE)
    reader = PdfReader(BytesIO(press.pdf(report)))
    assert reader.metadata is not None and reader.metadata.title == HOSTILE
    assert _text(reader).replace(" ", "").count("".join(HOSTILE.split())) >= 3


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("ẽ ỹ g̃", True),
        ("a\u200bb", True),
        ("x" * 3000, True),
        ("\u202eabc", True),
        # No font of ours has these: the report is still tagged, and promises less.
        ("城市", False),
        ("😀", False),
        ("\x07", False),
    ],
)
def test_any_letter_can_be_set(real_edition: Edition, press: Press, text: str, is_shown: bool) -> None:
    report = replace(year_report(real_edition, 2005, "es"), summary=text)
    root = PdfReader(BytesIO(press.pdf(report))).trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"].value is True
    assert (b"pdfuaid:part" in root["/Metadata"].get_object().get_data()) == is_shown


def test_the_same_data_give_the_same_bytes_and_come_from_the_cache(
    real_edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = year_report(real_edition, 2017, "es")
    fresh = Press(THEME).pdf(report)
    assert Press(THEME, tmp_path).pdf(report) == fresh
    monkeypatch.setattr("typst.compile", lambda *_, **__: pytest.fail("set twice"))
    assert Press(THEME, tmp_path).pdf(report) == fresh
    with pytest.raises(BaseException, match="set twice"):
        Press(THEME, tmp_path).pdf(replace(report, summary="another"))


def test_the_date_of_the_file_is_that_of_the_edition(real_edition: Edition, press: Press) -> None:
    reader = PdfReader(BytesIO(press.pdf(year_report(real_edition, 2017, "es"))))
    assert reader.metadata is not None and reader.metadata["/CreationDate"].startswith("D:20261124")


def test_the_site_has_a_report_of_each_year_with_records(real_edition: Edition) -> None:
    settings = real_edition.settings.model_copy(update={"root": ROOT, "cache_dir": Path(".cache")})
    files = year_reports(replace(real_edition, settings=settings))
    today = real_edition.settings.today.year
    years = years_with_records(real_edition.catalogue, today)
    # A term of coordination that goes on is no record of the years to come: nothing would lead to it.
    assert today == max(years) < max(max(t.date.years) for t in real_edition.catalogue.all("coordination"))
    assert set(files) == {routes.year_report(c, y) for c in ("es", "pt") for y in years}
    assert "es/linea-de-tiempo/2014/informe-2014.pdf" in files
    assert sum(map(len, files.values())) < 3_000_000


def test_a_report_is_plain_data(real_edition: Edition) -> None:
    data = as_data(year_report(real_edition, 2014, "es"))
    assert json.loads(json.dumps(data))["title"] == "La UTPE en 2014"


def test_the_fonts_have_every_letter_of_those_of_the_site() -> None:
    for old, new in (
        ("andada-pro-latin-700-normal", "AndadaPro-"),
        ("archivo-latin-wght-normal", "Archivo-"),
    ):
        letters = set(TTFont(THEME / "assets" / "fonts" / f"{old}.woff2").getBestCmap())
        made = sorted((THEME / "report" / "fonts").glob(f"{new}*.ttf"))
        assert made and all(set(TTFont(path).getBestCmap()) == letters for path in made)


def test_a_broken_sheet_is_told(real_edition: Edition, tmp_path: Path) -> None:
    shutil.copytree(THEME / "report", tmp_path / "report")
    (tmp_path / "report" / "report.typ").write_text("#let x = (")
    with pytest.raises(SheetError, match="unclosed"):
        Press(tmp_path).pdf(year_report(real_edition, 2014, "es"))

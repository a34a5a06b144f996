"""What the head of a publication's page tells collectors of references."""

from __future__ import annotations

import json
from typing import Any

import pytest

from utpe.checks.runner import Report
from utpe.pages.csl import csl_item
from utpe.pages.scholar import scholar_tags
from utpe.pages.things import thing
from utpe.pages.writer import Writer
from utpe.records.base import Document, Text
from utpe.records.edtf import parse_edtf
from utpe.records.vocab import DocumentKind, DocumentState, PublicationKind


def _tags(toy: Report, **values: Any) -> list[tuple[str, str]]:
    book = toy.catalogue.records["publications"]["libro-particulas"].model_copy(update=values)
    return list(scholar_tags(Writer(toy.catalogue, "publications", book, "es")))


def test_a_book_says_what_its_page_shows(toy: Report) -> None:
    assert _tags(toy) == [
        ("citation_title", 'Governança: "aspas" & <sinais>'),
        ("citation_author", "de Souza, José"),
        ("citation_editor", "Instituto de Prueba"),
        ("citation_publication_date", "2019"),
        ("citation_publisher", "Editora Prueba"),
        ("citation_doi", "10.1234/abc(2019)5"),
        ("citation_language", "pt"),
        ("citation_isbn", "978-1-59782-352-4"),
        ("DC.title", 'Governança: "aspas" & <sinais>'),
        ("DC.creator", "de Souza, José"),
        ("DC.contributor", "Instituto de Prueba"),
        ("DC.publisher", "Editora Prueba"),
        ("DC.date", "2019"),
        ("DC.language", "pt"),
        ("DC.language", "en"),
        ("DC.identifier", "https://doi.org/10.1234/abc(2019)5"),
    ]


@pytest.mark.parametrize(
    ("date", "highwire", "dublin_core"),
    [
        ("2019-03-07", "2019/03/07", "2019-03-07"),
        ("2019-03-07/2019-03-09", "2019/03", "2019-03"),
        ("2019-03?", None, None),
        ("2019~", None, None),
        ("199X", None, None),
        ("2019/..", None, None),
    ],
)
def test_a_date_is_told_only_as_far_as_it_is_sure(
    toy: Report, date: str, highwire: str | None, dublin_core: str | None
) -> None:
    found = dict(_tags(toy, date=parse_edtf(date)))
    assert (found.get("citation_publication_date"), found.get("DC.date")) == (highwire, dublin_core)


def test_an_article_names_its_journal_and_pages(toy: Report) -> None:
    values = {"kind": PublicationKind.ARTICLE, "container": "Revista", "volume": "X", "issue": "2"}
    found = dict(_tags(toy, **values, pages="40-58", issn="1234-5678"))
    assert found["citation_journal_title"] == "Revista"
    assert (found["citation_volume"], found["citation_issue"]) == ("X", "2")
    assert (found["citation_firstpage"], found["citation_lastpage"]) == ("40", "58")
    assert found["citation_issn"] == "1234-5678"


def test_nothing_is_told_of_a_title_of_ours_or_of_another_record(toy: Report) -> None:
    assert _tags(toy, title=Text({"es": "Nota", "pt": "Nota"})) == []
    city = toy.catalogue.records["cities"]["beta"]
    assert scholar_tags(Writer(toy.catalogue, "cities", city, "es")) == ()


@pytest.mark.parametrize(
    ("kind", "state", "url", "is_told"),
    [
        (DocumentKind.FULL_TEXT, DocumentState.FOUND, "https://example.org/a.PDF", True),
        (DocumentKind.FULL_TEXT, DocumentState.FOUND, "https://example.org/a.html", False),
        (DocumentKind.FULL_TEXT, DocumentState.MENTIONED, "https://example.org/a.pdf", False),
        (DocumentKind.SLIDES, DocumentState.FOUND, "https://example.org/a.pdf", False),
    ],
)
def test_a_pdf_is_named_only_when_it_is_the_work(
    toy: Report, kind: DocumentKind, state: DocumentState, url: str, is_told: bool
) -> None:
    found = dict(_tags(toy, documents=(Document(kind=kind, state=state, url=url),)))
    assert ("citation_pdf_url" in found) == is_told


def test_nothing_deduced_is_told_to_programs_that_see_no_mark(real: Report) -> None:
    told = 0
    for record in real.catalogue.all("publications"):
        unsure = {name.partition(".")[0] for name in record.inferred}
        values = [getattr(record, f) for f in unsure & {"doi", "container", "url", "place", "publisher"}]
        w = Writer(real.catalogue, "publications", record, "es")
        claims = json.dumps([scholar_tags(w), thing(w)], ensure_ascii=False)
        # An address that a source gives may hold what was deduced from it.
        sure_url = record.url if "url" not in unsure else ""
        assert not [v for v in values if v and v in claims.replace(sure_url or "\0", "")], record.id
        assert "doi" not in unsure or not ("citation_doi" in claims or "sameAs" in claims), record.id
        if "authors" in unsure:
            assert "citation_author" not in claims and '"author"' not in claims, record.id
        if "title" in unsure:
            assert claims == "[[], {}]", record.id
        fields = unsure - {"date"}
        assert ("Deducido por quienes editan" in str(csl_item(w).get("note"))) == bool(fields), record.id
        told += len(fields)
    assert told > 5

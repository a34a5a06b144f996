"""What a record page says of its own marks: confidence, deductions, approximations, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from utpe.checks.runner import Report
from utpe.pages.entries import timeline_item
from utpe.pages.listing import Lister
from utpe.pages.record import Desk
from utpe.pages.view import Bit, RecordView, Remark
from utpe.pages.writer import Writer
from utpe.reading.git_history import History
from utpe.records.edtf import parse_edtf
from utpe.records.registry import COLLECTIONS
from utpe.records.vocab import Confidence
from utpe.settings import Settings

PROSE = {
    "es": Bit("Cómo establecemos los hechos", href="es/metodo/"),
    "pt": Bit("Como estabelecemos os fatos", href="pt/metodo/"),
}


@pytest.fixture
def desk(toy: Report, toy_settings: Settings) -> Desk:
    return _desk(toy, toy_settings)


def _desk(toy: Report, settings: Settings, language: str = "es", **prose: Bit) -> Desk:
    lister = Lister(toy.catalogue, settings, language)
    links = prose or {"methodology": PROSE[language]}
    return Desk(toy.catalogue, settings, History("no_git"), lister.order, links)


def _view(desk: Desk, collection: str, id_: str, language: str = "es", **changes: Any) -> RecordView:
    record: Any = desk.catalogue.get(collection, id_)
    return desk.view(collection, record.model_copy(update=changes), language)


def _remark(view: RecordView, anchor: str) -> Remark:
    return next(x for x in view.remarks if x.anchor == anchor)


def _said(remark: Remark | None) -> str:
    return "".join(bit.text for bit in remark.line) if remark else ""


def _bits(thing: Any) -> Iterator[Bit]:
    """Every piece of a view, wherever it stands."""
    if isinstance(thing, Bit):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from _bits(part)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            yield from _bits(getattr(thing, name))


@pytest.mark.parametrize("confidence", [Confidence.MEDIUM, Confidence.LOW])
@pytest.mark.parametrize(("language", "word"), [("es", "Confianza: "), ("pt", "Confiança: ")])
def test_what_is_little_sure_is_said_near_the_title(
    toy: Report, toy_settings: Settings, language: str, word: str, confidence: Confidence
) -> None:
    desk = _desk(toy, toy_settings, language)
    view = _view(desk, "cities", "alfa", language, confidence=confidence)
    levels = {"es": ("media", "baja"), "pt": ("média", "baixa")}[language]
    level = levels[confidence == Confidence.LOW]
    assert _said(view.doubt).startswith(f"{word}{level}, ")
    assert "confidence" not in {x.anchor for x in view.remarks}, "it is said once"


def test_what_is_sure_is_said_at_the_foot(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-2014-alfa")
    assert view.doubt is None
    assert "alta" in _said(_remark(view, "confidence"))


@pytest.mark.parametrize("language", ["es", "pt"])
def test_remarks_lead_to_the_section_that_explains_them(
    toy: Report, toy_settings: Settings, language: str
) -> None:
    view = _view(_desk(toy, toy_settings, language), "meetings", "toy-2015-propuesta", language)
    links = [bit.href for x in view.remarks for bit in x.line if bit.href]
    anchors = {
        "es": ["#confianza", "#lo-que-deducimos"],
        "pt": ["#confianca", "#o-que-deduzimos"],
    }[language]
    assert links == [f"{language}/metodo/{anchor}" for anchor in anchors]


def test_a_section_in_another_language_is_not_named(toy: Report, toy_settings: Settings) -> None:
    foreign = Bit("Como estabelecemos os fatos", href="es/metodo/", lang="pt-BR")
    view = _view(_desk(toy, toy_settings, methodology=foreign), "meetings", "toy-2015-propuesta")
    assert [bit.href for x in view.remarks for bit in x.line if bit.href] == ["es/metodo/"] * 2


def test_without_that_page_remarks_lead_nowhere(toy: Report, toy_settings: Settings) -> None:
    view = _view(_desk(toy, toy_settings, other=Bit("x", href="x/")), "meetings", "toy-2015-propuesta")
    assert len(view.remarks) == 2
    assert not any(bit.href for x in view.remarks for bit in x.line)


def test_a_deduction_says_what_was_deduced(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-2014-seminario")
    assert "no dicho por una fuente: qué se sabe." in _said(_remark(view, "inferred"))


def test_a_date_with_a_question_mark_is_a_deduction_too(desk: Desk) -> None:
    # No `inferred` names it.
    view = _view(desk, "coordination", "coordinacion-2018")
    assert "no dicho por una fuente: años." in _said(_remark(view, "inferred"))


def test_a_sub_coordinator_who_is_deduced_is_a_deduction_of_the_term_and_of_the_city(desk: Desk) -> None:
    term = _view(desk, "coordination", "coordinacion-2013-2014")
    assert "subcoordinadora" in _said(_remark(term, "inferred"))
    city = _view(desk, "cities", "beta")
    assert "papel en la unidad" in _said(_remark(city, "inferred"))


def test_the_note_of_the_record_is_pointed_at_where_there_is_one(desk: Desk) -> None:
    plain = _view(desk, "meetings", "toy-2015-propuesta")
    assert not any(bit.href == "#note" for bit in _remark(plain, "inferred").line)
    note: Any = desk.catalogue.get("meetings", "toy-sin-fecha")
    noted = _view(desk, "meetings", "toy-2015-propuesta", note=note.note)
    assert any(bit.href == "#note" for bit in _remark(noted, "inferred").line)
    assert [n.anchor for n in noted.notices] == ["note"]


def test_an_approximate_date_is_explained(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-2014-alfa", date=parse_edtf("2014~"))
    assert "aproximada" in _said(_remark(view, "approximate"))
    assert any(bit.href == "#approximate" for bit in view.when), "in the head of the page"
    assert "approximate" not in {x.anchor for x in _view(desk, "meetings", "toy-2014-alfa").remarks}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_mark_of_a_page_leads_to_a_remark_of_that_page(
    toy: Report, toy_settings: Settings, language: str
) -> None:
    desk, marks = _desk(toy, toy_settings, language), 0
    for collection, record in toy.catalogue:
        if COLLECTIONS[collection].has_pages:
            view = desk.view(collection, record, language)
            there = {f"#{x.anchor}" for x in (*view.remarks, view.doubt) if x}
            there |= {f"#{n.anchor}" for n in view.notices if n.anchor}
            led = {bit.href for bit in _bits(view) if bit.href.startswith("#")}
            assert led <= there, (collection, record.id)
            marks += sum(bit.style == "est" and bool(bit.href) for bit in _bits(view))
    assert marks > 8


def test_another_records_deduction_is_not_said_to_be_this_ones(desk: Desk) -> None:
    # The unit's page lists a meeting whose date is deduced.
    view = _view(desk, "summits", "cumbre-01")
    proposed: Any = desk.catalogue.get("meetings", "toy-2015-propuesta")
    w = Writer(desk.catalogue, "summits", desk.catalogue.get("summits", "cumbre-01"), "es", explains=True)
    marks = [bit for bit in w.when(proposed.date, proposed) if bit.style == "est"]
    assert [bit.href for bit in marks] == [""]
    assert not w.deduced
    assert "inferred" not in {x.anchor for x in view.remarks}


def test_in_a_listing_marks_are_words(toy: Report) -> None:
    record: Any = toy.catalogue.get("meetings", "toy-2015-propuesta")
    item = timeline_item(Writer(toy.catalogue, "meetings", record, "es"))
    marks = [bit for bit in item.meta if bit.style == "est"]
    assert marks and not any(bit.href for bit in marks)


def test_facts_outside_the_table_carry_the_numbers_of_their_sources(desk: Desk) -> None:
    view = _view(desk, "unit", "unidad-toy")
    names = next(b for b in view.blocks if b.id == "names")
    assert [bit.refs for item in names.items for bit in item.meta if bit.refs] == [(1,), (1,)]
    numbers = {note.number for note in view.sources}
    assert {n for bit in _bits(view) for n in bit.refs} <= numbers


@pytest.mark.parametrize(
    ("language", "labels"), [("es", ["Esta obra", "Esta página"]), ("pt", ["Esta obra", "Esta página"])]
)
def test_a_publication_is_cited_as_itself_and_as_a_page(
    toy: Report, toy_settings: Settings, language: str, labels: list[str]
) -> None:
    view = _view(_desk(toy, toy_settings, language), "publications", "libro-particulas", language)
    assert [c.label for c in view.citations] == labels
    work, page = (c.text for c in view.citations)
    assert work.startswith("de Souza, José") and "publications/libro-particulas" in page


def test_anything_else_is_cited_as_a_page(desk: Desk) -> None:
    assert [c.label for c in _view(desk, "cities", "alfa").citations] == [""]

"""Record pages: sources, statuses, fallbacks, changes, links, as views."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from utpe.checks.runner import Report
from utpe.pages.listing import Lister
from utpe.pages.record import Desk
from utpe.pages.view import RecordView
from utpe.reading.git_history import History
from utpe.records.base import Text
from utpe.records.registry import COLLECTIONS
from utpe.records.vocab import Mode
from utpe.settings import Settings


@pytest.fixture
def desk(toy: Report, toy_settings: Settings) -> Desk:
    return _desk(toy, toy_settings)


def _desk(toy: Report, settings: Settings, history: History | None = None, language: str = "es") -> Desk:
    lister = Lister(toy.catalogue, settings, language)
    return Desk(toy.catalogue, settings, history or History("no_git"), lister.order)


def _view(desk: Desk, collection: str, id_: str, language: str = "es") -> RecordView:
    return desk.view(collection, desk.catalogue.get(collection, id_), language)


def _row(view: RecordView, label: str) -> Any:
    return next(r for r in view.facts if r.label == label)


def _words(lines: Any) -> str:
    return " | ".join("".join(b.text for b in line) for line in lines)


def test_a_fact_shows_the_sources_that_back_it(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-2014-alfa")
    # acta-alfa names status and date; plan-toy backs the record as a whole.
    assert _row(view, "Fecha").refs == (1,)
    assert _row(view, "Modalidad").refs == (2,)
    assert [n.title.text for n in view.sources] == [
        "Acta de la reunión de Alfa",
        "Propuesta de Alfa 2014-2015",
    ]
    assert "estado" in view.sources[0].supports.lower() or "qué se sabe" in view.sources[0].supports.lower()


def test_what_is_not_known_cites_no_source(desk: Desk) -> None:
    body = desk.catalogue.get("governance", "br-toy")
    assert body and body.website is None and body.sources
    site = _row(_view(desk, "governance", "br-toy"), "Sitio oficial")
    assert (_words(site.lines), site.refs, site.all_refs) == ("Ninguna fuente lo da", (), False)
    assert not site.lacks_source


@pytest.mark.parametrize("language", ["es", "pt"])
def test_no_row_of_absences_has_a_source(desk: Desk, language: str) -> None:
    for collection, record in desk.catalogue:
        if COLLECTIONS[collection].has_pages:
            for row in desk.view(collection, record, language).facts:
                if all(bit.style == "quiet" for line in row.lines for bit in line):
                    assert not row.refs and not row.all_refs, (collection, record.id, row.label)


def test_a_meeting_at_a_distance_is_so_by_its_sources(desk: Desk) -> None:
    meeting = desk.catalogue.get("meetings", "toy-2014-alfa")
    assert meeting
    far = meeting.model_copy(update={"city_ids": (), "venue": None, "mode": Mode.VIRTUAL})
    assert _row(desk.view("meetings", far, "es"), "Lugar").refs == (2,)


def test_the_story_of_a_record_carries_its_own_sources(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-sin-fecha")
    assert [(p.text.text, p.refs) for p in view.story] == [("El acta cuenta que la sala quedó chica.", (2,))]
    assert "relato" in view.sources[1].supports and "p. 2" in "".join(b.text for b in view.sources[1].details)


def test_a_source_that_backs_the_whole_is_not_narrowed_to_the_story(desk: Desk) -> None:
    meeting: Any = desk.catalogue.get("meetings", "toy-sin-fecha")
    whole = desk.catalogue.get("meetings", "toy-2014-alfa").sources[0].model_copy(update={"supports": ()})
    view = desk.view("meetings", meeting.model_copy(update={"sources": (whole,)}), "es")
    assert view.sources[0].supports == "Respalda el registro en conjunto."


def test_a_meeting_whose_holding_is_deduced_does_not_claim_a_source(desk: Desk) -> None:
    meeting = desk.catalogue.get("meetings", "toy-2014-alfa")
    assert meeting
    plain = desk.view("meetings", meeting, "es")
    deduced = desk.view("meetings", meeting.model_copy(update={"inferred": ("status",)}), "es")
    assert plain.lead and "dice que se hizo" in plain.lead.text
    assert deduced.lead and "se deduce" in deduced.lead.text
    row = _row(deduced, "Qué se sabe")
    assert "dato inferido" in _words(row.lines) and "Lo dice" not in _words(row.lines)


def test_a_role_that_is_only_deduced_is_not_called_documented(desk: Desk) -> None:
    roles = {
        city: next(b for b in _view(desk, "cities", city).blocks if b.id == "roles").items[0]
        for city in ("alfa", "beta")
    }
    assert roles["alfa"].mark and roles["alfa"].mark.tone == "held"
    assert roles["beta"].mark and roles["beta"].mark.tone != "held"
    assert [b.style for b in roles["beta"].meta] == ["est", ""]


def test_an_inferred_date_says_so(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-2015-propuesta")
    assert "fecha inferida" in _words(_row(view, "Fecha").lines)
    assert view.status and view.status.shape == "g-prop"


def test_documents_that_were_not_found_are_shown(desk: Desk) -> None:
    block = next(b for b in _view(desk, "meetings", "toy-2017-anuncio").blocks if b.id == "documents")
    assert [i.mark.shape for i in block.items if i.mark] == ["g-ann", "g-none"]


def test_a_missing_translation_is_shown_in_the_other_language_with_its_tag(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-sin-fecha", "pt")
    assert (view.title.text, view.title.lang) == ("Encuentro sin fecha conocida", "es")
    assert view.notices[0].kind == "tr"
    assert _view(desk, "meetings", "toy-sin-fecha", "es").title.lang == ""


def test_relations_are_shown_from_both_sides(desk: Desk) -> None:
    city = _view(desk, "cities", "alfa")
    blocks = {b.id: b for b in city.blocks}
    assert {"roles", "meetings", "summits", "presidencies", "bodies", "borders", "organizations"} <= set(
        blocks
    )
    assert any("a 910" in _words([line]) for line in blocks["borders"].bullets) or "km" in _words(
        blocks["borders"].bullets
    )
    successor = _view(desk, "governance", "ar-toy")
    assert any("br-toy" in b.href for r in successor.facts for line in r.lines for b in line)


def test_the_network_and_its_summits_and_presidencies_lead_to_each_other(desk: Desk) -> None:
    network = {b.id: b for b in _view(desk, "organizations", "red-toy").blocks}
    assert network["summits"].texts[0][0].href == "es/cumbres/"
    assert network["summits"].texts[0][0].text == "1 cumbre"
    assert [i.title.href for i in network["summits"].items] == ["es/cumbres/cumbre-01/"]
    assert [i.title.href for i in network["presidencies"].items] == [
        "es/presidencias/presidencia-2013-2015/",
        "es/presidencias/presidencia-2012-2013/",
    ]
    assert "summits" not in {b.id for b in _view(desk, "organizations", "utpe-toy").blocks}
    for collection, id_ in (("summits", "cumbre-01"), ("presidencies", "presidencia-2012-2013")):
        row = _row(_view(desk, collection, id_), "Red")
        assert row.lines[0][0].href == "es/organizaciones/red-toy/"


def test_the_plan_says_why_a_summit_stands_at_its_end(desk: Desk) -> None:
    view = _view(desk, "plans", "plan-toy")
    assert any("El original debía entregarse en: I Cumbre" in _words(row.lines) for row in view.facts)


def test_a_printed_title_keeps_its_language(desk: Desk) -> None:
    assert _view(desk, "publications", "propuesta-toy", "es").title.lang == ""
    assert _view(desk, "publications", "propuesta-toy", "pt").title.lang == "es"
    assert _view(desk, "publications", "libro-particulas", "es").title.lang == "pt-BR"


@pytest.mark.parametrize(("language", "words"), [("es", "Anuncio de Alfa"), ("pt", "Anúncio de Alfa")])
def test_a_title_that_describes_is_in_the_readers_language(desk: Desk, language: str, words: str) -> None:
    work = desk.catalogue.get("publications", "libro-particulas")
    assert work
    title = Text({"es": "Anuncio de Alfa", "pt": "Anúncio de Alfa"})
    view = desk.view("publications", work.model_copy(update={"title": title}), language)
    assert (view.title.text, view.title.lang) == (words, "")
    assert words in view.citations[0].text
    assert "descri" in _words(_row(view, "Título").lines)


def test_titles_of_sources_are_marked_where_they_are_not_in_the_readers_language(desk: Desk) -> None:
    note = next(n for n in _view(desk, "meetings", "toy-2014-alfa", "pt").sources if "Acta" in n.title.text)
    assert note.title.lang == "es"
    described = _view(desk, "publications", "libro-particulas", "pt").sources[0].title
    assert (described.text, described.lang) == ("Pasta de papéis", "")
    listed = Lister(desk.catalogue, desk.settings, "pt").pages("sources")
    entries = {x.id: x.title for view in listed for g in view.groups for x in g.entries}
    assert (entries["acta-alfa"].lang, entries["sin-direccion"].text) == ("es", "Pasta de papéis")


def test_a_framework_between_states_says_that_it_is_no_metropolitan_body(desk: Desk) -> None:
    body = desk.catalogue.get("governance", "br-toy")
    assert body
    assert [n.kind for n in desk.view("governance", body, "pt").notices] == []
    view = desk.view("governance", body.model_copy(update={"is_framework": True}), "pt")
    assert "Marco entre Estados" in [chip.text for chip in view.chips]
    assert "Não é uma instância metropolitana" in _words(view.notices[0].lines)


def test_neighbours_follow_the_listing(desk: Desk) -> None:
    view = _view(desk, "meetings", "toy-2016-bisiesto")
    assert [n.title.href for n in view.neighbours] == [
        "es/reuniones/toy-2017-anuncio/",
        "es/reuniones/toy-2015-propuesta/",
    ]


def test_links_to_edit_need_a_repository(toy: Report, toy_settings: Settings) -> None:
    assert _view(_desk(toy, toy_settings), "meetings", "toy-2014-alfa").edit_url == ""
    settings = toy_settings.model_copy(update={"repo_url": "https://example.org/r"})
    view = _view(_desk(toy, settings), "meetings", "toy-2014-alfa")
    assert view.edit_url == "https://example.org/r/blob/main/data/meetings.yaml?plain=1#L2-L38"


def test_the_last_change_is_that_of_the_records_own_lines(toy: Report, toy_settings: Settings) -> None:
    day = int(dt.datetime(2026, 12, 1, tzinfo=dt.UTC).timestamp())
    first, last = toy.catalogue.origins[("meetings", "toy-2014-seminario")].lines
    times = [1_000_000_000] * 200
    times[first - 1] = day
    history = History("known", {"data/meetings.yaml": times})
    known = _desk(toy, toy_settings, history)
    assert _view(known, "meetings", "toy-2014-seminario").change.text.endswith("1 de diciembre de 2026")
    assert _view(known, "meetings", "toy-2014-alfa").change.day == "2001-09-09"
    times[last - 1] = 0
    assert _view(known, "meetings", "toy-2014-seminario").change.day == ""


@pytest.mark.parametrize("state", ["no_git", "shallow"])
def test_an_unknown_change_is_said_and_never_invented(
    toy: Report, toy_settings: Settings, state: Any
) -> None:
    view = _view(_desk(toy, toy_settings, History(state)), "cities", "alfa")
    assert view.change.day == ""
    assert "no se conoce" in view.change.text


def test_the_citation_has_the_address_only_when_the_site_has_one(toy: Report, toy_settings: Settings) -> None:
    assert "https://" not in _view(_desk(toy, toy_settings), "cities", "alfa").citations[0].text
    settings = toy_settings.model_copy(update={"site_url": "https://example.org/sub/"})
    assert (
        "https://example.org/sub/es/ciudades/alfa/"
        in _view(_desk(toy, settings), "cities", "alfa").citations[0].text
    )


def test_a_particle_and_a_body_are_cited_as_written(desk: Desk) -> None:
    citation = _view(desk, "publications", "libro-particulas").citations[0].text
    assert citation.startswith("de Souza, José; Instituto de Prueba (ed.). Governança")


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_record_has_a_page_and_all_its_parts_have_words(
    toy: Report, toy_settings: Settings, language: str
) -> None:
    desk = _desk(toy, toy_settings, language=language)
    for collection, record in toy.catalogue:
        if COLLECTIONS[collection].has_pages:
            view = desk.view(collection, record, language)
            assert view.title.text and view.description and view.citations
            assert view == replace(view)
            assert 20 <= len(view.description) <= 160, view.description

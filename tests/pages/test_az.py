"""The index from A to Z: everything that has a page under its letter, other names that lead to it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from utpe.checks.runner import Report
from utpe.pages import alphabet, routes
from utpe.pages.alphabet import Alphabet
from utpe.pages.index_entries import acronyms, index_entries
from utpe.pages.overview_view import IndexEntry, LetterPage
from utpe.pages.view import Bit
from utpe.records.dated import by_year
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings


def _alphabet(toy: Report, settings: Settings, language: str = "es") -> Alphabet:
    entries = {c: index_entries(toy.catalogue, c, settings.languages) for c in settings.languages}
    root = Bit("Índice", href=routes.section(language, "alphabet"))
    return Alphabet(toy.catalogue, settings, language, root, entries)


def _pages(index: Alphabet) -> list[LetterPage]:
    return [page for part in index.parts() for page in index.part(part)]


def _entries(index: Alphabet, letter: str) -> list[IndexEntry]:
    return [e for page in index.part(letter) for e in page.entries]


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_record_with_a_page_and_every_term_is_there_once(
    toy: Report, toy_settings: Settings, language: str
) -> None:
    pages = _pages(_alphabet(toy, toy_settings, language))
    found = Counter(e.text.href for page in pages for e in page.entries if not e.see)
    expected = {
        routes.record(language, name, r.id)
        for name, collection in COLLECTIONS.items()
        if collection.has_pages or name == "glossary"
        for r in toy.catalogue.all(name)
    }
    assert set(found) == expected
    assert set(found.values()) == {1}
    # What leads on leads to one of them.
    assert {e.see.href for page in pages for e in page.entries if e.see} <= expected


@pytest.mark.parametrize("language", ["es", "pt"])
def test_letters_are_in_order_and_so_are_their_entries(
    toy: Report, toy_settings: Settings, language: str
) -> None:
    index = _alphabet(toy, toy_settings, language)
    assert index.parts() == sorted(index.parts())
    counts = {o.label: o.count for o in index.letters()}
    for letter in index.parts():
        assert counts[alphabet.letter_name(letter)] == len(_entries(index, letter))


def test_accents_are_folded_and_an_article_opens_no_title(toy: Report, toy_settings: Settings) -> None:
    index = _alphabet(toy, toy_settings)
    # «Área …» is an A; «La guía …» is filed under G, and still called by its whole title.
    assert "área metropolitana" in [e.text.text for e in _entries(index, "a")]
    assert "La guía de Alfa" in [e.text.text for e in _entries(index, "g")]
    assert "l" not in index.parts()


def test_a_place_keeps_its_article_and_quotation_marks_do_not_count(
    toy: Report, toy_settings: Settings
) -> None:
    cities = toy.catalogue.records["cities"]
    cities["alfa"] = cities["alfa"].model_copy(update={"name": type(cities["alfa"].name)({"es": "La Alfa"})})
    meetings = toy.catalogue.records["meetings"]
    title = type(cities["alfa"].name)({"es": "«¿Hacia dónde?» 10 respuestas"})
    meetings["toy-2014-alfa"] = meetings["toy-2014-alfa"].model_copy(update={"title": title})
    index = _alphabet(toy, toy_settings)
    assert "La Alfa" in [e.text.text for e in _entries(index, "l")]
    assert "«¿Hacia dónde?» 10 respuestas" in [e.text.text for e in _entries(index, "h")]


def _see(index: Alphabet, letter: str) -> dict[str, Any]:
    return {e.text.text: e.see.href for e in _entries(index, letter) if e.see}


def test_other_names_lead_to_the_record(toy: Report, toy_settings: Settings) -> None:
    index = _alphabet(toy, toy_settings)
    assert _see(index, "c")["Cidade Beta"] == "es/ciudades/beta/"
    assert _see(index, "c")["Cumbre 1"] == "es/cumbres/cumbre-01/"
    assert _see(index, "p")["planejamento"] == "es/glosario/#planificacion"
    assert _see(index, "e")["Ente de Prueba"] == "es/gobernanza/ar-toy/"
    assert _see(index, "a")["AdP"] == "es/gobernanza/ar-toy/"
    assert _see(index, "t") == {
        "TN": "es/organizaciones/red-toy/",
        "Toy Network": "es/organizaciones/red-toy/",
    }
    assert _see(index, "v")["Villa Gama"] == "es/ciudades/gama/"
    assert _see(index, "u")["Unidad de Planificación y Regiones"] == "es/la-unidad/unidad-toy/"
    langs = {e.text.text: e.text.lang for e in _entries(index, "c") if e.see}
    assert langs["Cidade Beta"] == "pt-BR"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UTPEAM (2015, 2017, 2022), UTPEyAM (2017)", ["UTPEAM", "UTPEyAM"]),
        ("Agência RMBH (ARMBH)", ["Agência RMBH", "ARMBH"]),
        ("ATM / AMT", ["ATM", "AMT"]),
        ("AGEM/VRC", ["AGEM/VRC"]),
        ("SGT Nº 5", ["SGT Nº 5"]),
        ("", []),
    ],
)
def test_short_names_are_told_apart(text: str, names: list[str]) -> None:
    assert acronyms(text) == names


def test_a_long_letter_has_numbered_pages_and_switches_to_what_is_there(
    toy: Report, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alphabet, "PAGE_SIZE", 4)
    index = _alphabet(toy, toy_settings)
    pages = list(index.part("p"))
    assert [p.path for p in pages][:2] == ["es/indice/p/", "es/indice/p/pagina/2/"]
    assert pages[0].pager and [x[1] for x in pages[0].pager.pages] == [p.path for p in pages]
    assert [b.text for b in pages[1].crumbs] == ["Inicio", "Índice", "P"]
    assert [e for page in pages for e in page.entries] == index.entries["es"]["p"]
    assert pages[1].alternates == {"es": "es/indice/p/pagina/2/", "pt": "pt/indice/p/pagina/2/"}
    # The other language has one page of this letter, then none: hreflang would lie, the switch goes up.
    index.entries["pt"]["p"] = index.entries["pt"]["p"][:3]
    one, two = list(index.part("p"))[:2]
    assert (one.has_all_languages, two.has_all_languages) == (True, False)
    assert two.alternates["pt"] == "pt/indice/"


def test_entries_say_what_they_are_and_what_tells_them_apart(toy: Report, toy_settings: Settings) -> None:
    index = _alphabet(toy, toy_settings)
    details = {e.text.href: e.details for x in "aceprs" if x in index.parts() for e in _entries(index, x)}
    assert details["es/ciudades/alfa/"] == ("Ciudad", "Argentina")
    assert details["es/reuniones/toy-2015-propuesta/"] == ("Encuentro", "2015 (año deducido)")
    assert details["es/reuniones/toy-sin-fecha/"] == ("Encuentro",)


def test_the_page_above_counts_and_leads_to_the_other_ways_in(toy: Report, toy_settings: Settings) -> None:
    index = _alphabet(toy, toy_settings)
    view = index.view(by_year(toy.catalogue))
    entries = [e for page in _pages(index) for e in page.entries]
    records = sum(not e.see for e in entries)
    assert view.total.startswith(f"{records} registros y términos y {len(entries) - records} nombres más")
    assert sum(o.count for o in view.letters) == len(entries)
    assert [o.label for o in view.years][:2] == ["1995", "1998"]
    assert {o.href for o in view.sections} == {routes.section("es", name) for name in COLLECTIONS}
    assert [b.text for b in view.countries] == ["Argentina", "Brasil"]
    assert index.view({}).years == ()

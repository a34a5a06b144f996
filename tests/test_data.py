"""The real data: nothing wrong, nothing lost, laid out in one way."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from utpe.checks.runner import Report
from utpe.pages.names import sort_key
from utpe.pages.territory import write_country
from utpe.pages.writer import Writer
from utpe.records.base import Text
from utpe.records.registry import COLLECTIONS
from utpe.records.translation import texts

ROOT = Path(__file__).resolve().parents[1]


def test_the_data_and_the_prose_have_no_error(real: Report) -> None:
    assert [f for f in real.findings if f.severity == "error"] == []


def test_counts_are_those_of_the_handbook(real: Report) -> None:
    table = (ROOT / "docs" / "research-to-data.md").read_text()
    rows = re.findall(r"\| data/([a-z]+)\.yaml \| (\d+) \| (\d+|one listing|listings)", table)
    assert {name for name, _, _ in rows} == set(COLLECTIONS)
    for name, count, pages in rows:
        assert len(real.catalogue.all(name)) == int(count), name
        assert pages.isdecimal() == COLLECTIONS[name].has_pages
    network = real.catalogue.get("organizations", "mercociudades")
    assert (len(network.summit_gaps), len(network.member_counts)) == (8, 15)


def test_objectives_keep_their_numbers(real: Report) -> None:
    plan = real.catalogue.get("plans", "propuesta-quilmes-2014-2015")
    assert [x.number for x in plan.objectives.items] == [1, 2, 3, 4, 6, 7, 8]
    assert plan.status == "proposal"


def test_the_two_seminars_of_posadas_stay_two(real: Report) -> None:
    first = real.catalogue.get("meetings", "seminario-posadas-2014")
    second = real.catalogue.get("meetings", "utpeam-2015-posadas-seminario")
    assert (first.date.year, second.date.year) == (2014, 2015)


def test_inferred_terms_stay_marked(real: Report) -> None:
    term = real.catalogue.get("coordination", "coordinacion-2013-2014")
    assert all(x.is_inferred for x in term.sub_coordinators)
    assert real.catalogue.get("coordination", "coordinacion-2001").coordinator_id is None


def test_announced_extinctions_are_not_printed_as_fact(real: Report) -> None:
    for id_ in ("br-agemcamp", "br-agemvale", "br-agem-sorocaba", "br-agem-baixada-santista", "br-metroplan"):
        body = real.catalogue.get("governance", id_)
        assert body.status == "extinction_announced"
        assert body.dissolved is None


def test_summits_without_a_source_are_not_deduced(real: Report) -> None:
    numbers = {x.number for x in real.catalogue.all("summits")}
    gaps = {x.number for x in real.catalogue.get("organizations", "mercociudades").summit_gaps}
    assert gaps == {2, 4, 5, 6, 8, 9, 10, 14}
    assert not numbers & gaps


def test_every_city_has_a_time_zone_and_every_name_two_languages(real: Report) -> None:
    for city in real.catalogue.all("cities"):
        assert city.timezone and city.name.get("es") and city.name.get("pt")


@pytest.mark.parametrize("name", COLLECTIONS)
def test_files_name_their_schema(name: str) -> None:
    first = (ROOT / "data" / f"{name}.yaml").read_text().split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema=schemas/{name}.schema.json"
    assert (ROOT / "data" / "schemas" / f"{name}.schema.json").is_file()


def test_terms_appear_where_the_glossary_says(real: Report) -> None:
    """The words of the term, in either language, in any ending, in this order, stand in a record there."""
    records: dict[str, str] = {}
    for term in real.catalogue.all("glossary"):
        for name in term.collections:
            if name not in records:
                records[name] = sort_key(" ".join(str(r.model_dump()) for r in real.catalogue.all(name)))
            assert any(re.search(_in_any_ending(x), records[name]) for x in term.term.root.values()), (
                term.id,
                name,
            )


def _in_any_ending(term: str) -> str:
    words = re.findall(r"\w+", sort_key(re.sub(r"\(.*?\)", "", term)))
    stems = [re.escape(w[:-2] if len(w) > 4 else w) for w in words]
    return r"\b" + r"\w*\W+(?:\w+\W+)?".join(stems)


SPANISH_DOMAINS = ("ar", "bo", "cl", "co", "ec", "es", "mx", "pe", "py", "uy", "ve")


def test_sources_are_in_the_language_of_their_publisher(real: Report) -> None:
    """No Brazilian site in Spanish, none of the countries around in Portuguese, no work read in another tongue."""
    for source in real.catalogue.all("sources"):
        domain = (urlsplit(source.url or "").hostname or "").rsplit(".", 1)[-1]
        assert not (domain == "br" and source.language == "es"), source.id
        # Journals print articles in the language of their authors.
        if source.kind != "academic":
            assert not (domain in SPANISH_DOMAINS and source.language == "pt"), source.id
    for work in real.catalogue.all("publications"):
        source = real.catalogue.get("sources", work.source_id)
        # Law 533 of Bolivia was read in an English translation.
        assert source.language in (*work.languages, None) or work.id == "ley-533-bolivia-2014", work.id


SPANISH_WORDS = re.compile(
    r"\b(y|el|los|las|del|de la|en)\b|ción\b|\((copia|artículo|glosario|opinión)", re.IGNORECASE
)
PORTUGUESE_WORDS = re.compile(r"\b(do|das|em|um|uma|não|pelo|pela|são)\b|ç(ão|ões)\b|\(cópia", re.IGNORECASE)


def test_a_title_of_a_source_is_in_its_language_or_in_both(real: Report) -> None:
    for source in real.catalogue.all("sources"):
        if isinstance(source.title, Text):
            continue
        assert source.language, f"{source.id}: only a description in each language can do without one"
        title = (
            source.title.replace("São Paulo", "").replace("Barra do Quaraí", "").replace("Foz do Iguaçu", "")
        )
        other = PORTUGUESE_WORDS if source.language == "es" else SPANISH_WORDS
        assert not other.search(title), (source.id, source.language, source.title)


def test_the_years_without_a_coordinator_are_the_same_wherever_they_are_told(real: Report) -> None:
    unit = real.catalogue.get("unit", "utpe")
    years = "1995-2012, 2015-2016, 2018-2019, 2021"
    assert all(years in words for words in unit.coordination_gap_note.root.values())
    assert any(all(years in words for words in q.root.values()) for q in unit.open_questions)


def test_a_series_of_which_one_part_is_only_announced_is_not_told_as_done(real: Report) -> None:
    assert real.catalogue.get("meetings", "msur-3-quito-2015").status == "announced"
    summary = real.catalogue.get("organizations", "cepal").summary
    assert "no está confirmada" in summary.get("es") and "não está confirmada" in summary.get("pt")


def test_members_that_no_source_names_are_not_claimed(real: Report) -> None:
    body = real.catalogue.get("governance", "br-granpal")
    assert not body.members.items
    assert not any("miembro" in x or "membro" in x for x in body.summary.root.values())


ORDERS = re.compile(
    r"(?:^|[.;:(] ?|\b(?:no|não) )(?:verificar|comprobar|conferir|checar|mostrar|exibir|revisar|confirmar"
    r"|publicar|citar|confundir|equiparar|consultar|completar|actualizar|atualizar|reemplazar|substituir)\b"
    r"|\b(?:conviene conservar|convém conservar)\b",
    re.IGNORECASE,
)


def test_no_text_for_readers_gives_orders_to_editors(real: Report) -> None:
    for collection, record in real.catalogue:
        for path, text in texts(record):
            for words in text.root.values():
                assert not ORDERS.search(words), (collection, record.id, path, words)


def test_the_old_mailbox_is_on_no_page(real: Report) -> None:
    mailbox = real.catalogue.get("plans", "propuesta-quilmes-2014-2015").closing.sent_to
    assert "@" in mailbox
    for page in real.pages:
        assert mailbox not in page.body


def test_a_country_lists_everything_by_name(real: Report) -> None:
    countries = real.catalogue.all("countries")
    blocks = [
        b for r in countries for b in write_country(Writer(real.catalogue, "countries", r, "es"), r).blocks
    ]
    assert max(len(block.bullets) for block in blocks) > 100
    for block in blocks:
        names = [line[0].text for line in block.bullets]
        assert names == sorted(names, key=sort_key)

"""Whatever the register holds, no page grows without end: lists end and say where the rest is, pages are turned."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from utpe.checks.runner import Report
from utpe.pages import city, long_lists, routes, territory, topic
from utpe.pages.calendar import PAGE_SIZE, Calendar
from utpe.pages.health import MOST_HOSTS, health
from utpe.pages.listing import MOST_LIVE, Lister
from utpe.pages.long_lists import ENTRIES, LINKS
from utpe.pages.view import Bit, Block
from utpe.pages.writer import Writer
from utpe.records.catalogue import Catalogue
from utpe.records.dated import by_year
from utpe.records.trace import Shared
from utpe.settings import Settings
from utpe.text.strings import strings

PROSE = {"search": Bit("Buscar", href="es/buscar/")}


def _with(catalogue: Catalogue, collection: str, record: Any, number: int) -> Catalogue:
    """Return a catalogue in which a record has so many copies more."""
    copies = {f"copia-{n}": record.model_copy(update={"id": f"copia-{n}"}) for n in range(number)}
    own = catalogue.records[collection]
    return Catalogue({**catalogue.records, collection: {**own, **copies}}, catalogue.origins)


def _blocks(catalogue: Catalogue, collection: str, id_: str) -> dict[str, Block]:
    write = {"cities": city.write, "topics": topic.write, "countries": territory.write_country}[collection]
    record = catalogue.records[collection][id_]
    parts = write(Writer(catalogue, collection, record, "es", PROSE), record)
    return {block.id: block for block in parts.blocks}


def _of_city(catalogue: Catalogue) -> tuple[Any, str]:
    meeting = next(m for m in catalogue.all("meetings") if m.city_ids)
    return meeting, meeting.city_ids[0]


def _texts(block: Block) -> list[str]:
    return ["".join(bit.text for bit in line) for line in block.texts]


def test_a_list_that_fits_is_whole_and_says_nothing(toy: Report) -> None:
    meeting, id_ = _of_city(toy.catalogue)
    own = len(toy.catalogue.pointing("cities", id_, "meetings"))
    block = _blocks(_with(toy.catalogue, "meetings", meeting, ENTRIES - own), "cities", id_)["meetings"]
    assert len(block.items) == ENTRIES and block.texts == ()


def test_a_longer_one_shows_the_newest_and_leads_to_the_search_for_the_city(toy: Report) -> None:
    meeting, id_ = _of_city(toy.catalogue)
    own = toy.catalogue.pointing("cities", id_, "meetings")
    block = _blocks(_with(toy.catalogue, "meetings", meeting, 500), "cities", id_)["meetings"]
    assert len(block.items) == ENTRIES
    assert _texts(block) == [f"La página muestra {ENTRIES} de {len(own) + 500}. Ver la lista completa"]
    address = urlsplit(block.texts[0][-1].href)
    name = toy.catalogue.records["cities"][id_].name.root["es"]
    assert address.path == "es/buscar/"
    assert parse_qs(address.query) == {
        "ciudad": [name],
        "seccion": [strings("es")("pages.sections.meetings")],
    }


@pytest.mark.parametrize(("of", "facet"), [("topics", "topic"), ("countries", "country")])
def test_links_of_a_topic_or_a_country_lead_to_their_listing(toy: Report, of: str, facet: str) -> None:
    body = next(b for b in toy.catalogue.all("governance") if b.topic_ids)
    id_ = body.topic_ids[0] if of == "topics" else body.countries[0]
    block = _blocks(_with(toy.catalogue, "governance", body, 2_000), of, id_)["governance"]
    assert len(block.bullets) == LINKS
    assert block.title.endswith(f"({strings('es').number(2_000 + _pointing(toy, of, id_))})")
    assert block.texts[0][-1].href == routes.facet("es", "governance", facet, id_)


def _pointing(toy: Report, of: str, id_: str) -> int:
    return len(toy.catalogue.pointing(of, id_, "governance"))


def test_without_search_or_facet_the_whole_listing_is_named(toy: Report) -> None:
    record = toy.catalogue.all("organizations")[0]
    w = Writer(toy.catalogue, "organizations", record, "pt")
    assert long_lists.everything(w, "meetings").href == routes.section("pt", "meetings")


@pytest.fixture
def year(toy: Report, toy_settings: Settings) -> Calendar:
    """The pages of the years, with hundreds of meetings on one day."""
    meeting = next(m for m in toy.catalogue.all("meetings") if m.date and m.date.precision == "day")
    catalogue = _with(toy.catalogue, "meetings", meeting, 2 * PAGE_SIZE)
    root = Bit("Línea de tiempo", href=routes.section("es", "timeline"))
    return Calendar(catalogue, toy_settings, "es", root, by_year(catalogue), range(2001, 2027))


def test_a_full_year_has_several_pages_that_hold_everything_once(toy: Report, year: Calendar) -> None:
    full = max(year.years, key=lambda y: len(year.years[y]))
    pages = list(year.part(str(full)))
    assert len(pages) == 3
    shown = [item.title.href for page in pages for group in page.groups for item in group.entries]
    assert len(shown) == len(set(shown)) >= len(year.years[full])
    assert [sum(len(g.entries) for g in page.groups) for page in pages[:2]] == [PAGE_SIZE] * 2
    first = routes.overview("es", "timeline", str(full))
    assert [page.path for page in pages] == [first, f"{first}pagina/2/", f"{first}pagina/3/"]
    assert pages[1].title.text.endswith("página 2") and pages[1].crumbs[-1].href == first
    assert pages[1].alternates["pt"].endswith("pagina/2/")
    for number, page in enumerate(pages, 1):
        assert page.pager and [n for n, _, is_here in page.pager.pages if is_here] == [str(number)]
        assert page.lead == pages[0].lead


def test_only_a_listing_of_moderate_length_is_filtered_in_place(toy: Report, toy_settings: Settings) -> None:
    meeting = toy.catalogue.all("meetings")[0]
    number = MOST_LIVE - len(toy.catalogue.all("meetings"))
    for more, is_live in ((number, True), (number + 1, False)):
        lister = Lister(_with(toy.catalogue, "meetings", meeting, more), toy_settings, "es")
        assert lister.is_live("meetings") is is_live
        assert next(lister.pages("meetings")).is_live is is_live


def test_the_table_of_hosts_has_an_end_and_says_what_it_leaves_out(
    toy: Report, toy_settings: Settings
) -> None:
    source = next(s for s in toy.catalogue.all("sources") if s.url)
    hosts = {
        f"s{n}-{k}": source.model_copy(update={"id": f"s{n}-{k}", "url": f"https://h{n}.example.org/{k}"})
        for n in range(2 * MOST_HOSTS - 20)
        for k in range(2 + n % 2)
    }
    own = toy.catalogue.records["sources"]
    catalogue = Catalogue({**toy.catalogue.records, "sources": {**own, **hosts}}, toy.catalogue.origins)
    blocks = {b.id: b for b in health(catalogue, {}, toy_settings, "es", {}, Shared())}
    table = blocks["hosts"].table
    assert table and len(table.groups[0].rows) <= MOST_HOSTS
    assert all(int(row.cells[1][0].text) >= 3 for row in table.groups[0].rows)
    assert _texts(blocks["hosts"])[-1].endswith("tienen menos de 3 enlaces cada uno.")

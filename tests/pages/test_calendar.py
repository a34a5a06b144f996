"""The page of a year: every dated record once, in its month or under none, neighbours that exist."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest

from utpe.checks.runner import Report
from utpe.pages import routes
from utpe.pages.calendar import Calendar
from utpe.pages.overview_view import YearPage
from utpe.pages.view import Bit
from utpe.records.dated import by_year
from utpe.records.edtf import parse_edtf
from utpe.records.own import years_of_unit
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings


def _calendar(toy: Report, settings: Settings, language: str = "es") -> Calendar:
    root = Bit("Línea de tiempo", href=routes.section(language, "timeline"))
    years = by_year(toy.catalogue)
    return Calendar(
        toy.catalogue, settings, language, root, years, years_of_unit(toy.catalogue, settings.today.year)
    )


def _pages(calendar: Calendar) -> dict[int, YearPage]:
    return {int(part): page for part in calendar.parts() for page in calendar.part(part)}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_dated_record_is_on_the_page_of_its_year_once(
    toy: Report, toy_settings: Settings, language: str
) -> None:
    pages = _pages(_calendar(toy, toy_settings, language))
    for name, collection in COLLECTIONS.items():
        for record in toy.catalogue.all(name) if collection.has_pages else ():
            date = getattr(record, "date", None)
            path = routes.record(language, name, record.id)
            where = [
                year
                for year, page in pages.items()
                for group in page.groups
                if group.id != "before"
                for item in group.entries
                if item.title.href == path
            ]
            if date is not None:
                assert where == ([date.year] if date.year else []), (name, record.id)


def test_months_are_in_order_and_what_has_none_comes_last(toy: Report, toy_settings: Settings) -> None:
    for page in _pages(_calendar(toy, toy_settings)).values():
        ids = [group.id for group in page.groups if group.id != "before"]
        assert ids == sorted(ids)  # m01 … m12, no-month
        assert len(ids) == len(set(ids)) >= 1


def test_a_year_without_month_is_in_none_and_a_month_without_day_after_all_days(
    toy: Report, toy_settings: Settings
) -> None:
    pages = _pages(_calendar(toy, toy_settings))
    june = next(g for g in pages[2014].groups if g.id == "m06")
    assert june.title == "Junio"
    assert [i.title.text for i in june.entries] == [
        "Reunión de la unidad en Alfa",  # 3 to 5 June
        "Seminario dentro de la reunión",  # June
    ]
    assert [bit.text for bit in june.entries[1].meta][2:4] == ["dato inferido", "junio de 2014"]
    years_only = next(g for g in pages[2019].groups if g.id == "no-month")
    assert years_only.title == "Sin mes conocido"
    assert [i.title.href for i in years_only.entries] == ["es/publicaciones/libro-particulas/"]
    may = next(g for g in pages[2019].groups if g.id == "m05")
    assert [bit.text for bit in may.entries[0].meta] == ["Instancia de gobernanza", "Fin: mayo de 2019"]


def test_a_range_stands_at_its_beginning_says_itself_and_is_carried_into_later_years(
    toy: Report, toy_settings: Settings
) -> None:
    pages = _pages(_calendar(toy, toy_settings))
    december = next(g for g in pages[2013].groups if g.id == "m12")
    # One whose beginning is not known stands at its end and says so.
    assert [i.meta[0].text for i in december.entries] == [
        "inicio no indicado; fin: 1 de diciembre de 2013",
        "1 de diciembre de 2013 a noviembre de 2015",
    ]
    for year, carried in ((2014, True), (2015, True), (2016, False)):
        before = [i.title.href for g in pages[year].groups if g.id == "before" for i in g.entries]
        assert ("es/presidencias/presidencia-2013-2015/" in before) == carried
    assert pages[2014].groups[0].id == "before"


def test_deduced_dates_keep_their_mark(toy: Report, toy_settings: Settings) -> None:
    pages = _pages(_calendar(toy, toy_settings))
    march = next(g for g in pages[2015].groups if g.id == "m03")
    assert [bit.style for bit in march.entries[0].meta if bit.text == "fecha inferida"] == ["est"]


def test_the_page_counts_its_records_each_once(toy: Report, toy_settings: Settings) -> None:
    calendar = _calendar(toy, toy_settings)
    for year, page in _pages(calendar).items():
        counts = Counter(c for c, _ in {(d.collection, d.record.id) for d in calendar.years[year]})
        told = [f"{counts[c]} " in page.lead for c in counts]
        assert all(told), (year, page.lead)
    assert "2 encuentros y 1 publicación" in _pages(calendar)[2014].lead


def test_neighbours_are_the_years_that_have_a_page(toy: Report, toy_settings: Settings) -> None:
    pages = list(_pages(_calendar(toy, toy_settings)).values())
    paths = [page.path for page in pages]
    for n, page in enumerate(pages):
        near = [x.title.href for x in page.neighbours]
        assert near == [*paths[max(0, n - 1) : n], *paths[n + 1 : n + 2]]


def test_years_before_the_unit_have_a_page_that_does_not_lead_to_its_timeline(
    toy: Report, toy_settings: Settings
) -> None:
    pages = _pages(_calendar(toy, toy_settings))
    assert 1995 in pages
    assert not [b for b in pages[1995].links if "#y" in b.href]
    assert [b.href for b in pages[2014].links if "#y" in b.href] == ["es/linea-de-tiempo/#y2014"]


def test_own_facts_change_when_a_date_does_and_not_with_a_title(toy: Report, toy_settings: Settings) -> None:
    calendar = _calendar(toy, toy_settings)
    before = calendar.own_facts("2014")
    first = calendar.years[2014][0]
    renamed = first.record.model_copy(update={"confidence": "low"})
    calendar.years[2014][0] = dataclasses.replace(first, record=renamed)
    assert calendar.own_facts("2014") == before
    calendar.years[2014][0] = dataclasses.replace(first, date=parse_edtf("2014-01-02"))
    assert calendar.own_facts("2014") != before

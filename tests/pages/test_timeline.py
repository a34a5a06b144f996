"""The timeline of the unit: every year, the empty ones said to be so, nothing claimed between two sources."""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest

from utpe.checks.runner import Report
from utpe.pages.names_drawing import names_drawing, years_in_words
from utpe.pages.overview_view import TimelineView, YearSection
from utpe.pages.timeline import timeline_view
from utpe.records.catalogue import Catalogue
from utpe.records.own import years_of_unit
from utpe.text.strings import strings

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def view(toy: Report) -> TimelineView:
    return timeline_view(toy.catalogue, "es", TODAY)


def _section(view: TimelineView, year: str) -> YearSection:
    return next(x for x in view.sections if year in x.years)


def test_every_year_from_the_first_record_to_today_is_there_once_in_order(view: TimelineView) -> None:
    told = list(chain.from_iterable(x.years for x in view.sections))
    assert told == [str(year) for year in range(2001, 2027)] == [y.year for y in view.years]


def test_a_run_of_empty_years_says_what_was_looked_for_and_not_found(view: TimelineView) -> None:
    run = _section(view, "2005")
    assert (run.years[0], run.years[-1]) == ("2002", "2011")
    assert run.own == ()
    assert run.text.startswith("De la unidad no hallamos encuentros ni publicaciones")
    assert [y.year for y in view.years if y.is_empty][:10] == list(run.years)
    # A year in which only its name is documented is not empty, and says what is not known of it.
    year = _section(view, "2012")
    assert [i.title.text for i in year.own] == [
        "Quién la coordinaba: no encontramos fuente",
        "Unidad de Planificación",
    ]


def test_the_index_has_a_mark_for_each_meeting_of_the_unit(toy: Report, view: TimelineView) -> None:
    own = [m for m in toy.catalogue.all("meetings") if m.relation == "own" and m.date and m.date.year]
    assert sum(len(y.marks) for y in view.years) == len(own)
    texts = {y.year: y.text for y in view.years}
    assert texts["2014"] == "2 realizados"
    assert texts["2013"] == "sin encuentros registrados"
    assert texts["2003"] == "sin registros de la unidad"
    assert [y.href for y in view.years if y.year == "2014"] == ["#y2014"]


def test_a_year_tells_who_coordinated_what_was_held_and_published_and_the_name(view: TimelineView) -> None:
    assert [i.title.href for i in _section(view, "2014").own] == [
        "es/coordinacion/coordinacion-2013-2014/",
        "es/coordinacion/coordinacion-2014-2015/",
        "es/reuniones/toy-2014-alfa/",
        "es/reuniones/toy-2014-seminario/",
        "es/publicaciones/propuesta-toy/",
        "es/la-unidad/unidad-toy/#names",
        "es/la-unidad/unidad-toy/#names",
    ]


def test_a_deduced_year_is_marked(view: TimelineView) -> None:
    name = next(i for i in _section(view, "2016").own if "Regiones" in i.title.text)
    assert [b.text for b in name.meta if b.style == "est"] == ["fecha inferida"]
    term = next(i for i in _section(view, "2018").own if "Coordinación" in i.title.text)
    assert [b.text for b in term.meta] == ["No consta", "2018", "fecha inferida"]


def test_the_network_stands_beside_it(view: TimelineView) -> None:
    assert [b.text for b in _section(view, "2013").heads] == ["Alfa (2012-2013)", "Ciudad Beta (2013-2015)"]
    # The date of that term lacks its beginning; its usual name tells it.
    assert [b.text for b in _section(view, "2012").heads] == ["Alfa (2012-2013)"]
    assert _section(view, "2017").heads == ()


def test_each_year_leads_to_everything_that_has_its_date(view: TimelineView) -> None:
    assert [(b.text, b.href) for b in _section(view, "2014").pages] == [
        ("2014 (5 registros)", "es/linea-de-tiempo/2014/")
    ]
    assert [b.href for b in view.others] == ["es/linea-de-tiempo/1995/", "es/linea-de-tiempo/1998/"]


def test_what_has_no_date_is_not_lost(view: TimelineView) -> None:
    assert [i.title.text for i in view.undated] == ["La guía de Alfa"]


def test_this_year_says_until_when(view: TimelineView) -> None:
    assert "24 de noviembre de 2026" in view.sections[-1].text


def test_what_is_said_of_the_time_before_is_told_with_its_doubt(view: TimelineView) -> None:
    assert view.notice
    assert view.notice.title == "Antes de 2001"
    assert "fecha inferida" in [b.text for b in view.notice.lines[0]]


def test_a_later_meeting_of_the_unit_lengthens_the_line_and_a_long_term_does_not(toy: Report) -> None:
    assert years_of_unit(toy.catalogue, 2015) == range(2001, 2018)
    assert years_of_unit(Catalogue(), 2026) == range(0)
    assert timeline_view(Catalogue(), "pt", TODAY).sections == ()


def test_names_are_drawn_where_they_are_documented_and_nowhere_else(toy: Report) -> None:
    names = toy.catalogue.all("unit")[0].names
    drawing = names_drawing(names, strings("es"), until=2026)
    assert drawing
    first, second = drawing.rows
    assert len(first.dots) == 4 and len(first.bars) == 1 and len(first.gaps) == 2
    # The solid bar joins 2013 and 2014, which one source covers; 2001 and 2012 stay apart.
    assert first.bars == ((first.dots[2][0], first.dots[3][0]),)
    assert (second.is_proposed, [x for _, x in second.dots]) == (True, [False, True])
    assert [x[0][1] for x in (first.label, second.label)] == ["Unidad de Planificación", "… y Regiones"]
    places = [float(x.rstrip("%")) for x, _ in (*first.dots, *second.dots)]
    assert all(0 < x < 100 for x in places)
    assert [year for *_, year in drawing.ticks] == ["2001", "2006", "2011", "2016", "2021", "2026"]


def test_the_words_of_the_drawing_say_the_same(toy: Report) -> None:
    names = toy.catalogue.all("unit")[0].names
    assert years_in_words(names[0], strings("es")) == "2001, 2012 y 2013-2014"
    assert years_in_words(names[1], strings("pt")) == "2014 e 2016 (ano deduzido)"
    drawing = names_drawing(names, strings("es"))
    assert drawing
    assert "Unidad de Planificación: usado, en fuentes de 2001, 2012 y 2013-2014." in drawing.text
    assert dict(drawing.key).keys() == {"used", "proposed", "inferred", "bar", "gap"}

"""The page of a term of coordination: what lies before and after it, and what is known of its years."""

from __future__ import annotations

import pytest

from utpe.checks.runner import Report
from utpe.pages.coordination import write
from utpe.pages.writer import Parts, Writer
from utpe.records.edtf import parse_edtf


def _page(toy: Report, id_: str) -> Parts:
    record = toy.catalogue.get("coordination", id_)
    return write(Writer(toy.catalogue, "coordination", record, "es"), record)


def _around(toy: Report, id_: str) -> list[str]:
    block = next(b for b in _page(toy, id_).aside if b.id == "around")
    return [i.title.text for i in block.items]


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        (
            "coordinacion-2013-2014",
            [
                "No encontramos ninguna coordinación anterior.",
                "Este período",
                "Los dos abarcan 2014.",
                "Coordinación de la unidad, 2014-2015",
            ],
        ),
        (
            "coordinacion-2014-2015",
            [
                "Coordinación de la unidad, 2013-2014",
                "Los dos abarcan 2014.",
                "Este período",
                "En el medio, 2 años de los que no encontramos quién coordinaba: 2016-2017.",
                "Coordinación de la unidad, 2018",
            ],
        ),
        (
            "coordinacion-2018",
            [
                "Coordinación de la unidad, 2014-2015",
                "En el medio, 2 años de los que no encontramos quién coordinaba: 2016-2017.",
                "Este período",
                "No encontramos ninguna coordinación posterior.",
            ],
        ),
    ],
)
def test_a_term_stands_between_others_and_the_gap_is_said_in_words(
    toy: Report, id_: str, told: list[str]
) -> None:
    assert _around(toy, id_) == told


def test_terms_that_follow_each_other_have_no_gap(toy: Report) -> None:
    terms = toy.catalogue.records["coordination"]
    del terms["coordinacion-2014-2015"]
    moved = terms["coordinacion-2018"].model_copy(update={"date": parse_edtf("2015")})
    terms["coordinacion-2018"] = moved
    assert "Uno sigue al otro, sin años en el medio." in _around(toy, "coordinacion-2018")
    terms["coordinacion-2018"] = moved.model_copy(update={"date": parse_edtf("2016/2018")})
    assert "En el medio, un año del que no encontramos quién coordinaba: 2015." in _around(
        toy, "coordinacion-2018"
    )


def test_it_joins_meetings_and_publications_of_every_year_of_the_term(toy: Report) -> None:
    blocks = {b.id: b for b in _page(toy, "coordinacion-2014-2015").blocks}
    assert [i.title.href for i in blocks["meetings"].items] == [
        "es/reuniones/toy-2014-alfa/",
        "es/reuniones/toy-2014-seminario/",
        "es/reuniones/toy-2015-propuesta/",
    ]
    assert [i.title.href for i in blocks["publications"].items] == ["es/publicaciones/propuesta-toy/"]


def test_where_nothing_was_found_it_says_so(toy: Report) -> None:
    blocks = {b.id: b for b in _page(toy, "coordinacion-2018").blocks}
    assert blocks["meetings"].items == ()
    assert blocks["meetings"].texts[0][0].text == "No encontramos encuentros de la unidad de esos años."
    rows = {r.label: r for r in _page(toy, "coordinacion-2018").facts}
    for label in ("Nombre de la unidad en esos años", "Al frente de la red"):
        assert [b.text for b in rows[label].lines[0]] == ["no consta"]


def test_name_and_presidency_of_those_years_lead_to_their_records_and_claim_no_source(toy: Report) -> None:
    rows = {r.label: r for r in _page(toy, "coordinacion-2013-2014").facts}
    names = rows["Nombre de la unidad en esos años"]
    assert [[b.text for b in line] for line in names.lines] == [
        ["Unidad de Planificación"],
        ["Unidad de Planificación y Regiones", " (solo propuesto)"],
    ]
    heads = rows["Al frente de la red"]
    assert [line[0].href for line in heads.lines] == [
        "es/presidencias/presidencia-2012-2013/",
        "es/presidencias/presidencia-2013-2015/",
    ]
    assert not names.lacks_source and not heads.lacks_source and names.refs == ()


def test_what_comes_before_and_after_is_told_once(toy: Report) -> None:
    assert _page(toy, "coordinacion-2018").is_placed


def test_sub_coordinators_share_a_row_and_the_deduced_are_marked(toy: Report) -> None:
    rows = [r for r in _page(toy, "coordinacion-2013-2014").facts if r.label.startswith("Subcoordinadora")]
    assert len(rows) == 1
    assert [b.text for b in rows[0].lines[0] if b.style == "est"] == ["dato inferido"]

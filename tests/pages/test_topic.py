"""The page of a topic joins what is about it, and each of those leads back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from utpe.checks.runner import check
from utpe.pages.frame import Place
from utpe.pages.topic import topics_of, write
from utpe.pages.view import Bit
from utpe.pages.writer import Parts, Writer
from utpe.records.catalogue import Catalogue
from utpe.settings import Settings

TOY = Path(__file__).resolve().parents[1] / "toy"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return check(Settings(root=TOY, today=dt.date(2026, 11, 24))).catalogue


def _page(catalogue: Catalogue, id_: str, language: str = "es") -> Parts:
    topic = catalogue.get("topics", id_)
    prose = {"methodology": Bit("Cómo", href="es/como/")}
    return write(Writer(catalogue, "topics", topic, language, prose), topic)


def test_a_topic_joins_every_kind_of_record_that_names_it(catalogue: Catalogue) -> None:
    parts = _page(catalogue, "frontera")
    assert [b.id for b in parts.blocks] == ["plans", "meetings", "publications", "borders"]
    for block in parts.blocks[1:]:
        named = [r for r in catalogue.all(block.id) if "frontera" in r.topic_ids]
        assert len(block.items or block.bullets) == len(named) > 0


def test_what_a_plan_proposes_about_a_topic_leads_to_the_plan(catalogue: Catalogue) -> None:
    block = next(b for b in _page(catalogue, "frontera").blocks if b.id == "plans")
    assert [bit.text for bit in block.bullets[0]] == ["Objetivo 4. Cuatro", ", ", "Propuesta de Alfa"]
    assert block.bullets[0][0].href == "es/plan-de-trabajo/plan-toy/#objetivo-4"


def test_a_topic_and_its_pages_of_prose_lead_to_each_other(catalogue: Catalogue) -> None:
    block = next(b for b in _page(catalogue, "gobernanza").blocks if b.id == "pages")
    assert block.bullets == ((Bit("Cómo", href="es/como/"),),)
    place = Place("pt", "methodology", "pt/como/", "pt", "Como", "")
    assert topics_of(catalogue, place) == (Bit("Governança", href="pt/temas/gobernanza/"),)


def test_a_topic_that_nothing_names_says_so(catalogue: Catalogue) -> None:
    assert [b.id for b in _page(catalogue, "vacio").blocks] == ["none"]
    # Prose alone is something to read, but no record.
    assert [b.id for b in _page(catalogue, "gobernanza").blocks][-1] != "none"

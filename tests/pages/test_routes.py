"""Addresses: localised, stable, relative."""

from __future__ import annotations

import pytest

from utpe.pages import routes
from utpe.records.registry import COLLECTIONS


def test_records_have_the_same_id_in_every_language() -> None:
    assert routes.record("es", "meetings", "toy-2014") == "es/reuniones/toy-2014/"
    assert routes.record("pt", "meetings", "toy-2014") == "pt/reunioes/toy-2014/"


def test_records_without_pages_are_anchors() -> None:
    assert routes.record("es", "glossary", "area") == "es/glosario/#area"
    assert routes.record("pt", "sources", "mercociudades-p-8369") == "pt/fontes/m/#mercociudades-p-8369"


def test_country_addresses_are_lower_case() -> None:
    assert routes.record("es", "countries", "AR") == "es/paises/ar/"


def test_facets_and_numbered_pages() -> None:
    facet = routes.facet("es", "meetings", "relation", "network_with_unit")
    assert facet == "es/reuniones/relacion/network-with-unit/"
    assert routes.numbered(facet, 1, "es") == facet
    assert routes.numbered(facet, 2, "es") == f"{facet}pagina/2/"


@pytest.mark.parametrize(
    ("path", "prefix"),
    [("", "./"), ("es/", "../"), ("es/reuniones/", "../../"), ("es/reuniones/x/", "../../../")],
)
def test_the_way_back_to_the_root(path: str, prefix: str) -> None:
    assert routes.depth_prefix(path) == prefix


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_sections_do_not_collide(language: str) -> None:
    sections = [routes.section(language, name) for name in COLLECTIONS]
    assert len(set(sections)) == len(sections)

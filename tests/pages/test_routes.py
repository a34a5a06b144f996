"""Addresses: localised, stable, relative."""

from __future__ import annotations

import re

import pytest

from utpe.pages import routes
from utpe.records.base import SLUG
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings


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
    assert facet == "es/reuniones/relacion/de-la-red-con-la-unidad/"
    assert routes.numbered(facet, 1, "es") == facet
    assert routes.numbered(facet, 2, "es") == f"{facet}pagina/2/"


@pytest.mark.parametrize(
    ("path", "prefix"),
    [("", "./"), ("es/", "../"), ("es/reuniones/", "../../"), ("es/reuniones/x/", "../../../")],
)
def test_the_way_back_to_the_root(path: str, prefix: str) -> None:
    assert routes.depth_prefix(path) == prefix


def test_facets_of_countries_years_and_languages_keep_their_values() -> None:
    assert routes.facet("es", "cities", "country", "AR") == "es/ciudades/pais/ar/"
    assert routes.facet("pt", "meetings", "year", "2014") == "pt/reunioes/ano/2014/"
    assert routes.facet("pt", "publications", "language", "es") == "pt/publicacoes/idioma/es/"


VOCABULARIES = {v for c in COLLECTIONS.values() for f in c.facets if (v := c.vocabulary(f))}


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_values_of_facets_have_a_slug_of_their_own_in_each_language(language: str) -> None:
    table = strings(language).table
    found = {key: slug for key, slug in table.items() if key.startswith("slugs.value.")}
    assert set(found) == {f"slugs.value.{v.__name__}.{x.value}" for v in VOCABULARIES for x in v}
    for vocabulary in VOCABULARIES:
        slugs = [found[f"slugs.value.{vocabulary.__name__}.{x.value}"] for x in vocabulary]
        assert len(set(slugs)) == len(slugs), vocabulary
        assert all(re.fullmatch(SLUG, slug) for slug in slugs), vocabulary


@pytest.mark.parametrize("language", ["es", "pt", "en"])
def test_sections_do_not_collide(language: str) -> None:
    sections = [routes.section(language, name) for name in COLLECTIONS]
    assert len(set(sections)) == len(sections)

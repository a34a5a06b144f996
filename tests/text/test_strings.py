"""Plurals, lists and numbers in each language."""

from __future__ import annotations

import pytest

from utpe.text.strings import strings


@pytest.mark.parametrize(
    ("items", "es", "pt"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a y b", "a e b"),
        (["a", "b", "c"], "a, b y c", "a, b e c"),
        (["Perú", "Italia"], "Perú e Italia", "Perú e Italia"),
        (["agua", "hielo"], "agua y hielo", "agua e hielo"),
    ],
)
def test_lists(items: list[str], es: str, pt: str) -> None:
    assert strings("es").join(items) == es
    assert strings("pt").join(items) == pt


def test_numbers_and_plurals() -> None:
    es, pt = strings("es"), strings("pt")
    assert es.number(328291) == "328.291"
    assert pt.number(13.6) == "13,6"
    assert [es.plural("pages.count.cities", n) for n in (0, 1, 2, 1234)] == [
        "0 ciudades",
        "1 ciudad",
        "2 ciudades",
        "1.234 ciudades",
    ]


@pytest.mark.parametrize(
    ("language", "none", "one"),
    [
        ("es", "ninguna tiene copia archivada", "1 tiene copia archivada"),
        ("pt", "nenhuma tem cópia arquivada", "1 tem cópia arquivada"),
    ],
)
def test_a_number_may_have_words_of_its_own(language: str, none: str, one: str) -> None:
    s = strings(language)
    key = "indicators.completeness.answer.archived"
    assert [s.plural(key, n) for n in (0, 1)] == [none, one]
    assert s.plural(key, 10).startswith("10 ")
    # Where none is written, the CLDR form stays: in Portuguese that of one.
    assert s.plural("pages.count.cities", 0) == {"es": "0 ciudades", "pt": "0 cidade"}[language]


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        strings("es")("no.such.key")
    with pytest.raises(LookupError):
        strings("xx")


@pytest.mark.parametrize(
    ("items", "es", "pt"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a o b", "a ou b"),
        (["siete", "ocho"], "siete u ocho", "siete ou ocho"),
    ],
)
def test_alternatives(items: list[str], es: str, pt: str) -> None:
    assert strings("es").join_or(items) == es
    assert strings("pt").join_or(items) == pt

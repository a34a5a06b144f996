"""Every word exists in every language, with the same placeholders; every field and value has its words."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from utpe.records import vocab
from utpe.records.base import Record, Text
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import FOLDER, available_languages, strings

LANGUAGES = available_languages()
# CLDR forms that a language has and another lacks; `other` stands for those that are not written out.
PLURALS = re.compile(r"\.(=\d+|zero|one|two|few|many|other)$")


def _keys(language: str) -> set[str]:
    return {PLURALS.sub(".<plural>", key) for key in strings(language).table}


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_spanish_portuguese_and_english() -> None:
    assert {"es", "pt", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_keys(language: str) -> None:
    assert _keys(language) ^ _keys("es") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_hides_another(language: str) -> None:
    # Tables are joined: of a key in two files, one would win without a word.
    found: list[str] = []
    for path in sorted((FOLDER / language).glob("*.yaml")):
        found += _names(yaml.compose(path.read_text(), Loader=yaml.CBaseLoader), "")
    assert len(found) == len(strings(language).table)
    assert [key for key, n in Counter(found).items() if n > 1] == []


def _names(node: yaml.Node | None, prefix: str) -> Iterator[str]:
    """Yield the key of each text, as often as it stands there, and that of a map which stands twice."""
    if not isinstance(node, yaml.MappingNode):
        yield prefix
        return
    maps = [key.value for key, value in node.value if isinstance(value, yaml.MappingNode)]
    yield from (f"{prefix}.{key}" for key, n in Counter(maps).items() if n > 1)
    for key, value in node.value:
        yield from _names(value, f"{prefix}.{key.value}" if prefix else key.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_have_the_same_placeholders(language: str) -> None:
    table, spanish = strings(language).table, strings("es").table
    for key, text in table.items():
        assert text.strip() or key.endswith((".example", ".expected")), key
        if key in spanish and not key.startswith("examples."):
            assert _placeholders(text) == _placeholders(spanish[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_the_forms_that_counting_needs(language: str) -> None:
    s = strings(language)
    groups = {
        PLURALS.sub("", key)
        for key in s.table
        if PLURALS.search(key) and not key.startswith(("vocab", "fields"))
    }
    for group in groups:
        if f"{group}.other" in s and f"{group}.one" in s:
            filled = dict.fromkeys(_placeholders(s(f"{group}.other")) - {"n"}, "x")
            assert all(s.plural(group, n, **filled) for n in (0, 1, 2, 5, 1_000_000))


def _enums() -> Iterator[type[StrEnum]]:
    for thing in vars(vocab).values():
        if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum:
            yield thing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_vocabulary_has_a_label_and_no_label_lacks_its_value(language: str) -> None:
    s = strings(language)
    expected = {f"vocab.{enum.__name__}.{value.value}" for enum in _enums() for value in enum}
    assert {key for key in s.table if key.startswith("vocab.")} == expected


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    if model not in seen and model is not Text:
        seen.add(model)
        pending: list[Any] = [info.annotation for info in model.model_fields.values()]
        while pending:
            annotation = pending.pop()
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                _models(annotation, seen)
            pending += get_args(annotation)
    return seen


def _all_models() -> set[type[BaseModel]]:
    seen: set[type[BaseModel]] = {Record}
    for collection in COLLECTIONS.values():
        _models(collection.model, seen)
    return seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_label_and_a_help(language: str) -> None:
    s = strings(language)
    lacking = []
    for model in _all_models():
        for name in model.model_fields:
            for part in ("label", "help"):
                own, common = f"fields.{model.__name__}.{name}.{part}", f"fields.Record.{name}.{part}"
                if own not in s and common not in s:
                    lacking.append(own)
    assert lacking == []


def test_no_field_is_explained_that_does_not_exist() -> None:
    models = {model.__name__: model for model in _all_models()}
    names = {name for model in models.values() for name in model.model_fields}
    for key in strings("es").table:
        if key.startswith("fields."):
            _, model, name, _ = key.split(".")
            assert name in (models[model].model_fields if model != "Record" else names), key


def test_spanish_and_portuguese_sentences_differ() -> None:
    es, pt = strings("es").table, strings("pt").table
    # Short texts, examples and official names may be the same in both languages.
    same = [k for k in es if len(es[k]) >= 40 and es[k] == pt.get(k) and not k.startswith("examples.")]
    assert [k for k in same if not k.endswith(".example")] == []

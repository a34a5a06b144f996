"""The commented examples of the editors' guide are real records: they load, and only lack what they invent."""

from __future__ import annotations

from pathlib import Path

import pytest

from utpe.reading.strict_yaml import read_yaml
from utpe.records.registry import BY_SCHEME, COLLECTIONS
from utpe.text.strings import available_languages, strings


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize("scheme", ["meeting", "publication"])
def test_an_example_is_a_valid_record(language: str, scheme: str) -> None:
    tree = read_yaml(strings(language)(f"examples.{scheme}").encode())
    assert tree.troubles == ()
    record = COLLECTIONS[BY_SCHEME[scheme]].model.model_validate(
        tree.value[0], context={"languages": ("es", "pt")}
    )
    assert record.title  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", ["meeting", "publication"])
def test_every_line_of_an_example_that_starts_a_field_is_explained_or_plain(scheme: str) -> None:
    lines = strings("es")(f"examples.{scheme}").split("\n")
    assert sum("#" in line for line in lines) >= 9


@pytest.mark.parametrize("language", ["es", "pt"])
def test_the_contributors_guide_has_the_same_example(language: str) -> None:
    guide = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text()
    assert strings(language)("examples.meeting").rstrip() in guide

# SPDX-License-Identifier: MIT
"""One layout for all data: canonical, idempotent, comments kept, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from utpe.editing.format import format_files, formatted
from utpe.editing.layout import record_text
from utpe.forms.ordered import ordered
from utpe.reading.invisible import FORBIDDEN
from utpe.reading.strict_yaml import read_yaml
from utpe.settings import read_settings

LANGUAGES = ("es", "pt")


def _formatted(text: str, collection: str = "meetings") -> str | None:
    return formatted(collection, text.encode(), LANGUAGES)


def test_all_data_are_canonical() -> None:
    assert not format_files(read_settings(ROOT), [])


def test_fields_and_languages_are_put_in_order_and_nothing_says_nothing() -> None:
    text = """\
note: {pt: "Uma nota", es: Una nota}
sources: [{locator: p. 3, id: acta}]
unknown_field: x
city_ids: []
date: null
title:
  pt: Título
  es: 'Título'
id: toy
"""
    assert (
        _formatted(text)
        == """\
id: toy
title:
  es: Título
  pt: Título
sources:
  - id: acta
    locator: p. 3
note:
  es: Una nota
  pt: Uma nota
unknown_field: x
"""
    )


def test_a_source_that_a_record_brings_along_has_the_order_of_sources() -> None:
    text = "id: a\nsources:\n  - source: {accessed: 2026-11-26, title: T}\n    id: nueva\n"
    expected = "id: a\nsources:\n  - id: nueva\n    source:\n      title: T\n      accessed: 2026-11-26\n"
    assert _formatted(text) == expected


def test_comments_stay_with_what_they_stand_at() -> None:
    text = """\
# yaml-language-server: $schema=schemas/meetings.schema.json
# Of the file.
- id: a # behind the id
  # before the note
  note:
    pt: "B # no comment"   # behind Portuguese
    es: A


  kind: unit
  # gone with its field
  date: null
# before the second
- id: b

# at the end
"""
    expected = """\
# yaml-language-server: $schema=schemas/meetings.schema.json
# Of the file.
# gone with its field
- id: a # behind the id
  kind: unit
  # before the note
  note:
    es: A
    pt: 'B # no comment' # behind Portuguese

# before the second
- id: b
# at the end
"""
    assert _formatted(text) == expected
    assert _formatted(expected) == expected


@pytest.mark.parametrize(
    "text",
    ["", "# only a comment\n", "- id: [\n", "just text", "- &a id: x\n", "[]", "{}"],
)
def test_what_is_no_data_file_is_left_alone(text: str) -> None:
    assert _formatted(text) is None


def test_line_ends_and_a_byte_order_mark_are_made_plain() -> None:
    assert (
        formatted("meetings", b"\xef\xbb\xbf- id: a\r\n  kind: unit\r\n", LANGUAGES)
        == "- id: a\n  kind: unit\n"
    )


SCALARS = st.text(max_size=200).filter(lambda text: not FORBIDDEN.search(text)) | st.sampled_from(
    [
        "null",
        "~",
        "",
        "no",
        "2014",
        "0.10",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'",
        '"',
        "@a",
        "`",
        "a\nb",
        " a ",
        "=",
        "<<",
    ]
)
TREES = st.fixed_dictionaries(
    {"id": st.just("x"), "title": st.dictionaries(st.sampled_from(["es", "pt", "en"]), SCALARS, min_size=1)},
    optional={
        "venue": SCALARS,
        "city_ids": st.lists(SCALARS, min_size=1, max_size=3),
        "documents": st.lists(
            st.fixed_dictionaries({"kind": SCALARS, "note": SCALARS}), min_size=1, max_size=2
        ),
    },
)


@given(TREES)
@example({"id": "x", "title": {"es": "ñandú 🐦 ‘así’ — “y” así"}})
def test_whatever_a_record_says_it_says_after(tree: dict[str, Any]) -> None:
    text = record_text("meetings", tree, LANGUAGES)
    read = read_yaml(text.encode())
    assert not read.troubles
    assert read.value == ordered("meetings", tree, LANGUAGES)
    assert _formatted(text) == text


def test_only_the_named_files_are_formatted(toy_copy: Path) -> None:
    settings = read_settings(toy_copy)
    every = format_files(settings, [])
    assert len(every) > 1
    one = next(iter(every))
    assert list(format_files(settings, [one])) == [one]

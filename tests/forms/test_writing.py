"""Whatever somebody types is written so that our reader reads just that, and to the byte as `utpe format` has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from vectors import ANYWHERE

from utpe.editing.format import formatted
from utpe.editing.layout import record_text
from utpe.forms.ordered import ordered
from utpe.forms.spec import PROPOSED, spec
from utpe.reading.strict_yaml import read_yaml
from utpe.records.revision import revision, text_revision

LANGUAGES = ("es", "pt")
BATCH = 40
# Pieces that YAML, PyYAML or a reader may stumble over, and those of which texts are made.
PIECES = (
    *(
        "a",
        "ñandú ",
        "São Paulo",
        " ",
        "  ",
        "\n",
        "\n\n",
        ": ",
        ":",
        " #",
        "#",
        "- ",
        "-",
        "---",
        "...",
        "? ",
        "?",
    ),
    *(
        "'",
        "''",
        '"',
        "\\",
        "\\n",
        ",",
        "[",
        "]",
        "{",
        "}",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "~",
        "=",
        "<<",
    ),
    *(
        "null",
        "Null",
        "NULL",
        "true",
        "no",
        "012",
        "1e3",
        "2014-08",
        "\t",
        "\r",
        "\r\n",
        "\xa0",
        "\x00",
        "\x7f",
    ),
    *(
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\xad",
        "\u200b",
        "\u200f",
        "\u202e",
        "\ufe0f",
        "\ufffd",
        "\uffff",
    ),
    *(
        "😀",
        "👩\u200d🌾",
        "\U0001f1e6\U0001f1f7",
        "\U0010fffe",
        "\U0010ffff",
        "مرحبا",
        "e\u0301",
        "“comillas”",
    ),
    *("<script>alert(1)</script>", "=1+1", "{{count meetings}}", "x" * 120, "palabra " * 30, "ç" * 109 + " "),
)
# What no file can hold in any way is no text: halves of characters.
_CHARACTERS = st.characters(exclude_categories=("Cs",))
_TEXTS = st.one_of(
    st.text(_CHARACTERS, max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(_CHARACTERS, max_size=8)), max_size=25).map("".join),
)
# A map of JavaScript has numbers first, and `<<` is no key to our reader.
_KEYS = _TEXTS.filter(lambda x: not x.isdecimal() and x != "<<")
_TREES = st.fixed_dictionaries(
    {},
    optional={
        "id": _TEXTS,
        "title": st.dictionaries(st.sampled_from((*LANGUAGES, "xx")), _TEXTS, max_size=2),
        "venue": st.one_of(st.none(), _TEXTS, st.lists(_TEXTS, max_size=2)),
        "city_ids": st.lists(st.one_of(_TEXTS, st.none()), max_size=3),
        "speakers": st.lists(
            st.fixed_dictionaries({"name": _TEXTS}, optional={"city_id": _TEXTS}), max_size=2
        ),
        "sources": st.lists(
            st.fixed_dictionaries(
                {"id": _TEXTS}, optional={"source": st.fixed_dictionaries({"title": _TEXTS, "x": _TEXTS})}
            ),
            max_size=2,
        ),
        "narrative": st.lists(st.lists(st.lists(_TEXTS, max_size=2), max_size=2), max_size=2),
        "otro": st.dictionaries(_KEYS, _TEXTS, max_size=2),
    },
)
_BOUNDED = hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@_BOUNDED
@given(trees=st.lists(_TREES, min_size=1, max_size=BATCH))
@example(trees=[{"id": "a", "title": {"es": piece, "pt": f"{piece} y {piece}"}} for piece in PIECES])
@example(trees=[{"id": "a", "title": {"es": f"x {piece}", "pt": f"{piece}x"}} for piece in PIECES])
@example(trees=[{"id": text, "title": {"es": text, "pt": f"{text}\n{text}"}} for text in ANYWHERE])
@example(trees=[{"id": "a", "city_ids": [None, "", "~"], "narrative": [[], [[]], [["a"], ["b", "c"]]]}])
@example(trees=[{"otro": {"": "a", "null": "b", "a: b": "c", "x" * 122: "d", "x" * 123: "e", "a\nb": "f"}}])
def test_what_is_written_is_read_and_laid_out_alike(trees: list[Any], engine: Any) -> None:
    wrote = engine("each", "yaml", engine("each", "ordered", trees, "meetings"))
    for tree, text in zip(trees, wrote, strict=True):
        assert text == record_text("meetings", tree, LANGUAGES)
        read = read_yaml(text.encode())
        assert not read.troubles, text
        assert (read.value or {}) == ordered("meetings", tree, LANGUAGES)


@_BOUNDED
@given(trees=st.lists(_TREES, min_size=1, max_size=BATCH))
def test_a_revision_is_the_same_on_both_sides(trees: list[Any], engine: Any) -> None:
    assert engine("each", "revision", trees, "meetings") == [
        revision(ordered("meetings", t, LANGUAGES)) for t in trees
    ]


@_BOUNDED
@given(texts=st.lists(_TEXTS, min_size=1, max_size=BATCH))
def test_so_is_that_of_a_text(texts: list[str], engine: Any) -> None:
    assert engine("each", "textRevision", texts) == list(map(text_revision, texts))


@pytest.mark.parametrize("is_correction", [False, True])
@pytest.mark.parametrize("collection", PROPOSED)
def test_a_whole_file_says_what_it_is_and_is_laid_out_already(
    collection: str, is_correction: bool, engine: Any, tmp_path: Path
) -> None:
    tree = {"id": "a-b", "note": {"pt": "Olá", "es": "Hola: «sí» # no"}, "sources": [{"id": "x"}]}
    header = {
        "correction": is_correction,
        "base": "5e6f7a8b9c0d" if is_correction else "",
        "named": " Ana\n# Pérez\u202e ",
    }
    text = engine("write", collection, tree, header)
    up = "../.." if is_correction else ".."
    head = [
        f"# yaml-language-server: $schema={up}/schemas/{collection}.schema.json",
        f"# Collection: {collection}",
        f"# Form: {spec()['version']}",
        *(["# Base: 5e6f7a8b9c0d"] if is_correction else []),
        "# Licence: CC-BY-4.0",
        "# Named: Ana # Pérez",
    ]
    assert text == "\n".join(head) + "\n" + record_text(collection, tree, LANGUAGES)
    assert formatted(collection, text.encode(), LANGUAGES, "x.yaml") == text

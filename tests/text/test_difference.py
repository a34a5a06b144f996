"""Differences word by word: nothing is lost, and what is far from a change is left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utpe.text import difference
from utpe.text.difference import Piece, word_difference


def _told(old: str, new: str) -> str:
    signs = {"same": "{}", "gone": "[-{}]", "added": "[+{}]"}
    return " ".join(signs[p.kind].format(p.text) for p in word_difference(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ("a b", "a b", "a b"),
        ("a\n  b", "a b", "a b"),
        ("", "a b", "[+a b]"),
        ("a b", "", "[-a b]"),
        ("La reunión de Quilmes.", "La reunión de Posadas.", "La reunión de [-Quilmes.] [+Posadas.]"),
        ("a b c", "a c", "a [-b] c"),
        ("ñandú 😀 x", "ñandú 😀 y", "ñandú 😀 [-x] [+y]"),
    ],
)
def test_words_that_went_and_came(old: str, new: str, told: str) -> None:
    assert _told(old, new) == told


def test_only_the_words_near_a_change_are_kept() -> None:
    words = [str(n) for n in range(60)]
    new = [*words[:30], "x", *words[31:]]
    assert _told(" ".join(words), " ".join(new)) == (
        "… 22 23 24 25 26 27 28 29 [-30] [+x] 31 32 33 34 35 36 37 38 …"
    )


TEXT = st.lists(st.sampled_from(["la", "casa.", "ñ", "de", "x", "—", "a.", "b;"]), max_size=60).map(" ".join)


@pytest.mark.parametrize("many", [0, 5, difference.MANY])
@given(old=TEXT, new=TEXT)
def test_both_texts_can_be_put_together_again(many: int, old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "AROUND", 1_000)
        patch.setattr(difference, "MANY", many)
        pieces = word_difference(old, new)
    assert " ".join(p.text for p in pieces if p.kind != "added") == old
    assert " ".join(p.text for p in pieces if p.kind != "gone") == new
    assert all(p.text for p in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


def test_a_hundred_thousand_letters_are_compared() -> None:
    words = [f"{n % 97}{'.' if n % 11 == 0 else ''}" for n in range(25_000)]
    pieces = word_difference(" ".join(words), " ".join([*words[:9_000], "nuevo", *words[9_001:], "fin"]))
    assert [p for p in pieces if p.kind == "added"] == [Piece("added", "nuevo"), Piece("added", "fin")]

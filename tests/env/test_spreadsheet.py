"""How the audit reads what LibreOffice shows: texts and numbers are told apart, and nothing passes for the other."""

from __future__ import annotations

import pytest
from spreadsheet import Shown, is_same, read

from utpe.records.columns import Cell


def test_quoted_is_text_and_the_rest_is_not() -> None:
    text = '"año ""x"";\nb";-34,72;;""\r\n2014;"2014";VERDADERO\r\n'
    assert read(text) == [
        [Shown('año "x";\nb', True), Shown("-34,72", False), Shown("", False), Shown("", True)],
        [Shown("2014", False), Shown("2014", True), Shown("VERDADERO", False)],
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("2014-08", Shown("2014-08", True)),
        ("2014", Shown("2014", True)),
        (262379, Shown("262379", False)),
        (-34.72065, Shown("-34,72065", False)),
        (True, Shown("VERDADERO", False)),
        (None, Shown("", False)),
    ],
)
def test_what_is_shown_right_passes(cell: Cell, shown: Shown) -> None:
    assert is_same(cell, shown)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        # A date of the spreadsheet's making, a number out of a text, and back.
        ("2014-08", Shown("01/08/14", False)),
        ("2014", Shown("2014", False)),
        (262379, Shown("262379", True)),
        # A point is no decimal there, and what is broken is not right.
        (-34.72065, Shown("-34.72065", False)),
        ("São Paulo", Shown("SÃ£o Paulo", True)),
        (True, Shown("1", False)),
        (False, Shown("VERDADERO", False)),
        (None, Shown("", True)),
        ("=1+1", Shown("2", False)),
    ],
)
def test_what_is_shown_wrong_does_not(cell: Cell, shown: Shown) -> None:
    assert not is_same(cell, shown)

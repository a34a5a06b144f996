"""Fonts that stand in are as wide as ours, by the widths of Arial and Times since 1990; and dark is dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import ImageFont

THEME = Path(__file__).resolve().parents[2] / "overrides/assets"
# Thousandths of the height of the type, from Adobe's metrics of Helvetica and Times Bold.
LETTERS = "abcdefghijklmnopqrstuvwxyz ."
ARIAL = [
    556,
    556,
    500,
    556,
    556,
    278,
    556,
    556,
    222,
    222,
    500,
    222,
    833,
    556,
    556,
    556,
    556,
    333,
    500,
    278,
    556,
]
ARIAL += [500, 722, 500, 500, 500, 278, 278]
TIMES_BOLD = [
    500,
    556,
    444,
    556,
    444,
    333,
    500,
    556,
    278,
    333,
    556,
    278,
    833,
    556,
    500,
    556,
    556,
    444,
    389,
    333,
]
TIMES_BOLD += [556, 500, 722, 500, 500, 444, 250, 250]
TEXT = "la unidad se reuniu em canoas e em quilmes; no encontramos el acta de la asamblea ni la lista de ciudades."


@pytest.mark.parametrize(
    ("font", "face", "widths"),
    [
        ("archivo-latin-wght-normal", "Like Archivo", ARIAL),
        ("andada-pro-latin-700-normal", "Like Andada", TIMES_BOLD),
    ],
)
def test_a_fallback_is_as_wide_as_the_font_it_stands_for(font: str, face: str, widths: list[int]) -> None:
    sheet = (THEME / "css/00-tokens.css").read_text()
    adjust = float(re.search(rf'"{face}";.*?size-adjust: ([\d.]+)%', sheet, re.DOTALL)[1]) / 100  # type: ignore[index]
    text = "".join(c for c in TEXT if c in LETTERS)
    ours = ImageFont.truetype(str(THEME / f"fonts/{font}.woff2"), 1000)
    if "wght" in font:
        ours.set_variation_by_axes([400])
    theirs = sum(widths[LETTERS.index(c)] for c in text)
    assert ours.getlength(text) == pytest.approx(theirs * adjust, rel=0.02)


def test_dark_is_the_same_by_the_system_and_by_choice() -> None:
    # CSS can share no declarations between a media query and a selector; `light-dark()` is too young (2024).
    sheet = (THEME / "css/00-tokens.css").read_text()
    blocks = re.findall(r"\{([^{}]*color-scheme: dark[^{}]*)\}", sheet)
    system, chosen = (re.findall(r"[\w-]+: [^;]+;", block) for block in blocks)
    assert system == chosen
    assert len(system) > 10

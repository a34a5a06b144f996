# SPDX-License-Identifier: MIT
"""Makes the fonts of the yearly report out of those of the site: TrueType files, one for each weight.

Typst reads neither WOFF2 nor the axis of a variable font. Run it when a font of the site changes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

THEME = Path(__file__).resolve().parents[1] / "overrides"
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def main() -> int:
    """Write the fonts into overrides/report/fonts and return the exit status."""
    site, folder = THEME / "assets" / "fonts", THEME / "report" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    _save(_opened(site / "andada-pro-latin-700-normal.woff2"), folder / "AndadaPro-Bold.ttf")
    for weight, name in WEIGHTS.items():
        font = _opened(site / "archivo-latin-wght-normal.woff2")
        still = instancer.instantiateVariableFont(font, {"wght": weight}, updateFontNames=False)
        still["OS/2"].usWeightClass = weight
        # https://learn.microsoft.com/typography/opentype/spec/name#name-ids
        full, file = f"Archivo {name}", f"Archivo-{name}"
        names = ((1, "Archivo"), (2, name), (4, full), (6, file), (16, "Archivo"), (17, name))
        for n, text in names:
            still["name"].setName(text, n, 3, 1, 0x409)
        _save(still, folder / f"Archivo-{name}.ttf")
    return 0


def _opened(path: Path) -> TTFont:
    # The day on which the font was last changed stays: the same input gives the same bytes.
    return TTFont(path, recalcTimestamp=False)


def _save(font: TTFont, path: Path) -> None:
    font.flavor = None
    font.save(path)
    print(path)


if __name__ == "__main__":
    sys.exit(main())

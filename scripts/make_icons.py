# SPDX-License-Identifier: MIT
"""`python scripts/make_icons.py`: draws the mark as overrides/assets/icon-32.png and icon-180.png.

For browsers that take no SVG icon, and for home screens. Run once; the pictures are kept in the repository.
Needs Pillow, which the site's environment has. The geometry is that of overrides/assets/mark.svg.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "overrides/assets"
INK, PINK, PAPER = (21, 33, 28, 255), (166, 28, 92, 255), (255, 255, 255, 255)
BLOCKS = [(0, 0), (15, 0), (30, 0), (0, 15), (30, 15), (0, 30), (15, 30)]
OUTSIDE = (35, 35)
FINE = 8


def main() -> None:
    """Write both icons; the large one has paper around the mark, as home screens crop it."""
    icon(32, 0, (0, 0, 0, 0)).save(OUT / "icon-32.png", optimize=True)
    icon(180, 26, PAPER).save(OUT / "icon-180.png", optimize=True)


def icon(size: int, margin: int, ground: tuple[int, int, int, int]) -> Image.Image:
    """Return the mark, 47 units wide, inside a square of `size` pixels."""
    image = Image.new("RGBA", (size * FINE, size * FINE), ground)
    draw = ImageDraw.Draw(image)
    scale = (size - 2 * margin) / 47 * FINE
    for x, y in [*BLOCKS, OUTSIDE]:
        corners = [(2.6, 0), (9.4, 0), (12, 2.6), (12, 9.4), (9.4, 12), (2.6, 12), (0, 9.4), (0, 2.6)]
        outline = [(margin * FINE + (x + dx) * scale, margin * FINE + (y + dy) * scale) for dx, dy in corners]
        draw.polygon(outline, fill=PINK if (x, y) == OUTSIDE else INK)
    return image.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()

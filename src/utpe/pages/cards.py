# SPDX-License-Identifier: MIT
"""The pictures that social networks show beside a link: one for each section and language, 1200 × 630.

Made while building, in the site's own type, with nothing fetched; kept in the cache folder under a name
that holds everything that a picture depends on. Protocol: https://ogp.me/.
"""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from utpe.reading.kept import Kept

WIDTH, HEIGHT = 1200, 630
MARGIN = 80
GREEN, BLOCK, PINK, WHITE, PALE = (
    (14, 59, 48),
    (29, 87, 71),
    (255, 158, 198),
    (255, 255, 255),
    (201, 222, 212),
)
SLAB = "assets/fonts/andada-pro-latin-700-normal.woff2"
SANS = "assets/fonts/archivo-latin-wght-normal.woff2"
LARGEST, SMALLEST, LINES = 104, 60, 3


def card(title: str, name: str, tagline: str, theme: Path, cache_dir: Path) -> bytes:
    """Return the PNG of a section: its title large, the name of the site and its tagline below."""
    fonts = b"".join((theme / font).read_bytes() for font in (SLAB, SANS))
    told = "\0".join((title, name, tagline)).encode()
    # This module too: when the drawing changes, no old picture may come out of the cache.
    key = hashlib.sha256(told + fonts + Path(__file__).read_bytes())
    kept, entry = Kept(cache_dir, "cards"), key.hexdigest()[:24]
    picture = kept.get(entry)
    if picture is None:
        picture = _drawn(title, name, tagline, theme)
        kept.put(entry, picture)
    return picture


def _drawn(title: str, name: str, tagline: str, theme: Path) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), GREEN)
    draw = ImageDraw.Draw(image)
    _blocks(draw)
    size, lines = _fitted(title, theme)
    y = MARGIN
    for line in lines:
        draw.text((MARGIN, y), line, font=_font(theme, SLAB, size), fill=WHITE)
        y += round(size * 1.12)
    draw.text((MARGIN, HEIGHT - MARGIN - 62), name, font=_font(theme, SANS, 38, 700), fill=WHITE)
    draw.text((MARGIN, HEIGHT - MARGIN - 14), tagline, font=_font(theme, SANS, 28, 400), fill=PALE)
    out = io.BytesIO()
    # Sixty-four colours are enough for flat colours and the edges of letters.
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", compress_level=7)
    return out.getvalue()


def _blocks(draw: ImageDraw.ImageDraw) -> None:
    """The plan of a city at the right edge, one block outside of it: the mark of the site, large."""
    side, step, corner = 88, 110, 19
    left, top = WIDTH - MARGIN - 3 * step - 14, 120
    for column, row in ((c, r) for c in range(3) for r in range(3) if (c, r) != (1, 1)):
        is_outside = (column, row) == (2, 2)
        shift = step // 3 if is_outside else 0
        outline = _chamfered(left + column * step + shift, top + row * step + shift, side, corner)
        draw.polygon(outline, fill=PINK if is_outside else BLOCK)


def _chamfered(x: int, y: int, side: int, cut: int) -> list[tuple[int, int]]:
    far = side - cut
    points = [(cut, 0), (far, 0), (side, cut), (side, far), (far, side), (cut, side), (0, far), (0, cut)]
    return [(x + dx, y + dy) for dx, dy in points]


def _fitted(title: str, theme: Path) -> tuple[int, list[str]]:
    """Return the largest size at which the title fits beside the blocks, and its lines."""
    room = WIDTH - 2 * MARGIN - 390
    size = LARGEST
    while True:
        lines = _wrapped(title, _font(theme, SLAB, size), room)
        if size <= SMALLEST or (
            len(lines) <= LINES and all(_font(theme, SLAB, size).getlength(x) <= room for x in lines)
        ):
            return size, lines
        size -= 4


def _wrapped(text: str, font: Any, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@cache
def _font(theme: Path, name: str, size: int, weight: int = 0) -> Any:
    # Read here: of a file that is not there Pillow does not tell the name.
    font = ImageFont.truetype(io.BytesIO((theme / name).read_bytes()), size)
    if weight:
        font.set_variation_by_axes([weight])
    return font

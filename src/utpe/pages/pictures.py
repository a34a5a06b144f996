# SPDX-License-Identifier: MIT
"""Pictures in prose: HTML in, the same out with the size of each picture, so that nothing jumps as it comes.

A name that ends in `@2x` tells of a picture of two points for each of the page, as in other tools.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from PIL import Image

from utpe.reading.prose import ProsePage

_PICTURE = re.compile(r'<img\b(?P<rest>[^>]*?\bsrc="(?P<src>[^"]+)"[^>]*?)\s*/?>')
_SIZED = re.compile(r"\b(?:width|height)=")


def size_of(path: Path) -> tuple[int, int] | None:
    """Return width and height of a picture as pages show it; None where there is none."""
    try:
        with Image.open(path) as picture:
            width, height = picture.size
    except OSError:
        return None
    return (width // 2, height // 2) if path.stem.endswith("@2x") else (width, height)


def sizes_in(page: ProsePage, content: Path) -> tuple[object, ...]:
    """Return the size of each picture that a page of prose shows, in order."""
    folder = content / posixpath.dirname(f"{page.language}/{page.key}")
    return tuple(size_of(folder / link.target) for link in page.links if link.is_image)


def with_sizes(html: str, page: str, content: Path) -> str:
    """Return the HTML of the page at the address `page`: pictures of ours have a size and wait to be seen."""

    def sized(match: re.Match[str]) -> str:
        inside = posixpath.normpath(posixpath.join(page, unquote(unescape(match["src"]))))
        size = None if _SIZED.search(match["rest"]) else size_of(content / inside)
        if size is None:
            return match[0]
        return f'<img{match["rest"]} width="{size[0]}" height="{size[1]}" loading="lazy">'

    return _PICTURE.sub(sized, html)

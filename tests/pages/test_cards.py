"""Pictures for sharing: their size, their words, the cache, and that pages name only those that exist."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from utpe.pages.cards import card
from utpe.reading.kept import Kept

THEME = Path(__file__).resolve().parents[2] / "overrides"


def _card(cache: Path, title: str = "Gobernanza metropolitana") -> bytes:
    return card(title, "Planificación Estratégica", "UTPE, unidad temática", THEME, cache)


@pytest.mark.parametrize("title", ["Áreas", "Gobernanza metropolitana", "La ciudad vista desde su periferia"])
def test_a_card_has_the_size_that_networks_ask_for(tmp_path: Path, title: str) -> None:
    picture = _card(tmp_path, title)
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    assert image.size == (1200, 630)
    assert len(picture) < 30_000
    # White letters at the left, the pink block at the right, neither at the edge.
    assert image.getextrema() != ((14, 14), (59, 59), (48, 48))
    colours = {image.getpixel((x, y)) for x in range(0, 1200, 5) for y in range(0, 630, 5)}
    assert (255, 255, 255) in colours and (255, 158, 198) in colours
    edge = {image.getpixel((x, y)) for x in range(1200) for y in (0, 5, 624, 629)}
    assert edge == {(14, 59, 48)}


def test_the_same_words_come_from_the_cache_and_others_do_not(tmp_path: Path) -> None:
    first = _card(tmp_path)
    (kept,) = (tmp_path / "cards").glob("*")
    Kept(tmp_path, "cards").put(kept.name, b"kept")
    assert _card(tmp_path) == b"kept"
    assert _card(tmp_path, "Fronteras") not in (first, b"kept")


def test_every_page_names_a_picture_that_exists_and_none_without_an_address(
    toy_site: Path, bare_toy_site: Path
) -> None:
    site = toy_site
    pages = [p for c in ("es", "pt") for p in (site / c).rglob("index.html") if "embed" not in p.parts]
    # Where a page was, nobody shares anything.
    pages = [p for p in pages if 'http-equiv="refresh"' not in p.read_text()]
    for page in pages:
        found = re.search(r'og:image" content="https://example.org/sub/path/([^"]+)"', page.read_text())
        assert found and (site / found[1]).is_file(), page
        assert found[1].startswith(f"assets/cards/{page.relative_to(site).parts[0]}-")
    assert not (bare_toy_site / "assets/cards").exists()
    assert "og:image" not in (bare_toy_site / "es/index.html").read_text()

"""Pictures in prose: their size is on the page, they are light, and whoever does not see them is told of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from site_builder import run_utpe

from utpe.checks.runner import Report
from utpe.pages.pictures import size_of, with_sizes

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "content" / "assets" / "guides"
MOST_BYTES, MOST_BYTES_OF_ALL = 40_000, 400_000
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "assets"
    folder.mkdir()
    for name in ("sala.png", "sala@2x.webp", "a&b.png"):
        Image.new("RGB", (80, 60)).save(folder / name)
    (folder / "broken.png").write_bytes(b"x")
    return tmp_path


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img alt="a" src="../../assets/sala.png">', 'width="80" height="60" loading="lazy">'),
        ('<img src="../../assets/sala@2x.webp" alt="a" />', 'width="40" height="30" loading="lazy">'),
        ('<img src="../../assets/sala%402x.webp" alt="">', 'width="40" height="30" loading="lazy">'),
        ('<img src="../../assets/a&amp;b.png" alt="">', 'width="80" height="60" loading="lazy">'),
    ],
)
def test_a_picture_has_its_size(content: Path, html: str, expected: str) -> None:
    done = with_sizes(f"<p>{html}</p>", "es/guias/", content)
    assert done.startswith("<p><img ") and done.endswith(f" {expected}</p>")
    assert done.count("alt=") == 1 and done.count("src=") == 1


@pytest.mark.parametrize(
    "html",
    [
        '<img src="../../assets/nope.png" alt="">',
        '<img src="../../assets/broken.png" alt="">',
        '<img src="../../assets/sala.png" alt="" width="8" height="6">',
        '<a href="../../assets/sala.png">a</a>',
    ],
)
def test_what_has_no_size_to_be_known_stays(content: Path, html: str) -> None:
    assert with_sizes(html, "es/guias/", content) == html


def test_no_size_is_read_of_what_is_no_picture(tmp_path: Path) -> None:
    assert size_of(tmp_path) is None and size_of(tmp_path / "nope.png") is None


def test_a_built_page_shows_pictures_at_their_size(toy_copy: Path) -> None:
    folder = toy_copy / "content" / "assets"
    folder.mkdir()
    Image.new("RGB", (80, 60)).save(folder / "sala@2x.webp")
    page = toy_copy / "content" / "es" / "methodology.md"
    page.write_text(f"{page.read_text()}\n![La sala de la reunión](../assets/sala@2x.webp)\n")
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 0, done.stderr
    (picture,) = re.findall("<img[^>]*>", (toy_copy / "site/es/metodo/index.html").read_text())
    assert 'width="40" height="30" loading="lazy"' in picture
    assert (toy_copy / "site/assets/sala@2x.webp").is_file()


def test_every_picture_of_the_site_is_described(real: Report) -> None:
    for page in real.pages:
        for words, target in PICTURE.findall(page.plain):
            assert len(words) >= 20, (page.path, target)


def test_every_picture_of_a_guide_is_shown_in_its_language_and_light(real: Report) -> None:
    shown: dict[str, set[str]] = {}
    for page in real.pages:
        names = {Path(link.target).name for link in page.links if link.is_image}
        shown.setdefault(page.language, set()).update(names)
    files = sorted(GUIDES.iterdir())
    assert files
    for path in files:
        name, language = path.name.removesuffix("@2x.webp").split(".")
        assert path.name in shown[language], path.name
        assert {f"{name}.{other}@2x.webp" for other in ("es", "pt")} <= {p.name for p in files}
        assert path.stat().st_size <= MOST_BYTES, path.name
    assert sum(p.stat().st_size for p in files) <= MOST_BYTES_OF_ALL

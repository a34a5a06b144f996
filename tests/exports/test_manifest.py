"""The manifest of a site, as `sha256sum` reads it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from utpe.exports.manifest import MANIFEST, write_manifest


def _checked(site: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--strict", "--quiet", "-c", MANIFEST]
    return subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (
        "index.html",
        "es/áéí (1)  x.png",
        "es/a\\b.png",
        "es/a\nb.png",
        "es/a\rb",
        "pagefind/es/x",
        "z/.hidden",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "es/leads nowhere").symlink_to("nothing")
    write_manifest(tmp_path)
    return tmp_path


def test_every_file_is_listed_once_and_in_order_but_those_of_the_search(site: Path) -> None:
    assert _checked(site).returncode == 0
    names = [line[66:] for line in (site / MANIFEST).read_bytes().splitlines() if not line.startswith(b"\\")]
    assert names == ["es/áéí (1)  x.png".encode(), b"index.html", b"z/.hidden"]
    again = (site / MANIFEST).read_bytes()
    write_manifest(site)
    assert (site / MANIFEST).read_bytes() == again


@pytest.mark.parametrize("name", ["index.html", "es/a\\b.png", "es/a\nb.png", "es/a\rb"])
def test_what_was_changed_or_lost_is_told(site: Path, name: str) -> None:
    (site / name).write_text("other")
    assert _checked(site).returncode == 1
    (site / name).unlink()
    assert _checked(site).returncode == 1

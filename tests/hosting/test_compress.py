"""Copies for hosts to send: readable by others, the same every time, and none that is stale or useless."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

import brotli
import compress
import pytest


def _site(folder: Path) -> Path:
    (folder / "es").mkdir(parents=True)
    (folder / "es/index.html").write_text("<p>Años de reuniones</p>\n" * 100)
    (folder / "small.txt").write_text("corto")
    (folder / "x.woff2").write_bytes(b"font" * 1000)
    (folder / "noise.json").write_bytes(bytes((i * 7919 + i * i * 31) % 256 for i in range(300)) * 2)
    return folder


def test_each_text_has_both_copies_and_nothing_else_has(tmp_path: Path) -> None:
    site = _site(tmp_path / "a")
    compress.compress(site)
    copies = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.suffix in (".gz", ".br")}
    assert {"es/index.html.gz", "es/index.html.br"} <= copies
    assert not [c for c in copies if c.startswith(("small", "x."))]
    text = (site / "es/index.html").read_bytes()
    assert gzip.decompress((site / "es/index.html.gz").read_bytes()) == text
    assert brotli.decompress((site / "es/index.html.br").read_bytes()) == text
    # Another program reads it too.
    assert (
        subprocess.run(["gzip", "-dc", site / "es/index.html.gz"], capture_output=True, check=True).stdout
        == text
    )


def test_the_same_texts_give_the_same_bytes_whatever_their_day_and_place(tmp_path: Path) -> None:
    one, two = _site(tmp_path / "a"), _site(tmp_path / "elsewhere")
    (two / "es/index.html").touch()
    for site in (one, two):
        compress.compress(site)
    found = [{p.relative_to(s): p.read_bytes() for p in s.rglob("*") if p.is_file()} for s in (one, two)]
    assert found[0] == found[1]
    compress.compress(one)
    assert {p.relative_to(one): p.read_bytes() for p in one.rglob("*") if p.is_file()} == found[0]


def test_no_copy_outlives_its_text(tmp_path: Path) -> None:
    site = _site(tmp_path / "a")
    compress.compress(site)
    (site / "es/index.html").write_text("corto")
    compress.compress(site)
    assert not list((site / "es").glob("*.gz")) + list((site / "es").glob("*.br"))


def test_a_folder_that_is_not_there_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compress.main([str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().err

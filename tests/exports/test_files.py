"""All files for programs together: each path once."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from utpe.exports import files
from utpe.exports.edition import Edition


def test_no_two_formats_write_the_same_file(
    toy_edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = files.write_every_file(toy_edition, tmp_path)
    assert "data/indicators/cities.csv" in names
    assert names == {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    monkeypatch.setattr(files, "EXPORTS", (lambda _: {"a": b""}, lambda _: {"a": b"x", "b": b""}))
    with pytest.raises(ValueError, match="made twice: a"):
        files.write_every_file(toy_edition, tmp_path)


def test_no_further_format_is_begun_when_nobody_waits(
    toy_edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = Event()
    monkeypatch.setattr(files, "EXPORTS", (lambda _: end.set() or {"a": b""}, lambda _: {"b": b""}))
    assert files.write_every_file(toy_edition, tmp_path, end=end) == {"a"}
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_an_edition_knows_addresses_and_no_day_that_git_does_not_know(toy_edition: Edition) -> None:
    assert toy_edition.page("es", "cities", "beta") == "https://example.org/sub/es/ciudades/beta/"
    assert toy_edition.changed("cities", "beta") is None
    nowhere = toy_edition.settings.model_copy(update={"site_url": ""})
    edition = Edition(nowhere, toy_edition.catalogue, toy_edition.history, toy_edition.figures)
    assert edition.page("es", "cities", "beta") == ""

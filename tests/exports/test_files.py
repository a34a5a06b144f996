"""All files for programs together: each path once."""

from __future__ import annotations

import pytest

from utpe.exports import files
from utpe.exports.edition import Edition


def test_no_two_formats_write_the_same_file(toy_edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "data/indicators/cities.csv" in files.every_file(toy_edition)
    monkeypatch.setattr(files, "EXPORTS", (lambda _: {"a": b""}, lambda _: {"a": b"x", "b": b""}))
    with pytest.raises(ValueError, match="made twice: a"):
        files.every_file(toy_edition)


def test_an_edition_knows_addresses_and_no_day_that_git_does_not_know(toy_edition: Edition) -> None:
    assert toy_edition.page("es", "cities", "beta") == "https://example.org/sub/es/ciudades/beta/"
    assert toy_edition.changed("cities", "beta") is None
    nowhere = toy_edition.settings.model_copy(update={"site_url": ""})
    edition = Edition(nowhere, toy_edition.catalogue, toy_edition.history, toy_edition.figures)
    assert edition.page("es", "cities", "beta") == ""

"""Templates compiled ahead and kept: one code for all languages, edits seen, nothing foreign in the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from utpe.pages.templates import Compiled, Once, compile_ahead, environment, keep

TEMPLATE = "<p>{{ 'ui.menu' | text }}</p>"


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(Compiled, "kept", {})
    folder = tmp_path / "theme"
    (folder / "lists").mkdir(parents=True)
    (folder / "lists/one.html").write_text(TEMPLATE)
    return folder


def _rendered(theme: Path, language: str) -> str:
    return environment(theme, language).get_template("lists/one.html").render()


def test_one_code_says_the_texts_of_each_language(theme: Path) -> None:
    with compile_ahead(theme, 2) as crew:
        keep(crew)
    assert len(Compiled.kept) == 1
    (theme / "lists/one.html").touch()
    assert (_rendered(theme, "es"), _rendered(theme, "pt")) == ("<p>Menú</p>", "<p>Menu</p>")


def test_an_edit_is_seen_though_the_code_was_kept(theme: Path) -> None:
    assert _rendered(theme, "es") == "<p>Menú</p>"
    (theme / "lists/one.html").write_text("<b>{{ 'ui.menu' | text }}</b>")
    assert _rendered(theme, "es") == "<b>Menú</b>"


def test_what_is_no_template_of_ours_stops_nobody(theme: Path) -> None:
    (theme / ".DS_Store").write_bytes(b"\xff\x00")
    (theme / "lists/.one.html.swp").write_bytes(b"\xff\x00")
    (theme / "lists/broken.html").write_bytes(b"\xff")
    (theme / "main.html").write_text("{{ '/' | url }}")
    (theme / "lists/worse.html").write_text("{% nonsense %}")
    with compile_ahead(theme, 2) as crew:
        keep(crew)
    assert _rendered(theme, "es") == "<p>Menú</p>"


def test_nothing_is_compiled_ahead_twice_nor_by_one_worker(theme: Path) -> None:
    assert list(compile_ahead(theme, 1).results()) == []
    _rendered(theme, "es")
    assert list(compile_ahead(theme, 2).results()) == []
    shutil.rmtree(theme)


def test_once_renders_each_thing_once_for_each_macro() -> None:
    calls = []

    class Macro:
        def __init__(self, name: str) -> None:
            self.name = name

        def __call__(self, thing: object) -> str:
            calls.append(self.name)
            return f"{self.name}: {thing}"

    once, one, two = Once(), Macro("one"), Macro("two")
    thing = ("a",)
    assert once(one, thing) == once(one, thing) == "one: ('a',)"
    assert once(two, thing) == "two: ('a',)"
    assert calls == ["one", "two"]

"""Shells, slots and roots; writing only what changed; the same pages with one process or several."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from markupsafe import Markup

from utpe.pages.publish import write_if_changed
from utpe.pages.stamp import ROOT, SLOTS, Shell, relative


def _html(slots: tuple[str, ...] = SLOTS) -> str:
    return "".join(f'<a href="{ROOT}es/">x</a><!--slot:{s}-->' for s in slots) + "end"


def test_a_shell_is_cut_at_its_slots() -> None:
    shell = Shell.from_html(_html())
    assert shell.parts[1::2] == SLOTS
    assert shell.parts[-1] == "end"


@pytest.mark.parametrize("slots", [SLOTS[1:], (*SLOTS, "content"), (*SLOTS[1:], "other")])
def test_a_shell_without_each_slot_once_is_refused(slots: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="slots"):
        Shell.from_html(_html(slots))


PATHS = ["", "es/", "es/reuniones/", "es/reuniones/x/", "es/reuniones/anio/2014/", "pt/reunioes/x/"]


@pytest.mark.parametrize("page", PATHS)
@pytest.mark.parametrize("target", [*PATHS, "es/reuniones/#a", "es/fuentes/m/#b", "assets/x.css"])
def test_addresses_become_relative_to_their_page(page: str, target: str) -> None:
    found = re.search(r'href="([^"]+)"', relative(f'<a href="{ROOT}{target}">x</a>', page))
    assert found, "an address is never empty"
    assert urljoin(f"https://example.org/sub/{page}", found[1]) == f"https://example.org/sub/{target}"


def test_a_shell_keeps_no_root() -> None:
    assert ROOT not in "".join(Shell.from_html(_html()).at("es/reuniones/x/"))


def test_only_changed_files_are_written(tmp_path: Path) -> None:
    path = tmp_path / "a" / "index.html"
    assert write_if_changed(path, b"one")
    stamp = path.stat().st_mtime_ns
    assert not write_if_changed(path, b"one")
    assert path.stat().st_mtime_ns == stamp
    assert write_if_changed(path, b"two")
    assert path.read_bytes() == b"two"


def test_markup_is_not_escaped_when_its_addresses_are_made_relative() -> None:
    html = Markup(f'<a href="{ROOT}es/reuniones/">')  # noqa: S704
    assert relative(html, "es/reuniones/") == '<a href="./">'

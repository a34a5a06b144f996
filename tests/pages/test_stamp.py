"""Shells, slots and roots; writing only what changed; the same pages with one process or several."""

from __future__ import annotations

from pathlib import Path

import pytest

from utpe.pages.stamp import ROOT, SLOTS, Shell, batches_of, in_parallel, write_if_changed


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


def test_addresses_become_relative_to_the_depth() -> None:
    shell = Shell.from_html(_html())
    assert shell.at_depth("../../")[0] == '<a href="../../es/">x</a>'
    assert ROOT not in "".join(shell.at_depth("./"))


def test_only_changed_files_are_written(tmp_path: Path) -> None:
    path = tmp_path / "a" / "index.html"
    assert write_if_changed(path, b"one")
    stamp = path.stat().st_mtime_ns
    assert not write_if_changed(path, b"one")
    assert path.stat().st_mtime_ns == stamp
    assert write_if_changed(path, b"two")
    assert path.read_bytes() == b"two"


def test_several_processes_give_what_one_gives() -> None:
    batches = batches_of(range(10), 4)
    assert [x for b in batches for x in b] == list(range(10))

    def work(batch: list[int]) -> list[str]:
        return [str(n * n) for n in batch]

    assert in_parallel(work, batches, 1) == in_parallel(work, batches, 2) == [str(n * n) for n in range(10)]

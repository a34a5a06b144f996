"""What a killed process had begun goes with the next run; what a living one has begun stays."""

from __future__ import annotations

import os
from pathlib import Path

from kill_points import dead

from utpe.reading.kept import Kept
from utpe.reading.remains import begun, clear_remains, remains


def test_only_the_dead_are_cleared_up_after(tmp_path: Path) -> None:
    gone = dead()
    (tmp_path / f".x-{gone}-site" / "inside").mkdir(parents=True)
    (tmp_path / f".x-{gone}-file").write_text("")
    (tmp_path / f".x-{gone}-link").symlink_to(tmp_path.parent)
    others = {begun(".x-"), f".x-{os.getppid()}-site", f".x-{gone}", f"x-{gone}-", f".y-{gone}-", ".x-some-"}
    for name in others:
        (tmp_path / name).write_text("")
    assert len(remains(tmp_path, ".x-")) == 3
    clear_remains(tmp_path, ".x-")
    assert {p.name for p in tmp_path.iterdir()} == others
    assert tmp_path.parent.is_dir()


def test_a_folder_that_is_not_there_has_no_remains(tmp_path: Path) -> None:
    clear_remains(tmp_path / "no", ".x-")
    assert remains(tmp_path / "no", ".x-") == []


def test_half_an_entry_of_a_killed_run_does_not_stay(tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / f".{dead()}-two").write_bytes(b"half")
    (tmp_path / "some" / f".{os.getppid()}-three").write_bytes(b"half")
    Kept(tmp_path, "some").put("two", b"content")
    assert {p.name for p in (tmp_path / "some").iterdir()} == {"two", f".{os.getppid()}-three"}

"""The command line: which findings are shown, and what is said when it cannot run."""

from __future__ import annotations

from pathlib import Path

import pytest

from utpe.cli import main


def _check(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["check", "--root", str(root), *arguments])
    return status, capsys.readouterr().out


def test_no_finding_hides_behind_a_link(
    toy_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(toy_copy)
    cities = toy_copy / "data" / "cities.yaml"
    cities.rename(tmp_path / "elsewhere.yaml")
    cities.symlink_to(tmp_path / "nowhere.yaml")
    for asked in ("data", "data/cities.yaml", "content/../data", str(cities)):
        status, printed = _check(toy_copy, capsys, asked)
        assert status == 1 and "data/cities.yaml:1:1: E002 " in printed, asked
    assert _check(toy_copy, capsys, "content")[0] == 0

    cities.unlink()
    cities.symlink_to(tmp_path / "elsewhere.yaml")
    (tmp_path / "elsewhere.yaml").write_text("- id: [")
    for asked in ("data", "data/cities.yaml", str(tmp_path / "elsewhere.yaml")):
        status, printed = _check(toy_copy, capsys, asked)
        assert status == 1 and "data/cities.yaml:" in printed, asked


def test_a_project_behind_a_link_is_the_same_project(
    toy_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (toy_copy / "data" / "cities.yaml").write_text("- id: [")
    (tmp_path / "link").symlink_to(toy_copy)
    status, printed = _check(tmp_path / "link", capsys, str(tmp_path / "link" / "data"))
    assert status == 1 and "data/cities.yaml:" in printed

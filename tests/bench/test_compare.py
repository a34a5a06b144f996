"""What bench/compare.py says of what it measured, and how commands are measured."""

from __future__ import annotations

import sys
from pathlib import Path

import compare
import pytest
import tools
from processes import run, spread

PROJECTS = [tools.Project(n, Path("corpus"), Path("peers")) for n in (1_000, 5_000)]


def results() -> compare.Results:
    of_size = {1_000: (1.0, 1_000), 5_000: (16.0, 4_000)}
    found = {
        (compare.OURS, n): compare.Measured([s, s + 1, s / 2], 100, pages, pages * 10)
        for n, (s, pages) in of_size.items()
    }
    return found | {(compare.HUGO, n): compare.Measured([0.5], 0, p, p) for n, (_, p) in of_size.items()}


def test_the_table_has_median_least_and_most_and_the_ratio() -> None:
    lines = compare.table([compare.OURS, compare.HUGO], PROJECTS, results())
    assert f"| {compare.OURS} | 1.00 (0.50–2.00) | 1.00 | 100 | 1,000 | 10 | 0 |" in lines
    assert "| Hugo | 0.50 (0.50–0.50) | 32.00 | – | 4,000 | 1 | 0 |" in lines


def test_growth_is_the_slope_on_logarithmic_axes() -> None:
    lines = compare.growth([compare.OURS, compare.HUGO], PROJECTS, results())
    assert f"| {compare.OURS} | 2.00 |" in lines
    assert "| Hugo | 0.00 |" in lines
    assert "| ours, the pages alone / Hugo | 2.00 | 32.00 |" in lines


def test_one_size_has_no_growth() -> None:
    assert not any("growth" in line for line in compare.growth([compare.OURS], PROJECTS[:1], results()))


def test_a_peer_that_is_not_here_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found, missing = tools.tools(tmp_path)
    assert missing == ["Hugo", "Zensical"]
    assert compare.OURS in {t.name for t in found}


def test_hugo_itself_is_called(tmp_path: Path) -> None:
    binary = tmp_path / "lib" / "python3.11" / "site-packages" / "hugo" / "binaries" / "hugo"
    binary.parent.mkdir(parents=True)
    binary.touch()
    assert tools.hugo_in(tmp_path) == binary


def test_a_command_is_timed_and_its_memory_summed(tmp_path: Path) -> None:
    seconds, memory = run([sys.executable, "-c", "import time; time.sleep(0.2)"], tmp_path, watch=True)
    assert seconds >= 0.2
    assert memory > 1 or not Path("/proc/self/smaps_rollup").exists()


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def test_a_spread_is_median_least_most() -> None:
    assert spread([3, 1, 2], "s") == ["2.00 s", "1.00 s", "3.00 s"]
    assert spread([1], "") == ["1.00", "1.00", "1.00"]


def test_a_slow_peer_that_fails_loses_its_row_alone(tmp_path: Path) -> None:
    fails = [sys.executable, "-c", "raise SystemExit('too large')"]
    project = tools.Project(1, tmp_path / "corpus", tmp_path / "peers")
    result = compare.Measured()
    compare.attempt(tools.Tool("slow", lambda *_: fails, lambda _: tmp_path, is_slow=True), project, result)
    assert result.failed == "too large"
    assert "| slow | failed: too large |" in compare.table(
        ["slow"], [project], {("slow", 1): result, (compare.OURS, 1): compare.Measured([1.0], 0, 1, 1)}
    )
    with pytest.raises(SystemExit):
        compare.attempt(tools.Tool("quick", lambda *_: fails, lambda _: tmp_path), project, result)

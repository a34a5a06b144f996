"""A build that is killed or interrupted: the old site or the new one, and nothing left behind that stays."""

from __future__ import annotations

import functools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import kill_at_random
import pytest
from kill_points import dead
from second_language import others_in_audit

from utpe.mkdocs_adapter import build
from utpe.mkdocs_adapter.build import build_site
from utpe.pages import search_index
from utpe.text.strings import strings


def _begin(root: Path, *arguments: str) -> subprocess.Popen[str]:
    # Whoever runs the tests in the background of a shell hands down that this signal is ignored.
    heard = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        [sys.executable, "-m", "utpe.cli", *arguments],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heard,  # noqa: PLW1509 - no thread of ours runs yet
    )


@pytest.mark.audit
@pytest.mark.parametrize(("kill", "times"), [("builds", 10), ("accepts", 6), ("formats", 6)])
def test_killed_at_random(tmp_path: Path, kill: str, times: int) -> None:
    project = kill_at_random.Project(tmp_path / "toy", random.Random(kill))  # noqa: S311 - the same each time
    counts = getattr(kill_at_random, kill)(project, times)
    assert sum(counts.values()) == times and any(row.startswith("killed") for row in counts)


# In the middle of a build; in a group, its processes and Pagefind hear of it too, as from a terminal.
@pytest.mark.parametrize(
    ("number", "group", "language"),
    others_in_audit(
        [(n, g, x) for n in (signal.SIGINT, signal.SIGTERM) for g, x in ((True, "pt"), (False, "es"))],
        (signal.SIGINT, True, "pt"),
    ),
)
def test_an_interrupted_build_says_so_in_one_sentence(
    toy_copy: Path, number: signal.Signals, group: bool, language: str
) -> None:
    (toy_copy / "site").mkdir()
    (toy_copy / "site/index.html").write_text("old")
    running = _begin(toy_copy, "build", "--lang", language)
    limit = time.monotonic() + 60
    while not list(toy_copy.glob(".site-building-*/es")) and time.monotonic() < limit:
        time.sleep(0.01)
    (os.killpg if group else os.kill)(running.pid, number)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 128 + number, said
    told = [line for line in said.splitlines() if not line.startswith(("content/", "data/"))]
    assert told[-1] == strings(language)("cli.interrupted") and "Traceback" not in said
    assert not any(line.startswith(("WARNING", "ERROR")) for line in told)
    assert [p.name for p in toy_copy.glob("site/*")] == ["index.html"]
    assert not list(toy_copy.glob(".site-*"))


@pytest.mark.audit
@pytest.mark.parametrize("command", ["build", "check"])
def test_interrupted_at_any_time_it_never_shows_a_traceback(toy_copy: Path, command: str) -> None:
    chance = random.Random(3)  # noqa: S311 - the same moments each time
    for _ in range(20):
        running = _begin(toy_copy, command)
        # Before that it is Python that begins, and reads the program.
        time.sleep(chance.uniform(0.3, 2))
        number = chance.choice([signal.SIGINT, signal.SIGTERM])
        was_alive = running.poll() is None
        if was_alive:
            chance.choice([os.kill, os.killpg])(running.pid, number)
        _, said = running.communicate(timeout=60)
        assert running.returncode in (0, 128 + number) and "Traceback" not in said, said
        assert not list(toy_copy.glob(".site-*"))


def test_the_next_build_clears_up_after_the_dead_alone(toy_copy: Path) -> None:
    gone, living = dead(), os.getppid()
    for pid in (gone, living):
        (toy_copy / f".site-building-{pid}-site" / "es").mkdir(parents=True)
    # It does so before all else; this one fails.
    (toy_copy / "data/meetings.yaml").write_text("- id: [")
    assert build_site(toy_copy, toy_copy / "site", "es") == 1
    assert [p.name for p in toy_copy.glob(".site-*")] == [f".site-building-{living}-site"]


def test_the_next_index_clears_up_after_the_dead_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, living = dead(), os.getppid()
    monkeypatch.setattr(search_index, "IN_MEMORY", tmp_path)
    for pid in (gone, living):
        (tmp_path / f"utpe-search-{pid}-x" / "pages").mkdir(parents=True)
    search_index.write_index([], tmp_path / "site", workers=1)
    assert [p.name for p in tmp_path.iterdir()] == [f"utpe-search-{living}-x"]


def test_a_site_that_a_killed_build_had_moved_away_comes_back(
    toy_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Where two folders cannot be exchanged at once.
    old = toy_copy / f".site-old-{dead()}-site"
    old.mkdir()
    (old / "index.html").write_text("old")
    (toy_copy / "data/meetings.yaml").write_text("- id: [")
    assert build_site(toy_copy, toy_copy / "site", "es") == 1
    assert (toy_copy / "site/index.html").read_text() == "old"
    assert not list(toy_copy.glob(".site-*"))


def test_linux_exchanges_sites_at_once(tmp_path: Path) -> None:
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    assert build._exchanged(tmp_path / "new", tmp_path / "site") == (sys.platform == "linux")
    assert sys.platform != "linux" or (tmp_path / "site/new").exists()
    assert not build._exchanged(tmp_path / "no", tmp_path / "site") and (tmp_path / "site").is_dir()


@pytest.mark.parametrize("atonce", [True, False])
def test_a_swap_puts_the_new_site_in_place_and_the_old_one_away(
    tmp_path: Path, atonce: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not atonce:
        monkeypatch.setattr(build, "_exchanged", lambda *_: False)
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("")
    build._swap(tmp_path / "new", tmp_path / "site", tmp_path / "old")
    assert (tmp_path / "site/new").exists() and not (tmp_path / "old").exists()

"""An edit that is killed or interrupted at any moment: what it changes is whole, and said again it does the rest."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import nh3
import pytest
from conftest import _copied_toy
from kill_points import NEVER, run_until
from proposal_files import NEW, correction, retitle, send
from second_language import others_in_audit
from site_builder import check_here, digest

from utpe.editing import files
from utpe.editing.files import write_all
from utpe.interruption import interruption, uninterrupted
from utpe.mkdocs_adapter.background import Background
from utpe.pages.processes import Crew
from utpe.text.strings import strings


def _waiting(root: Path) -> list[str]:
    path = root / "data/proposals/meetings/toy-2014-alfa.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(correction(root, retitle))
    return ["accept", str(path)]


def _merged(root: Path) -> list[str]:
    path = root / "data/meetings/toy-2027-prueba.yaml"
    path.parent.mkdir()
    path.write_bytes(send(root, NEW).read_bytes())
    return ["accept", str(path)]


EDITS: dict[str, Callable[[Path], list[str]]] = {
    "a new record and its source": lambda root: ["accept", str(send(root, NEW))],
    "a correction that waits": _waiting,
    "a correction that was sent": lambda root: ["accept", str(send(root, correction(root, retitle)))],
    "a record that was merged by hand": _merged,
    "the order of files": lambda _: ["format", "data/topics.yaml", "data/areas.yaml", "data/glossary.yaml"],
}


def _data(root: Path) -> dict[str, str]:
    return {name: sum_ for name, sum_ in digest(root / "data").items() if "/.utpe-" not in f"/{name}"}


@pytest.mark.audit
@pytest.mark.parametrize("edit", EDITS)
def test_killed_before_each_change_it_does_the_rest_when_said_again(tmp_path: Path, edit: str) -> None:
    whole = _copied_toy(tmp_path / "whole" / "toy")
    arguments = EDITS[edit](whole)
    before = _data(whole)
    done, changes = run_until(whole, NEVER, signal.SIGKILL, *arguments)
    assert done.returncode == 0 and changes > 5, done.stderr
    after = digest(whole / "data")
    for change in range(1, changes + 1):
        root = _copied_toy(tmp_path / str(change) / "toy")
        arguments = EDITS[edit](root)
        killed, _ = run_until(root, change, signal.SIGKILL, *arguments)
        assert killed.returncode == -signal.SIGKILL
        stands = _data(root)
        for name in before.keys() | after.keys() | stands.keys():
            assert stands.get(name) in (before.get(name), after.get(name)), (change, name)
        again, _ = run_until(root, NEVER, signal.SIGKILL, *arguments)
        assert again.returncode == 0 and again.stderr == "", (change, again.stderr)
        assert digest(root / "data") == after, change


def _own_file(root: Path) -> None:
    """Put a topic in a file of its own, which a rename takes along and a merge removes."""
    data, own = root / "data/topics.yaml", root / "data/topics/vacio.yaml"
    text = data.read_text()
    start = text.index("- id: vacio")
    own.parent.mkdir()
    own.write_text(text[start:].replace("\n  ", "\n").removeprefix("- "))
    data.write_text(text[:start])


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(["rename", "topics", "gobernanza", "gobierno"], marks=pytest.mark.audit),
        ["rename", "topics", "vacio", "nada"],
        pytest.param(
            ["merge", "topics", "vacio", "frontera", "--discard", "name", "summary"], marks=pytest.mark.audit
        ),
    ],
    ids=["rename", "rename with its file", "merge"],
)
def test_git_brings_back_what_a_killed_edit_of_many_files_changed(
    tmp_path: Path, git: Callable[..., str], edit: list[str]
) -> None:
    root = _copied_toy(tmp_path / "toy")
    _own_file(root)
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "."]):
        git(root, *arguments)
    before = digest(root / "data")
    change, was_killed, halves = 0, True, 0
    while was_killed:
        change += 1
        ended, _ = run_until(root, change, signal.SIGKILL, *edit)
        was_killed = ended.returncode == -signal.SIGKILL
        if was_killed:
            halves += _data(root) != before
            git(root, "stash", "--include-untracked")
            assert digest(root / "data") == before, change
    assert ended.returncode == 0 and halves > 0, ended.stderr
    assert git(root, "status", "--porcelain")


def test_what_a_killed_edit_left_beside_stops_no_check(
    toy_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (toy_copy / "data/sources").mkdir()
    for folder in ("data", "data/sources", "content/es"):
        (toy_copy / folder / ".utpe-1-x").write_text("half")
    assert check_here(toy_copy, capsys).returncode == 0


@pytest.mark.parametrize(
    ("edit", "change", "number", "language"),
    others_in_audit(
        [
            (e, c, n, x)
            for e in EDITS
            for c in (1, 5)
            for n, x in ((signal.SIGINT, "pt"), (signal.SIGTERM, "es"))
        ],
        ("a correction that waits", 5, signal.SIGTERM, "es"),
    ),
)
def test_once_it_writes_it_goes_on_to_the_end_and_then_says_that_it_was_interrupted(
    toy_copy: Path, edit: str, change: int, number: signal.Signals, language: str
) -> None:
    arguments = [*EDITS[edit](toy_copy), "--lang", language]
    before = digest(toy_copy / "data")
    ended, _ = run_until(toy_copy, change, number, *arguments)
    assert ended.returncode == 128 + number
    assert ended.stderr == f"{strings(language)('cli.interrupted')}\n"
    assert digest(toy_copy / "data") != before
    assert not list(toy_copy.rglob(".utpe-*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_files_that_belong_together_are_written_although_somebody_interrupts(
    tmp_path: Path, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = files.begun

    def interrupted(prefix: str) -> str:
        signal.raise_signal(number)
        return begun(prefix)

    monkeypatch.setattr(files, "begun", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with interruption() as asked, pytest.raises(KeyboardInterrupt):
            write_all({tmp_path / "a": "1", tmp_path / "b": "2"})
    finally:
        signal.signal(signal.SIGINT, before)
    assert asked.status == 128 + number and asked.is_set()
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a": "1", "b": "2"}


def _call_back(act: Callable[[], object]) -> None:
    """Act in what nh3 calls back, of which nothing that is raised ever comes out."""
    nh3.clean('<a href="/">a</a>', link_rel=None, attribute_filter=lambda *_: act() and None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_that_python_drops_comes_again(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    dropped = []

    def interrupted() -> None:
        _call_back(lambda: signal.raise_signal(number))
        dropped.append(number)
        time.sleep(10)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with interruption() as asked, pytest.raises(KeyboardInterrupt):
            interrupted()
    finally:
        signal.signal(signal.SIGINT, before)
    assert dropped and asked.status == 128 + number and capsys.readouterr().err == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_heard_is_not_heard_again(number: signal.Signals) -> None:
    ended: list[bool] = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with interruption(), pytest.raises(KeyboardInterrupt):
            _twice(number, ended)
        assert ended
        # Nor does anything come once the context has ended.
        with interruption():
            _call_back(lambda: signal.raise_signal(number))
        time.sleep(0.1)
    finally:
        signal.signal(signal.SIGINT, before)


def _twice(number: signal.Signals, ended: list[bool]) -> None:
    _call_back(lambda: signal.raise_signal(number))
    try:
        signal.raise_signal(number)
    finally:
        time.sleep(0.1)
        ended.append(True)


def test_a_process_that_was_begun_meanwhile_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, before = os.fork, signal.signal(signal.SIGINT, signal.default_int_handler)

    def interrupted() -> int:
        if number := fork():
            signal.raise_signal(signal.SIGINT)
        return number

    monkeypatch.setattr(os, "fork", interrupted)
    job = Background(lambda _: None)
    try:
        with interruption(), pytest.raises(KeyboardInterrupt):
            job.begin()
        job.close()
        with interruption(), pytest.raises(KeyboardInterrupt):
            Crew(lambda batch: batch, [[n] for n in range(4)], 2)
    finally:
        signal.signal(signal.SIGINT, before)
    # What they would have written afterwards nobody would have removed.
    assert not multiprocessing.active_children()


def test_whatever_else_is_dropped_is_told_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: told.append(what.exc_type))
    with interruption():
        _call_back(lambda: 1 / 0)
    assert told == [ZeroDivisionError]


def test_who_ignores_interruptions_goes_on_to_ignore_them() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interruption() as asked, uninterrupted():
            signal.raise_signal(signal.SIGINT)
        assert not asked.is_set() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_no_thread_but_the_first_hears_of_it() -> None:
    wrong: list[BaseException] = []

    def work() -> None:
        try:
            with interruption(), uninterrupted():
                pass
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert wrong == []

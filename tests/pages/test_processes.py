"""Processes give what one process gives, tell what went wrong, and are gone when the work is given up."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import jinja2
import pytest

from utpe.pages.processes import Crew, WorkerLostError, batches_of, located


def test_batches_keep_neighbours_together_and_lose_none() -> None:
    batches = batches_of(range(10), 4)
    assert [x for b in batches for x in b] == list(range(10))
    assert len(batches) <= 4
    assert batches_of([], 4) == []


def test_several_processes_give_what_one_gives() -> None:
    def work(batch: list[int]) -> list[str]:
        return [str(n * n) for n in batch]

    for workers in (1, 2, 3):
        with Crew(work, batches_of(range(10), 4), workers) as crew:
            assert list(crew.results()) == [str(n * n) for n in range(10)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_a_template_is_told_with_its_line(tmp_path: Path, workers: int) -> None:
    (tmp_path / "page.html").write_text("one\n{{ nobody }}\n")
    loader = jinja2.FileSystemLoader(tmp_path)
    env = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)

    def work(batch: list[int]) -> list[str]:
        return [env.get_template("page.html").render() for _ in batch]

    with Crew(work, batches_of(range(4), 4), workers) as crew, pytest.raises(jinja2.TemplateError) as error:
        list(crew.results())
    assert located(error.value).endswith("page.html:2: 'nobody' is undefined")


def test_nothing_is_written_once_the_work_is_given_up(tmp_path: Path) -> None:
    def work(batch: list[int]) -> list[str]:
        time.sleep(0.05)
        for n in batch:
            (tmp_path / str(n)).touch()
        return []

    with Crew(work, batches_of(range(40), 40), 2):
        time.sleep(0.1)
    written = len(list(tmp_path.iterdir()))
    assert written < 40
    time.sleep(0.3)
    assert len(list(tmp_path.iterdir())) == written


def test_whoever_asks_for_results_works_too() -> None:
    def work(batch: list[int]) -> list[int]:
        time.sleep(0.02)
        return [os.getpid() for _ in batch]

    with Crew(work, batches_of(range(20), 20), 2) as crew:
        found = list(crew.results())
    assert len(found) == 20
    assert len(set(found)) == 2
    assert os.getpid() in found


ORPHANS = """
import os, sys, time
from utpe.pages.processes import Crew
def work(batch):
    print(os.getpid(), flush=True)
    time.sleep(60)
    return []
crew = Crew(work, [[1], [2], [3]], 2)
time.sleep(60)
"""


def test_processes_end_with_the_first_one_however_it_goes() -> None:
    first = subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True)
    assert first.stdout
    worker = int(first.stdout.readline())
    first.kill()
    first.wait()
    first.stdout.close()
    limit = time.monotonic() + 10
    while _is_alive(worker):
        assert time.monotonic() < limit
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Where nobody waits for orphans they stay as zombies.
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z")


FIRST = os.getpid()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _at_once(batch: list[int]) -> list[bytes]:
    if os.getpid() != FIRST:
        _die()
    time.sleep(0.02)
    return [b"" for _ in batch]


def _while_it_answers(batch: list[int]) -> list[bytes]:
    if os.getpid() != FIRST:
        # No pipe takes so much at once: it is on its way when the process ends.
        threading.Timer(0.05, _die).start()
        return [bytes(200_000_000)]
    time.sleep(0.2)
    return [b"" for _ in batch]


@pytest.mark.parametrize("job", [_at_once, _while_it_answers])
@pytest.mark.parametrize("workers", [2, 4])
def test_a_killed_process_is_told_and_nobody_waits_for_it(job: Any, workers: int) -> None:
    began = time.monotonic()
    with pytest.raises(WorkerLostError), Crew(job, batches_of(range(12), 12), workers) as crew:
        list(crew.results())
    assert time.monotonic() - began < 30
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("workers", [1, 3])
def test_a_refusal_of_the_system_comes_back_as_it_was(workers: int) -> None:
    def work(batch: list[int]) -> list[int]:
        if workers > 1 and os.getpid() == FIRST:
            time.sleep(0.1)
            return batch
        raise OSError(errno.ENOSPC, "No space left on device", "/a/page")

    with (
        pytest.raises(OSError, match="No space") as told,
        Crew(work, batches_of(range(6), 6), workers) as crew,
    ):
        list(crew.results())
    assert (told.value.errno, told.value.filename) == (errno.ENOSPC, "/a/page")


class UnsendableError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def test_an_error_that_cannot_be_sent_is_told_with_its_place() -> None:
    def work(batch: list[int]) -> list[int]:
        if os.getpid() == FIRST:
            time.sleep(0.1)
            return batch
        raise UnsendableError("a", "b")

    with (
        pytest.raises(RuntimeError, match="UnsendableError: a b"),
        Crew(work, batches_of(range(6), 6), 2) as crew,
    ):
        list(crew.results())

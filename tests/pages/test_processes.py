"""Processes give what one process gives, tell what went wrong, and are gone when the work is given up."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import jinja2
import pytest

from utpe.pages.processes import Crew, batches_of, located


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

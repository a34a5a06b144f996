"""Who is told of which change, and who waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from utpe.mkdocs_adapter import readers as module
from utpe.mkdocs_adapter.background import Background
from utpe.mkdocs_adapter.readers import Readers

SOON = 10.0


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Readers:
    monkeypatch.setattr(module, "PING_SECONDS", 0.05)
    return Readers()


def test_who_looks_at_a_page_is_told_of_its_change_and_of_that_of_all(readers: Readers) -> None:
    seen = readers.newest
    readers.tell(["es/a/"])
    assert readers.wait_for_change("es/a/", seen)
    assert not readers.wait_for_change("es/b/", seen)
    # Whoever has asked for it since has the new one.
    assert not readers.wait_for_change("es/a/", readers.newest)
    readers.tell([], is_for_all=True)
    assert readers.wait_for_change("es/b/", seen)


def test_a_page_of_an_earlier_server_is_old(readers: Readers) -> None:
    assert readers.wait_for_change("es/a/", 12)


def test_pages_are_open_until_the_last_reader_goes(readers: Readers) -> None:
    with readers.opened("es/a/"):
        with readers.opened("es/a/"), readers.opened("es/b/"):
            assert sorted(readers.open_pages) == ["es/a/", "es/b/"]
        assert readers.open_pages == ["es/a/"]
    assert readers.open_pages == []


def test_who_asks_during_a_renewal_waits_for_its_end_or_for_the_page(readers: Readers) -> None:
    readers.wait_for_renewal("es/a/")
    with ThreadPoolExecutor(2) as pool:
        with readers.renewal():
            one, other = (pool.submit(readers.wait_for_renewal, page) for page in ("es/a/", "es/b/"))
            readers.tell(["es/a/"])
            one.result(SOON)
            assert not other.done()
        other.result(SOON)


def test_all_go_home_at_once(readers: Readers) -> None:
    with readers.renewal(), ThreadPoolExecutor(1) as pool:
        waits = pool.submit(readers.wait_for_renewal, "es/a/")
        readers.send_home()
        waits.result(SOON)
        assert readers.have_left
        assert not readers.wait_for_change("es/a/", 0)


def _lines(path: Path) -> list[str]:
    return path.read_text().split() if path.exists() else []


def _until(test: Callable[[], bool]) -> None:
    limit = time.monotonic() + SOON
    while not test():
        assert time.monotonic() < limit
        time.sleep(0.005)


@pytest.fixture
def background(tmp_path: Path) -> Iterator[tuple[Background, Path]]:
    """A job that the second time comes to an end only when it is given up; and what it noted."""
    noted = tmp_path / "noted"

    def job(give_up: threading.Event) -> None:
        with noted.open("a") as file:
            file.write("begun ")
        word = "given-up" if len(_lines(noted)) == 3 and give_up.wait(SOON) else "done"
        with noted.open("a") as file:
            file.write(f"{word} ")

    made = Background(job)
    yield made, noted
    made.close()


def test_the_background_works_after_the_foreground_and_begins_anew_when_it_was_disturbed(
    background: tuple[Background, Path],
) -> None:
    made, noted = background
    with made.disturbed():
        pass
    assert not noted.exists(), "it has not begun"
    made.begin()
    _until(lambda: _lines(noted) == ["begun", "done"])
    with made.disturbed():
        assert _lines(noted) == ["begun", "done"]
    _until(lambda: len(_lines(noted)) == 3)
    with made.disturbed():
        _until(lambda: _lines(noted)[3:] == ["given-up"])
    _until(lambda: _lines(noted)[4:] == ["begun", "done"])


def test_where_the_system_cannot_fork_the_background_is_the_foreground(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    done: list[threading.Event] = []
    background = Background(done.append)
    background.begin()
    with background.disturbed():
        assert len(done) == 1
    assert len(done) == 2
    background.close()

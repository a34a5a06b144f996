# SPDX-License-Identifier: MIT
"""Many links, asked side by side: each host by one at a time and with a pause, a few hosts at once."""

from __future__ import annotations

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from utpe.links.visit import Result
from utpe.records.external import host_of

WORKERS = 8
PAUSE = 1.0


class StoppedError(Exception):
    """The run was stopped while this waited."""


class Pacer:
    """Gives turns: no host is asked twice at a time, nor within `pause` seconds of its last answer."""

    def __init__(
        self,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        self.stop = threading.Event()
        self._pause, self._clock, self._sleep = pause, clock, sleep or self._wait
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait for the turn of the address's host and hold it. Raises StoppedError once stopped."""
        host = host_of(url)
        with self._guard:
            lock = self._locks[host]
        with lock:
            wait = self._free_at.get(host, 0.0) - self._clock()
            if wait > 0:
                self._sleep(wait)
            if self.stop.is_set():
                raise StoppedError
            try:
                yield
            finally:
                self._free_at[host] = self._clock() + self._pause

    def hold(self, url: str, seconds: float) -> None:
        """Leave the address's host alone for `seconds`, whoever asks."""
        host = host_of(url)
        self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock() + seconds)

    def _wait(self, seconds: float) -> None:
        self.stop.wait(seconds)


def visit_all(
    urls: Iterable[str], visit: Callable[[str], Result], pacer: Pacer, workers: int = WORKERS
) -> Iterator[Result]:
    """Yield the result of each address as it comes; leaving the loop early stops the asking."""
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[host_of(url)].append(url)
    # Who has most begins first, or the last would be waited for alone.
    waiting: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for group in sorted(by_host.values(), key=len, reverse=True):
        waiting.put(group)
    found: queue.SimpleQueue[Result | Exception] = queue.SimpleQueue()
    for _ in range(min(workers, len(by_host))):
        # Daemons: whoever interrupts does not wait for the slowest site.
        threading.Thread(target=_work, args=(waiting, found, visit, pacer), daemon=True).start()
    try:
        for _ in range(sum(map(len, by_host.values()))):
            result = _next(found)
            if isinstance(result, Exception):
                raise result
            yield result
    finally:
        pacer.stop.set()


def _next(found: queue.SimpleQueue[Result | Exception]) -> Result | Exception:
    while True:
        try:
            # A wait without end could not be interrupted everywhere.
            return found.get(timeout=0.5)
        except queue.Empty:
            continue


def _work(
    waiting: queue.SimpleQueue[list[str]],
    found: queue.SimpleQueue[Result | Exception],
    visit: Callable[[str], Result],
    pacer: Pacer,
) -> None:
    while not pacer.stop.is_set():
        try:
            group = waiting.get_nowait()
        except queue.Empty:
            return
        for url in group:
            try:
                found.put(visit(url))
            except StoppedError:
                return
            except Exception as error:  # noqa: BLE001 - a mistake of ours is raised where somebody sees it
                found.put(error)
                return

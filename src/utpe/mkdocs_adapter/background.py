# SPDX-License-Identifier: MIT
"""Work that the editor does not wait for: done while nothing else goes on, given up as soon as it does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Background:
    """A thread that does a job after each piece of work in the foreground."""

    def __init__(self, job: Callable[[threading.Event], None]) -> None:
        """`job` gets an event, and should come back soon once it is set: it will be done anew."""
        self._job = job
        self._changed = threading.Condition()
        self._wanted = self._done = 0
        self._is_disturbed = self._has_ended = False
        self._give_up = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    @contextmanager
    def disturbed(self) -> Iterator[None]:
        """Do something in the foreground, after which the job is to be done."""
        with self._changed:
            self._is_disturbed = True
            self._give_up.set()
        try:
            yield
        finally:
            with self._changed:
                self._is_disturbed = False
                self._wanted += 1
                self._changed.notify_all()

    def close(self) -> None:
        """End the thread; return when it is gone."""
        with self._changed:
            self._has_ended = True
            self._give_up.set()
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def _go_on(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._has_ended or self._is_due())
                if self._has_ended:
                    return
                self._done, self._give_up = self._wanted, threading.Event()
            self._job(self._give_up)

    def _is_due(self) -> bool:
        return not self._is_disturbed and self._done != self._wanted

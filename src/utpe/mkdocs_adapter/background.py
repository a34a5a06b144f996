# SPDX-License-Identifier: MIT
"""Work that the editor does not wait for: done by a process of its own, given up when something changes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from utpe.interruption import uninterrupted
from utpe.pages.processes import leave_with_parent

NICE = 15
GRACE_SECONDS = 20.0


class Background:
    """Does a job after each piece of work in the foreground, of which it knows all.

    A thread would take half of the time from the foreground: only a process can be less urgent. Where the
    system cannot fork, the job is done in the foreground.
    """

    def __init__(self, job: Callable[[threading.Event], None]) -> None:
        """`job` gets an event, and should come back soon once it is set: it will be done anew."""
        self._job = job
        self._can_fork = "fork" in multiprocessing.get_all_start_methods()
        self._process: BaseProcess | None = None
        self._has_begun = False

    def begin(self) -> None:
        """Do the job now, and after each piece of work from now on."""
        self._has_begun = True
        if not self._can_fork:
            self._job(threading.Event())
            return
        self._process = multiprocessing.get_context("fork").Process(target=self._work, daemon=True)
        # As in a crew (pages/processes.py).
        with uninterrupted():
            self._process.start()

    @contextmanager
    def disturbed(self) -> Iterator[None]:
        """Do something in the foreground, after which the job is to be done."""
        if self._process:
            self._process.terminate()
        try:
            yield
        finally:
            if self._has_begun:
                # Most often it went long ago. Two would write the same files.
                self._wait()
                self.begin()

    def close(self) -> None:
        """Give the job up; return when nothing goes on."""
        if self._process:
            self._process.terminate()
        self._wait()

    def _wait(self) -> None:
        if self._process:
            self._process.join(GRACE_SECONDS)
            # Whatever keeps it, the editor is not kept.
            self._process.kill()
            self._process.join()

    def _work(self) -> None:
        give_up = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: give_up.set())
        # Who interrupts the first process ends this one through it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=leave_with_parent, daemon=True).start()
        os.nice(NICE)
        self._job(give_up)

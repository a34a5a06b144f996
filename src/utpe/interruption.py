# SPDX-License-Identifier: MIT
"""How somebody ends a command: Ctrl+C (SIGINT) or SIGTERM, heard at once, but not within a change."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)
_KILLED = 128
_AGAIN_SECONDS = 0.01


class Interruption(threading.Event):
    """Set once somebody has asked for the end, whatever becomes of the exception."""

    number: int = signal.SIGINT

    @property
    def status(self) -> int:
        """The exit status that tells of it: 130 for Ctrl+C, 143 for SIGTERM."""
        return _KILLED + self.number


@contextmanager
def interruption() -> Iterator[Interruption]:
    """Raise KeyboardInterrupt where somebody asks for the end; yield what tells of it too.

    Python cannot raise it everywhere: in what a library calls back, or right after a fork, it is dropped
    (`sys.unraisablehook`). Then it is raised again a moment later, once.
    """
    asked = Interruption()

    def interrupt(number: int) -> None:
        asked.number = number
        asked.set()
        again.cancel()
        raise KeyboardInterrupt

    with _Again(asked) as again, _handled(interrupt):
        yield asked


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hear only afterwards who asked meanwhile: for changes of a moment that are whole or not there."""
    came: list[int] = []
    try:
        with _handled(came.append):
            yield
    finally:
        for number in came[:1]:
            signal.raise_signal(number)


class _Again(AbstractContextManager["_Again"]):
    """Has an interruption that Python dropped come again; whatever else is dropped is told as before."""

    def __init__(self, asked: Interruption) -> None:
        self._asked, self._before = asked, sys.unraisablehook
        self._timer: threading.Timer | None = None

    def __enter__(self) -> Self:
        sys.unraisablehook = self._dropped
        return self

    def __exit__(self, *_: object) -> None:
        sys.unraisablehook = self._before
        self.cancel()

    def cancel(self) -> None:
        """Let none come again: one was heard."""
        if self._timer:
            self._timer.cancel()

    def _dropped(self, what: sys.UnraisableHookArgs) -> None:
        if not issubclass(what.exc_type, KeyboardInterrupt):
            self._before(what)
            return
        self._timer = threading.Timer(_AGAIN_SECONDS, os.kill, (os.getpid(), self._asked.number))
        self._timer.daemon = True
        self._timer.start()


@contextmanager
def _handled(handler: Callable[[int], object]) -> Iterator[None]:
    """Have signals handled that are not ignored, as they are in the background of a script."""
    if threading.current_thread() is not threading.main_thread():
        # No signal is handled here.
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}
    own = os.getpid()

    def handle(number: int, _frame: object) -> None:
        if os.getpid() != own:
            # A process that this one forked has nothing to say.
            os._exit(_KILLED + number)
        handler(number)

    heard = [number for number, handled in before.items() if handled not in (signal.SIG_IGN, None)]
    for number in heard:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])

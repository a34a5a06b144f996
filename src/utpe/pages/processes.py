# SPDX-License-Identifier: MIT
"""Work in batches, in forked processes while this one goes on, and in this one when it has nothing else."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection, wait
from typing import Any, cast

import jinja2

from utpe.interruption import uninterrupted

Job = Callable[[list[Any]], list[Any]]
Answer = tuple[int | None, list[Any], Exception | None]
_NUMBER = 4
"""Bytes in which the number of a batch is written."""


class WorkerLostError(Exception):
    """A process ended before its work was done: somebody killed it, or the system had no memory left."""


class Crew(AbstractContextManager["Crew"]):
    """Runs a job on every batch; `results` are all of what it returned, in order.

    Forked processes inherit what the job knows without copying it; they begin at once. Whoever asks for the
    results works too, on the batches that nobody has begun: all of them where the system cannot fork, or
    with one worker. Leaving the context ends the processes: nothing writes a file afterwards.

    Each process answers through a pipe of its own, and takes the number of its next batch from one that all
    share: nobody waits for a lock, or for the rest of an answer, of a process that was killed.
    """

    def __init__(self, job: Job, batches: list[list[Any]], workers: int) -> None:
        """`workers` is the number of processes, this one included; 0 means one for each core."""
        self._job, self._batches = job, batches
        self._made: dict[int, list[Any]] = {}
        self._wrong: Exception | None = None
        self._is_closed = False
        self._waiting, numbers = os.pipe()
        os.write(numbers, b"".join(n.to_bytes(_NUMBER, "big") for n in range(len(batches))))
        os.close(numbers)
        self._processes: list[Any] = []
        others = min(workers or os.cpu_count() or 1, len(batches)) - 1
        try:
            # Who is interrupted within a fork keeps what others hold locked for the time of it.
            with uninterrupted():
                self._begin(others)
        except KeyboardInterrupt:
            # Nobody else knows of the processes yet.
            self.close()
            raise

    def _begin(self, others: int) -> None:
        answers: dict[int, Connection] = {}
        if others > 0 and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            for _ in range(others):
                answer, own_end = context.Pipe(duplex=False)
                process = context.Process(target=self._work, args=(own_end,), daemon=True)
                process.start()
                own_end.close()
                self._processes.append(process)
                answers[answer.fileno()] = answer
        self._gatherer = threading.Thread(target=self._gather, args=(answers,), daemon=True)
        self._gatherer.start()

    def results(self) -> Iterator[Any]:
        """Yield what the job returned; raises what it raised, and WorkerLostError."""
        while (number := self._next()) is not None:
            self._made[number] = self._job(self._batches[number])
            # What went wrong elsewhere is not left waiting.
            self._complain()
        self._gatherer.join()
        self._complain()
        for n in range(len(self._batches)):
            yield from self._made[n]

    def close(self) -> None:
        """End the processes, after the batches that they have begun."""
        if self._is_closed:
            return
        while self._next() is not None:
            pass
        self._gatherer.join()
        for process in self._processes:
            process.join()
        os.close(self._waiting)
        self._is_closed = True

    def __exit__(self, *_: object) -> None:
        self.close()

    def _complain(self) -> None:
        if self._wrong:
            raise self._wrong

    def _next(self) -> int | None:
        """Take the number of a batch that nobody has begun; None when there is none."""
        number = os.read(self._waiting, _NUMBER)
        return int.from_bytes(number, "big") if number else None

    def _gather(self, answers: dict[int, Connection]) -> None:
        """Note what the other processes answer, until all have ended; `answers` are pipes by number."""
        while answers:
            for ready in wait(list(answers)):
                number, made, wrong = _received(answers[cast(int, ready)])
                if number is None:
                    answers.pop(cast(int, ready)).close()
                    self._wrong = self._wrong or wrong
                else:
                    self._made[number] = made

    def _work(self, answer: Connection) -> None:
        """Do what there is to do, in another process."""
        # Who interrupts the first process ends this one through it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        threading.Thread(target=leave_with_parent, daemon=True).start()
        wrong = None
        while wrong is None and (number := self._next()) is not None:
            try:
                answer.send((number, self._job(self._batches[number]), None))
            except Exception as error:  # noqa: BLE001 - the first process raises it
                wrong = _sendable(error)
        answer.send((None, [], wrong))


def _received(answer: Connection) -> Answer:
    """Return what a process says next: the last answer has no number, but what went wrong, if anything."""
    try:
        return cast(Answer, answer.recv())
    except (EOFError, OSError):
        return None, [], WorkerLostError()


def leave_with_parent() -> None:
    """End this process when the first one is gone, however it went: nobody asks for the results."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _sendable(error: Exception) -> Exception:
    """Return an error that another process can raise, with what is known here of its place."""
    if isinstance(error, jinja2.TemplateError | AttributeError) and is_of_template(error):
        # The way to the template's line does not come back from another process.
        return jinja2.TemplateError(located(error))
    place = traceback.format_exc()
    with contextlib.suppress(Exception):
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        error.add_note(place)
        return error
    return RuntimeError(place)


def is_of_template(error: Exception) -> bool:
    """Return whether an error is one of a template: Jinja says so, or what it asks for is not there."""
    return isinstance(error, jinja2.TemplateError) or _frames(error)[-1:] == _frames_of_templates(error)[-1:]


def located(error: Exception) -> str:
    """Return what is wrong with a template as `file:line: message`, as far as the traceback tells."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    frames = _frames_of_templates(error)
    place = f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
    return f"{place}{error}"


def _frames(error: Exception) -> list[traceback.FrameSummary]:
    return list(traceback.extract_tb(error.__traceback__))


def _frames_of_templates(error: Exception) -> list[traceback.FrameSummary]:
    return [frame for frame in _frames(error) if frame.filename.endswith((".html", ".xml", ".txt"))]


def batches_of(items: Iterable[Any], count: int) -> list[list[Any]]:
    """Deal items into at most `count` batches of like size, keeping neighbours together."""
    items = list(items)
    size = max(1, -(-len(items) // count))
    return [items[i : i + size] for i in range(0, len(items), size)]

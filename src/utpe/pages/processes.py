# SPDX-License-Identifier: MIT
"""Work in batches, in forked processes while this one goes on, and in this one when it has nothing else."""

from __future__ import annotations

import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing.connection import wait
from typing import Any

import jinja2

Job = Callable[[list[Any]], list[Any]]


class Crew(AbstractContextManager["Crew"]):
    """Runs a job on every batch; `results` are all of what it returned, in order.

    Forked processes inherit what the job knows without copying it; they begin at once. Whoever asks for the
    results works too, on the batches that nobody has begun: all of them where the system cannot fork, or
    with one worker. Leaving the context ends the processes: nothing writes a file afterwards.
    """

    def __init__(self, job: Job, batches: list[list[Any]], workers: int) -> None:
        """`workers` is the number of processes, this one included; 0 means one for each core."""
        self._job = job
        self._batches = batches
        self._pool: ProcessPoolExecutor | None = None
        self._futures: list[Future[list[Any]]] = []
        others = min(workers or os.cpu_count() or 1, len(batches)) - 1
        if others > 0 and "fork" in multiprocessing.get_all_start_methods():
            context = multiprocessing.get_context("fork")
            # The job goes by inheritance: it could not be pickled.
            self._pool = ProcessPoolExecutor(others, context, initializer=_take, initargs=(job,))
            self._futures = [self._pool.submit(_run, batch) for batch in batches]

    def results(self) -> Iterator[Any]:
        """Yield what the job returned; raises what it raised."""
        own: dict[int, list[Any]] = {}
        # From the end, where nobody has begun; what went wrong elsewhere is not left waiting.
        for n in reversed(range(len(self._batches))):
            for future in self._futures:
                if future.done() and not future.cancelled():
                    future.result()
            if not self._pool or self._futures[n].cancel():
                own[n] = self._job(self._batches[n])
        for n in range(len(self._batches)):
            yield from own[n] if n in own else self._futures[n].result()

    def close(self) -> None:
        """End the processes, after the batches that they have begun."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def __exit__(self, *_: object) -> None:
        self.close()


_job: Job | None = None


def _take(job: Job) -> None:
    global _job  # noqa: PLW0603 - one job for each forked process
    _job = job
    threading.Thread(target=leave_with_parent, daemon=True).start()


def leave_with_parent() -> None:
    """End this process when the first one is gone, however it went: nobody asks for the results."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)


def _run(batch: list[Any]) -> list[Any]:
    if _job is None:
        raise RuntimeError("this process was given no job")
    try:
        return _job(batch)
    except (jinja2.TemplateError, AttributeError) as error:
        if not is_of_template(error):
            raise
        # The way to the template's line does not come back from another process.
        raise jinja2.TemplateError(located(error)) from None


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

# SPDX-License-Identifier: MIT
"""What was already asked: a file of one JSON object a line, only ever added to, so that a run can go on.

Each line has the fields of `Result`. What cannot be read is passed over: at worst a link is asked again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from utpe.links.visit import Result, Status

NAME = "links.jsonl"


def read_journal(path: Path, since: dt.date) -> dict[str, Result]:
    """Return the last result of each address, of `since` or later; none without a file. Raises OSError."""
    found: dict[str, Result] = {}
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    for line in lines:
        result = _result(line)
        if result and _day(result) >= since:
            found[result.url] = result
    return found


def _result(line: bytes) -> Result | None:
    try:
        tree: Any = json.loads(line)
        result = Result(**{**tree, "status": Status(tree["status"])})
        texts = (result.url, result.reason, result.to, result.day)
        dt.date.fromisoformat(result.day)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return result if all(isinstance(t, str) for t in texts) and type(result.code) is int else None


def _day(result: Result) -> dt.date:
    return dt.date.fromisoformat(result.day)


class Journal:
    """Adds results to the file, each on the disk before the next is asked for. Opening it raises OSError."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("a+b")
        # A line that was cut off must not swallow the next one.
        if self._file.tell():
            self._file.seek(-1, 2)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")

    def add(self, result: Result) -> None:
        """Write one result. Raises OSError."""
        self._file.write(json.dumps(dataclasses.asdict(result)).encode() + b"\n")
        self._file.flush()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

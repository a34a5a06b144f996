# SPDX-License-Identifier: MIT
"""What was worked out once, kept in files between runs: the only way in which this program caches.

Whoever keeps something names it by all that it was made of, its code too, so that nothing is ever stale. Each
entry begins with the digest of its name and the rest, so that one cut off is as good as none. Any number
of runs may share a folder, which may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from pathlib import Path

from utpe.reading.remains import begun, clear_remains

SPARE = 50
"""How many entries that nobody used may stay beside as many as were used."""
_DIGITS = 64


class Kept:
    """What is kept of one kind, in a folder below that of all caches; without one nothing is kept."""

    def __init__(self, cache_dir: Path | None, kind: str) -> None:
        self._folder = cache_dir and cache_dir / kind
        self._used: set[str] = set()

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name; None when nothing is, or not all of it."""
        if self._folder is None:
            return None
        self._used.add(name)
        try:
            raw = (self._folder / name).read_bytes()
        except OSError:
            return None
        content = raw[_DIGITS:]
        return content if _digest(name, content) == raw[:_DIGITS] else None

    def put(self, name: str, content: bytes) -> None:
        """Keep something so that no reader ever sees half of it; if that cannot be done, nothing is kept."""
        if self._folder is None:
            return
        path, beside = self._folder / name, self._folder / f"{begun('.')}{name}"
        _clear_once(self._folder)
        try:
            self._make(self._folder)
            beside.write_bytes(_digest(name, content) + content)
            beside.replace(path)
        except OSError:
            # A full disk, a folder that nobody may write: the work is done again next time.
            with contextlib.suppress(OSError):
                beside.unlink()

    @staticmethod
    def _make(folder: Path) -> None:
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            # Nobody's caches become part of a repository by accident; without this file none is kept.
            (folder.parent / ".gitignore").write_text("*\n")
            folder.mkdir(exist_ok=True)

    def prune(self) -> None:
        """Drop the oldest of the entries that were not asked for, when they are many."""
        if self._folder is None:
            return
        try:
            others = [entry for entry in os.scandir(self._folder) if entry.name not in self._used]
            others.sort(key=lambda entry: entry.stat().st_mtime, reverse=True)
            for entry in others[SPARE + len(self._used) :]:
                Path(entry).unlink()
        except OSError:
            # Another run was there first.
            return


@functools.cache
def _clear_once(folder: Path) -> None:
    clear_remains(folder, ".")


def _digest(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode() + content).hexdigest().encode()

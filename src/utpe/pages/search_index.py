# SPDX-License-Identifier: MIT
"""Makes the search index of a site: entries as small documents in, Pagefind's files out.

Each language has an index of its own, `pagefind/<language>/`, made by a run of its own. Pagefind is run by
its command line, the one interface that is documented and quick (its Python interface waits a tenth of a
second for each answer: docs/decisions/search.md).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from pagefind.service import get_executable

from utpe.reading.remains import begun, clear_remains

FOLDER = "pagefind"
# What Pagefind brings beside the index: its own interfaces, which no page of ours loads.
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.unknown.pagefind")
TIMEOUT_SECONDS = 120
PAUSE_SECONDS = 0.02
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only asked for; the folder in it gets a name that nobody knows
SCRATCH = "utpe-search-"
# Whole pages of memory: most documents need one, and twice as much is left to others.
BYTES_A_FILE = 16_384
ROOM = 1_000_000
"""Bytes that must have found room beside the index: more than its largest file."""


class Document(NamedTuple):
    """A thing that can be found, at an address of a language: a whole HTML page for Pagefind alone.

    It is kept in UTF-8 (overrides/search/document.html): there are thousands.
    """

    language: str
    path: str
    html: bytes


class SearchIndexError(Exception):
    """The index could not be made; its argument says why: what the tool said, or an OSError."""


def write_index(
    documents: Iterable[Document], site: Path, workers: int = 1, end: threading.Event | None = None
) -> int:
    """Write the index of these documents into `site`; return the number of documents.

    `workers` is how many languages are indexed at once, 0 one for each core. Where there is an index, what
    is the same stays, what is new comes beside it, and the files that lead to it come last: readers have the
    old one until the new one is whole. Once `end` is set it is given up. Raises SearchIndexError, OSError.
    """
    executable = get_executable()
    if executable is None:
        raise SearchIndexError("pagefind")
    for folder in (IN_MEMORY, Path(tempfile.gettempdir())):
        clear_remains(folder, SCRATCH)
    command, end = [str(executable)], end or threading.Event()
    by_language: dict[str, list[Document]] = {}
    for document in documents:
        by_language.setdefault(document.language, []).append(document)
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        running = [
            pool.submit(_index, command, found, site / FOLDER / language, end)
            for language, found in by_language.items()
        ]
        try:
            for one in running:
                one.result()
        except BaseException:
            # Nobody waits for what will not be shown.
            end.set()
            raise
    return sum(map(len, by_language.values()))


def _index(command: list[str], documents: list[Document], out: Path, end: threading.Event) -> None:
    """Write the index of one language into the folder `out`; leave nothing half written."""
    before = set(out.rglob("*"))
    with tempfile.TemporaryDirectory(prefix=begun(SCRATCH), dir=_scratch(len(documents))) as name:
        pages = Path(name) / "pages"
        for document in documents:
            path = pages / _file(document)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(document.html)
        try:
            _run([*command, "--site", str(pages), "--output-path", str(out), "--silent"], Path(name), end)
            _require_whole(out)
        except (SearchIndexError, OSError):
            # A file that was begun would be taken for whole by the next run: it goes by the name.
            for path in set(out.rglob("*")) - before:
                if path.is_file():
                    path.unlink()
            raise
    for pattern in UNUSED:
        for path in out.glob(pattern):
            path.unlink()


def _require_whole(made: Path) -> None:
    """Raise OSError when there is no room left, SearchIndexError when a file is empty.

    Pagefind 1.5 writes what it can on a full disk, and says that all is well.
    """
    room = made / "room"
    try:
        room.write_bytes(bytes(ROOM))
    finally:
        room.unlink(missing_ok=True)
    for path in made.rglob("*"):
        if not path.stat().st_size:
            raise SearchIndexError(f"{path.relative_to(made)}: 0 B")


def _scratch(files: int) -> Path | None:
    """Return where so many small files are written soonest: Linux keeps a folder in memory; else None.

    ext4 takes half a millisecond for each new file, and longer for minutes after thousands were deleted.
    """
    try:
        free = shutil.disk_usage(IN_MEMORY).free
    except OSError:
        return None
    return IN_MEMORY if os.access(IN_MEMORY, os.W_OK) and free > files * BYTES_A_FILE else None


def _file(document: Document) -> str:
    """Name a document so that its address follows (`addressOf` in search.js): Pagefind keeps names only."""
    within = document.path.removeprefix(f"{document.language}/").rstrip("/")
    return f"{within or 'index'}.html"


def _run(command: list[str], folder: Path, end: threading.Event) -> None:
    """Run the tool until it is done; end it when its time is up or nobody wants it any more."""
    with (folder / "said").open("w+", encoding="utf-8") as said:
        try:
            process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        except OSError as error:
            raise SearchIndexError(error) from None
        limit = time.monotonic() + TIMEOUT_SECONDS
        while process.poll() is None and time.monotonic() < limit and not end.wait(PAUSE_SECONDS):
            pass
        if process.poll() is None:
            process.kill()
        if process.wait():
            said.seek(0)
            raise SearchIndexError(said.read().strip() or _ended(process.returncode))


def _ended(status: int) -> str:
    """Return how a process ended that said nothing: «SIGKILL», or its exit status."""
    return f"pagefind: {signal.Signals(-status).name if status < 0 else status}"

# SPDX-License-Identifier: MIT
"""Makes the search index of a site: entries as small documents in, Pagefind's files out.

Pagefind is run by its command line, the one interface that is documented and quick (its Python interface
waits a tenth of a second for each answer: docs/decisions/search.md).
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

from pagefind.service import get_executable

FOLDER = "pagefind"
# What Pagefind brings beside the index: its own interfaces, which no page of ours loads.
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.unknown.pagefind")
TIMEOUT_SECONDS = 120
ROOM = 1_000_000
"""Bytes that must have found room beside the index: more than its largest file."""
PAUSE_SECONDS = 0.02


class SearchIndexError(Exception):
    """The index could not be made; the message says why, as the tool or the system says it."""


def write_index(documents: Iterable[bytes], site: Path, end: threading.Event | None = None) -> int:
    """Write the index of these documents into `site`; return the number of documents.

    Each document is a whole HTML page for Pagefind alone (overrides/search/document.html). A site that has
    an index keeps it until the new one is whole. With `end` it is made in the background: what the editor
    waits for goes first, and once the event is set it is given up. Raises SearchIndexError, OSError.
    """
    executable = get_executable()
    if executable is None:
        raise SearchIndexError("pagefind")
    # On the disk of the site: what is whole there needs no further room.
    with tempfile.TemporaryDirectory(prefix=".search-", dir=site) as name:
        pages, new = Path(name) / "pages", Path(name) / FOLDER
        count = 0
        for count, document in enumerate(documents, 1):
            # Files of one folder slow many file systems down; a thousand of them do not.
            folder = pages / str(count // 1000)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{count}.html").write_bytes(document)
        command = [str(executable), "--site", str(pages), "--output-path", str(new), "--silent"]
        if end and (nice := shutil.which("nice")):
            command = [nice, "-n", "15", *command]
        _run(command, Path(name), end or threading.Event())
        _require_whole(new, Path(name))
        for pattern in UNUSED:
            for path in new.glob(pattern):
                path.unlink()
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        new.rename(site / FOLDER)
    return count


def _require_whole(made: Path, beside: Path) -> None:
    """Raise OSError when there is no room left, SearchIndexError when a file is empty.

    Pagefind 1.5 writes what it can on a full disk, and says that all is well.
    """
    (beside / "room").write_bytes(bytes(ROOM))
    for path in made.rglob("*"):
        if not path.stat().st_size:
            raise SearchIndexError(f"{path.relative_to(made)}: 0 B")


def _run(command: list[str], folder: Path, end: threading.Event) -> None:
    """Run the tool until it is done; end it when its time is up or nobody wants it any more."""
    with (folder / "said").open("w+", encoding="utf-8") as said:
        try:
            process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        except OSError as error:
            raise SearchIndexError(str(error)) from None
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

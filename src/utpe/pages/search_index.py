# SPDX-License-Identifier: MIT
"""Makes the search index of a site: entries as small documents in, Pagefind's files out.

Pagefind is run by its command line, the one interface that is documented and quick (its Python interface
waits a tenth of a second for each answer: docs/decisions/search.md).
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pagefind.service import get_executable

FOLDER = "pagefind"
# What Pagefind brings beside the index: its own interfaces, which no page of ours loads.
UNUSED = ("pagefind-*ui*", "pagefind-highlight.js", "wasm.unknown.pagefind")
TIMEOUT_SECONDS = 120


class SearchIndexError(Exception):
    """The index could not be made; the message says why, as the tool or the system says it."""


def write_index(documents: Iterable[str], site: Path, is_patient: bool = False) -> int:
    """Write the index of these documents into `site`; return the number of documents.

    Each document is a whole HTML page for Pagefind alone (overrides/search/document.html). A site that has
    an index keeps it until the new one is whole. With `is_patient`, what the editor waits for goes first.
    Raises SearchIndexError.
    """
    executable = get_executable()
    if executable is None:
        raise SearchIndexError("pagefind")
    with tempfile.TemporaryDirectory(prefix="utpe-search-") as name:
        pages, new = Path(name) / "pages", Path(name) / FOLDER
        count = 0
        for count, document in enumerate(documents, 1):
            # Files of one folder slow many file systems down; a thousand of them do not.
            folder = pages / str(count // 1000)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{count}.html").write_text(document, encoding="utf-8")
        command = [str(executable), "--site", str(pages), "--output-path", str(new), "--silent"]
        if is_patient and (nice := shutil.which("nice")):
            command = [nice, "-n", "15", *command]
        try:
            done = subprocess.run(
                command, cwd=name, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SearchIndexError(str(error)) from None
        if done.returncode:
            raise SearchIndexError((done.stderr or done.stdout).strip())
        for pattern in UNUSED:
            for path in new.glob(pattern):
                path.unlink()
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        shutil.move(new, site / FOLDER)
    return count

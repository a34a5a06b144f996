# SPDX-License-Identifier: MIT
"""Measures how long `utpe serve` takes from saving a file until the page that is open shows it.

Usage: bench/renewal.py [--records 5000] [--runs 5]. Prints a Markdown table of medians with the least and the
most of each, for this site and for registers of the sizes given (bench/corpus.py). It does what a browser
does: it asks for a page, waits for the server's word that the page is newer, and asks again; what was saved
must be on it. The last column is when the server says that all pages are renewed.
"""

from __future__ import annotations

import argparse
import http.client
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import corpus
from processes import ENVIRONMENT, spread

ROOT = Path(__file__).resolve().parent.parent
UTPE = Path(sys.executable).with_name("utpe")
PATIENCE_SECONDS = 120
# The background has begun to make the search index by then, as it has for an editor who saves now and then.
BETWEEN_SECONDS = 1.5
LIVE = "/_live?"


@dataclass(frozen=True)
class Edit:
    """What is saved, and the page that shows it: `changed` gets the text of the file and a mark."""

    name: str
    file: str
    page: str
    changed: Callable[[str, str], str]


EDITS = (
    Edit(
        "one record",
        "data/meetings.yaml",
        "/es/reuniones/seminario-cidades-periferia-canoas-2012/",
        lambda text, mark: text.replace("es: Lanzamiento", f"es: {mark} Lanzamiento", 1),
    ),
    Edit(
        "a page of prose",
        "content/es/methodology.md",
        "/es/como-establecemos-los-hechos/",
        lambda text, mark: f"{text}\n{mark}.\n",
    ),
    Edit(
        "a template of all records",
        "overrides/records/record.html",
        "/es/reuniones/seminario-cidades-periferia-canoas-2012/",
        lambda text, mark: text.replace("{% for b in", f"<!-- {mark} -->{{% for b in", 1),
    ),
)


class Server:
    """`utpe serve` in a project."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.process = subprocess.Popen(
            [str(UTPE), "serve", "--port", "0"],
            cwd=project,
            env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self.until(r"http://(127\.0\.0\.1:\d+)")

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line)

    def until(self, pattern: str) -> str:
        """Return the first group of a pattern in what the server says; SystemExit if it never does."""
        said = []
        while True:
            try:
                said.append(self._lines.get(timeout=PATIENCE_SECONDS))
            except queue.Empty:
                raise SystemExit(f"the server never said {pattern}:\n{''.join(said)}") from None
            if match := re.search(pattern, said[-1]):
                return match[1]

    def get(self, path: str) -> tuple[str, str]:
        """Return a page, and the number of the change that it is as new as."""
        with_server = http.client.HTTPConnection(self.address, timeout=PATIENCE_SECONDS)
        with_server.request("GET", path)
        answer = with_server.getresponse()
        seen = re.search(r"dur=(\d+)", answer.getheader("Server-Timing", ""))
        if answer.status != 200 or not seen:
            raise SystemExit(f"{path}: {answer.status}")
        return answer.read().decode(), seen[1]

    def follow(self, page: str, seen: str) -> http.client.HTTPResponse:
        """Return the stream that tells when a page is newer."""
        with_server = http.client.HTTPConnection(self.address, timeout=PATIENCE_SECONDS)
        with_server.request("GET", LIVE + urlencode({"page": page, "seen": seen}))
        return with_server.getresponse()

    def close(self) -> None:
        """End the server."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_SECONDS)


def main(sizes: list[int], runs: int) -> None:
    """Measure this site, then registers of other sizes; print the table."""
    say("| | saved to shown, s (least–most) | saved to all renewed, s (least–most) |\n|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="utpe-bench-") as folder:
        for size in (0, *sizes):
            project = Path(folder) / str(size)
            if size:
                corpus.make(project, size)
            else:
                subprocess.run(["git", "clone", "-q", str(ROOT), str(project)], check=True)
            name = f"{size:,} records" if size else "this site"
            server = Server(project)
            try:
                for edit in EDITS:
                    shown, whole = measure(server, edit, runs)
                    say(f"| {name}, {edit.name} | {_spread(shown)} | {_spread(whole)} |")
            finally:
                server.close()


def measure(server: Server, edit: Edit, runs: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each run until the page shows an edit, and until all pages are renewed."""
    path = server.project / edit.file
    original, shown, whole = path.read_text(), [], []
    for run in range(runs):
        time.sleep(BETWEEN_SECONDS)
        mark, (_, seen) = f"Prueba {run}", server.get(edit.page)
        text = edit.changed(original, mark)
        if text == original:
            raise SystemExit(f"nothing to change in {edit.file}")
        stream = server.follow(edit.page, seen)
        started = time.monotonic()
        path.write_text(text)
        while not stream.readline().startswith(b"data:"):
            pass
        if mark not in server.get(edit.page)[0]:
            raise SystemExit(f"{edit.page} does not show what was saved in {edit.file}")
        shown.append(time.monotonic() - started)
        server.until(r"(\d) s\.")
        whole.append(time.monotonic() - started)
    path.write_text(original)
    server.until(r"(\d) s\.")
    return shown, whole


def say(line: str) -> None:
    """Print a line of the table, once it is known."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _spread(values: list[float]) -> str:
    median, least, most = spread(values, "")
    return f"{median} ({least}–{most})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="From saving a file to the page that shows it.")
    parser.add_argument("--records", type=int, nargs="*", default=[5_000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    main(options.records, options.runs)

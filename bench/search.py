# SPDX-License-Identifier: MIT
"""Measures the search: making the index, and what a first query costs a reader.

Usage: bench/search.py [--records 1000 5000] [--runs 5]. Prints Markdown tables: this site's register, and
one of each further size (corpus.py). Time is that of the index alone, each run into a new folder; no folder
is deleted before the end (README.md). Memory is that of all processes at once, from a run apart. The site
is served as the hosting would (brotli, the headers of scripts/host_headers.py), at once and as over a slow
phone's network: 150 ms before each answer, then 1.6 Mbit/s, as Lighthouse has it. Bytes are those of the
bodies that the server sent. Each query is the first of a browser that has nothing kept.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import pickle
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import corpus
from processes import run

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from chromium import find_or_install  # noqa: E402 - scripts/ is no package
from lighthouse import FLAGS, Host, packed  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from utpe.mkdocs_adapter.build import build_into  # noqa: E402
from utpe.pages.memory import Memory  # noqa: E402
from utpe.pages.search_index import FOLDER, write_index  # noqa: E402

QUERIES = {
    "es/buscar/": ("planificación metropolitana", "rosario", "transporte", "reunión 2014", "mercociudades"),
    "pt/buscar/": (
        "planejamento metropolitano",
        "porto alegre",
        "transporte",
        "reunião 2014",
        "mercocidades",
    ),
}
LATENCY_SECONDS = 0.15
BYTES_PER_SECOND = 204_800
# As `utpe build` does it, and as `utpe serve` does, which leaves a core to the editor.
WAYS = {"languages at once": 0, "one after the other": 1}
INDEX = (
    "import pickle, sys; from pathlib import Path; from utpe.pages.search_index import write_index;"
    "write_index(pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), int(sys.argv[3]))"
)


class Network(Host):
    """Serves as the hosting would, as slowly as asked, and keeps account of what it sent."""

    sent: list[tuple[bool, int]]
    is_slow = False

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        """Answer one request; note whether it is of the search, and its bytes."""
        inside = self.path.partition("?")[0].lstrip("/")
        path = self.folder / inside
        path = path / "index.html" if path.is_dir() else path
        size = len(packed(path)) if path.is_file() else 0
        self.sent.append((inside.startswith((FOLDER, "assets/search.")), size))
        if self.is_slow:
            time.sleep(LATENCY_SECONDS + size / BYTES_PER_SECOND)
        super().do_GET()


def main(sizes: list[int], runs: int) -> None:
    """Build each register once, index it again and again, then ask as a reader would; print the tables."""
    columns = [f"{unit}, {way}" for unit in ("s", "peak MB") for way in WAYS]
    indexes = [f"| index | {' | '.join(columns)} | files | MB |", "|---" * 7 + "|"]
    columns = ["bytes of the search", "requests", "bytes with the page", "requests", "s to the first result"]
    asked = [f"| first query | {' | '.join(columns)} |", "|---" * 6 + "|"]
    before = _bare_loop()
    with tempfile.TemporaryDirectory(prefix="utpe-bench-") as name:
        for size in (0, *sizes):
            folder = Path(name) / str(size)
            folder.mkdir()
            root = ROOT
            if size:
                root = folder / "corpus"
                corpus.make(root, size)
            label = f"{size:,} records" if size else "this site"
            indexes.append(f"| {label}, {_indexed(root, folder, runs)}")
            asked += [f"| {label}, {row}" for row in _asked(folder / "site")]
    sys.stdout.write(
        f"Load {os.getloadavg()[0]:.1f}; a bare loop of Python took {before:.2f} s before and"
        f" {_bare_loop():.2f} s after.\n\n"
    )
    sys.stdout.write("\n".join([*indexes, "", *asked, ""]))


def _indexed(root: Path, folder: Path, runs: int) -> str:
    """Return the row of a register; its site with its index stands in `folder` then."""
    site, kept, memory = folder / "site", folder / "documents", Memory()
    # With a live script the build leaves the index to us.
    build_into(root, site, extra={"memory": memory, "live_script": "none.js"})
    documents = memory.documents
    kept.write_bytes(pickle.dumps(documents))
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    # The site gets its index in a run that does not count.
    write_index(documents, site)
    for number in range(runs):
        for way, workers in WAYS.items():
            out = folder / f"{workers}-{number}"
            out.mkdir()
            started = time.monotonic()
            write_index(documents, out, workers)
            seconds[way].append(time.monotonic() - started)
    peaks = []
    for workers in WAYS.values():
        out = folder / f"{workers}-peak"
        out.mkdir()
        peaks.append(run((sys.executable, "-c", INDEX, kept, out, workers), root, watch=True)[1])
    files = [p.stat().st_size for p in (site / FOLDER).rglob("*") if p.is_file()]
    return (
        f"{len(documents):,} documents | {' | '.join(_three(x) for x in seconds.values())} |"
        f" {' | '.join(f'{x:,.0f}' for x in peaks)} | {len(files):,} | {sum(files) / 1e6:.1f} |"
    )


def _three(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def _bare_loop() -> float:
    started = time.monotonic()
    for _ in range(10_000_000):
        pass
    return time.monotonic() - started


def _asked(site: Path) -> Iterator[str]:
    """Yield a row for each network: medians of all queries in all languages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS.split())
        for name, is_slow in (("here", False), ("slow network", True)):
            handler = type("Account", (Network,), {"sent": [], "is_slow": is_slow})
            server = http.server.ThreadingHTTPServer(
                ("127.0.0.1", 0), functools.partial(handler, folder=site)
            )
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_port}/"
            found = [
                _first_query(browser, url + path, query, handler.sent)
                for path, queries in QUERIES.items()
                for query in queries
            ]
            server.shutdown()
            cells = [_bytes([x[n] for x in found]) for n in range(4)]
            yield f"{name} | {' | '.join(cells)} | {_three([x[4] for x in found])} |"
        browser.close()


def _bytes(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})"


def _first_query(
    browser: Any, url: str, query: str, sent: list[tuple[bool, int]]
) -> tuple[float, float, float, float, float]:
    """Return bytes and requests of the search, then of all, and the seconds until there is a result."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    sent.clear()
    page.goto(url)
    page.wait_for_selector("#search select[data-facet=year] option:nth-child(2)", state="attached")
    started = time.monotonic()
    page.locator("#search input").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_selector("#hits li")
    took = time.monotonic() - started
    page.wait_for_load_state("networkidle")
    context.close()
    own = [size for is_search, size in sent if is_search]
    return sum(own), len(own), sum(size for _, size in sent), len(sent), took


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="*", default=[1_000, 5_000])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    main(sorted(given.records), given.runs)

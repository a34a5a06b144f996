# SPDX-License-Identifier: MIT
"""Measures the search of this site: making the index, and what a first query costs a reader.

Usage: bench/search.py [RUNS]. Prints two Markdown tables. The site is served as the hosting would (brotli,
the headers of scripts/host_headers.py), at once and as over a slow phone's network: 150 ms before each
answer, then 1.6 Mbit/s, as Lighthouse has it. Bytes are those of the bodies that the server sent.
"""

from __future__ import annotations

import functools
import http.server
import resource
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from chromium import find_or_install  # noqa: E402 - scripts/ is no package
from lighthouse import FLAGS, Host, packed  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from utpe.mkdocs_adapter.build import build_into  # noqa: E402
from utpe.pages.memory import Memory  # noqa: E402
from utpe.pages.search_index import write_index  # noqa: E402

QUERY = "planificación metropolitana"
LATENCY_SECONDS = 0.15
BYTES_PER_SECOND = 204_800


class Network(Host):
    """Serves as the hosting would, as slowly as asked, and keeps account of what it sent."""

    sent: list[int]
    is_slow = False

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        """Answer one request."""
        path = self.folder / self.path.partition("?")[0].lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        size = len(packed(path)) if path.is_file() else 0
        self.sent.append(size)
        if self.is_slow:
            time.sleep(LATENCY_SECONDS + size / BYTES_PER_SECOND)
        super().do_GET()


def main(runs: int) -> None:
    """Build once, index again and again, then ask as a reader would; print the tables."""
    with tempfile.TemporaryDirectory(prefix="utpe-bench-") as name:
        site, memory = Path(name) / "site", Memory()
        # With a live script the build leaves the index to us.
        build_into(ROOT, site, extra={"memory": memory, "live_script": "none.js"})
        seconds = []
        for _ in range(runs):
            started = time.monotonic()
            count = write_index(memory.documents, site)
            seconds.append(time.monotonic() - started)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = sum(p.stat().st_size for p in (site / "pagefind").rglob("*") if p.is_file())
        lines = [
            f"| index of {count:,} documents, {runs} runs | |\n|---|---|",
            f"| time, median (least, most) | {_three(seconds)} s |",
            f"| peak memory of the tool | {peak:.0f} MB |",
            f"| size, all files | {size / 1e6:.1f} MB |\n",
            "| first query | bytes of the page | requests | bytes of the query | requests | time to a list |",
            "|---|---|---|---|---|---|",
            *_asked(site, runs),
        ]
        sys.stdout.write("\n".join([*lines, ""]))


def _three(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}, {max(values):.2f})"


def _asked(site: Path, runs: int) -> list[str]:
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=FLAGS.split())
        for name, is_slow in (("here", False), ("slow network", True)):
            handler = type("Account", (Network,), {"sent": [], "is_slow": is_slow})
            server = http.server.ThreadingHTTPServer(
                ("127.0.0.1", 0), functools.partial(handler, folder=site)
            )
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_port}/es/buscar/"
            found = [_first_query(browser, url, handler.sent) for _ in range(runs)]
            server.shutdown()
            cells = [f"{statistics.median(x[n] for x in found):,.0f}" for n in range(4)]
            rows.append(f"| {name} | {' | '.join(cells)} | {_three([x[4] for x in found])} s |")
        browser.close()
    return rows


def _first_query(browser: Any, url: str, sent: list[int]) -> tuple[float, ...]:
    """Return bytes and requests of the page as it opens, then of the first query, and the query's seconds."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    sent.clear()
    page.goto(url)
    page.wait_for_selector("#search select[data-facet=year] option:nth-child(2)", state="attached")
    opened = sum(sent), len(sent)
    started = time.monotonic()
    page.locator("#search input").fill(QUERY)
    page.keyboard.press("Enter")
    page.wait_for_selector("#hits li:nth-child(10)")
    took = time.monotonic() - started
    context.close()
    return *opened, sum(sent) - opened[0], len(sent) - opened[1], took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

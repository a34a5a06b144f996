# SPDX-License-Identifier: MIT
"""Measures this site in a clone of the repository: cold build, memory, bytes.

Usage: bench/real_site.py [RUNS]. Prints a Markdown table of medians, with the least and the most of each.
Memory is the sum of the proportional set sizes of all processes (Linux; elsewhere it is left out). No
folder is deleted between runs: ext4 hands out inodes slowly for minutes after thousands were freed. Python
may keep its bytecode, as it does for everybody who did not forbid it; the first run, which makes it, does
not count.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import tools
from processes import run, spread

ROOT = Path(__file__).resolve().parent.parent
UTPE = Path(sys.executable).with_name("utpe")
MKDOCS = UTPE.with_name("mkdocs")
WHOLE = (UTPE, "build")
PAGES_ALONE = (sys.executable, "-c", tools.PAGES_ALONE, "site")
WITH_FILES = (sys.executable, "-c", tools.WITH_FILES, "site")
PAGES = {
    "page of a meeting": "es/reuniones/utpeyam-2017-buenos-aires/index.html",
    "listing of the meetings": "es/reuniones/index.html",
    "home": "es/index.html",
}


def main(runs: int) -> None:
    """Measure in a clone, print the table."""
    with tempfile.TemporaryDirectory(prefix="utpe-bench-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        _build(clone)
        stock = _stock(Path(folder) / "stock", clone)
        timed = [
            (
                _build(clone)[0],
                _build(clone, WITH_FILES)[0],
                _build(clone, PAGES_ALONE)[0],
                _build(stock, [MKDOCS, "build", "--quiet"])[0],
            )
            for _ in range(runs)
        ]
        whole, files, pages, others = zip(*timed, strict=True)
        rows = [
            _row("cold build, whole command", whole, "s"),
            _row("cold build, all but the search index and the reports", files, "s"),
            _row("cold build, the pages alone", pages, "s"),
            _row("ratio of the last two", [f / p for f, p in zip(files, pages, strict=True)], ""),
            _row("stock Material for MkDocs, the pages of prose alone", others, "s"),
            _row("ratio of the pages alone to it", [p / o for p, o in zip(pages, others, strict=True)], ""),
        ]
        # Apart, because watching the memory takes time from the build.
        for name, command in (("", WHOLE), (", the pages alone", PAGES_ALONE)):
            peaks = [_build(clone, command, watch=True)[1] for _ in range(runs)]
            if any(peaks):
                rows.append(_row(f"peak memory, all processes{name}", peaks, "MB"))
        for name, path in PAGES.items():
            html = (clone / "site" / path).read_bytes()
            packed = len(gzip.compress(html, 9, mtime=0))
            rows.append(f"| {name} | {len(html):,} bytes | {packed:,} with gzip -9 | |")
        sys.stdout.write(
            "\n".join([f"| measured, {runs} runs | median | least | most |\n|---|---|---|---|", *rows, ""])
        )


def _row(name: str, values: Sequence[float], unit: str) -> str:
    return f"| {name} | " + " | ".join(spread(values, unit)) + " |"


def _stock(folder: Path, clone: Path) -> Path:
    """Make a project of the same prose with the theme as it comes: it tells how fast the machine is now."""
    shutil.copytree(clone / "content", folder / "docs")
    for page in folder.rglob("*.md"):
        page.write_text(re.sub(r"^template:.*\n", "", page.read_text(), flags=re.MULTILINE))
    (folder / "mkdocs.yml").write_text("site_name: stock\ntheme: {name: material}\nplugins: [search]\n")
    return folder


def _build(clone: Path, command: Sequence[object] = WHOLE, watch: bool = False) -> tuple[float, float]:
    """Build without caches; return the seconds, and with `watch` the peak of memory in MB."""
    for name in ("site", ".cache"):
        if (clone / name).exists():
            (clone / name).rename(Path(tempfile.mkdtemp(dir=clone.parent)) / name)
    return run(command, clone, watch)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)

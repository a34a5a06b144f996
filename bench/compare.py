# SPDX-License-Identifier: MIT
"""Compares how long this project and its peers take to build the same register, and what the disk allows.

Usage: bench/compare.py [--records 1000 5000] [--runs 3] [--all]. Prints Markdown tables. The tools take
turns, each with nothing cached and into a new folder on the same disk; no folder is deleted before the end:
ext4 hands out inodes slowly for minutes after thousands were freed. Memory is measured in runs of its own.
With `--all`, the slow tools run too, once. Which peers are here: bench/tools.py; what each is given:
bench/README.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field, replace
from importlib.metadata import version as package_version
from pathlib import Path

import corpus
from peers.export import export
from processes import run
from tools import Project, Tool, hugo_in, peers_folder, tools, version

OURS = "this project, the pages alone"
HUGO = "Hugo"
FLOOR = "floor, pages of our size, 2 processes"


@dataclass
class Measured:
    """What was measured of a tool with a register of one size."""

    seconds: list[float] = field(default_factory=list)
    memory: float = 0
    pages: int = 0
    bytes: int = 0
    failed: str = ""

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)


Results = dict[tuple[str, int], Measured]


def main(sizes: list[int], runs: int, with_slow: bool) -> None:
    """Make the registers, measure, print the tables."""
    found, missing = tools(peers_folder())
    chosen = [t for t in found if with_slow or not t.is_slow]
    results: Results = defaultdict(Measured)
    with tempfile.TemporaryDirectory(prefix="utpe-bench-") as folder:
        projects = [project(Path(folder) / str(n), n, chosen) for n in sizes]
        load = os.getloadavg()[0]
        for number in range(runs):
            for p in projects:
                for tool in chosen:
                    if not tool.is_slow or number == 0:
                        attempt(tool, p, results[tool.name, p.records])
        for p in projects:
            for tool in chosen:
                if not tool.is_slow:
                    measure(tool, p, results[tool.name, p.records], watch=True)
    names = [t.name for t in chosen]
    lines = [machine(load), *table(names, projects, results), *growth(names, projects, results)]
    if missing:
        lines.append(f"Not here: {', '.join(missing)}.")
    sys.stdout.write("\n".join(lines) + "\n")


def project(folder: Path, records: int, chosen: list[Tool]) -> Project:
    """Make a register of a size, build it once, and write it for the peers."""
    clone, built = folder / "corpus", folder / "built"
    folder.mkdir()
    corpus.make(clone, records)
    made = Project(records, clone, folder / "peers")
    ours = next(t for t in chosen if t.name == OURS)
    # The first run compiles the bytecode, and does not count.
    run(ours.command(made, built), ours.folder(made))
    export(clone, built, made.peers)
    files = list(built.rglob("*.html"))
    of_records = {f"{p}/index.html" for p in record_addresses(made.peers)}
    sizes = [f.stat().st_size for f in files if f.relative_to(built).as_posix() in of_records]
    return replace(made, pages=len(files), size=int(statistics.median(sizes)))


def record_addresses(peers: Path) -> list[str]:
    """Return the addresses of the pages of records, without the last slash, as the peers have them."""
    content = peers / "hugo" / "content"
    return [
        f.relative_to(content).with_suffix("").as_posix() for f in content.rglob("*.md") if f.stem != "_index"
    ]


def attempt(tool: Tool, p: Project, result: Measured) -> None:
    """Build once; a slow peer that fails loses its row, not the hour of the others."""
    try:
        measure(tool, p, result)
    except SystemExit as error:
        if not tool.is_slow:
            raise
        result.failed = str(error).strip().splitlines()[-1]


def measure(tool: Tool, p: Project, result: Measured, watch: bool = False) -> None:
    """Build once, and note what it took."""
    folder, aside = tool.folder(p), Path(tempfile.mkdtemp(dir=p.corpus.parent))
    for name in (*tool.left, *((tool.site,) if tool.site else ())):
        if (folder / name).exists():
            (folder / name).rename(aside / name.strip("."))
    out = aside / "out"
    took, peak = run(tool.command(p, out), folder, watch, {"NO_MKDOCS_2_WARNING": "1"})
    if watch:
        result.memory = peak
        return
    result.seconds.append(took)
    if not result.pages:
        files = [f.stat().st_size for f in (folder / tool.site if tool.site else out).rglob("*.html")]
        result.pages, result.bytes = len(files), sum(files)


def table(names: list[str], projects: list[Project], results: Results) -> list[str]:
    """Return a table of each size."""
    lines = []
    for p in projects:
        lines += [
            f"\n{p.records:,} records asked for\n",
            "| | s (least–most) | ours / it | peak MB | HTML pages | bytes a page | MB |",
            "|---|---|---|---|---|---|---|",
        ]
        ours = results[OURS, p.records].median
        for name in names:
            m = results[name, p.records]
            if m.failed:
                lines.append(f"| {name} | failed: {m.failed} |")
                continue
            span = f"{m.median:.2f} ({min(m.seconds):.2f}–{max(m.seconds):.2f})"
            memory = f"{m.memory:,.0f}" if m.memory else "–"
            lines.append(
                f"| {name} | {span} | {ours / m.median:.2f} | {memory} | {m.pages:,} |"
                f" {m.bytes // m.pages:,} | {m.bytes / 1e6:.0f} |"
            )
    return lines


def growth(names: list[str], projects: list[Project], results: Results) -> list[str]:
    """Return the exponents with which the seconds grow with the pages, and the ratios that count."""
    lines = []
    if len(projects) > 1:
        few, many = projects[0].records, projects[-1].records
        lines += ["\n| growth, seconds ~ pages^x | x |", "|---|---|"]
        for name in (n for n in names if results[n, few].seconds and results[n, many].seconds):
            a, b = results[name, few], results[name, many]
            lines.append(f"| {name} | {math.log(b.median / a.median) / math.log(b.pages / a.pages):.2f} |")
    header = " | ".join(f"{p.records:,} records" for p in projects)
    lines += [f"\n| ratio of medians | {header} |", "|---|" + "---|" * len(projects)]
    for other in (HUGO, FLOOR):
        if other in names:
            cells = [results[OURS, p.records].median / results[other, p.records].median for p in projects]
            lines.append(
                f"| ours, the pages alone / {other} | " + " | ".join(f"{c:.2f}" for c in cells) + " |"
            )
    return lines


def machine(load: float) -> str:
    """Return what was measured on, and with what."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GB of memory",
        f"disk {file_system(Path(tempfile.gettempdir()))}",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"load {load:.1f} when it began",
    ]
    peers = peers_folder()
    if hugo := hugo_in(peers):
        parts.append(version((hugo, "version")).partition("-")[0])
    parts.append(f"Material for MkDocs {package_version('mkdocs-material')}")
    if peers and (zensical := peers / "bin" / "zensical").is_file():
        parts.append(f"Zensical {version((zensical, '--version'))}")
    return ", ".join(parts) + "."


def file_system(folder: Path) -> str:
    """Return the kind of file system that a folder is on (Linux; elsewhere a question mark)."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return "?"
    rows = [line.split()[1:3] for line in mounts.read_text().splitlines()]
    above = [(len(at), kind) for at, kind in rows if folder.resolve().is_relative_to(at)]
    return max(above)[1]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, nargs="+", default=[1_000, 5_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--all", action="store_true", help="the slow tools too, once")
    given = parser.parse_args()
    if shutil.which("git") is None:
        sys.exit("git is needed to make the registers")
    main(sorted(given.records), given.runs, given.all)

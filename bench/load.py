# SPDX-License-Identifier: MIT
"""Measures the site under nginx with our configuration, beside the same nginx with one bare file.

Usage: bench/load.py [--site FOLDER] [--connections N…] [--seconds S] [--rounds N]. Without a folder the site
is built first. The client is one process of Python on the same machine: it, not nginx, is what both kinds of
server wait for at times, so that the ratio counts and not the figure. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import compress  # noqa: E402 - scripts/ is no package
import nginx  # noqa: E402

PATHS = (
    *("", "es/", "pt/", "es/reuniones/", "pt/cidades/", "es/reuniones/utpeyam-2017-buenos-aires/"),
    *("pt/cidades/posadas/", "es/linea-de-tiempo/", "pt/dados-abertos/", "es/embed/mapa/", "es/proponer/"),
    *("es/reuniones/list.json", "es/feed.xml", "pt/atom.xml", "api/v1/cities.json", "data/utpe.xlsx"),
    *("assets/fonts/archivo-latin-wght-normal.woff2", "assets/mark.svg", "sitemap.xml", "robots.txt"),
)
"""What readers, feed readers and programs ask for; sheets and scripts, named by content, are added."""
ALONE = "one bare file, no configuration"
BROTLI, PLAIN = "br, gzip", "identity"


@dataclass
class Load:
    """What some connections got in some time: how long each answer took, their bytes, what went wrong."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    bytes: int = 0
    errors: int = 0

    def add(self, other: Load) -> None:
        """Take in another round."""
        self.seconds += other.seconds
        self.times += other.times
        self.bytes += other.bytes
        self.errors += other.errors

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """The milliseconds within which this share of the answers came."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Reader(asyncio.Protocol):
    """A connection, kept as long as the server keeps it, that asks for one address after the other."""

    def __init__(self, requests: Iterator[bytes], load: Load, end: float) -> None:
        self.requests = requests
        self.load, self.end = load, end
        self.left = self.since = 0.0
        self.head = b""
        self.is_last = self.has_ended = False
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self.load.bytes += len(data)
        if self.left:
            self.left -= len(data)
        else:
            head, found, body = (self.head + data).partition(b"\r\n\r\n")
            if not found:
                self.head = head
                return
            self.head = b""
            if not head.startswith(b"HTTP/1.1 200 "):
                self.load.errors += 1
            head = head.lower()
            self.is_last = b"\r\nconnection: close" in head
            length = head.partition(b"\r\ncontent-length:")[2]
            self.left = int(length.partition(b"\r\n")[0]) - len(body)
        if not self.left:
            self.load.times.append(time.perf_counter() - self.since)
            self._ask()

    def connection_lost(self, _: Exception | None) -> None:
        if not self.has_ended:
            self.load.errors += 1
        self.done.set_result(None)

    def _ask(self) -> None:
        self.since = time.perf_counter()
        if self.since < self.end and not self.is_last:
            self.transport.write(next(self.requests))
        else:
            self.has_ended = True
            self.transport.close()


def requests_for(paths: Sequence[str], accepts: str) -> list[bytes]:
    """Return what a browser says to ask for each path."""
    lines = "GET /{} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: {}\r\n\r\n"
    return [lines.format(path, accepts).encode() for path in paths]


async def loaded(url: str, requests: Sequence[bytes], connections: int, seconds: float) -> Load:
    """Return what so many connections get in so many seconds; each begins at another address."""
    load, begun = Load(), time.perf_counter()
    begins = [number % len(requests) for number in range(connections)]
    turns = [itertools.cycle([*requests[n:], *requests[:n]]) for n in begins]
    readers = [asyncio.create_task(_read(url, turn, load, begun + seconds)) for turn in turns]
    _, late = await asyncio.wait(readers, timeout=seconds + 10)
    load.errors += len(late)
    load.seconds = time.perf_counter() - begun
    return load


async def _read(url: str, requests: Iterator[bytes], load: Load, end: float) -> None:
    """Read until the end, by a new connection when the server ends one as it said; stop at a trouble."""
    place, loop = urlsplit(url), asyncio.get_running_loop()
    while time.perf_counter() < end:
        try:
            _, reader = await loop.create_connection(
                lambda: _Reader(requests, load, end), place.hostname, place.port
            )
        except OSError:
            load.errors += 1
            return
        await reader.done
        if not reader.has_ended:
            return


def table(loads: dict[tuple[str, int], Load]) -> list[str]:
    """Return the lines of the table: one for each server and number of connections, beside the bare one."""
    head = "| served | connections | answers/s | of bare | p50 ms | p99 ms | KB an answer | errors |"
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for (name, connections), load in loads.items():
        if not load.times:
            lines.append(f"| {name} | {connections} | 0 | 0.00 | – | – | – | {load.errors} |")
            continue
        share = load.rate / loads[ALONE, connections].rate
        half, most = load.percentile(0.5), load.percentile(0.99)
        size = load.bytes / len(load.times) / 1000
        figures = f"{load.rate:,.0f} | {share:.2f} | {half:.2f} | {most:.2f} | {size:.1f} | {load.errors}"
        lines.append(f"| {name} | {connections} | {figures} |")
    return lines


def _built(folder: Path) -> Path:
    site = folder / "site"
    environment = os.environ | {"SITE_URL": "https://example.org/"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(site)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    compress.compress(site)
    return site


def measure(
    site: Path, folder: Path, counts: Sequence[int], seconds: float, rounds: int
) -> dict[tuple[str, int], Load]:
    """Return what a site with its compressed copies gives; the servers take turns, `rounds` times."""
    program = nginx.find_or_install()
    if not program:
        raise SystemExit("no nginx")
    named = [p.relative_to(site).as_posix() for p in (site / "assets").glob("*.*.[cj]*s")]
    paths = [p for p in (*PATHS, *sorted(named)) if (site / p).exists()]
    # The bare file is as large as the usual answer of the mix.
    sizes = [len(_brotli(site, path).read_bytes()) for path in paths]
    plain = folder / "bare"
    plain.mkdir()
    (plain / "file.bin").write_bytes(os.urandom(int(statistics.mean(sizes))))
    # Who runs nginx as root has it read as another user.
    folder.chmod(0o755)
    with ExitStack() as stack:
        ours = stack.enter_context(nginx.serving(program, site, _room(folder, "ours")))
        other = stack.enter_context(nginx.serving_bare(program, plain, _room(folder, "other")))
        kinds = {
            ALONE: (other, requests_for(["file.bin"], BROTLI)),
            "one page of ours": (ours, requests_for(["es/"], BROTLI)),
            f"{len(paths)} addresses of ours, Brotli": (ours, requests_for(paths, BROTLI)),
            f"{len(paths)} addresses of ours, not packed": (ours, requests_for(paths, PLAIN)),
        }
        loads = {(name, count): Load() for count in counts for name in kinds}
        for _ in range(rounds):
            for (name, count), load in loads.items():
                load.add(asyncio.run(loaded(*kinds[name], count, seconds)))
    return loads


def _brotli(site: Path, path: str) -> Path:
    file = site / path
    file = file / "index.html" if file.is_dir() else file
    packed = file.with_name(f"{file.name}.br")
    return packed if packed.exists() else file


def _room(folder: Path, name: str) -> Path:
    room = folder / name
    room.mkdir()
    return room


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table; return 1 when anything went wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 32, 256])
    parser.add_argument("--seconds", type=float, default=0.6)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="utpe-load-") as name:
        folder = Path(name)
        site = chosen.site.resolve() if chosen.site else _built(folder)
        loads = measure(site, folder, chosen.connections, chosen.seconds, chosen.rounds)
    sys.stdout.write("\n".join([*table(loads), ""]))
    return int(any(load.errors for load in loads.values()))


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""`python scripts/compress.py FOLDER`: puts a .gz and a .br beside every text of a built site, for its host.

The build does not: whoever packs or publishes the site does. The same text always gives the same bytes, and
what would not get smaller has no copy. Exit status: 0, or 2 when there is no such folder.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

TEXTS: tuple[str, ...] = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv")
TEXTS += (".ics", ".bib", ".ris", ".geojson", ".yaml", ".webmanifest")
# Smaller ones fit into one packet anyway.
LEAST = 500


def compress(folder: Path) -> list[Path]:
    """Return the files written: a `.gz` (RFC 1952) and a `.br` (RFC 7932) beside each text worth it.

    Copies of texts that are gone, or not worth it any more, are removed; archives that are no copy of a text
    are left alone. Raises OSError where it cannot write.
    """
    for path in list(folder.rglob("*")):
        text = path.with_suffix("")
        if path.suffix in (".gz", ".br") and text.suffix in TEXTS and not _is_text(text):
            path.unlink()
    texts = sorted(p for p in folder.rglob("*") if _is_text(p))
    with ProcessPoolExecutor() as pool:
        return [path for paths in pool.map(_compressed, texts, chunksize=64) for path in paths]


def _is_text(path: Path) -> bool:
    return path.suffix in TEXTS and path.is_file() and path.stat().st_size >= LEAST


def _compressed(path: Path) -> list[Path]:
    content = path.read_bytes()
    copies = {".gz": _gzipped(content), ".br": brotli.compress(content, quality=11)}
    written = []
    for suffix, packed in copies.items():
        copy = path.with_name(path.name + suffix)
        if len(packed) < len(content):
            copy.write_bytes(packed)
            # Hosts take the day of the text for that of its copy.
            os.utime(copy, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
            written.append(copy)
        else:
            copy.unlink(missing_ok=True)
    return written


def _gzipped(content: bytes) -> bytes:
    """Return a gzip without name and time."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def main(arguments: Iterable[str]) -> int:
    """Compress the folder named on the command line; print how much it saves."""
    folder = Path(next(iter(arguments), "site"))
    if not folder.is_dir():
        print(f"no such folder: {folder}", file=sys.stderr)
        return 2
    copies = compress(folder)
    for suffix in (".gz", ".br"):
        mine = [c for c in copies if c.suffix == suffix]
        before, after = (sum(p.stat().st_size for p in x) for x in ([c.with_suffix("") for c in mine], mine))
        print(f"{suffix}: {len(mine):,} files, {before:,} -> {after:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

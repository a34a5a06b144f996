# SPDX-License-Identifier: MIT
"""The checksums of a site's files, in the form of `sha256sum`: two sites are the same when these are.

`pagefind/` is not among them: Pagefind numbers its words as its threads happen to meet them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from utpe.pages.search_index import FOLDER

MANIFEST = "manifest.sha256"


def write_manifest(site: Path) -> None:
    """Write the manifest of a built site into its folder, where `sha256sum -c manifest.sha256` checks it."""
    left_out = {site / FOLDER, site / MANIFEST}
    paths = [p for p in site.rglob("*") if p.is_file() and left_out.isdisjoint((p, *p.parents))]
    with ThreadPoolExecutor() as pool:
        sums = pool.map(lambda path: checksum(path.read_bytes()), paths)
        names = (path.relative_to(site).as_posix() for path in paths)
        (site / MANIFEST).write_bytes(manifest(zip(names, sums, strict=True)))


def manifest(sums: Iterable[tuple[str, str]]) -> bytes:
    """Return a manifest of files, by their paths and checksums: a line for each, sorted by path."""
    return b"".join(_line(os.fsencode(name), sum_) for name, sum_ in sorted(sums))


def checksum(content: bytes) -> str:
    """Return the checksum of a file's content."""
    return hashlib.sha256(content).hexdigest()


def _line(name: bytes, sum_: str) -> bytes:
    """Return a line as `sha256sum` writes it: one that begins with a backslash has escapes in its name."""
    escaped = name.replace(b"\\", rb"\\").replace(b"\n", rb"\n").replace(b"\r", rb"\r")
    return b"%s%s  %s\n" % (b"\\" if escaped != name else b"", sum_.encode(), escaped)

# SPDX-License-Identifier: MIT
"""The checksums of a site's files, in the form of `sha256sum`: two sites are the same when these are.

`pagefind/` is not among them: Pagefind numbers its words as its threads happen to meet them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from utpe.pages.search_index import FOLDER

MANIFEST = "manifest.sha256"


def write_manifest(site: Path) -> None:
    """Write the manifest of a built site into its folder, where `sha256sum -c manifest.sha256` checks it."""
    paths = ((name, Path(site, name)) for name in _names(site))
    sums = ((name, checksum(path.read_bytes())) for name, path in paths if path.is_file())
    (site / MANIFEST).write_bytes(manifest(sums))


def _names(site: Path) -> Iterator[str]:
    """Yield the paths of the files that are told of, relative to the site."""
    for folder, folders, files in os.walk(site):
        above = Path(folder).relative_to(site)
        if not above.parts:
            folders[:] = [name for name in folders if name != FOLDER]
        names = (f"{above.as_posix()}/{name}" if above.parts else name for name in files)
        yield from (name for name in names if name != MANIFEST)


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

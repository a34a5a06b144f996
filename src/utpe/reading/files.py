# SPDX-License-Identifier: MIT
"""A folder in, the files that a site could be made of out: in order, and without following links."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path


def each_file(folder: Path) -> Iterator[Path]:
    """Yield everything below `folder` that is no folder, links too; what begins with a dot is nobody's."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from each_file(path)
        else:
            yield path


def is_plain(path: Path) -> bool:
    """True for a file that is neither a link, a pipe nor a device: what is read is what stands there."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """True for a file, behind a link too; a name that no file could have (too long) is that of none."""
    try:
        return path.is_file()
    except OSError:
        return False


def each_special(folder: Path) -> Iterator[Path]:
    """Yield the pipes, sockets and devices in `folder` and two folders deep in it, behind links too."""
    for pattern in ("*", "*/*", "*/*/*"):
        for path in sorted(folder.glob(pattern)):
            if path.exists() and not path.is_file() and not path.is_dir():
                yield path


def shown(path: Path, root: Path) -> str:
    """Return how messages name a file: from the project's root, with `/`."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()

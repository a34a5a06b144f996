# SPDX-License-Identifier: MIT
"""What is begun beside its place bears the number of its process: who comes next clears up after the dead.

A program that is killed (SIGKILL, no memory) cannot do so itself.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path


def begun(prefix: str) -> str:
    """Return how the name of something begins that this process makes and will take away."""
    return f"{prefix}{os.getpid()}-"


def remains(folder: Path, prefix: str) -> list[Path]:
    """Return what processes that are gone had begun in a folder under `prefix`; nothing of a living one.

    Only POSIX can ask whether a process lives: elsewhere nothing is known to be left.
    """
    if os.name != "posix" or not folder.is_dir():
        return []
    name = re.compile(re.escape(prefix) + r"(\d+)-")
    found = ((entry, name.match(entry.name)) for entry in os.scandir(folder))
    return sorted(Path(entry) for entry, whose in found if whose and not _lives(int(whose[1])))


def clear_remains(folder: Path, prefix: str) -> None:
    """Remove `remains`. What cannot be removed stays: it may be somebody else's."""
    with contextlib.suppress(OSError):
        for path in remains(folder, prefix):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        # Somebody else's.
        return True
    return True

# SPDX-License-Identifier: MIT
"""What files held before, as git remembers: paths in, their contents out, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from utpe.reading.git_history import run_git

MOST = 60
"""So many commits are looked at; what is older is not worth the wait."""


def versions(root: Path, paths: Sequence[str], most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """Yield (file, content) of every file at or below `paths`, as each of the last commits left it.

    Paths are relative to `root`, with `/`. Nothing where git knows nothing.
    """
    listed = run_git(
        root, "log", f"-{most}", "--format=%x00%H", "--name-only", "--no-renames", "--relative", "--", *paths
    )
    for block in (listed or b"").decode("utf-8", "replace").split("\0")[1:]:
        commit, *files = [line for line in block.split("\n") if line]
        for file in files:
            content = run_git(root, "show", f"{commit}:./{file}")
            # A commit that removed the file left nothing.
            if content is not None:
                yield file, content

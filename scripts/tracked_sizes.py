# SPDX-License-Identifier: MIT
"""`python scripts/tracked_sizes.py`: no file under version control is too heavy for a slow connection.

Exit status 0; 1 when a file is above the limit; 2 when git does not answer.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from sentences import say_reason

ROOT = Path(__file__).resolve().parent.parent
LIMIT_KB = 512


def main() -> int:
    """Look at every tracked file; return the exit status."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        sys.stderr.write(listed.stderr)
        return 2
    heavy = too_large(ROOT, filter(None, listed.stdout.split("\0")))
    for path, size in heavy:
        say_reason("too_large", path=path, size=size, limit=LIMIT_KB)
    return 1 if heavy else 0


def too_large(root: Path, paths: Iterable[str]) -> list[tuple[str, int]]:
    """Return path and size, in KB of 1,024 bytes, of the files above the limit; deleted ones are left out."""
    sizes = [(path, -(-(root / path).stat().st_size // 1024)) for path in paths if (root / path).is_file()]
    return [(path, size) for path, size in sizes if size > LIMIT_KB]


if __name__ == "__main__":
    sys.exit(main())

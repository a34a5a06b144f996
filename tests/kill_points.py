"""Runs `utpe` and ends it at a moment of choice: just before the n-th change that it makes to its project.

Python tells (`sys.addaudithook`) of each file that is opened to be written, moved, made or removed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

NEVER = 0
_MOVES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")


def run_until(
    root: Path, change: int, number: signal.Signals, *arguments: str
) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run a command in a project, and send it a signal before a change, counted from 1; `NEVER` sends none.

    Changes of caches do not count. Return what became of the command, and how many changes there were.
    """
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, __file__, str(root), str(change), str(int(number)), *arguments]
    done = subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    *words, count = done.stderr.rpartition("changes: ")
    done.stderr = words[0] if words[1] else done.stderr
    return done, int(count) if words[1] else change


def dead() -> int:
    """Return the number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def _run(root: str, change: int, number: int, arguments: list[str]) -> None:
    from utpe.cli import main

    count, own = 0, os.getpid()

    def hook(event: str, values: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in _MOVES and not (event == "open" and values[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        # A name without a folder is one of a copy that is taken apart.
        path = os.fsdecode(values[0]) if isinstance(values[0], str | bytes | os.PathLike) else ""
        if os.getpid() == own and path.startswith(f"{root}/") and f"{root}/.cache" not in path:
            count += 1
            if count == change:
                os.kill(own, number)

    sys.addaudithook(hook)
    status = main(arguments)
    sys.stderr.write(f"changes: {count}\n")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])

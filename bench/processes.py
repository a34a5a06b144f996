# SPDX-License-Identifier: MIT
"""Runs a command and says how long it took, and how much memory all its processes needed together."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

# Whoever forbids Python to keep its bytecode has it compiled at each start.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def run(
    command: Sequence[object], folder: Path, watch: bool = False, more: Mapping[str, str] | None = None
) -> tuple[float, float]:
    """Run a command in `folder`; return the seconds, and with `watch` the peak of memory in MB.

    Memory is the sum of the proportional set sizes of all processes (Linux; elsewhere 0). Watching takes time
    from the command: measure its seconds in a run of its own. `more` are variables for its environment.
    Raises SystemExit with the end of what it said when it fails.
    """
    started, peak = time.monotonic(), 0
    # What it says goes into a file: nobody reads a pipe while it runs.
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(
            [str(x) for x in command],
            cwd=folder,
            env={**ENVIRONMENT, **(more or {})},
            stdout=said,
            stderr=said,
        ) as process,
    ):
        while watch and process.poll() is None:
            peak = max(peak, sum(_proportional(pid) for pid in _family(process.pid)))
            time.sleep(0.02)
        status = process.wait()
        took = time.monotonic() - started
        said.seek(0)
        if status:
            raise SystemExit(f"{command} failed in {folder}:\n{said.read()[-2_000:]}")
    return took, peak / 1024


def spread(values: Sequence[float], unit: str) -> list[str]:
    """Return the median, the least and the most of values, in words."""
    return [f"{v:.2f} {unit}".strip() for v in (statistics.median(values), min(values), max(values))]


def _family(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            children = (task / "children").read_text().split()
            found += [x for child in children for x in _family(int(child))]
    except OSError:
        pass
    return found


def _proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(match[1]) if match else 0

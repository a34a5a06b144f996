# SPDX-License-Identifier: MIT
"""`python scripts/update.py [ARGUMENT…]`: renews all pins, and what follows from them; then the tests judge.

In: requirements/*.in and the registry of Python packages. In this order: pins, .venv/, licences and list of
materials (licences/), what changed since the last commit in words, the tests (which get the arguments). It
needs the standard library only, since .venv/ is made anew on the way. Exit status: that of the first step
that failed, and what changed is told then too; nothing is committed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from changes import State, changes, state
from sentences import say_reason, say_step

ROOT = Path(__file__).resolve().parent.parent
READ = ("requirements/site.txt", "requirements/audit.txt", "licences/third-party.md")

Step = tuple[str, list[str]]


def steps(arguments: Sequence[str]) -> list[Step]:
    """Return the commands with their names; what changed is told before the last one."""
    python = ".venv/bin/python"
    return [
        ("pins", ["make", "--no-print-directory", "pins"]),
        ("environment", [sys.executable, "scripts/environment.py", "audit"]),
        ("licences", [python, "scripts/licences.py"]),
        ("tests", [python, "scripts/run_tests.py", *arguments]),
    ]


def main(root: Path, plan: Sequence[Step]) -> int:
    """Carry out a plan; return the exit status."""
    *making, judging = plan
    for name, command in making:
        say_step(f"update_{name}")
        status = _run(root, command)
        if status:
            tell(root)
            say_reason("update_stopped", command=" ".join(command))
            return status
    tell(root)
    say_step(f"update_{judging[0]}")
    status = _run(root, judging[1])
    if status:
        say_reason("update_stopped", command=" ".join(judging[1]))
    else:
        say_step("update_done")
    return status


def tell(root: Path) -> None:
    """Print what changed since the last commit."""
    found = changes(committed(root), now(root))
    for sentence, lines in found.items():
        say_step(sentence, count=len(lines))
        for line in lines:
            print(f"    {line}")
    if not found:
        say_step("changed_nothing")


def now(root: Path) -> State:
    """Return what the files say."""
    return state(*((root / name).read_text("utf-8") if (root / name).exists() else "" for name in READ))


def committed(root: Path) -> State:
    """Return what the files said in the last commit; nothing where there is none."""
    shown = (["git", "show", f"HEAD:{name}"] for name in READ)
    done = [subprocess.run(c, cwd=root, capture_output=True, text=True, check=False) for c in shown]
    return state(*(one.stdout if one.returncode == 0 else "" for one in done))


def _run(root: Path, command: list[str]) -> int:
    return subprocess.run(command, cwd=root, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(ROOT, steps(sys.argv[1:])))

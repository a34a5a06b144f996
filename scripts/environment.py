# SPDX-License-Identifier: MIT
"""`python scripts/environment.py site|test|audit`: makes .venv/ what requirements/ says, or finds that it is.

In: requirements/site.txt, test.txt or audit.txt (exact versions and hashes), the `[project]` of
pyproject.toml, and the Python that runs this. Out: .venv/ and, written last, its stamp. Exit status 0; 2 when
that could not be.

The stamp holds what .venv was made from. A run that was interrupted leaves none, so the next one starts
again. uv does the work if it is on the PATH; the result without it is the same, later.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sentences import say_reason, say_step

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ".venv/bin/python"
STAMP = ".venv/utpe-stamp.json"

# Each level holds the one before it: every pin of site.txt stands, the same, in test.txt, and so on.
LEVELS = ("site", "test", "audit")

Plan = tuple[str, ...]
WHOLE: Plan = ("venv", "packages", "project")


def main(arguments: Sequence[str]) -> int:
    """Bring .venv/ to the level that is asked for; return the exit status."""
    (level,) = arguments
    with _one_at_a_time(ROOT):
        facts = wanted(ROOT, level)
        stamp = read_stamp(ROOT)
        plan = make_plan(facts, stamp)
        if not plan:
            return 0
        done = _carry_out(plan, level)
        if not done:
            return 2
        write_stamp(ROOT, facts if done == WHOLE else stamp | facts)
    return 0


def wanted(root: Path, level: str, python: str = platform.python_version()) -> dict[str, str]:
    """Return what an environment of this level is made from; two equal answers mean the same environment."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [project.get(table) for table in ("project", "build-system")] + [project["tool"]["hatch"]]
    facts = {"place": str(root), "python": python, "project": _digest(json.dumps(installed).encode())}
    for name in LEVELS[: LEVELS.index(level) + 1]:
        facts[name] = _digest((root / f"requirements/{name}.txt").read_bytes())
    return facts


def read_stamp(root: Path) -> dict[str, str]:
    """Return what .venv was made from; empty when nothing usable is there."""
    try:
        stamp = json.loads((root / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and (root / PYTHON).exists() else {}


def write_stamp(root: Path, facts: Mapping[str, str]) -> None:
    """Record, in one movement, what .venv was made from."""
    draft = root / f"{STAMP}.draft"
    draft.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    draft.replace(root / STAMP)


def make_plan(facts: Mapping[str, str], stamp: Mapping[str, str]) -> Plan:
    """Return the steps that lead from the stamp to the facts: none, an addition, or the whole way."""
    changed = {name for name, value in facts.items() if stamp.get(name) != value}
    if not changed:
        return ()
    if changed == {"project"} and stamp:
        return ("project",)
    if changed <= {*LEVELS[1:]} and changed.isdisjoint(stamp):
        return ("packages",)
    return WHOLE


def commands(plan: Plan, level: str, python: str, uv: str | None) -> list[tuple[str, list[str]]]:
    """Return each step's name and command, for uv if its path is given, else for pip."""
    make = [uv, "venv", "--quiet", "--python", python] if uv else [python, "-m", "venv"]
    into = [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "--no-user"]
    # Errors only: pip's first --quiet still lets its warnings through.
    calm = ["--quiet"] if uv else ["--quiet", "--quiet"]
    # Wheels only: no code of a package runs while it is installed, and no compiler is needed.
    exactly = ["--require-hashes", "--only-binary", ":all:"]
    steps = {
        "venv": [*make, ".venv"],
        "packages": [*into, *calm, *exactly, "--requirement", f"requirements/{level}.txt"],
        # The pinned hatchling does it, so this step works without a network.
        "project": [*into, *calm, "--no-deps", "--no-build-isolation", "--editable", "."],
    }
    return [(name, steps[name]) for name in plan]


def attempts(plan: Plan, uv: str | None, has_pip: bool, has_venv: bool) -> list[tuple[Plan, str | None]]:
    """Return the ways to carry out a plan, fastest first, each with the uv it uses or None for pip.

    `has_pip`: .venv has one (those that uv made have not). `has_venv`: this Python can make environments.
    """
    ways: list[tuple[Plan, str | None]] = [(plan, uv)] if uv else []
    if plan != WHOLE and has_pip:
        ways.append((plan, None))
    if has_venv and (plan == WHOLE or not has_pip):
        ways.append((WHOLE, None))
    return ways


def _carry_out(plan: Plan, level: str) -> Plan:
    """Carry out a plan; return what was done in the end, nothing when it failed, with the reason printed."""
    has_venv = all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))
    ways = attempts(plan, shutil.which("uv"), (ROOT / ".venv/bin/pip").exists(), has_venv)
    if not ways:
        say_reason("no_venv_module")
        return ()
    for number, (way, uv) in enumerate(ways, start=1):
        if _run(way, level, uv):
            return way
        if number < len(ways):
            say_step("another_way", installer="uv" if uv else "pip")
    say_reason("not_installed")
    return ()


def _run(plan: Plan, level: str, uv: str | None) -> bool:
    (ROOT / STAMP).unlink(missing_ok=True)
    if "venv" in plan:
        _remove(ROOT / ".venv")
    for name, command in commands(plan, level, sys.executable, uv):
        say_step(name, python=platform.python_version(), installer="uv" if uv else "pip")
        if subprocess.run(command, cwd=ROOT, env=_environment(os.environ), check=False).returncode != 0:
            return False
    if "project" in plan:
        link_relatively(ROOT)
    return True


def link_relatively(root: Path) -> None:
    """Let the path file in .venv name src/ from where it stands itself.

    Python 3.11 and 3.12 read such files in the encoding of the locale: under LC_ALL=C, an absolute path with
    an accent keeps every program of the environment from starting.
    """
    for path in root.glob(".venv/lib/python*/site-packages/_utpe.pth"):
        path.write_text(os.path.relpath(root / "src", path.parent), encoding="ascii")


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The user's settings (mirrors, proxies, certificates), without those that would install elsewhere."""
    elsewhere = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "UV_TARGET", "UV_PREFIX")
    kept = {name: value for name, value in environ.items() if name not in elsewhere}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


def _remove(venv: Path) -> None:
    if venv.is_symlink():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


@contextlib.contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Hold the folder: `make serve` and `make test` started together must not both make .venv."""
    import fcntl

    folder = os.open(root, os.O_RDONLY)
    try:
        # A file system without locks (some shares) is no reason not to work.
        with contextlib.suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

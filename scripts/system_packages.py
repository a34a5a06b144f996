# SPDX-License-Identifier: MIT
"""Installs programs through the system's own package manager, where that needs no password.

In: what each package manager calls them. Out: whether they were installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping

from sentences import say_step

# Each package manager: its commands, and whether they need the administrator (Homebrew refuses to).
MANAGERS = {
    "apt-get": ((("update", "-q"), ("install", "-y", "-q", "--no-install-recommends")), True),
    "dnf": ((("install", "-y", "-q"),), True),
    "apk": ((("add", "--no-cache"),), True),
    "brew": ((("install", "--quiet"),), False),
}

Which = Callable[[str], str | None]
Packages = Mapping[str, tuple[str, ...]]


def install(packages: Packages, sentence: str) -> bool:
    """Install `packages` with the first manager found, saying each command; True when all went well."""
    commands = install_commands(packages, shutil.which, _sudo() if os.geteuid() else ())
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        say_step(sentence, command=" ".join(command))
        if subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=False).returncode != 0:
            return False
    return bool(commands)


def install_commands(packages: Packages, which: Which, sudo: tuple[str, ...] | None) -> list[list[str]]:
    """Return the commands that install `packages` with the first package manager found; none where none may.

    `sudo` is what to put before a command that needs the administrator: nothing for root, None when it would
    ask for a password.
    """
    for program, (calls, needs_administrator) in MANAGERS.items():
        if program in packages and which(program) and (sudo is not None or not needs_administrator):
            before = sudo or () if needs_administrator else ()
            *earlier, last = ([*before, program, *call] for call in calls)
            return [*earlier, [*last, *packages[program]]]
    return []


def _sudo() -> tuple[str, ...] | None:
    """`sudo -n` when it works without a password, else None."""
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None

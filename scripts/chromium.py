# SPDX-License-Identifier: MIT
"""Finds a Chromium that starts, or installs one through the system's own package manager.

In: $CHROMIUM, else the PATH. Out: the path of a browser, or None. Never downloads a browser by itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping

from sentences import say_step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

# Each package manager: its commands, and whether they need the administrator (Homebrew refuses to).
INSTALLERS = {
    "apt-get": ((("update", "-q"), ("install", "-y", "-q", "--no-install-recommends", "chromium")), True),
    "dnf": ((("install", "-y", "-q", "chromium"),), True),
    "apk": ((("add", "--no-cache", "chromium"),), True),
    "brew": ((("install", "--quiet", "--cask", "google-chrome"),), False),
}

Which = Callable[[str], str | None]


def find_or_install() -> str | None:
    """Return the path of a Chromium that starts; None when there is none and none could be installed."""
    found = find(os.environ, shutil.which, starts)
    if found or os.environ.get("CHROMIUM"):
        return found
    sudo = _sudo() if os.geteuid() else ()
    for command in install_commands(shutil.which, sudo):
        say_step("installing_chromium", command=" ".join(command))
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=False).returncode != 0:
            return None
    return find(os.environ, shutil.which, starts)


def find(environ: Mapping[str, str], which: Which, does_start: Callable[[str], bool]) -> str | None:
    """Return the first candidate that starts: the usual names on the PATH, then the applications of a Mac.

    Where $CHROMIUM is set, it is that one or none: another browser than the one asked for would pass unseen.
    """
    return next((path for path in _candidates(environ, which) if does_start(path)), None)


def _candidates(environ: Mapping[str, str], which: Which) -> Iterator[str]:
    asked = environ.get("CHROMIUM")
    names = (asked,) if asked else (*NAMES, *MAC_APPS)
    yield from filter(None, map(which, names))


def starts(path: str) -> bool:
    """True when the browser runs: some systems ship a command that only tells where to get the real one."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def install_commands(which: Which, sudo: tuple[str, ...] | None) -> list[list[str]]:
    """Return the commands that install Chromium with the first package manager found; none where none may.

    `sudo` is what to put before a command that needs the administrator: nothing for root, None when it would
    ask for a password.
    """
    for program, (calls, needs_administrator) in INSTALLERS.items():
        if which(program) and (sudo is not None or not needs_administrator):
            before = sudo or () if needs_administrator else ()
            return [[*before, program, *call] for call in calls]
    return []


def _sudo() -> tuple[str, ...] | None:
    """`sudo -n` when it works without a password, else None."""
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None

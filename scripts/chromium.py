# SPDX-License-Identifier: MIT
"""Finds a Chromium that starts, or installs one through the system's own package manager.

In: $CHROMIUM, else the PATH. Out: the path of a browser, or None. Never downloads a browser by itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping

from system_packages import Which, install

# The first is the same engine without windows, and thrice as quick (docs/decisions/browser.md).
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

LEAN_PACKAGES = {"apt-get": ("chromium-headless-shell",)}
PACKAGES = {
    "apt-get": ("chromium",),
    "dnf": ("chromium",),
    "apk": ("chromium",),
    "brew": ("--cask", "google-chrome"),
}


def find_or_install() -> str | None:
    """Return the path of a Chromium that starts; None when there is none and none could be installed."""
    found = find(os.environ, shutil.which, starts)
    if found or os.environ.get("CHROMIUM"):
        return found
    # Not every system that has apt-get knows the lean one.
    if not (install(LEAN_PACKAGES, "installing_chromium") or install(PACKAGES, "installing_chromium")):
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

# SPDX-License-Identifier: MIT
"""Finds a real Chromium for the tests, or installs one through the system's packages where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_PATHS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
INSTALLERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "apt-get": (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "chromium")),
    "dnf": (("dnf", "install", "-y", "-q", "chromium"),),
    "apk": (("apk", "add", "--quiet", "chromium"),),
}
MISSING = (
    "Falta un navegador: instale Chromium y repita; las demás pruebas corrieron. | "
    "Falta um navegador: instale o Chromium e repita; os outros testes rodaram. | "
    "A browser is missing: install Chromium and repeat; all other tests ran."
)

Which = Callable[[str], str | None]


def find(environ: Mapping[str, str] = os.environ, which: Which = shutil.which) -> str:
    """Return the path of a Chromium: $CHROMIUM, a known name on the path, a known place; else nothing."""
    given = environ.get("CHROMIUM", "")
    if given:
        return which(given) or ""
    found = (which(name) for name in NAMES)
    places = (path for path in MAC_PATHS if Path(path).exists())
    return next((path for path in (*found, *places) if path), "")


def installation(is_root: bool, may_sudo: bool, which: Which = shutil.which) -> list[tuple[str, ...]]:
    """Return the commands that install Chromium here, or none where that is not ours to do."""
    if not (is_root or may_sudo):
        return []
    for name, steps in INSTALLERS.items():
        if which(name):
            return [step if is_root else ("sudo", "-n", *step) for step in steps]
    return []


def provide(environ: Mapping[str, str] = os.environ) -> str:
    """Return the path of a Chromium, installing one if need be and if allowed; else nothing."""
    path = find(environ)
    if path or environ.get("CHROMIUM"):
        return path
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    may_sudo = not is_root and bool(shutil.which("sudo")) and _quiet(("sudo", "-n", "true"))
    steps = installation(is_root, may_sudo)
    if steps:
        print("· chromium: " + " && ".join(" ".join(step) for step in steps), flush=True)
    if steps and all(_quiet(step, {**environ, "DEBIAN_FRONTEND": "noninteractive"}) for step in steps):
        return find(environ)
    return ""


def _quiet(step: Sequence[str], environ: Mapping[str, str] | None = None) -> bool:
    try:
        return subprocess.run(step, check=False, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False

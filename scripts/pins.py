# SPDX-License-Identifier: MIT
"""Reads the pins of requirements/*.txt: names, versions, hashes, and who asks for each."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>.+?))? \\\n"
    r"(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
    r"(?P<via>(?:    #.*\n?)*)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Pin:
    """One exact version. `via` are the packages that ask for it; empty where we do so ourselves alone."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]
    is_direct: bool


def read_pins(text: str) -> list[Pin]:
    """Return the pins of a compiled file in its order. A line that is no part of one raises ValueError."""
    rest = re.sub(r"^#.*\n", "", _PIN.sub("", text), flags=re.MULTILINE)
    if rest.strip():
        raise ValueError(rest.strip().splitlines()[0])
    return [_pin(found) for found in _PIN.finditer(text)]


def _pin(found: re.Match[str]) -> Pin:
    said = re.findall(r"#\s+(?:via )?(.+)", found["via"])
    asking = [name.strip() for name in said if name.strip() != "via"]
    return Pin(
        name=found["name"],
        version=found["version"],
        marker=found["marker"] or "",
        hashes=tuple(re.findall(r"sha256:([0-9a-f]{64})", found["hashes"])),
        via=tuple(name for name in asking if not name.startswith("-")),
        is_direct=any(name.startswith("-r ") for name in asking),
    )

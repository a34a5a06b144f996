# SPDX-License-Identifier: MIT
"""What a renewal of the pins changed: versions, packages that came or went, licences and their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pins import read_pins

_ROW = re.compile(r"^\| (.+?) \| (.*?) \| (.+?) \| .* \| (.*?) \|$", re.MULTILINE)
_HEADS = {"part", "package"}


@dataclass(frozen=True)
class State:
    """What stood at one moment: versions by package, licence and numbers of its texts by part or package."""

    site: Mapping[str, str]
    tools: Mapping[str, str]
    licences: Mapping[str, tuple[str, str]]


def state(site: str, audit: str, tables: str) -> State:
    """Return what the texts of site.txt, audit.txt and third-party.md say; empty ones say nothing."""
    of_site, of_all = _versions(site), _versions(audit)
    rows = {m[1]: (m[3], m[4]) for m in _ROW.finditer(tables) if m[1] not in _HEADS}
    return State(of_site, {name: v for name, v in of_all.items() if name not in of_site}, rows)


def changes(old: State, new: State) -> dict[str, list[str]]:
    """Return the changes by the sentence that stands above them; groups without any are left out."""
    groups = {
        "changed_site": list(_moved(old.site, new.site)),
        "changed_tools": list(_moved(old.tools, new.tools)),
        "changed_licence": [
            f"{name}: {old.licences[name][0]} → {licence}"
            for name, (licence, _) in new.licences.items()
            if name in old.licences and old.licences[name][0] != licence
        ],
        "changed_text": [
            f"{name}: {licence}"
            for name, (licence, numbers) in new.licences.items()
            if name in old.licences and old.licences[name][1] != numbers
        ],
        "changed_new": [
            f"{name}: {licence}" for name, (licence, _) in new.licences.items() if name not in old.licences
        ],
    }
    return {sentence: lines for sentence, lines in groups.items() if lines}


def _versions(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for pin in read_pins(text):
        found[pin.name] = f"{found[pin.name]}, {pin.version}" if pin.name in found else pin.version
    return found


def _moved(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name, "–"), new.get(name, "–")
        if before != after:
            yield f"{name} {before} → {after}"

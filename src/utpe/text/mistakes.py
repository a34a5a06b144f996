# SPDX-License-Identifier: MIT
"""An example of each finding, wrong and right: `mistakes/<family>.yaml`, shown to readers and run by tests.

    E110:
      file: data/meetings.yaml        # where the lines stand; `{language}` in it is the reader's
      wrong: "status: realizado"
      right: "status: held"

A text that differs between languages is a map: `wrong: {es: …, pt: …}`; a language without its own is given
the first. Without `file`, both are told in words, since what is wrong is the file itself.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from utpe.immutable import immutable

FAMILIES = (
    "files",
    "records",
    "ids",
    "references",
    "dates",
    "places",
    "sources",
    "proposals",
    "pages",
    "links",
)
"""The files of examples, each a page of the site, in the order in which readers are shown them."""
FOLDER = Path(__file__).parent / "mistakes"


@immutable
class Mistake:
    """What is wrong and what is right in its place, in one language; lines of `file` where there is one."""

    code: str
    family: str
    file: str
    wrong: str
    right: str


@cache
def mistakes(language: str) -> dict[str, Mistake]:
    """Return the example of every code, in the order of the codes."""
    found = {}
    for family in FAMILIES:
        with (FOLDER / f"{family}.yaml").open(encoding="utf-8") as file:
            tree = yaml.load(file, Loader=yaml.CBaseLoader)  # noqa: S506 - a loader that makes text only
        for code, entry in tree.items():
            found[code] = Mistake(
                code,
                family,
                entry.get("file", "").replace("{language}", language),
                _in(language, entry["wrong"]),
                _in(language, entry["right"]),
            )
    return dict(sorted(found.items()))


def _in(language: str, text: Any) -> str:
    """Return a text, or that of the language where each has its own."""
    if isinstance(text, dict):
        text = text.get(language) or next(iter(text.values()))
    return str(text).rstrip("\n")

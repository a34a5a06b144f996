# SPDX-License-Identifier: MIT
"""The ledger of translations, `data/translations.yaml`: which texts were last confirmed to say the same.

One line for each text: its name, and the revision of what it says in each language.

    - meetings/toy-2014-alfa/documents.note es:1a2b3c4d pt:5e6f7a8b

Texts of a list share the name of their field, so that nothing is renumbered when one is put before another.
Only commands write the file; two branches that changed it are joined line by line (`.gitattributes`), since a
line that no text needs any more does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from utpe.reading.files import is_plain
from utpe.reading.strict_yaml import ITEMS, Trouble, read_yaml
from utpe.records.revision import TEXT_DIGITS

FILE = "translations.yaml"
_HEAD = "# Texts that say the same in each language. Only commands write: docs/decisions/translations.md.\n"
_NAME = r"[a-z]+/[A-Za-z0-9-]+(?:/[A-Za-z0-9-]+)*(?:/[a-z0-9_]+(?:\.[a-z0-9_]+)*)?"
_REMARK = re.compile(r"#[ -~]*")
_LINE = re.compile(rf"({_NAME})((?: [a-z]{{2,3}}:[0-9a-f]{{{TEXT_DIGITS}}}){{2,}})")

Revisions = Mapping[str, str]
"""Of what a text says, by language."""
Confirmed = Mapping[str, tuple[Revisions, ...]]
"""For the name of a text, what was confirmed of it, or of each text of that list."""


def read_confirmed(path: Path) -> tuple[dict[str, tuple[Revisions, ...]], tuple[Trouble, ...]]:
    """Return what the ledger holds, and what is wrong with it; empty where there is no file. Never raises.

    What could be read counts, whatever is wrong with the rest.
    """
    if not path.exists() and not path.is_symlink():
        return {}, ()
    if not is_plain(path):
        return {}, (Trouble("file.not_plain", 1, 1),)
    try:
        found, troubles = _parsed(path.read_bytes())
    except OSError:
        return {}, (Trouble("file.unreadable", 1, 1),)
    return dict(found), troubles


@lru_cache(maxsize=2)
def _parsed(raw: bytes) -> tuple[Confirmed, tuple[Trouble, ...]]:
    """Read the file; a check and the pages of one build ask for the same."""
    found: dict[str, tuple[Revisions, ...]] = {}
    # As commands write it, it is read line by line, in a third of the time that YAML takes.
    matches = [_LINE.fullmatch(line, 2) for line in _lines(raw)]
    troubles: tuple[Trouble, ...] = ()
    if not all(matches):
        matches, troubles = _matches_of_yaml(raw)
    for match in filter(None, matches):
        words = match[2].replace(":", " ").split()
        revisions = dict(zip(words[::2], words[1::2], strict=True))
        found[match[1]] = (*found.get(match[1], ()), revisions)
    return found, troubles


def _lines(raw: bytes) -> list[str]:
    """Return the lines after plain remarks at the head; an empty one for each that begins no item."""
    lines = raw.decode(errors="replace").removesuffix("\n").split("\n")
    head = next((n for n, line in enumerate(lines) if not _REMARK.fullmatch(line)), len(lines))
    return [line if line.startswith("- ") else "" for line in lines[head:]]


def _matches_of_yaml(raw: bytes) -> tuple[list[re.Match[str] | None], tuple[Trouble, ...]]:
    tree = read_yaml(raw, ITEMS)
    if tree.troubles:
        return [], tree.troubles
    if not isinstance(tree.value, list | None):
        return [], (Trouble("confirmed.line", 1, 1, {"value": FILE}),)
    items = tree.value or []
    matches = [_LINE.fullmatch(item) if isinstance(item, str) else None for item in items]
    return matches, tuple(
        Trouble("confirmed.line", *tree.marks.find((number,)), {"value": str(items[number])})
        for number, match in enumerate(matches)
        if match is None
    )


def by_record(confirmed: Confirmed) -> dict[tuple[str, str], dict[str, tuple[Revisions, ...]]]:
    """Return what was confirmed of each record (collection and id), by the field of the text."""
    found: dict[tuple[str, str], dict[str, tuple[Revisions, ...]]] = {}
    for name, lines in confirmed.items():
        collection, id_, *fields = name.split("/")
        if len(fields) == 1:
            found.setdefault((collection, id_), {})[fields[0]] = lines
    return found


def merged(confirmed: Iterable[Confirmed]) -> dict[str, tuple[Revisions, ...]]:
    """Return the lines of several names for the same record as those of one."""
    found: dict[str, tuple[Revisions, ...]] = {}
    for each in confirmed:
        for name, lines in each.items():
            found[name] = (*found.get(name, ()), *lines)
    return found


def written(confirmed: Iterable[tuple[str, Revisions]]) -> str:
    """Return the ledger as its file: lines in order, each once."""
    lines = {
        f"- {name} {' '.join(f'{language}:{rev}' for language, rev in sorted(revisions.items()))}\n"
        for name, revisions in confirmed
    }
    return "".join((_HEAD, *sorted(lines))) if lines else f"{_HEAD}[]\n"

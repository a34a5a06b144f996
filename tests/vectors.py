"""What strangers might write (untrusted/vectors.txt), by family, and in prose (untrusted/prose.txt)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "untrusted"
_CHARACTER = re.compile("⟨([0-9A-F]+)⟩")
_LONG = "larguísima" * 24


class Family(NamedTuple):
    """Vectors of one kind; `code` is that of the finding with which data may not hold them."""

    name: str
    code: str
    vectors: tuple[str, ...]


def _read(name: str) -> list[Family]:
    families: list[tuple[str, str, list[str]]] = []
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.startswith("== "):
            title, _, code = line.removeprefix("== ").partition(" | ")
            families.append((title, code, []))
        elif line and families:
            text = _CHARACTER.sub(lambda m: chr(int(m[1], 16)), line)
            families[-1][2].append(text.replace("LARGA", _LONG))
    return [Family(title, code, tuple(vectors)) for title, code, vectors in families]


FAMILIES = _read("vectors.txt")
ACCEPTED = tuple(v for family in FAMILIES if not family.code for v in family.vectors)
"""What a text of a record may hold."""
REFUSED = tuple((v, family.code) for family in FAMILIES if family.code for v in family.vectors)
"""What it may not, and the code of the finding."""
PROSE = _read("prose.txt")
ANYWHERE = tuple(v for family in (*FAMILIES, *PROSE) for v in family.vectors)
"""What might stand in a page of prose; `utpe check` says of which it wants none."""

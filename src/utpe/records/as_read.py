# SPDX-License-Identifier: MIT
"""Records as they stand in their files, every scalar text; what models make of them is not always that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from utpe.reading.strict_yaml import ITEMS, read_yaml
from utpe.records.catalogue import Catalogue


def trees(root: Path, catalogue: Catalogue, collection: str) -> dict[str, dict[str, Any]]:
    """Return the tree of every record of a collection by id, in the order of the catalogue.

    Files below `root` are read again: few who use the catalogue need them so. Raises OSError, and KeyError
    where a file has changed meanwhile.
    """
    found: dict[tuple[str, int], dict[str, Any]] = {}
    origins = {id_: catalogue.origins[(collection, id_)] for id_ in catalogue.records[collection]}
    for file in dict.fromkeys(origin.file for origin in origins.values()):
        read = read_yaml((root / file).read_bytes(), ITEMS)
        if isinstance(read.value, dict):
            found[(file, read.marks.line)] = read.value
        else:
            marks = read.marks.children
            found |= {(file, marks[number].line): item for number, item in enumerate(read.value or ())}
    return {id_: found[(origin.file, origin.lines[0])] for id_, origin in origins.items()}

# SPDX-License-Identifier: MIT
"""Sources that a record brings along: `sources: [{id: new, source: {title: …}}]`.

Whoever proposes a record has one file to send, and its source may not be in the register yet. Such a source
is a record of `sources` like any other, that stands here until `utpe accept` gives it a file of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from utpe.reading.strict_yaml import Marks

INLINE = "source"
"""The field of a citation that holds the source itself."""

Placed = tuple[Any, Marks]
"""A tree as read, and where it stands."""


def without_inline(tree: Any, marks: Marks) -> tuple[Any, list[Placed]]:
    """Return a record without the sources that it brings along, and these, each with its id."""
    found: list[Placed] = []
    return _without(tree, marks, found), found


def _without(tree: Any, marks: Marks, found: list[Placed]) -> Any:
    if isinstance(tree, list):
        return [_without(item, marks.children[number], found) for number, item in enumerate(tree)]
    if not isinstance(tree, dict):
        return tree
    kept = {}
    for name, value in tree.items():
        if name == "sources" and isinstance(value, list):
            at = marks.children[name]
            kept[name] = [_citation(item, at.children[number], found) for number, item in enumerate(value)]
        else:
            kept[name] = _without(value, marks.children[name], found)
    return kept


def _citation(citation: Any, marks: Marks, found: list[Placed]) -> Any:
    if not isinstance(citation, dict) or not isinstance(citation.get(INLINE), dict) or "id" not in citation:
        return citation
    at = marks.children[INLINE]
    children = {"id": marks.children["id"], **at.children}
    found.append(({"id": citation["id"], **citation[INLINE]}, replace(at, children=children)))
    return {name: value for name, value in citation.items() if name != INLINE}

# SPDX-License-Identifier: MIT
"""Sources that a record brings along: `sources: [{id: new, source: {title: …}}]`.

Whoever proposes a record has one file to send, and its source may not be in the register yet. Such a source
is a record of `sources` like any other, that stands here until `utpe accept` gives it a file of its own.
"""

from __future__ import annotations

from typing import Any

from utpe.records.references import FieldPath

INLINE = "source"
"""The field of a citation that holds the source itself."""

SOURCES = "sources"
"""The fields that hold citations."""

Brought = tuple[Any, FieldPath]
"""A source as a tree, and the steps that lead to the citation that holds it."""


def without_inline(tree: Any) -> tuple[Any, list[Brought]]:
    """Return a record without the sources that it brings along, and these, each with its id."""
    found: list[Brought] = []
    return _without(tree, (), found), found


def _without(tree: Any, path: FieldPath, found: list[Brought]) -> Any:
    if isinstance(tree, list):
        return [_without(item, (*path, number), found) for number, item in enumerate(tree)]
    if not isinstance(tree, dict):
        return tree
    kept = {}
    for name, value in tree.items():
        at = (*path, name)
        if name == SOURCES and isinstance(value, list):
            kept[name] = [_citation(item, (*at, number), found) for number, item in enumerate(value)]
        else:
            kept[name] = _without(value, at, found)
    return kept


def _citation(citation: Any, path: FieldPath, found: list[Brought]) -> Any:
    if not isinstance(citation, dict) or not isinstance(citation.get(INLINE), dict) or "id" not in citation:
        return citation
    found.append(({"id": citation["id"], **citation[INLINE]}, path))
    return {name: value for name, value in citation.items() if name != INLINE}

# SPDX-License-Identifier: MIT
"""Sources that a record brings along: `sources: [{id: new, source: {title: …}}]`.

Whoever proposes a record has one file to send, and its source may not be in the register yet. Such a source
is a record of `sources` like any other, that stands here until `utpe accept` gives it a file of its own.
"""

from __future__ import annotations

from sys import intern
from typing import Any

from utpe.records.references import FieldPath

INLINE = "source"
"""The field of a citation that holds the source itself."""

SOURCES = "sources"
"""The fields that hold citations."""

MANY_TIMES = 60
"""Longer texts hardly ever stand twice."""

Brought = tuple[Any, FieldPath]
"""A source as a tree, and the steps that lead to the citation that holds it."""


def without_inline(tree: Any) -> tuple[Any, list[Brought]]:
    """Return a record without the sources that it brings along, and these, each with its id."""
    found: list[Brought] = []
    return _without(tree, (), found), found


def _without(tree: Any, path: FieldPath, found: list[Brought]) -> Any:
    # Every value of a register passes here.
    kind = type(tree)
    if kind is str:
        # Ids and words stand many times in a register: each is one object.
        return intern(tree) if len(tree) <= MANY_TIMES else tree
    if kind is dict:
        kept: dict[str, Any] = {}
        for name, value in tree.items():
            if type(value) is str:
                kept[name] = intern(value) if len(value) <= MANY_TIMES else value
            elif name == SOURCES and type(value) is list:
                at = (*path, name)
                kept[name] = [_citation(item, (*at, number), found) for number, item in enumerate(value)]
            else:
                kept[name] = _without(value, (*path, name), found)
        return kept
    if kind is list:
        return [_without(item, (*path, number), found) for number, item in enumerate(tree)]
    return tree


def _citation(citation: Any, path: FieldPath, found: list[Brought]) -> Any:
    if not isinstance(citation, dict) or not isinstance(citation.get(INLINE), dict) or "id" not in citation:
        return citation
    found.append(({"id": citation["id"], **citation[INLINE]}, path))
    return {name: value for name, value in citation.items() if name != INLINE}

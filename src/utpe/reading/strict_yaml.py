# SPDX-License-Identifier: MIT
"""A strict YAML reader that remembers where everything stands.

In: the bytes of one file. Out: a tree of dict, list, str and None, plus `Marks` of the same shape.
Every scalar but null is text: which text is a number or a date is for the models to say, so that
`no`, `on`, `10:30`, `012`, `3.10` and dates are never silently changed (YAML 1.1 would). Anchors,
aliases, tags, merge keys, several documents and duplicate keys are refused; depth is bounded.
Built on PyYAML's event stream (libyaml when present), so nothing recurses on hostile input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml
from yaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from utpe.immutable import immutable
from utpe.reading.invisible import FORBIDDEN

MAX_DEPTH = 30
ITEMS = 1
"""How deep the marks of the items of a list are: see `read_yaml`."""
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
Loader: type = getattr(yaml, "CLoader", yaml.Loader)
"""Makes events only: it never makes Python objects."""

Position = tuple[int, int]
_NOTHING: Any = MappingProxyType({})


@dataclass(slots=True)
class Marks:
    """Where a node stands (line and column from 1), its last line, and the marks of its children."""

    line: int
    column: int
    last_line: int = 0
    # Most nodes are text and have neither.
    children: dict[Any, Marks] = field(default_factory=lambda: _NOTHING)
    keys: dict[str, Position] = field(default_factory=lambda: _NOTHING)

    def find(self, path: tuple[Any, ...]) -> Position:
        """Return the position of the deepest node that exists along `path` (keys and indexes)."""
        node = self
        for step in path:
            child = node.children.get(step)
            if child is None:
                return node.keys.get(str(step), (node.line, node.column))
            node = child
        return (node.line, node.column)


@immutable
class Trouble:
    """One thing wrong with a file: a message key of the string tables, a position, its values."""

    key: str
    line: int
    column: int
    values: dict[str, Any] = field(default_factory=dict)


@immutable
class Tree:
    """A file, read: `value` is None when `troubles` made it unreadable; `keys` are those of all its maps."""

    value: Any
    marks: Marks
    troubles: tuple[Trouble, ...] = ()
    keys: frozenset[str] = frozenset()


def read_yaml(raw: bytes, marked: int = MAX_DEPTH) -> Tree:
    """Return the tree of one YAML file.

    A leading UTF-8 byte-order mark and CRLF line ends are accepted. Never raises on any input:
    what is wrong is in `Tree.troubles`. Nodes deeper than `marked` get no marks (`ITEMS`: the items of
    a list do, what they hold does not): marks cost more time and memory than what they stand for.
    """
    start = Marks(1, 1, 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        return Tree(None, start, (Trouble("yaml.not_utf8", line, column),))
    found = [_control(text, match) for match in FORBIDDEN.finditer(text)]
    found += _tabs(text)
    if found:
        return Tree(None, start, tuple(found[:20]))
    troubles: list[Trouble] = []
    keys: set[str] = set()
    try:
        value, marks = _build(yaml.parse(text, Loader=Loader), troubles, keys, marked)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        trouble = Trouble("yaml.syntax", line, column, {"problem": error.problem or error.context or ""})
        return Tree(None, start, (*troubles, trouble))
    except yaml.YAMLError:
        return Tree(None, start, (*troubles, Trouble("yaml.syntax", 1, 1, {"problem": ""})))
    except _BadKeyError:
        return Tree(None, start, tuple(troubles))
    except _TooDeepError as error:
        return Tree(
            None, start, (*troubles, Trouble("yaml.too_deep", error.line, error.column, {"limit": MAX_DEPTH}))
        )
    return Tree(value if not troubles else None, marks, tuple(troubles), frozenset(keys))


class _TooDeepError(Exception):
    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


class _BadKeyError(Exception):
    """A key that is no text; what it is has been told."""


def _control(text: str, match: re.Match[str]) -> Trouble:
    at = match.start()
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Trouble("yaml.control_character", line, column, {"character": match[0]})


def _tabs(text: str) -> Iterator[Trouble]:
    if "\t" not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            yield Trouble("yaml.tab", number, indent.index("\t") + 1)


def _build(events: Iterator[Any], troubles: list[Trouble], keys: set[str], marked: int) -> tuple[Any, Marks]:
    """Build value and marks from YAML events with an explicit stack."""
    root: tuple[Any, Marks] | None = None
    stack: list[_Open] = []
    documents = lowest = 0
    for event in events:
        kind = type(event)
        if kind is ScalarEvent:
            start, end = event.start_mark, event.end_mark
            last = end.line + 1 if end.column else end.line
            # Nodes come in the order of their lines.
            lowest = max(lowest, start.line + 1, last)
            value = None if event.value in NULLS and event.implicit[0] else event.value
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            ended = stack.pop().marks
            if ended:
                ended.last_line = max(ended.last_line, lowest)
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if len(stack) >= MAX_DEPTH:
                raise _TooDeepError(event.start_mark.line + 1, event.start_mark.column + 1)
            value = {} if kind is MappingStartEvent else []
        elif kind is AliasEvent:
            value = None
        else:
            documents += kind is yaml.DocumentStartEvent
            if documents > 1:
                troubles.append(_at("yaml.many_documents", event))
                return (None, Marks(1, 1, 1)) if root is None else root
            continue
        if event.anchor is not None:
            troubles.append(_at("yaml.anchor", event))
        if kind is not AliasEvent and event.tag is not None:
            troubles.append(_at("yaml.tag", event, value=str(event.tag)))
        is_open = kind is not ScalarEvent and kind is not AliasEvent
        marks = None
        if len(stack) <= marked:
            line = event.start_mark.line + 1
            last_line = line if is_open else max(line, lowest)
            marks = Marks(line, event.start_mark.column + 1, last_line)
            if is_open:
                marks.children, marks.keys = {}, {}
        if stack:
            _place(stack[-1], value, marks, event, troubles, keys)
        elif root is None and marks:
            root = (value, marks)
        if is_open:
            stack.append(_Open(value, marks))
    return root if root is not None else (None, Marks(1, 1, 1))


@dataclass(slots=True)
class _Open:
    """A container whose end has not come, and in a map the key that waits for its value."""

    value: Any
    marks: Marks | None
    key: str | None = None
    key_at: Position = (0, 0)


def _place(
    into: _Open, value: Any, marks: Marks | None, event: Any, troubles: list[Trouble], keys: set[str]
) -> None:
    """Put `value` into an open container, or note it as a key; a container used as a key is refused."""
    container, parent = into.value, into.marks
    if type(container) is list:
        if marks and parent:
            parent.children[len(container)] = marks
        container.append(value)
    elif into.key is not None:
        container[into.key] = value
        if marks and parent:
            parent.children[into.key] = marks
            parent.keys[into.key] = into.key_at
        into.key = None
    else:
        if not isinstance(value, str):
            troubles.append(_at("yaml.bad_key", event))
            # The rest of a complex key would be read as values of the map: stop here.
            raise _BadKeyError
        if value in container:
            troubles.append(_at("yaml.duplicate_key", event, value=value))
        elif value == "<<":
            troubles.append(_at("yaml.anchor", event))
        keys.add(value)
        into.key, into.key_at = value, (marks.line, marks.column) if marks else (0, 0)


def _at(key: str, event: Any, **values: Any) -> Trouble:
    return Trouble(key, event.start_mark.line + 1, event.start_mark.column + 1, values)

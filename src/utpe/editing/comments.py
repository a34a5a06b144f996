# SPDX-License-Identifier: MIT
"""Comments of a YAML file: found with what each stands at, and put there again in another layout.

A comment on lines of its own stands at what comes next; one behind a value, at that value. Where that is
gone, at what held it; nothing that somebody wrote is lost.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any, Literal

import yaml

from utpe.immutable import immutable
from utpe.reading.strict_yaml import Loader, Marks, Position
from utpe.records.references import FieldPath

_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\n]*")


@immutable
class Comment:
    """A comment with its `#`, and the path of what it stands at; («end» stands for the end of the file)."""

    text: str
    where: Literal["before", "behind", "end"]
    path: FieldPath = ()


def comments_of(text: str, marks: Marks) -> list[Comment]:
    """Return the comments of a file with Unix line ends, in order; `marks` are those of its reading."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    places = sorted(_places(marks, ()), key=lambda place: (place[0], len(place[1])))
    found = []
    for at in _found(text):
        line = bisect.bisect_right(starts, at) - 1
        position = (line + 1, at - starts[line] + 1)
        words = text[at:].partition("\n")[0].rstrip()
        if text[starts[line] : at].strip():
            before = [path for place, path in places if place < position]
            found.append(Comment(words, "behind", before[-1] if before else ()))
            continue
        after = next((path for place, path in places if place > position), None)
        found.append(Comment(words, "end") if after is None else Comment(words, "before", after))
    return found


def with_comments(text: str, marks: Marks, comments: Iterable[Comment]) -> str:
    """Return a text without comments with these put where they belong; `marks` are those of its reading."""
    lines = text.split("\n")
    before: dict[int, list[str]] = defaultdict(list)
    for comment in comments:
        if comment.where == "end":
            lines[-1:] = [comment.text, *lines[-1:]]
            continue
        path, node = _nearest(marks, comment.path)
        line = _start(marks, path, node)[0] - 1
        if comment.where == "behind" and path == comment.path and not node.children:
            last = max(line, node.last_line - 1)
            lines[last] += f" {comment.text}"
        else:
            before[line].append(comment.text)
    return "\n".join(_with_lines(lines, before))


def _with_lines(lines: list[str], before: dict[int, list[str]]) -> Iterator[str]:
    for number, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())]
        yield from (f"{indent}{comment}" for comment in before.get(number, ()))
        yield line


def _found(text: str) -> Iterator[int]:
    """Yield where comments begin: a `#` behind white space and outside of every scalar."""
    events = yaml.parse(text, Loader=Loader)
    scalars: Iterator[Any] = (event for event in events if type(event) is yaml.ScalarEvent)
    spans = [(event.start_mark.index, event.end_mark.index) for event in scalars]
    starts = [start for start, _ in spans]
    match = _COMMENT.search(text)
    while match:
        at, end = match.span()
        inside = bisect.bisect_right(starts, at) - 1
        if inside >= 0 and at < spans[inside][1]:
            end = spans[inside][1]
        else:
            yield at
        match = _COMMENT.search(text, end)


def _places(marks: Marks, path: FieldPath) -> Iterator[tuple[Position, FieldPath]]:
    """Yield where each thing in the file begins: that of a field is its name."""
    for step, child in marks.children.items():
        yield marks.keys.get(str(step), (child.line, child.column)), (*path, step)
        yield from _places(child, (*path, step))


def _nearest(marks: Marks, path: FieldPath) -> tuple[FieldPath, Marks]:
    node, there = marks, []
    for step in path:
        if step not in node.children:
            break
        node = node.children[step]
        there.append(step)
    return tuple(there), node


def _start(marks: Marks, path: FieldPath, node: Marks) -> Position:
    holder = _nearest(marks, path[:-1])[1] if path else marks
    key = holder.keys.get(str(path[-1])) if path else None
    return key or (node.line, node.column)

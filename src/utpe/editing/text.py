# SPDX-License-Identifier: MIT
"""Edits of a YAML file as text, at the places that its marks tell: comments and layout stay."""

from __future__ import annotations

import re
from itertools import accumulate

from utpe.editing.files import CannotEditError
from utpe.reading.strict_yaml import Marks, Position

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Edited:
    """One file being edited. All positions are those of the file as it was read."""

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        # The reader counts from behind a byte-order mark.
        self._mark = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
        self._text = raw.decode("utf-8-sig")
        lines = _LINE.findall(self._text)
        self._starts = [0, *accumulate(map(len, lines))]
        self._newline = "\r\n" if "\r\n" in self._text else "\n"
        self._edits: dict[tuple[int, int], str] = {}

    def replace(self, at: Position, old: str, new: str) -> None:
        """Put `new` where the scalar `old` stands, in its quotes; raise CannotEditError where it does not."""
        start = self._offset(at)
        start += self._text[start : start + 1] in ("'", '"')
        end = start + len(old)
        if self._text[start:end] != old or re.match(r"[A-Za-z0-9-]", self._text[end:]):
            raise self._cannot(at)
        self._edits[(start, end)] = new

    def replace_span(self, start: int, end: int, new: str) -> None:
        """Put `new` in the place of a span of the text."""
        self._edits[(start, end)] = new

    def add_to_list(self, record: Marks, field: str, values: list[str]) -> None:
        """Add texts at the end of a list of a record in block style; make the list where there is none."""
        there = record.children.get(field)
        if there is None:
            line = f"{' ' * (record.column - 1)}{field}: [{', '.join(values)}]"
            end = self._starts[record.last_line]
            is_open = self._text[:end].endswith(("\n", "\r"))
            before = self._text[self._starts[record.line - 1] : self._offset((record.line, record.column))]
            if (
                before.strip() not in ("-", "")
                or self._text[self._offset((record.line, record.column))] == "{"
            ):
                raise self._cannot((record.line, record.column))
            self._edits[(end, end)] = line + self._newline if is_open else self._newline + line
            return
        at = self._offset((there.line, there.column))
        if self._text[at] == "[":
            close = self._text.index("]", at)
            joined = ", ".join(values)
            self._edits[(close, close)] = f", {joined}" if there.children else joined
            return
        last = there.children[len(there.children) - 1]
        start, end = self._starts[last.line - 1], self._starts[last.line]
        prefix = self._text[start : self._offset((last.line, last.column))]
        is_open = self._text[:end].endswith(("\n", "\r"))
        lines = "".join(f"{prefix}{value}{self._newline}" for value in values)
        self._edits[(end, end)] = lines if is_open else self._newline + lines

    def remove(self, record: Marks) -> None:
        """Remove an item of the file's list, with one of the empty lines around it."""
        start = self._starts[record.line - 1]
        if self._text[start : self._offset((record.line, record.column))].strip() != "-":
            raise self._cannot((record.line, record.column))
        end = self._starts[record.last_line]
        if end == len(self._text):
            start -= len(re.search(r"(?:(?<=\n)\r?\n)?\Z", self._text[:start])[0])  # type: ignore[index]
        empty = re.match(r"[ \t]*(?:\r\n|\r|\n)", self._text[end:])
        self._edits[(start, end + (empty.end() if empty else 0))] = ""

    @property
    def text(self) -> str:
        """The text with all edits; one inside what goes is lost with it."""
        pieces, done = [], 0
        for (start, end), new in sorted(self._edits.items()):
            if start < done:
                continue
            pieces += [self._text[done:start], new]
            done = end
        return self._mark + "".join((*pieces, self._text[done:]))

    def _offset(self, at: Position) -> int:
        return self._starts[at[0] - 1] + at[1] - 1

    def _cannot(self, at: Position) -> CannotEditError:
        return CannotEditError("layout", place=f"{self.name}:{at[0]}:{at[1]}")

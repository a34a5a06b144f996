# SPDX-License-Identifier: MIT
"""Where records and their fields stand in a data file: lines at once, the rest when somebody asks.

The marks of a file take as much memory as its records, and only findings and commands that edit ask for
them: files are read without, and once more when it comes to that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from utpe.immutable import immutable
from utpe.reading.strict_yaml import Marks, read_yaml
from utpe.records.references import FieldPath

ESCAPE = b"\\"


@dataclass(frozen=True)
class DataFile:
    """A data file as it was read: its name relative to the project's root, and its bytes."""

    name: str
    raw: bytes
    _asked: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def digest(self) -> str:
        """A name of what it is called and holds."""
        return hashlib.sha256(f"{self.name}\n".encode() + self.raw).hexdigest()

    def may_hold(self, character: str) -> bool:
        """Return whether a text in it may hold a character; an escape may stand for any."""
        if character not in self._asked:
            self._asked[character] = character.encode() in self.raw or ESCAPE in self.raw
        return self._asked[character]

    @cached_property
    def marks(self) -> Marks:
        """Where everything in it stands."""
        return read_yaml(self.raw).marks


@immutable
class Origin:
    """Where a record stands: its file, its first and last line, and the steps that lead to its node.

    `brings_itself` says that it stands inside another record, in a citation (`inline.py`).
    """

    source: DataFile
    lines: tuple[int, int]
    path: FieldPath = ()
    brings_itself: bool = False

    @property
    def file(self) -> str:
        """The name of its file, relative to the project's root."""
        return self.source.name

    @property
    def marks(self) -> Marks:
        """Where each of its fields stands."""
        node = self.source.marks
        for step in self.path:
            node = node.children[step]
        if not self.brings_itself:
            return node
        own = node.children["source"]
        return Marks(
            own.line, own.column, own.last_line, {"id": node.children["id"], **own.children}, own.keys
        )

# SPDX-License-Identifier: MIT
"""A finding: what is wrong, where, and with which values; words come later, in the editor's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from utpe.immutable import immutable

Severity = Literal["error", "warning"]
# So many of one code are told of one file; the rest is counted, or a file of 5 MB would take minutes to tell.
MOST_TOLD = 100


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: path relative to the project's root with `/`, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1


@immutable
class Words:
    """A value that is itself a text of the string tables: its key, and the values that fill it."""

    key: str
    values: tuple[tuple[str, Any], ...] = ()


@immutable
class Finding:
    """One finding.

    `code` is stable (`E…` errors, `W…` warnings) and names the texts in the string tables
    (`findings.<code>.message` and its sisters). `trail` is the path a person understands: collection,
    record id, field path. `values` fill the texts: a str is quoted as found in a file, a tuple of them
    is listed, `Words` are looked up, numbers stand as they are. `close` are the near misses. With `untold`,
    it stands for so many more of its code in its file, from its place on.
    """

    code: str
    place: Place
    trail: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)
    close: tuple[str, ...] = ()
    untold: int = 0

    @property
    def number(self) -> int:
        """How many it counts for."""
        return self.untold or 1

    @property
    def severity(self) -> Severity:
        """Errors stop a build, warnings do not."""
        return "error" if self.code.startswith("E") else "warning"

    @property
    def sort_key(self) -> tuple[Place, str, tuple[str, ...], str]:
        """Findings read in the order of the files."""
        return (self.place, self.code, self.trail, str(self.values))


def told(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield at most `MOST_TOLD` findings of one code in one file, then one that stands for all the others."""
    seen: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.place.file)
        seen[key] += 1
        if seen[key] <= MOST_TOLD:
            yield finding
        else:
            first.setdefault(key, finding)
    for key, finding in first.items():
        yield Finding(finding.code, finding.place, untold=seen[key] - MOST_TOLD)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by place, without repetitions."""
    unique = {f.sort_key: f for f in findings}
    return [unique[key] for key in sorted(unique)]


def has_errors(findings: Iterable[Finding]) -> bool:
    """True when any finding stops a build."""
    return any(f.severity == "error" for f in findings)

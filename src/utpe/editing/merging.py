# SPDX-License-Identifier: MIT
"""Two changes of one record, field by field, from what both began with; and where git keeps that."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from utpe.forms.ordered import ordered
from utpe.immutable import immutable
from utpe.reading.strict_yaml import read_yaml
from utpe.records.revision import revision
from utpe.settings import Settings

MOST_COMMITS = 30
"""So far back a record is looked for: each step reads a whole file."""

Tree = Mapping[str, Any]


@immutable
class Difference:
    """What one field said and what it says, None for nothing; `path` leads to the least that differs."""

    path: tuple[str | int, ...]
    old: Any
    new: Any


def differences(old: Any, new: Any, path: tuple[str | int, ...] = ()) -> Iterator[Difference]:
    """Yield what differs between two trees, as deep as both are maps; lists of one length item by item."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            yield from differences(old.get(name), new.get(name), (*path, name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, (*path, number))
    elif old != new:
        yield Difference(path, old, new)


def merged(base: Tree, current: Tree, proposed: Tree) -> tuple[dict[str, Any], list[str]]:
    """Return what both changes make of `base`, and the fields that both changed, each otherwise."""
    found: dict[str, Any] = {}
    both = []
    for name in dict.fromkeys((*current, *proposed)):
        was, is_, wish = base.get(name), current.get(name), proposed.get(name)
        value = wish if is_ == was else is_
        if is_ not in (was, wish) and wish != was:
            if all(isinstance(x, Mapping) for x in (was, is_, wish)):
                value, inner = merged(was, is_, wish)  # type: ignore[arg-type]
                both += [f"{name}.{x}" for x in inner]
            else:
                both.append(name)
        if value is not None:
            found[name] = value
    return found, both


def base_of(settings: Settings, file: str, collection: str, id_: str, wanted: str) -> Tree | None:
    """Return the record as it was at a revision, from the last commits of its file; None when not found."""
    for commit in git(settings.root, "log", f"-{MOST_COMMITS}", "--format=%H", "--", file).split():
        raw = git(settings.root, "show", f"{commit.decode()}:./{file}")
        value = read_yaml(raw).value
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and item.get("id") == id_:
                tree = ordered(collection, item, settings.languages)
                if revision(tree) == wanted:
                    return tree
    return None


def git(root: Path, *arguments: str) -> bytes:
    """Return what git says in a folder; nothing where it cannot."""
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return b""

# SPDX-License-Identifier: MIT
"""What a text said when its translations were last confirmed, found in git by its revision.

A text is sought in its own record, wherever in its field: models may have been others then, and items in
another order. Whoever finds nothing says why; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from utpe.immutable import immutable
from utpe.reading.git_history import state_of
from utpe.reading.git_versions import versions
from utpe.reading.prose import parse_prose
from utpe.reading.strict_yaml import read_yaml
from utpe.records.ledger import PAGES
from utpe.records.revision import text_revision
from utpe.records.translation import Outdated, Wording, page_text

Why = Literal["", "no_git", "shallow", "not_found"]


@immutable
class Earlier:
    """What a text said; where that is not known, `why`."""

    text: str = ""
    why: Why = ""


@immutable
class Sought:
    """A text in one language, as it was at a revision."""

    wording: Wording
    language: str
    revision: str


def sought(outdated: Iterable[Outdated]) -> Iterator[Sought]:
    """Yield what one would have to know to show what changed."""
    for found in outdated:
        for language, revision in found.since.items():
            yield Sought(found.wording, language, revision)


def earlier_texts(root: Path, data: str, prose: str, wanted: Iterable[Sought]) -> dict[Sought, Earlier]:
    """Return what each text said; `data` and `prose` are the folders of records and pages, as in settings."""
    everything = list(dict.fromkeys(wanted))
    state = state_of(root) if everything else "known"
    if state != "known":
        return {s: Earlier(why=state) for s in everything}
    groups: dict[tuple[str, ...], list[Sought]] = {}
    for one in everything:
        groups.setdefault(_paths(one, data, prose), []).append(one)
    found: dict[Sought, Earlier] = {}
    for paths, group in groups.items():
        found |= _search(root, paths, group)
    return {s: found.get(s, Earlier(why="not_found")) for s in everything}


def _paths(one: Sought, data: str, prose: str) -> tuple[str, ...]:
    """Return where a text may have stood: the files of its collection, or the file of a page."""
    wording = one.wording
    if wording.collection == PAGES:
        return tuple(f"{prose}/{one.language}/{key}.md" for key in (wording.id, *wording.former_ids))
    return f"{data}/{wording.collection}.yaml", f"{data}/{wording.collection}"


def _search(root: Path, paths: Sequence[str], group: Sequence[Sought]) -> dict[Sought, Earlier]:
    found: dict[Sought, Earlier] = {}
    for file, content in versions(root, paths):
        for one in group:
            for text in _said(one, file, content) if one not in found else ():
                if text_revision(text) == one.revision:
                    found[one] = Earlier(text)
        if len(found) == len(group):
            break
    return found


def _said(one: Sought, file: str, content: bytes) -> Iterator[str]:
    """Yield what a field of a record, or a page, said in a language in one version of a file."""
    wording = one.wording
    if wording.collection == PAGES:
        yield page_text(parse_prose(content, one.language, wording.id, file))
        return
    for id_ in (wording.id, *wording.former_ids):
        for record in _records(content.decode("utf-8", "replace"), id_):
            yield from _at(record, (*wording.fields, one.language))


def _records(text: str, id_: str) -> Iterator[Any]:
    """Yield the records of a file that have this id. To read a whole file would take a second."""
    own = re.compile(rf"^(?:- |  )?id: *['\"]?{re.escape(id_)}['\"]? *\r?$", re.MULTILINE)
    for piece in re.split(r"^(?=- )", text, flags=re.MULTILINE):
        if own.search(piece):
            value = read_yaml(piece.encode()).value
            yield from value if isinstance(value, list) else (value,)


def _at(value: Any, steps: Sequence[str]) -> Iterator[str]:
    """Yield every text at the end of a path, through lists too."""
    if isinstance(value, list):
        for item in value:
            yield from _at(item, steps)
    elif not steps:
        if isinstance(value, str):
            yield value
    elif isinstance(value, dict):
        yield from _at(value.get(steps[0]), steps[1:])

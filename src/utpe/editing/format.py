# SPDX-License-Identifier: MIT
"""`utpe format`: every data file in the one layout, its comments kept. What cannot be read stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from utpe.editing.comments import comments_of, with_comments
from utpe.editing.files import CannotEditError
from utpe.editing.layout import item_text, record_text
from utpe.forms.ordered import ordered
from utpe.reading.files import shown
from utpe.reading.strict_yaml import Marks, read_yaml
from utpe.records.loader import data_files
from utpe.records.references import FieldPath
from utpe.settings import Settings


def formatted(collection: str, raw: bytes, languages: Sequence[str], name: str = "") -> str | None:
    """Return a data file in canonical layout; None where it is no YAML of ours or holds no record.

    Raises CannotEditError when something would be lost; `name` is what the file is called then.
    """
    tree = read_yaml(raw)
    if not tree.value or not isinstance(tree.value, dict | list):
        return None
    return _laid_out(collection, raw, tree.marks, tree.value, languages, name)


def with_record(
    collection: str, raw: bytes, line: int, record: Mapping[str, Any], languages: Sequence[str]
) -> str:
    """Return a data file, in canonical layout, with another record in the place of the one at a line.

    Comments stay where the record still has what they stand at. Raises CannotEditError when there is none.
    """
    tree = read_yaml(raw)
    if isinstance(tree.value, dict) and tree.marks.line == line:
        return _laid_out(collection, raw, tree.marks, dict(record), languages, f"{collection}:{line}")
    places = [number for number, marks in tree.marks.children.items() if marks.line == line]
    if not isinstance(tree.value, list) or not places:
        raise CannotEditError("layout", place=f"{collection}:{line}")
    value = [record if number == places[0] else item for number, item in enumerate(tree.value)]
    return _laid_out(collection, raw, tree.marks, value, languages, f"{collection}:{line}")


def with_only_record(collection: str, raw: bytes, record: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Return a data file that holds one record, with another in its place; its comments as `with_record`."""
    marks = read_yaml(raw).marks
    return with_record(collection, raw, marks.children.get(0, marks).line, record, languages)


def _laid_out(
    collection: str, raw: bytes, marks: Marks, value: Any, languages: Sequence[str], name: str
) -> str:
    """Return a file that says `value`, with the comments of `raw`; `marks` are those of its reading."""
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, dict):
        said: Any = ordered(collection, value, languages)
        body = record_text(collection, value, languages)
    else:
        said = [ordered(collection, item, languages) for item in value]
        body = "\n".join(item_text(collection, item, languages) for item in value)
    found = comments_of(text, marks)
    first: FieldPath = (next(iter(marks.children)),)
    head = list(takewhile(lambda comment: comment.where == "before" and comment.path == first, found))
    made = with_comments(body, read_yaml(body.encode()).marks, found[len(head) :])
    if read_yaml(made.encode()).value != said:
        raise CannotEditError("layout", place=name)
    return "".join(f"{comment.text}\n" for comment in head) + made


def format_files(settings: Settings, files: Sequence[Path]) -> dict[Path, str]:
    """Return the new text of each of these data files that is not canonical; of all when none is named."""
    wanted = {path.resolve() for path in files}
    changes = {}
    for collection, path in data_files(settings.folder("data")):
        if wanted and path.resolve() not in wanted:
            continue
        raw = path.read_bytes()
        text = formatted(collection, raw, settings.languages, shown(path, settings.root))
        if text is not None and text.encode() != raw:
            changes[path] = text
    return changes

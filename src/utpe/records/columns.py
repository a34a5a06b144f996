# SPDX-License-Identifier: MIT
"""Records as rows of a table: which columns a model has, by the types of its fields, and a record's cells.

    name        name_es, name_pt                      a text: a column for each language
    date        date, date_earliest, date_latest      a date: as written (EDTF), and the days that it may mean
    point       point_lat, point_lon, point_basis     a part: its own columns behind its name
    topic_ids   topic_ids                             a list: its values joined by `|`
    sources     sources_id                            a list of parts: the records that each names

What does not fit into a cell (paragraphs, documents, lists of lists) is left to JSON.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from utpe.immutable import immutable
from utpe.records.base import Text
from utpe.records.edtf import Edtf
from utpe.records.references import target_of

FOR_EDITORS = frozenset(("editor_note", "sent_to"))
"""Fields that no reader sees: notes among editors, and a mailbox that is no longer a contact."""
SEPARATOR = "|"

Kind = Literal["string", "integer", "number", "boolean", "date"]
Bound = Literal["", "earliest", "latest"]
Cell = str | int | float | bool | None
_KINDS: dict[type, Kind] = {bool: "boolean", int: "integer", float: "number"}


@immutable
class Column:
    """A column of a table.

    `path` leads to the value; `models` are those that declare each step of it, for their words. `language` is
    that of a text, `bound` the end of a date; `refers` the collection whose ids it holds.
    """

    path: tuple[str, ...]
    models: tuple[str, ...]
    kind: Kind = "string"
    language: str = ""
    bound: Bound = ""
    refers: str = ""
    is_list: bool = False
    is_required: bool = False

    @property
    def name(self) -> str:
        """Its name, which never changes."""
        return "_".join(x for x in (*self.path, self.language, self.bound) if x)

    def cell(self, record: BaseModel) -> Cell:
        """Return what a record has in this column; None where nothing is known."""
        return _joined(list(_found(record, self.path)), self) if self.is_list else _cell(record, self)


@cache
def columns(model: type[BaseModel], languages: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of a model's table, in the order of its fields."""
    return tuple(_columns(model, languages))


def _columns(model: type[BaseModel], languages: Sequence[str]) -> Iterator[Column]:
    for name, info in model.model_fields.items():
        if name in FOR_EDITORS:
            continue
        kind, is_list = _inside(info.annotation)
        plain = Column((name,), (model.__name__,), is_list=is_list, refers=target_of(info) or "")
        sort = [t for t in kind if isinstance(t, type)]
        if Edtf in sort:
            yield replace(plain, is_required=info.is_required())
            if not is_list:
                yield from (replace(plain, kind="date", bound=b) for b in ("earliest", "latest"))
        elif Text in sort:
            # A printed title is text in one language, and not a translation.
            yield from (plain,) if str in sort else ()
            yield from (replace(plain, language=code) for code in languages)
        elif part := next((t for t in sort if issubclass(t, BaseModel)), None):
            for inner in columns(part, tuple(languages)):
                if not is_list or (len(inner.path) == 1 and inner.refers and not inner.is_list):
                    path, models = (name, *inner.path), (model.__name__, *inner.models)
                    yield replace(
                        inner, path=path, models=models, is_list=is_list or inner.is_list, is_required=False
                    )
        else:
            number = next((_KINDS[t] for t in sort if t in _KINDS), None)
            yield replace(plain, kind=number or "string", is_required=info.is_required() and not is_list)


def _inside(annotation: Any) -> tuple[list[Any], bool]:
    """Return the types that a field may have, without None, and whether it holds a list of them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _inside(get_args(annotation)[0])
    if origin is tuple:
        return _inside(get_args(annotation)[0])[0], True
    if origin in (Union, types.UnionType):
        found = [_inside(a) for a in get_args(annotation) if a is not type(None)]
        return [t for kinds, _ in found for t in kinds], any(is_list for _, is_list in found)
    return [annotation], False


def _found(part: Any, path: Sequence[str]) -> Iterator[Any]:
    """Yield every value at the end of a path, through lists too."""
    if isinstance(part, tuple):
        for item in part:
            yield from _found(item, path)
    elif not path:
        if part is not None:
            yield part
    elif part is not None:
        yield from _found(getattr(part, path[0]), path[1:])


def _joined(values: list[Any], column: Column) -> Cell:
    cells = [_plain(v, column) for v in values]
    return SEPARATOR.join(str(c) for c in cells if c is not None) or None


def _cell(record: BaseModel, column: Column) -> Cell:
    value = next(_found(record, column.path), None)
    return _plain(value, column)


def _plain(value: Any, column: Column) -> Cell:
    match value:
        case Text():
            return value.get(column.language) if column.language else None
        case Edtf():
            day: dt.date | None = getattr(value, column.bound) if column.bound else None
            return (day.isoformat() if day else None) if column.bound else value.text
        case Enum():
            return str(value.value)
        case str():
            # A printed title has no translations.
            return None if column.language else value
        case bool() | int() | float():
            return value
        case _:
            return None

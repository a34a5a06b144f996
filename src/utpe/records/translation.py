# SPDX-License-Identifier: MIT
"""Which texts exist in which languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from utpe.records.base import Text


def texts(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Yield (path, text) for every bilingual text inside a record."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name in _fields_with_texts(type(part)):
            yield from texts(getattr(part, name), (*path, name))
    elif isinstance(part, tuple):
        for n, item in enumerate(part):
            yield from texts(item, (*path, n))


@cache
def _fields_with_texts(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, info in model.model_fields.items() if _holds_text(info.annotation))


def _holds_text(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return issubclass(annotation, Text) or bool(_fields_with_texts(annotation))
    return any(_holds_text(inner) for inner in get_args(annotation))


def missing(record: BaseModel, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (field path, language) for every text that lacks a language."""
    for path, text in texts(record):
        for language in languages:
            if text.get(language) is None:
                yield ".".join(str(p) for p in path), language


def is_translated(record: BaseModel, languages: Sequence[str]) -> bool:
    """Return whether every text of a record exists in every language."""
    return next(missing(record, languages), None) is None

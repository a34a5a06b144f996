# SPDX-License-Identifier: MIT
"""Walks through records by the types of their fields: only where something of the kind sought may stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, RootModel

from utpe.records.references import FieldPath

Found = tuple[FieldPath, Any, BaseModel]
"""The path of a value inside a record, the value, and the part that holds it."""


def values_of(part: BaseModel, kind: type, path: FieldPath = ()) -> Iterator[Found]:
    """Yield every value of exactly this type inside a record, in the order of its fields."""
    for name in _fields_with(type(part), kind):
        value = getattr(part, name)
        if type(value) is tuple:
            for number, item in enumerate(value):
                yield from _values_in(item, kind, (*path, name, number), part)
        else:
            yield from _values_in(value, kind, (*path, name), part)


def _values_in(value: Any, kind: type, path: FieldPath, owner: BaseModel) -> Iterator[Found]:
    if type(value) is kind:
        yield path, value, owner
    if _has_fields(value):
        yield from values_of(value, kind, path)


def parts_with(part: BaseModel, field: str, path: FieldPath = ()) -> Iterator[tuple[FieldPath, BaseModel]]:
    """Yield a record, and every part of it, that has a field of this name: its path, and itself."""
    if field in type(part).model_fields:
        yield path, part
    for name in _fields_with_parts(type(part), field):
        value = getattr(part, name)
        if type(value) is tuple:
            for number, item in enumerate(value):
                if _has_fields(item):
                    yield from parts_with(item, field, (*path, name, number))
        elif _has_fields(value):
            yield from parts_with(value, field, (*path, name))


@cache
def _fields_with(model: type[BaseModel], kind: type) -> tuple[str, ...]:
    """Return the fields that hold values of a type, or parts inside which there are some."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(inner is kind for inner in _types_in(info.annotation))
        or any(_fields_with(inner, kind) for inner in _parts_in(info.annotation))
    )


@cache
def _fields_with_parts(model: type[BaseModel], field: str) -> tuple[str, ...]:
    """Return the fields that hold parts with a field of this name, or parts inside which there are some."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(
            field in inner.model_fields or _fields_with_parts(inner, field)
            for inner in _parts_in(info.annotation)
        )
    )


def _has_fields(value: Any) -> bool:
    """Return whether a value is a part; a text in several languages is one value."""
    return isinstance(value, BaseModel) and not isinstance(value, RootModel)


def _parts_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models with fields that an annotation names."""
    for inner in _types_in(annotation):
        if issubclass(inner, BaseModel) and not issubclass(inner, RootModel):
            yield inner


def _types_in(annotation: Any) -> Iterator[type]:
    """Yield the classes that an annotation names."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        yield annotation
    for inner in get_args(annotation):
        yield from _types_in(inner)

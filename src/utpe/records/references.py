# SPDX-License-Identifier: MIT
"""Finds the references in a record by the types of its fields, so that no list of them must be kept."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from utpe.records.base import Refers

FieldPath = tuple[str | int, ...]


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str | None, bool], ...]:
    """(field name, collection it refers to or None, whether to look inside) for each field that matters."""
    plan = []
    for name, info in model.model_fields.items():
        refers = target_of(info)
        plan.append((name, refers, refers is None and _has_models(info.annotation)))
    return tuple((name, refers, deep) for name, refers, deep in plan if refers or deep)


def target_of(field: FieldInfo) -> str | None:
    """Return the collection that a field, or each value of its list, refers to; None for a plain field."""
    own = next((m.collection for m in field.metadata if isinstance(m, Refers)), None)
    return own or _refers_inside(field.annotation)


def _refers_inside(annotation: Any) -> str | None:
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Refers):
            return meta.collection
    if get_origin(annotation) is None:
        return None
    found = (_refers_inside(inner) for inner in get_args(annotation))
    return next((f for f in found if f), None)


def _has_models(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_plan(annotation))
    return any(_has_models(inner) for inner in get_args(annotation))


def references(record: BaseModel) -> list[tuple[FieldPath, str, str]]:
    """Return (path of the field, collection, id) for every reference in `record`, in field order."""
    found: list[tuple[FieldPath, str, str]] = []
    _gather(record, (), found)
    return found


def _gather(record: BaseModel, above: FieldPath, found: list[tuple[FieldPath, str, str]]) -> None:
    values = record.__dict__
    for name, refers, _ in _plan(type(record)):
        value = values[name]
        if value is None:
            continue
        if refers:
            if isinstance(value, tuple):
                found += [((*above, name, n), refers, id_) for n, id_ in enumerate(value)]
            else:
                found.append(((*above, name), refers, value))
        elif isinstance(value, tuple):
            for n, item in enumerate(value):
                _gather(item, (*above, name, n), found)
        else:
            _gather(value, (*above, name), found)

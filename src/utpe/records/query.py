# SPDX-License-Identifier: MIT
"""Counts records by simple conditions (`status=held`, `country=AR`): prose never states a figure by hand."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from utpe.records.catalogue import Catalogue
from utpe.records.edtf import Edtf
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace

Condition = tuple[str, str]
YEAR = "year"


def field_for(collection: str, name: str) -> str | None:
    """Return the field that a condition's name stands for, or None.

    `country` finds `countries` too, `topic` finds `topic_ids`; `year` stands for the year of `date`.
    """
    fields = COLLECTIONS[collection].model.model_fields
    if name == YEAR and "date" in fields:
        return "date"
    plurals = (name, f"{name}s", f"{name[:-1]}ies", f"{name}_ids")
    return next((p for p in plurals if p in fields), None)


def values_of(record: BaseModel, name: str, field: str) -> set[str]:
    """Return the values of a field as they would be written in a condition."""
    value = getattr(record, field)
    if name == YEAR:
        return {str(value.year)} if value and value.year else set()
    return {w for w in map(_written, value if isinstance(value, tuple) else (value,)) if w is not None}


def count(catalogue: Catalogue | Trace, collection: str, conditions: Iterable[Condition]) -> int:
    """Return how many records of a collection meet every condition; one with an unknown field meets none."""
    wanted = [(name, field_for(collection, name), value) for name, value in conditions]
    if any(field is None for _, field, _ in wanted):
        return 0
    return sum(
        all(value in values_of(record, name, field) for name, field, value in wanted if field)
        for record in catalogue.all(collection)
    )


def _written(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, str | int | float | Edtf) else None

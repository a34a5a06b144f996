# SPDX-License-Identifier: MIT
"""`@immutable`: classes of immutable values, guarded by the type checker at no cost to the interpreter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots, compared and hashed by its fields.

    Assigning to a field is an error of mypy. `dataclass(frozen=True)` would forbid it while running too, and
    take three times as long to make each of the hundreds of thousands of values of a build.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)

# SPDX-License-Identifier: MIT
"""Records for programs that see no mark of doubt: without what the editors deduced."""

from __future__ import annotations

from typing import Any


def is_sure(record: Any, field: str) -> bool:
    """Return whether no part of a field was deduced."""
    return all(name.partition(".")[0] != field for name in getattr(record, "inferred", ()))


def sure(record: Any) -> Any:
    """Return a record whose deduced fields are as if nothing were known; those that it must have stay."""
    fields = type(record).model_fields
    unsure = {name.partition(".")[0] for name in getattr(record, "inferred", ())} & fields.keys()
    empty = {
        name: fields[name].get_default(call_default_factory=True)
        for name in unsure
        if not fields[name].is_required()
    }
    return record.model_copy(update=empty) if empty else record

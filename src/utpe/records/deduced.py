# SPDX-License-Identifier: MIT
"""What the editors deduced in a record, and no source says: asked here, whoever asks."""

from __future__ import annotations

from typing import Any

from utpe.records.edtf import Edtf


def deduced_fields(record: Any) -> tuple[str, ...]:
    """Return the fields that `inferred` names, once each; of a part of one (`authors.0`), the field."""
    return tuple(dict.fromkeys(name.partition(".")[0] for name in getattr(record, "inferred", ())))


def is_deduced(record: Any, field: str) -> bool:
    """Return whether any part of a field was deduced; a date says so by itself too (EDTF `?`)."""
    value = getattr(record, field, None)
    return field in deduced_fields(record) or (isinstance(value, Edtf) and value.is_inferred)


def without_deduced(record: Any) -> Any:
    """Return a record whose deduced fields are as if nothing were known, for programs that see no mark.

    A field that a record must have stays. A date that says by itself that it is deduced stays too.
    """
    fields = type(record).model_fields
    empty = {
        name: fields[name].get_default(call_default_factory=True)
        for name in deduced_fields(record)
        if name in fields and not fields[name].is_required()
    }
    return record.model_copy(update=empty) if empty else record

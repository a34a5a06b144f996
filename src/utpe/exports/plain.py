# SPDX-License-Identifier: MIT
"""Records as plain values for JSON (RFC 8259), and the JSON itself: same records, same bytes.

Every field is there, null where nothing is known. A text has every language, null where it is not
translated; a date its EDTF text, the days that it may mean and what is uncertain. Notes for editors are not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from typing import Any

from pydantic import BaseModel

from utpe.records.base import Text
from utpe.records.columns import FOR_EDITORS
from utpe.records.edtf import Edtf


def plain(value: Any, languages: Sequence[str]) -> Any:
    """Return what JSON can say of a record or of any part of it."""
    match value:
        case Text():
            return {code: value.get(code) for code in languages}
        case Edtf():
            return {
                "edtf": value.text,
                "earliest": value.earliest and value.earliest.isoformat(),
                "latest": value.latest and value.latest.isoformat(),
                "precision": value.precision,
                "is_inferred": value.is_inferred,
                "is_approximate": value.is_approximate,
            }
        case BaseModel():
            fields = (name for name in type(value).model_fields if name not in FOR_EDITORS)
            return {name: plain(getattr(value, name), languages) for name in fields}
        case tuple():
            return [plain(item, languages) for item in value]
        case Enum():
            return value.value
        case _:
            return value


def as_json(tree: Any) -> bytes:
    """Return a tree as JSON in UTF-8, on one line, in the order that it has."""
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"

# SPDX-License-Identifier: MIT
"""Ids for other programs that never change: they name no domain, and a renamed record keeps its own."""

from __future__ import annotations

import uuid
from typing import Any

NAMESPACE = uuid.UUID("6f0b2c6e-6d0a-5a0e-9d57-0d9f6b1f5a21")
"""Ours, for ever."""


def lasting_id(name: str) -> uuid.UUID:
    """Return the id of what has this name in our namespace (RFC 9562, version 5)."""
    return uuid.uuid5(NAMESPACE, name)


def first_id(record: Any) -> str:
    """Return the id that a record had first."""
    first: str = (*getattr(record, "former_ids", ()), record.id)[0]
    return first

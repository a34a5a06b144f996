# SPDX-License-Identifier: MIT
"""The revision of what a record or a text says: the same for the same content, wherever it stands.

SHA-256 (FIPS 180-4) over UTF-8, cut to what a person can compare. The browser computes the same
(`overrides/assets/js/form/revision.js`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

RECORD_DIGITS, TEXT_DIGITS = 12, 8


def revision(tree: Mapping[str, Any]) -> str:
    """Return the revision of a record as read (every scalar text), its fields in canonical order."""
    return _digest(json.dumps(tree, ensure_ascii=False, separators=(",", ":")))[:RECORD_DIGITS]


def text_revision(text: str) -> str:
    """Return the revision of a text; how it is broken into lines does not count."""
    return _digest(" ".join(text.split()))[:TEXT_DIGITS]


def _digest(text: str) -> str:
    # A lone surrogate, which a hostile file may name, is no UTF-8.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

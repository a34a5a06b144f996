# SPDX-License-Identifier: MIT
"""Rows as CSV (RFC 4180): UTF-8, CRLF, and no text that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# https://owasp.org/www-community/attacks/CSV_Injection
# The wide ones are taken for the others where a computer is set to Chinese or Japanese.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def packed(rows: Iterable[Sequence[object]]) -> bytes:
    """Return the file; what is None is an empty cell, a truth value `true` or `false`."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_written(x) for x in row] for row in rows)
    return text.getvalue().encode()


def _written(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """Return a text with an apostrophe before what would make it a formula; numbers need none."""
    return f"'{text}" if text.startswith(FORMULA) else text

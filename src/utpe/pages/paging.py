# SPDX-License-Identifier: MIT
"""Links between the pages of a list that has several."""

from __future__ import annotations

from utpe.pages import routes
from utpe.pages.list_view import Pager


def pager(first: str, total: int, current: int, language: str) -> Pager | None:
    """Return links to all pages of the list that begins at `first`; None where there is one."""
    if total == 1:
        return None
    numbers = range(1, total + 1)
    return Pager(tuple((str(n), routes.numbered(first, n, language), n == current) for n in numbers))

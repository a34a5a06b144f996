"""Which pages `make test` leaves to `make audit`: Portuguese ones, where Spanish ones show the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def in_audit(paths: Iterable[str]) -> list[Any]:
    """Mark the Portuguese pages among `paths` for the audit alone.

    Both languages come from the same templates, sheets and records: their structure and their colours are one.
    For what depends on words, as where a line breaks, look at the pages of both.
    """
    return [pytest.param(p, marks=pytest.mark.audit) if p.startswith("pt/") else p for p in paths]


def others_in_audit(names: Iterable[object], *always: object) -> list[Any]:
    """Mark those of `names` for the audit alone that are not looked at `always`: what makes them is one."""
    marked = []
    for name in names:
        values = name if isinstance(name, tuple) else (name,)
        marked.append(pytest.param(*values, marks=() if name in always else pytest.mark.audit))
    return marked

# SPDX-License-Identifier: MIT
"""Prose that Markdown cannot turn into a page in reasonable time: E616.

A hundred thousand opening brackets take Python-Markdown hours, and lists in lists a hundred deep are more
calls than Python allows. Nobody can foresee all of it from the text: what looks unusual is made, and stopped
in time.
"""

from __future__ import annotations

import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import markdown  # type: ignore[import-untyped]  # comes with MkDocs, without types

from utpe.checks.context import Context
from utpe.checks.finding import Finding
from utpe.checks.prose import in_page

# Those of mkdocs.yml that make or move ids, with those that MkDocs has without being asked.
EXTENSIONS = ("admonition", "def_list", "fenced_code", "footnotes", "tables", "toc")
SECONDS = 30
"""How long the processor may work on one page; 1 MB of ordinary prose takes it seven seconds."""
LONG, LARGE = 2_000, 100_000
"""Characters of an unusual paragraph, and of an unusual page."""
# MkDocs calls Markdown from deeper down than a check does.
SPARE_CALLS = 200
_DEEP = re.compile(r"^[ \t>*+.\d-]{60}", re.MULTILINE)
_BETWEEN = re.compile(r"\n[ \t]*\n")


class TooHeavyError(Exception):
    """Markdown takes too long, or what it reads is too deep."""


def too_heavy(context: Context) -> Iterator[Finding]:
    """E616: a page that Markdown cannot make; its longest paragraph is named, where the reason mostly is."""
    for page in context.pages:
        if is_unusual(page.body) and html_of(page.body) is None:
            longest = max(_paragraphs(page.body), key=lambda span: span[1] - span[0])
            yield in_page("E616", page, page.at(longest[0]), limit=SECONDS)


RULES = (too_heavy,)


def is_unusual(body: str) -> bool:
    """Return whether a text is large, or has a paragraph that is long, or lists or quotes that are deep."""
    longest = max((end - start for start, end in _paragraphs(body)), default=0)
    return longest > LONG or len(body) > LARGE or bool(_DEEP.search(body))


@lru_cache(maxsize=4)
def html_of(body: str) -> str | None:
    """Return what Markdown makes of a text; None where that takes more than `SECONDS` or is too deep."""
    try:
        with _bounded():
            return str(markdown.markdown(body, extensions=list(EXTENSIONS)))
    except (TooHeavyError, RecursionError):
        return None


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends: text between empty lines."""
    start = 0
    for between in _BETWEEN.finditer(body):
        yield start, between.start()
        start = between.end()
    yield start, len(body)


@contextmanager
def _bounded() -> Iterator[None]:
    """Raise TooHeavyError after `SECONDS` of work, where the system can; allow fewer calls in calls."""
    calls = sys.getrecursionlimit()
    sys.setrecursionlimit(calls - SPARE_CALLS)
    can_stop = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGVTALRM, _stop) if can_stop else None
    try:
        if can_stop:
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        yield
    finally:
        if can_stop:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
        sys.setrecursionlimit(calls)


def _stop(*_: object) -> None:
    raise TooHeavyError

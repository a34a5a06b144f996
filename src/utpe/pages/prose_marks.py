# SPDX-License-Identifier: MIT
"""Fills the marks of a prose page: figures counted from the data, settings, conditions, example records."""

from __future__ import annotations

from utpe.pages.examples import example
from utpe.reading.prose import Mark, ProsePage
from utpe.records.catalogue import Catalogue
from utpe.records.query import count
from utpe.records.trace import Trace
from utpe.settings import Settings
from utpe.text.strings import strings


def substitute(page: ProsePage, catalogue: Catalogue | Trace, settings: Settings, language: str = "") -> str:
    """Return the Markdown of a page with its marks filled; `language` is that of the reader.

    Checks have seen the page before: an unknown mark is left as it is. The text between `{{if …}}` and
    `{{end}}` stays when every setting named has a value; with `{{unless …}}`, when none has.
    """
    language = language or page.language
    pieces: list[str] = []
    shown = [True]
    at = 0
    for mark in page.marks:
        if shown[-1]:
            pieces.append(page.body[at : mark.start])
        at = mark.end
        if mark.kind in ("if", "unless"):
            values = [bool(getattr(settings, name, "")) for name in mark.words]
            holds = all(values) if mark.kind == "if" else not any(values)
            shown.append(shown[-1] and holds)
        elif mark.kind == "end":
            if len(shown) > 1:
                shown.pop()
        elif shown[-1]:
            pieces.append(_filled(mark, page, catalogue, settings, language))
    pieces.append(page.body[at:])
    return "".join(pieces)


def _filled(
    mark: Mark, page: ProsePage, catalogue: Catalogue | Trace, settings: Settings, language: str
) -> str:
    match mark.kind:
        case "count" if mark.words:
            return strings(language).number(count(catalogue, mark.words[0], mark.conditions))
        case "setting" if mark.words:
            return str(getattr(settings, mark.words[0], ""))
        case "example" if mark.words:
            return example(mark.words[0], language)
        case _:
            return page.body[mark.start : mark.end]

# SPDX-License-Identifier: MIT
"""Translations: W103, a text left behind by another language; E145, a line of their ledger that is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from utpe.checks.context import Context
from utpe.checks.finding import Finding, Place, Words
from utpe.checks.prose import in_page
from utpe.checks.structure import of_trouble
from utpe.reading.files import shown
from utpe.records.confirmed import FILE, read_confirmed
from utpe.records.ledger import PAGES
from utpe.records.translation import outdated, wordings


def ledger(context: Context) -> Iterator[Finding]:
    """E145: a line of the ledger that is none."""
    path = context.settings.folder("data") / FILE
    for trouble in read_confirmed(path)[1]:
        place = Place(shown(path, context.settings.root), trouble.line, trouble.column)
        is_ours = trouble.key == "confirmed.line"
        yield Finding("E145", place, (), dict(trouble.values)) if is_ours else of_trouble(trouble, place)


def not_in_step(context: Context) -> Iterator[Finding]:
    """W103: a text that did not follow when the other language changed."""
    confirmed, _ = read_confirmed(context.settings.folder("data") / FILE)
    pages = {(page.language, page.key): page for page in context.pages}
    for found in outdated(tuple(wordings(context.catalogue, context.pages)), confirmed):
        wording, language = found.wording, found.language
        values: dict[str, Any] = {
            "language": Words(f"in_language.{language}"),
            "others": tuple(Words(f"in_language.{code}") for code in found.since),
        }
        if wording.collection == PAGES:
            yield in_page("W103", pages[(language, wording.id)], (1, 1), **values)
        else:
            yield context.finding("W103", wording.collection, wording.id, (*wording.path, language), **values)


RULES = (ledger, not_in_step)

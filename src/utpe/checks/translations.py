# SPDX-License-Identifier: MIT
"""Translations: W103, a text left behind by another language; E145, a line of their ledger that is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from utpe.checks.context import Context
from utpe.checks.finding import Finding, Place, Words
from utpe.checks.prose import in_page
from utpe.checks.structure import of_trouble
from utpe.reading.files import shown
from utpe.records.catalogue import Catalogue
from utpe.records.confirmed import FILE, read_confirmed
from utpe.records.translation import Outdated, Wording, outdated, wordings


def ledger(context: Context) -> Iterator[Finding]:
    """E145: a line of the ledger that is none."""
    path = context.settings.folder("data") / FILE
    for trouble in read_confirmed(path)[1]:
        place = Place(shown(path, context.settings.root), trouble.line, trouble.column)
        is_ours = trouble.key == "confirmed.line"
        yield Finding("E145", place, (), dict(trouble.values)) if is_ours else of_trouble(trouble, place)


def record_not_in_step(context: Context) -> Iterator[Finding]:
    """W103: a text of a record that did not follow when the other language changed."""
    for found in _outdated(context, wordings(context.catalogue, ())):
        wording, language = found.wording, found.language
        path = (*wording.path, language)
        yield context.finding("W103", wording.collection, wording.id, path, **_languages(found))


def page_not_in_step(context: Context) -> Iterator[Finding]:
    """W103: a page of prose that did not follow when the other language changed."""
    pages = {(page.language, page.key): page for page in context.pages}
    for found in _outdated(context, wordings(Catalogue(), context.pages)):
        yield in_page("W103", pages[(found.language, found.wording.id)], (1, 1), **_languages(found))


ALONE = (record_not_in_step,)
RULES = (ledger, page_not_in_step)


def _outdated(context: Context, found: Iterable[Wording]) -> Iterator[Outdated]:
    confirmed, _ = read_confirmed(context.settings.folder("data") / FILE)
    return outdated(tuple(found), confirmed)


def _languages(found: Outdated) -> dict[str, Any]:
    others = tuple(Words(f"in_language.{code}") for code in found.since)
    return {"language": Words(f"in_language.{found.language}"), "others": others}

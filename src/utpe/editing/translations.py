# SPDX-License-Identifier: MIT
"""Confirms that texts say the same in each language: `utpe translations --confirm`.

In: a checked project and the names of texts. Out: the ledger `data/translations.yaml` as it shall be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from utpe.checks.report import visible
from utpe.checks.runner import Report
from utpe.editing.files import CannotEditError
from utpe.reading.files import shown
from utpe.records.confirmed import FILE, read_confirmed, written
from utpe.records.ledger import PAGES
from utpe.records.translation import Wording, confirmed_of, outdated, wordings
from utpe.settings import Settings


@dataclass(frozen=True)
class Confirmation:
    """What a confirmation writes: the ledger, how many texts it confirms, and how many stay outdated."""

    path: Path
    text: str
    confirmed: int
    outdated: int


def confirmation(settings: Settings, report: Report, names: Sequence[str] = ()) -> Confirmation:
    """Return the ledger in which texts are confirmed to say now the same in each language.

    `names` are those of records (`meetings/2014-x`, or the id alone), of their texts
    (`meetings/2014-x/title`), of pages (`pages/methodology`), or files. Without names, every text is meant
    that is not outdated. What belongs to no text any more leaves the ledger. Raises CannotEditError for a
    name that means nothing.
    """
    path = settings.folder("data") / FILE
    before, troubles = read_confirmed(path)
    if troubles:
        raise CannotEditError("bad_ledger", place=f"{shown(path, settings.root)}:{troubles[0].line}")
    found = tuple(wordings(report.catalogue, report.pages))
    behind = {x.wording for x in outdated(found, before)}
    chosen = _named(settings, report, found, names) if names else [x for x in found if x not in behind]
    fresh = {wording for wording in chosen if len(wording.said) > 1}
    of_each = [(w, w.revisions if w in fresh else line) for w, line in confirmed_of(found, before)]
    text = written((wording.names[0], line) for wording, line in of_each if line)
    changed = sum(w.revisions not in before.get(w.names[0], ()) for w in fresh)
    return Confirmation(path, text, changed, len(behind - fresh))


def _named(
    settings: Settings, report: Report, found: Sequence[Wording], names: Sequence[str]
) -> list[Wording]:
    chosen: list[Wording] = []
    for name in names:
        is_meant = _test(settings, report, name)
        meant = [wording for wording in found if is_meant(wording)]
        if not meant:
            raise CannotEditError("no_text", value=visible(name))
        chosen += meant
    return list(dict.fromkeys(chosen))


def _test(settings: Settings, report: Report, name: str) -> Callable[[Wording], bool]:
    """Return what tells whether a name means a text."""
    path = Path.cwd() / name
    if path.is_file():
        file = shown(path.resolve(), settings.root)
        pages = {page.key for page in report.pages if page.path == file}
        return lambda w: (
            w.id in pages
            if w.collection == PAGES
            else report.catalogue.origins[(w.collection, w.id)].file == file
        )
    return lambda w: name in (w.names[0], f"{w.collection}/{w.id}", w.id)

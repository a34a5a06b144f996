# SPDX-License-Identifier: MIT
"""Confirms that texts say the same in each language: `utpe translations --confirm`.

In: a checked project and the names of texts. Out: the ledger `data/translations.yaml` as it shall be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from utpe.checks.report import visible
from utpe.checks.runner import Report
from utpe.editing.files import CannotEditError
from utpe.reading.files import shown
from utpe.records.confirmed import FILE, Confirmed, read_confirmed, written
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

    The project has no errors. `names` are those of records (`meetings/2014-x`, or the id alone), of their
    texts (`meetings/2014-x/title`), of pages (`pages/methodology`), or files. Without names, every text is
    meant that is not outdated, and what belongs to no text any more leaves the ledger. Raises
    CannotEditError for a name that means nothing.
    """
    path = settings.folder("data") / FILE
    before, _ = read_confirmed(path)
    found = tuple(wordings(report.catalogue, report.pages))
    behind = {x.wording for x in outdated(found, before)}
    meant = _named(settings, report, found, names) if names else found
    fresh = {w for w in meant if len(w.said) > 1 and (names or w not in behind)}
    changed = sum(w.revisions not in before.get(w.names[0], ()) for w in fresh)
    text = _rewritten(found, before, before if names else {}, meant, fresh)
    return Confirmation(path, text, changed, len(behind - fresh))


def carried(
    settings: Settings, report: Report, collection: str, id_: str, is_confirmed: bool = False
) -> dict[Path, str | None]:
    """Return the ledger in which what was confirmed of a record stands under its present id.

    With `is_confirmed`, its texts that are not outdated are confirmed too. Empty when nothing changes, and
    when the ledger cannot be read: that is for the checks to say.
    """
    path = settings.folder("data") / FILE
    before, troubles = read_confirmed(path)
    found = tuple(wordings(report.catalogue, report.pages))
    behind = {x.wording for x in outdated(found, before)}
    meant = [w for w in found if (w.collection, w.id) == (collection, id_)]
    fresh = {w for w in meant if is_confirmed and len(w.said) > 1 and w not in behind}
    text = _rewritten(found, before, before, meant, fresh)
    is_same = text == (path.read_text(encoding="utf-8") if path.is_file() else written(()))
    return {} if troubles or is_same else {path: text}


def _rewritten(
    found: Sequence[Wording],
    before: Confirmed,
    kept: Confirmed,
    meant: Collection[Wording],
    fresh: Collection[Wording],
) -> str:
    """Return the ledger with new lines for the texts that are meant; those of `fresh` tell what is now."""
    names = {name for wording in meant for name in wording.names}
    lines = [(name, line) for name, beside in kept.items() if name not in names for line in beside]
    for wording, line in confirmed_of(found, before):
        if not names.isdisjoint(wording.names):
            lines.append((wording.names[0], wording.revisions if wording in fresh else line))
    return written((name, line) for name, line in lines if line)


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

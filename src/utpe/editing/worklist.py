# SPDX-License-Identifier: MIT
"""What is left to translate, for a terminal or a program: `utpe translations`.

The JSON document (`version` 1; keys are only ever added):

    {"version": 1, "language": "pt", "texts": 2403, "unconfirmed": 0,
     "missing": [{"name": "meetings/toy-sin-fecha/note", "field": "note", "language": "pt",
                  "file": "data/meetings.yaml", "line": 12, "column": 3}],
     "outdated": [{…, "text": "…", "changed": [{"language": "es", "before": "…", "now": "…", "why": ""}]}],
     "identical": [{…, "copied": "es"}]}

`before` is empty where git does not tell it; `why` is then `no_git`, `shallow` or `not_found`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from utpe.checks.context import dotted
from utpe.checks.finding import Place
from utpe.checks.report import visible
from utpe.checks.runner import Report
from utpe.records.confirmed import FILE, read_confirmed
from utpe.records.earlier import Earlier, Sought, earlier_texts, sought
from utpe.records.ledger import PAGES
from utpe.records.translation import Outdated, Wording
from utpe.records.worklist import Lacking, Worklist, worklist
from utpe.settings import Settings
from utpe.text.difference import word_difference
from utpe.text.strings import Strings, strings

LONGEST = 600
"""So much of a text is shown in a terminal."""


@dataclass(frozen=True)
class Left:
    """What is left to do, where each text stands, and what texts said before."""

    work: Worklist
    earlier: Mapping[Sought, Earlier]
    settings: Settings
    report: Report

    def place(self, wording: Wording, language: str) -> Place:
        """Return where a text stands, or where it is missing."""
        if wording.collection == PAGES:
            there = {p.language: p.path for p in self.report.pages if p.key == wording.id}
            return Place(there.get(language) or next(iter(there.values())))
        origin = self.report.catalogue.origins[(wording.collection, wording.id)]
        return Place(origin.file, *origin.marks.find((*wording.path, language)))


def left(settings: Settings, report: Report, language: str = "") -> Left:
    """Return what is left to translate into a language, or into all."""
    confirmed, _ = read_confirmed(settings.folder("data") / FILE)
    work = worklist(report.catalogue, report.pages, confirmed, settings.languages)
    work = work.only(language) if language else work
    data, prose = settings.data_dir.as_posix(), settings.content_dir.as_posix()
    return Left(work, earlier_texts(settings.root, data, prose, sought(work.outdated)), settings, report)


def as_text(found: Left, language: str) -> str:
    """Return the worklist in words."""
    s, work = strings(language), found.work
    lines: list[str] = []
    for key, items in (("missing", work.missing), ("outdated", work.outdated), ("identical", work.identical)):
        if items:
            lines.append(s.plural(f"translations.{key}", len(items)))
        for item in items:
            lines.append(f"  {_head(found, item, s)}")
            if isinstance(item, Outdated):
                lines += [f"    {line}" for line in _changes(found, item, s)]
    if not lines:
        lines.append(s("translations.nothing"))
    lines.append(s.plural("translations.texts", sum(work.texts.values())))
    if work.unconfirmed:
        lines.append(s.plural("translations.unconfirmed", work.unconfirmed))
    return "\n".join(lines)


def _head(found: Left, item: Lacking | Outdated, s: Strings) -> str:
    place = found.place(item.wording, item.language)
    trail = [x for x in (item.wording.collection, item.wording.id, dotted(item.wording.path)) if x]
    where = f"{visible(place.file)}:{place.line}:{place.column}"
    return f"{where}: {' › '.join(trail)} › {s(f'in_language.{item.language}')}"


def _changes(found: Left, item: Outdated, s: Strings) -> Iterator[str]:
    """Yield what changed in the other languages, word by word, then what this one says."""
    for one in sought([item]):
        before = found.earlier[one]
        tongue = s(f"in_language.{one.language}")
        if before.why:
            why = s(f"translations.why.{before.why}")
            yield s("translations.unknown_change", language=tongue, why=why)
        else:
            changed = _marked(before.text, item.wording.said[one.language])
            yield s("translations.changed", language=tongue, change=changed)
    text = visible(" ".join(item.wording.said[item.language].split()), LONGEST)
    yield s("translations.says", language=s(f"in_language.{item.language}"), text=text)


def _marked(old: str, new: str) -> str:
    """Return the difference with signs: [−what went−] [+what came+]."""
    signs = {"same": "{}", "gone": "[−{}−]", "added": "[+{}+]"}
    pieces = (signs[piece.kind].format(visible(piece.text)) for piece in word_difference(old, new))
    return visible(" ".join(pieces), 2 * LONGEST)


def as_json(found: Left, language: str) -> str:
    """Return the JSON document described above."""
    work = found.work
    document = {
        "version": 1,
        "language": language,
        "texts": sum(work.texts.values()),
        "unconfirmed": work.unconfirmed,
        "missing": [_entry(found, x) for x in work.missing],
        "outdated": [_entry(found, x) | _changed(found, x) for x in work.outdated],
        "identical": [_entry(found, x) | {"copied": x.copied} for x in work.identical],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _entry(found: Left, item: Lacking | Outdated) -> dict[str, Any]:
    place = found.place(item.wording, item.language)
    return {
        "name": item.wording.names[0],
        "field": dotted(item.wording.path),
        "language": item.language,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def _changed(found: Left, item: Outdated) -> dict[str, Any]:
    said = item.wording.said
    changed = [
        {
            "language": one.language,
            "before": found.earlier[one].text,
            "now": said[one.language],
            "why": found.earlier[one].why,
        }
        for one in sought([item])
    ]
    return {"text": said[item.language], "changed": changed}

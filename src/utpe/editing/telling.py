# SPDX-License-Identifier: MIT
"""What accepting a proposal changes, told to the person at the terminal in their language."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from utpe.checks.report import line, visible
from utpe.checks.shapes import inner
from utpe.editing.accept import Acceptance
from utpe.editing.merging import Difference, git
from utpe.editing.proposal import LICENCE
from utpe.pages.field_words import words_of
from utpe.reading.files import shown
from utpe.records.registry import MODELS
from utpe.settings import Settings
from utpe.text.strings import Strings, strings

FEW_WORDS = 12
"""A text of more words is told by those that changed, with some around them."""


def told(acceptance: Acceptance, settings: Settings, language: str) -> str:
    """Return what is proposed, by whom, field by field, and the files that change."""
    return "\n".join(_lines(acceptance, settings, strings(language)))


def commit_message(acceptance: Acceptance, language: str) -> str:
    """Return a message for git that keeps who proposed it and under which licence."""
    s, proposal = strings(language), acceptance.proposal
    subject = s(f"accept.{'new' if acceptance.is_new else 'correction'}", id=proposal.id)
    named = [f"Proposed-by: {proposal.named}"] if proposal.named else []
    return "\n".join((subject, "", *named, f"Licence: {LICENCE}"))


def files_for_git(acceptance: Acceptance, settings: Settings) -> list[str]:
    """Return the files that git shall keep: those written, and those removed that it knows."""
    names = {shown(path, settings.root): text for path, text in sorted(acceptance.changes.items())}
    known = git(settings.root, "ls-files", "-z", "--", *names).decode().split("\0")
    return [name for name, text in names.items() if text is not None or name in known]


def _lines(acceptance: Acceptance, settings: Settings, s: Strings) -> Iterator[str]:
    proposal = acceptance.proposal
    section = s(f"pages.sections.{proposal.collection}")
    yield f"{section} › {s('accept.new' if acceptance.is_new else 'accept.correction', id=proposal.id)}"
    yield s("accept.from", name=visible(proposal.named)) if proposal.named else s("accept.unnamed")
    model = MODELS[proposal.collection]
    for difference in acceptance.differences:
        yield f"  {_label(model, difference.path, s)}"
        yield from (f"    {text}" for text in _change(difference))
    for id_ in acceptance.sources:
        yield s("accept.source", id=id_)
    if acceptance.warnings:
        yield s("accept.warnings")
        yield from (f"  {line(finding, s)}" for finding in acceptance.warnings)
    for path, text in sorted(acceptance.changes.items()):
        yield s("accept.removed" if text is None else "accept.written", file=shown(path, settings.root))


def _label(model: type[BaseModel] | None, path: tuple[str | int, ...], s: Strings) -> str:
    """Return the way to a field in words: «Documentos › 1 › Título › pt»."""
    words = []
    for step in path:
        if isinstance(step, int):
            words.append(str(step + 1))
            continue
        known = model is not None and step in model.model_fields
        words.append(words_of(model.__name__, step, s.language)[0] if model and known else visible(step))
        model = inner(model, step)
    return " › ".join(words)


def _change(difference: Difference) -> Iterator[str]:
    old, new = difference.old, difference.new
    if isinstance(old, str) and isinstance(new, str) and max(len(old.split()), len(new.split())) > FEW_WORDS:
        yield from _words(old, new)
        return
    yield from (f"− {text}" for text in _flat(old))
    yield from (f"+ {text}" for text in _flat(new))


def _flat(value: Any, before: str = "") -> Iterator[str]:
    """Yield a tree as lines, one for each text in it."""
    if isinstance(value, dict):
        for name, inner_ in value.items():
            yield from _flat(inner_, f"{before}{visible(name)}: ")
    elif isinstance(value, list):
        for item in value:
            yield from _flat(item, before)
    elif value is not None:
        yield f"{before}{visible(str(value))}"


def _words(old: str, new: str) -> Iterator[str]:
    """Yield the stretches of a long text that changed, each with the words around it."""
    a, b = visible(old).split(), visible(new).split()
    for group in difflib.SequenceMatcher(None, a, b, autojunk=False).get_grouped_opcodes(4):
        first, last = group[0], group[-1]
        pieces = []
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                pieces.append(" ".join(a[i1:i2]))
                continue
            pieces += [f"[−{' '.join(a[i1:i2])}−]"] if i2 > i1 else []
            pieces += [f"[+{' '.join(b[j1:j2])}+]"] if j2 > j1 else []
        head, tail = "… " if first[1] else "", " …" if last[2] < len(a) else ""
        yield f"{head}{' '.join(pieces)}{tail}"

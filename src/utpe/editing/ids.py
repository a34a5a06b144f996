# SPDX-License-Identifier: MIT
"""Renames a record, or merges one into another, in all that names it: `utpe rename`, `utpe merge`.

In: settings, a collection and two ids. Out: the files to write, after the whole edited project has passed the
checks in a copy. Comments and layout stay; what leads from the old id to the new stands in `former_ids`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from utpe.checks.finding import Finding, has_errors
from utpe.checks.runner import Report, check
from utpe.checks.shapes import shape_at
from utpe.editing.files import CannotEditError, write_all
from utpe.editing.format import formatted
from utpe.editing.text import Edited
from utpe.editing.translations import carried
from utpe.editing.trial import checked_after, new_errors
from utpe.pages.addresses import Addresses
from utpe.reading.prose import ProsePage
from utpe.reading.strict_yaml import NULLS
from utpe.records.base import SLUG
from utpe.records.catalogue import Key
from utpe.records.ledger import FILE, read_ledger
from utpe.records.loader import data_files
from utpe.records.query import field_for
from utpe.records.references import FieldPath
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings

KEPT_APART = ("id", "former_ids")


class RefusedError(CannotEditError):
    """The findings that forbid the edit, before it or after it (`key` says which)."""

    def __init__(self, key: str, findings: list[Finding]) -> None:
        super().__init__(key)
        self.findings = findings


@dataclass
class _Edit:
    """One edit on its way: the project as it is, and the files that change."""

    settings: Settings
    report: Report
    files: dict[Path, Edited] = field(default_factory=dict)
    gone: set[Path] = field(default_factory=set)
    named: dict[Path, Path] = field(default_factory=dict)

    def file(self, name: str) -> Edited:
        """Return a file, to be edited, by its path from the project's root."""
        path = self.settings.root / name
        return self.files.setdefault(path, Edited(name, path.read_bytes()))

    def changes(self) -> dict[Path, str | None]:
        """Return what the files shall hold; one that was canonical is so again."""
        changes: dict[Path, str | None] = {self.named.get(p, p): self._text(p) for p in self.files}
        return {**changes, **dict.fromkeys((*self.gone, *self.named), None)}

    def _text(self, path: Path) -> str:
        text, languages = self.files[path].text, self.settings.languages
        collection = next(
            (name for name, file in data_files(self.settings.folder("data")) if file == path), ""
        )
        raw = path.read_bytes()
        if collection and formatted(collection, raw, languages) == raw.decode():
            return formatted(collection, text.encode(), languages) or text
        return text


def rename(settings: Settings, collection: str, old: str, new: str) -> list[Path]:
    """Give a record another id; return what changed. Raises CannotEditError, with nothing changed."""
    edit = _begin(settings, collection, old)
    if old == new:
        raise CannotEditError("same")
    if not re.fullmatch(SLUG, new) or len(new) > 80 or new in NULLS:
        raise CannotEditError("bad_id", value=new)
    if edit.report.catalogue.get(collection, new) is not None:
        raise CannotEditError("in_use", value=new, collection=collection)
    _refuse_used(edit, collection, old, new)
    record = edit.report.catalogue.records[collection][old]
    origin = edit.report.catalogue.origins[(collection, old)]
    file = edit.file(origin.file)
    file.replace(origin.marks.find(("id",)), old, new)
    if old not in record.former_ids:
        file.add_to_list(origin.marks, "former_ids", [old])
    _point_at(edit, collection, old, new)
    for path in _called(settings, collection, old):
        edit.file(path.relative_to(settings.root).as_posix())
        edit.named[path] = path.with_name(f"{new}{path.suffix}")
    return _finish(edit, collection, old, new)


def merge(
    settings: Settings, collection: str, source: str, target: str, discard: Sequence[str]
) -> list[Path]:
    """Let a record go into another one; return the files that changed.

    Raises CannotEditError, with nothing changed, also when facts of the first would be lost that
    are not named in `discard`.
    """
    edit = _begin(settings, collection, source)
    catalogue = edit.report.catalogue
    if source == target:
        raise CannotEditError("same")
    kept = catalogue.records[collection].get(target)
    if kept is None:
        raise CannotEditError("unknown_id", value=target, collection=collection)
    gone = catalogue.records[collection][source]
    lost = [name for name in _lost(gone, kept) if name not in discard]
    if lost:
        raise CannotEditError("would_lose", source=source, target=target, fields=", ".join(lost))
    origin, kept_origin = (catalogue.origins[(collection, id_)] for id_ in (source, target))
    # The first of the former ids is the record's first name, by which feeds and calendars know it.
    first = () if kept.former_ids else (target,)
    edit.file(kept_origin.file).add_to_list(
        kept_origin.marks, "former_ids", list(dict.fromkeys((*first, source, *gone.former_ids)))
    )
    _point_at(edit, collection, source, target)
    path = settings.root / origin.file
    alone = [k for k, o in catalogue.origins.items() if o.file == origin.file] == [(collection, source)]
    if alone and path.parent != settings.folder("data"):
        edit.files.pop(path, None)
        edit.gone.add(path)
    else:
        edit.file(origin.file).remove(origin.marks)
    return _finish(edit, collection, source, target)


def _begin(settings: Settings, collection: str, id_: str) -> _Edit:
    if collection not in COLLECTIONS:
        raise CannotEditError("no_collection", value=collection, choices=", ".join(COLLECTIONS))
    if "former_ids" not in COLLECTIONS[collection].model.model_fields:
        raise CannotEditError("fixed_ids", value=collection)
    report = check(settings)
    if has_errors(report.findings):
        raise RefusedError("errors_before", [f for f in report.findings if f.severity == "error"])
    if id_ not in report.catalogue.records[collection]:
        raise CannotEditError("unknown_id", value=id_, collection=collection)
    return _Edit(settings, report)


def _refuse_used(edit: _Edit, collection: str, old: str, new: str) -> None:
    """An address that leads to another record is not given away."""
    ledger, _, _ = read_ledger(edit.settings.folder("data") / FILE)
    report = edit.report
    known = Addresses(report.catalogue, report.pages, edit.settings.languages, ledger)
    end = known.end(f"{collection}/{new}")
    if end and (end != f"{collection}/{old}" or f"{collection}/{new}" in ledger.redirects):
        raise CannotEditError("was_used", value=new, other=end)


def _lost(gone: Any, kept: Any) -> Iterator[str]:
    """Yield the fields of which one record says what the other does not."""
    for name, info in type(gone).model_fields.items():
        value, other = getattr(gone, name), getattr(kept, name)
        is_there = all(item in other for item in value) if isinstance(value, tuple) else value == other
        if name not in KEPT_APART and not is_there and value != info.get_default(call_default_factory=True):
            yield name


def _references(edit: _Edit) -> Iterator[tuple[Key, FieldPath, str, str]]:
    for key, links in edit.report.catalogue.links.items():
        yield from ((key, path, target, id_) for path, target, id_ in links)
    for term in edit.report.catalogue.all("glossary"):
        yield from (
            (("glossary", term.id), ("see_ids", n), "glossary", x) for n, x in enumerate(term.see_ids)
        )


def _point_at(edit: _Edit, collection: str, old: str, new: str) -> None:
    """Let everything that names a record name another one."""
    for key, path, target, id_ in _references(edit):
        if (target, id_) == (collection, old):
            origin = edit.report.catalogue.origins[key]
            edit.file(origin.file).replace(origin.marks.find(path), old, new)
    for page in edit.report.pages:
        spans = list(_named(page, collection, old, new))
        if spans:
            file = edit.file(page.path)
            text = (edit.settings.root / page.path).read_bytes().decode("utf-8-sig")
            if "\r" in text:
                raise CannotEditError("layout", place=page.path)
            shift = len(text) - len(page.body)
            for start, end, words in spans:
                file.replace_span(start + shift, end + shift, words)


def _named(page: ProsePage, collection: str, old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the body of a page names a record, and what shall stand there."""
    scheme = COLLECTIONS[collection].scheme
    for link in page.links:
        if link.target == f"{scheme}:{old}":
            yield link.start, link.end, f"{scheme}:{new}"
    for mark in page.marks:
        if mark.kind != "count" or not mark.words:
            continue
        text = page.body[mark.start : mark.end]
        counted = mark.words[0]
        changed = text
        for name, value in mark.conditions:
            if value == old and _leads_to(counted, name) == collection:
                changed = re.sub(
                    rf"(?<=\s){re.escape(name)}={re.escape(old)}(?=[\s}}])", f"{name}={new}", changed
                )
        if changed != text:
            yield mark.start, mark.end, changed


def _leads_to(counted: str, name: str) -> str:
    """Return the collection whose ids a condition of a count compares; empty for other values."""
    found = field_for(counted, name) if counted in COLLECTIONS else None
    if not found:
        return ""
    model = COLLECTIONS[counted].model
    shape = shape_at(model, (found,))
    return (shape_at(model, (found, 0)) if shape.kind == "list" else shape).collection


def _called(settings: Settings, collection: str, id_: str) -> list[Path]:
    """Return the files that are called after a record: its own data file, and pages of prose."""
    folders = [settings.folder("content") / c / collection for c in settings.languages]
    paths = [settings.folder("data") / collection / f"{id_}.yaml", *(f / f"{id_}.md" for f in folders)]
    return [path for path in paths if path.is_file()]


def _finish(edit: _Edit, collection: str, old: str, new: str) -> list[Path]:
    """Check the edited project in a copy, then write it."""
    changes = edit.changes()
    # Corrections that wait must still fit; those that are wrong already are no reason.
    settings = edit.settings.model_copy(update={"with_proposals": True})
    after = checked_after(settings, changes)
    if has_errors(after.findings) and (errors := new_errors(check(settings), after)):
        raise RefusedError("errors_after", errors)
    record = after.catalogue.records[collection].get(new)
    if record is None or old in after.catalogue.records[collection] or old not in record.former_ids:
        raise CannotEditError("layout", place=edit.report.catalogue.origins[(collection, old)].file)
    changes |= carried(edit.settings, after, collection, new)
    try:
        write_all(changes)
    except OSError as error:
        raise CannotEditError("no_write", reason=error) from None
    return sorted(changes)

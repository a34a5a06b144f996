# SPDX-License-Identifier: MIT
"""`utpe accept`: puts what somebody proposed into its place. Settings and a proposal in, files to write out.

A new record gets a file of its own; a correction goes to where the record stands, comments kept; sources that
came along become records of their own. Nothing is written unless the whole project passes the checks with it,
and a proposal that is refused stays where it was. The record is written after all that belongs to it, and
then the proposal goes: said again, a command that was killed in between does the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from utpe.checks.finding import Finding
from utpe.checks.runner import check
from utpe.editing.files import CannotEditError
from utpe.editing.format import with_only_record, with_record
from utpe.editing.layout import record_text
from utpe.editing.merging import Difference, base_of, differences, merged
from utpe.editing.proposal import Proposal, without_said
from utpe.editing.translations import carried
from utpe.editing.trial import checked_after, new_errors
from utpe.forms.ordered import ordered
from utpe.immutable import immutable
from utpe.reading.files import shown
from utpe.reading.strict_yaml import read_yaml
from utpe.records.catalogue import Catalogue
from utpe.records.inline import without_inline
from utpe.records.loader import PROPOSALS
from utpe.records.places import Origin
from utpe.records.revision import revision
from utpe.settings import Settings


@immutable
class Acceptance:
    """What accepting a proposal changes: the files, the differences, and the sources that come along."""

    proposal: Proposal
    is_new: bool
    tree: Mapping[str, Any]
    differences: tuple[Difference, ...]
    sources: tuple[str, ...]
    changes: Mapping[Path, str | None]
    warnings: tuple[Finding, ...] = ()


class WouldFailError(CannotEditError):
    """The project would not pass the checks with the proposal in it."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("would_fail")
        self.findings = findings


def plan_acceptance(settings: Settings, proposal: Proposal, is_agreed: bool = False) -> Acceptance:
    """Return what accepting a proposal would change; raise CannotEditError, in words, where it cannot be.

    `is_agreed` tells that the sender agreed to the licence, when the file does not say so.
    """
    if not proposal.has_licence and not is_agreed:
        raise CannotEditError("no_licence", file=proposal.path.name)
    if proposal.findings:
        # Ids become names of files: nothing is touched before they are known to be ids.
        raise WouldFailError(list(proposal.findings))
    # Other corrections that wait are judged when it is their turn.
    settings = settings.model_copy(update={"with_proposals": False})
    report = check(settings)
    origin = report.catalogue.origins.get((proposal.collection, proposal.id))
    own = settings.folder("data") / proposal.collection / f"{proposal.id}.yaml"
    is_there = origin is not None and settings.root / origin.file == proposal.path.resolve()
    if origin is None or is_there:
        if proposal.is_correction and not is_there:
            raise _gone(report.catalogue, proposal)
        before, wanted = {}, ordered(proposal.collection, proposal.tree, settings.languages)
    else:
        before = _tree_at(settings, proposal.collection, origin)
        wanted = _corrected(settings, proposal, origin, before)
    bare, brought = _apart(proposal.collection, wanted, settings)
    changes, sources = _new_sources(settings, report.catalogue, brought)
    last: dict[Path, str | None] = {}
    if origin is None or is_there:
        raw = proposal.raw if is_there else None
        text = _own_text(proposal.collection, bare, settings, raw)
        last[proposal.path.resolve() if is_there else _free(own, text, settings)] = text
    else:
        path = settings.root / origin.file
        line = origin.lines[0]
        last[path] = with_record(proposal.collection, path.read_bytes(), line, bare, settings.languages)
    if _waits(settings, proposal):
        last[proposal.path.resolve()] = None
    after = checked_after(settings, {**changes, **last})
    if errors := new_errors(report, after):
        raise WouldFailError(errors)
    changes |= carried(settings, after, proposal.collection, proposal.id, is_confirmed=True)
    changes |= last
    told = tuple(f for f in after.findings if f.trail[:2] == (proposal.collection, proposal.id))
    found = tuple(differences(before, wanted))
    return Acceptance(proposal, not before, wanted, found, tuple(sources), changes, told)


def _corrected(
    settings: Settings, proposal: Proposal, origin: Origin, current: dict[str, Any]
) -> dict[str, Any]:
    """Return the record with the correction in it, when nothing else has changed what it changes."""
    wanted = ordered(proposal.collection, proposal.tree, settings.languages)
    if _apart(proposal.collection, wanted, settings)[0] == current:
        if _waits(settings, proposal):
            return wanted
        raise CannotEditError("nothing_new", id=proposal.id)
    if not proposal.is_correction:
        raise CannotEditError("id_exists", id=proposal.id, file=origin.file)
    if not proposal.base or proposal.base == revision(current):
        return wanted
    base = base_of(settings, origin.file, proposal.collection, proposal.id, proposal.base)
    if base is None:
        fields = [str(d.path[0]) for d in differences(current, wanted)]
        raise CannotEditError("changed_since", id=proposal.id, fields=", ".join(dict.fromkeys(fields)))
    both, conflicts = merged(base, current, wanted)
    if conflicts:
        raise CannotEditError("conflict", id=proposal.id, fields=", ".join(conflicts))
    return ordered(proposal.collection, both, settings.languages)


def _waits(settings: Settings, proposal: Proposal) -> bool:
    """Return whether a proposal is one of the project's own, which go once they are in their places."""
    return settings.folder("data") / PROPOSALS in proposal.path.resolve().parents


def _tree_at(settings: Settings, collection: str, origin: Origin) -> dict[str, Any]:
    tree = read_yaml((settings.root / origin.file).read_bytes())
    items = tree.value if isinstance(tree.value, list) else [tree.value]
    marks = (
        [tree.marks.children[n] for n in range(len(items))] if isinstance(tree.value, list) else [tree.marks]
    )
    found = next(item for item, at in zip(items, marks, strict=True) if at.line == origin.lines[0])
    return ordered(collection, found, settings.languages)


def _apart(collection: str, tree: Mapping[str, Any], settings: Settings) -> tuple[Any, list[dict[str, Any]]]:
    """Return a record without the sources that it brings along, and these."""
    read = read_yaml(record_text(collection, tree, settings.languages).encode())
    bare, brought = without_inline(read.value)
    return bare, [source for source, _ in brought]


def _new_sources(
    settings: Settings, catalogue: Catalogue, brought: list[dict[str, Any]]
) -> tuple[dict[Path, str | None], list[str]]:
    changes: dict[Path, str | None] = {}
    for source in brought:
        origin = catalogue.origins.get(("sources", source["id"]))
        wanted = ordered("sources", source, settings.languages)
        path = settings.folder("data") / "sources" / f"{source['id']}.yaml"
        # One that stands in the very file that is accepted is moved.
        if origin and origin.file.startswith(f"{settings.data_dir.as_posix()}/sources"):
            if _tree_at(settings, "sources", origin) != wanted:
                raise CannotEditError("source_exists", id=source["id"], file=origin.file)
            continue
        text = _own_text("sources", wanted, settings)
        changes[_free(path, text, settings)] = text
    return changes, [path.stem for path in changes]


def _free(path: Path, text: str, settings: Settings) -> Path:
    """Return a path at which nothing else stands yet than `text`; raise where something does."""
    if path.is_symlink() or (path.exists() and not (path.is_file() and path.read_bytes() == text.encode())):
        raise CannotEditError("file_exists", file=shown(path, settings.root))
    return path


def _own_text(
    collection: str, tree: Mapping[str, Any], settings: Settings, before: bytes | None = None
) -> str:
    """Return the text of a file that holds one record, where it belongs, with the comments of that before."""
    schema = f"# yaml-language-server: $schema=../schemas/{collection}.schema.json\n"
    if before is None:
        return schema + record_text(collection, tree, settings.languages)
    return schema + without_said(with_only_record(collection, before, tree, settings.languages))


def _gone(catalogue: Catalogue, proposal: Proposal) -> CannotEditError:
    """Return why there is nothing to correct: the record goes by another name now, or never was."""
    for record in catalogue.all(proposal.collection):
        if proposal.id in getattr(record, "former_ids", ()):
            return CannotEditError("renamed", id=proposal.id, new=record.id)
    return CannotEditError("unknown", id=proposal.id, collection=proposal.collection)

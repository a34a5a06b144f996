# SPDX-License-Identifier: MIT
"""A proposal as somebody sent it, as a YAML file or in an e-mail: its record, and what it says of itself.

What it says of itself stands in comments before the record (docs/decisions/proposals.md):

    # Collection: meetings
    # Base: 5e6f7a8b9c0d
    # Licence: CC-BY-4.0
    # Named: Ana Pérez
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import takewhile
from pathlib import Path
from typing import Any

from utpe.checks.finding import Finding, Place
from utpe.checks.structure import finding_of, of_trouble
from utpe.editing.files import CannotEditError
from utpe.editing.layout import record_text
from utpe.editing.mail import BEGINS, carried
from utpe.immutable import immutable
from utpe.reading.files import shown
from utpe.reading.strict_yaml import read_yaml
from utpe.records.loader import MAX_BYTES, PROPOSALS, batch_of
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings

LICENCE = "CC-BY-4.0"
"""SPDX identifier of the licence under which contributions come."""
MAX_LETTER = 50_000_000
"""Bytes of a letter, with the photographs in it: hosts of mail take half of it."""
_SAID = re.compile(r"#[ \t]*(Collection|Form|Base|Licence|Named):[ \t]*(.*\S)?[ \t]*")
_SCHEMA = re.compile(r"schemas/([a-z]+)\.schema\.json")


@immutable
class Proposal:
    """A record that somebody proposes: whose it is, what it says, and where it was read.

    `raw` is the YAML itself; `findings` are those about the record alone, whatever stands around it.
    """

    path: Path
    collection: str
    tree: Mapping[str, Any]
    is_correction: bool
    raw: bytes
    said: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.tree["id"])

    @property
    def base(self) -> str:
        """The revision of the record that it corrects; empty when it does not say."""
        return self.said.get("Base", "")

    @property
    def named(self) -> str:
        """How the sender wishes to be named; empty when not."""
        return self.said.get("Named", "")

    @property
    def has_licence(self) -> bool:
        """Whether the sender said that the contribution comes under the licence of the site."""
        return self.said.get("Licence", "") == LICENCE


def proposal_text(collection: str, tree: Mapping[str, Any], languages: Sequence[str], is_agreed: bool) -> str:
    """Return the file that proposes a new record, as the form writes it."""
    schema = f"# yaml-language-server: $schema=../schemas/{collection}.schema.json\n"
    licence = f"# Licence: {LICENCE}\n" if is_agreed else ""
    return f"{schema}# Collection: {collection}\n{licence}{record_text(collection, tree, languages)}"


def without_said(text: str) -> str:
    """Return a file without what it says of itself before the record; other comments stay."""
    lines = text.splitlines(keepends=True)
    head = list(takewhile(lambda line: line.startswith("#"), lines))
    kept = [line for line in head if not _SAID.fullmatch(line.strip()) and not BEGINS.match(line)]
    return "".join((*kept, *lines[len(head) :]))


class UnreadableError(CannotEditError):
    """A file that cannot be read as a proposal, with its findings."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("unreadable")
        self.findings = findings


def read_proposals(settings: Settings, path: Path) -> list[Proposal]:
    """Return the proposals in a YAML file or an e-mail (.eml); raise CannotEditError where there is none."""
    try:
        _refuse_above(MAX_LETTER, path, path.stat().st_size)
        raw = path.read_bytes()
    except OSError as error:
        raise CannotEditError("no_read", reason=error) from None
    if path.suffix.lower() != ".eml":
        return [_proposal(settings, path, raw)]
    texts = carried(raw)
    if not texts:
        raise CannotEditError("no_yaml", file=path.name)
    return [_proposal(settings, path, text) for text in texts]


def _refuse_above(limit: int, path: Path, size: int) -> None:
    if size > limit:
        raise CannotEditError("too_big", file=path.name, limit=limit // 1_000_000)


def _proposal(settings: Settings, path: Path, raw: bytes) -> Proposal:
    _refuse_above(MAX_BYTES, path, len(raw))
    tree = read_yaml(raw)
    if tree.troubles:
        place = shown(path, settings.root)
        raise UnreadableError([of_trouble(t, Place(place, t.line, t.column)) for t in tree.troubles])
    value = tree.value[0] if isinstance(tree.value, list) and len(tree.value) == 1 else tree.value
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise CannotEditError("no_record", file=path.name)
    lines = (line.strip() for line in raw.decode("utf-8-sig").splitlines())
    head = list(takewhile(lambda line: line[:1] in ("", "#"), lines))
    said = {m[1]: m[2] or "" for line in head if (m := _SAID.fullmatch(line))}
    collection = said.get("Collection") or _collection_of(settings, path, "\n".join(head))
    if collection not in COLLECTIONS:
        raise CannotEditError("which_collection", file=path.name, choices=", ".join(COLLECTIONS))
    is_correction = "Base" in said or settings.folder("data") / PROPOSALS in path.resolve().parents
    defects = batch_of(collection, shown(path.resolve(), settings.root), raw, settings.languages).defects
    findings = tuple(finding for defect in defects for finding in finding_of(defect))
    return Proposal(path, collection, value, is_correction, raw, said, findings)


def _collection_of(settings: Settings, path: Path, first_line: str) -> str:
    """Return the collection that a file in its place, or its first line, tells of."""
    data = settings.folder("data").resolve()
    if data in path.resolve().parents:
        return path.resolve().parent.name
    schema = _SCHEMA.search(first_line)
    return schema[1] if schema else ""

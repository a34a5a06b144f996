# SPDX-License-Identifier: MIT
"""Makes the least registers there are of a project: one without a record, and one with a single meeting.

The prose keeps its pages and its words. A link to a record that is gone becomes what it says; a count of what
names such a record becomes the nought that it would be. The ledger of addresses and what was confirmed of
translations are those of a site that there was before: they go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from corpus import LANGUAGES, write

from utpe.reading.prose import parse_prose
from utpe.records.catalogue import Key
from utpe.records.confirmed import FILE as CONFIRMED
from utpe.records.loader import load
from utpe.records.own import own_meetings
from utpe.records.references import references
from utpe.records.registry import BY_SCHEME, COLLECTIONS

OF_BEFORE = ("urls.yaml", CONFIRMED)
_LINK = re.compile(r"\[([^\[\]]*)\]\(([a-z]+):([^)\s]+)\)")


def reduce(project: Path, records: int) -> None:
    """Leave 0 records in a project's `data/`, or 1: the unit's meeting that needs fewest others, and these.

    Raises ValueError for another number.
    """
    if records not in (0, 1):
        raise ValueError(f"0 or 1, not {records}")
    data = project / "data"
    catalogue, _ = load(data, project, LANGUAGES)
    needs = [needed(catalogue.records, ("meetings", m.id)) for m in own_meetings(catalogue)]
    kept = min(needs, key=len) if records else set()
    lost = catalogue.origins.keys() - kept
    for name in COLLECTIONS:
        path = data / f"{name}.yaml"
        trees = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - makes text
        write(path, [tree for tree in trees if (name, tree["id"]) in kept])
    for name in OF_BEFORE:
        (data / name).unlink(missing_ok=True)
    for language in LANGUAGES:
        for page in sorted((project / "content" / language).rglob("*.md")):
            page.write_text(without_lost(page.read_bytes(), lost), encoding="utf-8")


def needed(records: dict[str, dict[str, Any]], first: Key) -> set[Key]:
    """Return a record and all that it refers to, and what those refer to."""
    found, waiting = {first}, [first]
    while waiting:
        collection, id_ = waiting.pop()
        others = {(other, key) for _, other, key in references(records[collection][id_])} - found
        found |= others
        waiting += others
    return found


def without_lost(raw: bytes, lost: Iterable[Key]) -> str:
    """Return a page of prose that names none of the records that are gone."""
    # Countries have capitals in counts, and none in links.
    lost = {(collection, id_.lower()) for collection, id_ in lost}
    ids = {id_ for _, id_ in lost}
    page = parse_prose(raw, "", "", "")
    text = page.body
    for mark in reversed(page.marks):
        if any(value.lower() in ids for _, value in mark.conditions):
            text = f"{text[: mark.start]}0{text[mark.end :]}"
    head = page.raw[: len(page.raw) - len(page.body)]
    return head + _LINK.sub(lambda m: m[1] if (BY_SCHEME.get(m[2]), m[3].lower()) in lost else m[0], text)

# SPDX-License-Identifier: MIT
"""Addresses for ever: E14x. What was once published answers, by itself or where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from utpe.checks.context import Context
from utpe.checks.finding import Finding, Place
from utpe.checks.prose import in_page
from utpe.checks.structure import of_trouble
from utpe.pages.addresses import Addresses, Move
from utpe.reading.files import shown
from utpe.reading.prose import former_names
from utpe.records.ledger import FILE, NAME, PAGES, read_ledger
from utpe.records.registry import COLLECTIONS


def addresses(context: Context) -> Iterator[Finding]:
    """E140-E143: the ledger, what vanished from it, circles, and names that are in use and yet lead away."""
    path = context.settings.folder("data") / FILE
    file = shown(path, context.settings.root)
    ledger, marks, troubles = read_ledger(path)
    for trouble in troubles:
        place = Place(file, trouble.line, trouble.column)
        is_ours = trouble.key == "ledger.shape"
        yield Finding("E140", place, (), trouble.values) if is_ours else of_trouble(trouble, place)
    known = Addresses(context.catalogue, context.pages, context.settings.languages, ledger)
    for name in known.vanished():
        collection, _, key = name.partition("/")
        # Whoever cannot be read is there.
        if collection in COLLECTIONS and context.knows(collection, key):
            continue
        at = ("records", collection, ledger.records[collection].index(key)) if collection != PAGES else ()
        line, column = marks.find(at or ("pages", key))
        if not known.circle(name):
            yield Finding("E141", Place(file, line, column), (collection, key), {"value": name})
    owners: dict[str, Move] = {}
    for move in known.moves:
        place = Place(file, *marks.find(("redirects", move.source)))
        if circle := known.circle(move.source):
            # Everyone of a circle would say the same.
            if move.source == min(circle):
                values = {"circle": " → ".join(circle)}
                yield Finding("E142", place, (move.source,), values)
            continue
        first = owners.setdefault(move.source, move)
        other = move.source if move.source in known.living else first.target
        if other == move.target or (not move.by and move.source not in known.living):
            continue
        if move.page:
            position = move.page.meta_marks.find(("former", move.number))
            yield in_page("E143", move.page, position, value=move.source, other=other)
        elif not move.by:
            yield Finding("E143", place, (move.source,), {"value": move.source, "other": other})


def former(context: Context) -> Iterator[Finding]:
    """E144: what a page of prose was called is no list of names."""
    for page in context.pages:
        value = page.meta.get("former", [])
        names = former_names(page)
        kinds = (PAGES, *COLLECTIONS)
        fine = all(re.fullmatch(NAME, n) and n.partition("/")[0] in kinds for n in names)
        if not isinstance(value, list) or len(names) != len(value) or not fine:
            yield in_page("E144", page, page.meta_marks.find(("former",)))


RULES = (addresses, former)

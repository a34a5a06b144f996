# SPDX-License-Identifier: MIT
"""Ids as addresses: E13x. No two records may share an address, now or through a former id."""

from __future__ import annotations

from collections.abc import Iterator

from utpe.checks.context import Context
from utpe.checks.finding import Finding
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings


def reserved_words(language: str) -> set[str]:
    """Return the last parts of addresses that listings of this language use (`estado`, `pagina`)."""
    return {word for key, word in strings(language).table.items() if key.startswith("slugs.facet.")}


def reserved(context: Context) -> Iterator[Finding]:
    """E130: an id that an address of the site's own needs."""
    words = {word for language in context.settings.languages for word in reserved_words(language)}
    for collection, record in context.catalogue:
        if COLLECTIONS[collection].has_pages and record.id.lower() in words:
            yield context.finding("E130", collection, record.id, ("id",), value=record.id)


def former_in_use(context: Context) -> Iterator[Finding]:
    """E131: a former id that is some record's id, or another one's former id."""
    for collection, records in context.catalogue.records.items():
        owners: dict[str, str] = {}
        for record in records.values():
            for number, former in enumerate(getattr(record, "former_ids", ())):
                if former == record.id:
                    # Its first name, kept before those of records that were merged into it.
                    continue
                other = former if former in records else owners.get(former)
                if other:
                    path = ("former_ids", number)
                    yield context.finding("E131", collection, record.id, path, value=former, other=other)
                owners.setdefault(former, record.id)


def confusable(context: Context) -> Iterator[Finding]:
    """W130: two ids that differ by their hyphens only."""
    for collection, records in context.catalogue.records.items():
        seen: dict[str, str] = {}
        for id_ in records:
            bare = id_.replace("-", "")
            if bare in seen:
                yield context.finding("W130", collection, id_, ("id",), value=id_, other=seen[bare])
            seen.setdefault(bare, id_)


ALONE = (reserved,)
RULES = (former_in_use, confusable)

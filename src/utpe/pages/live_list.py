# SPDX-License-Identifier: MIT
"""What the script of a listing reads to filter and sort it: every record, as the listing shows it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from utpe.immutable import immutable
from utpe.pages import entries, routes
from utpe.pages.list_view import Entry, ListView
from utpe.pages.listing import Lister
from utpe.pages.view import TableRow


@immutable
class LiveRecord:
    """A record in the order of the listing.

    `values` are, for each facet, those that it falls under, as in addresses; `group` is the number of its
    heading; `day` (ISO 8601, "" where there is none) and `title` are to sort by.
    """

    values: tuple[tuple[str, ...], ...]
    group: int
    day: str
    title: str
    entry: Entry | TableRow


@immutable
class LiveList:
    """A whole listing: facets by their names in addresses, headings as (anchor, words), records.

    `whole` is the listing as if it had a single page.
    """

    path: str
    facets: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    records: tuple[LiveRecord, ...]
    whole: ListView


def live_list(lister: Lister, collection: str) -> LiveList:
    """Return what the filters of a collection need, in the language of the lister."""
    language, whole = lister.language, lister.whole(collection)
    offered = [facet.name for facet in whole.facets]
    values = [_values(lister, collection, name) for name in offered]
    shown = list(_entries(whole))
    return LiveList(
        path=routes.live_list(language, collection),
        facets=tuple(routes.facet_slug(language, name) for name in offered),
        groups=tuple(_headings(whole)),
        records=tuple(
            LiveRecord(tuple(v[r.id] for v in values), group, entries.day_of(r), _title(entry), entry)
            for r, (group, entry) in zip(lister.ordered(collection), shown, strict=True)
        ),
        whole=whole,
    )


def as_json(live: LiveList, html: list[str]) -> str:
    """Return the file: `v` values, `g` group, `d` day, `t` title, `h` the entry's HTML (given in order)."""
    records = [
        {"v": r.values, "g": r.group, "d": r.day, "t": r.title, "h": h}
        for r, h in zip(live.records, html, strict=True)
    ]
    tree = {"facets": live.facets, "groups": live.groups, "records": records}
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def _values(lister: Lister, collection: str, name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for value, records in lister.facet_groups(collection, name).items():
        slug = routes.value_slug(lister.language, collection, name, value)
        for record in records:
            found[record.id] += (slug,)
    return found


def _headings(whole: ListView) -> Iterator[tuple[str, str]]:
    yield from ((g.anchor, g.title) for g in (whole.table.groups if whole.table else ()))
    yield from ((g.id, g.title) for g in whole.groups)


def _entries(whole: ListView) -> Iterator[tuple[int, Entry | TableRow]]:
    rows = [g.rows for g in whole.table.groups] if whole.table else [g.entries for g in whole.groups]
    for number, members in enumerate(rows):
        yield from ((number, entry) for entry in members)


def _title(entry: Any) -> str:
    title = entry.cells[0][0] if isinstance(entry, TableRow) else entry.title
    return str(title.text).lstrip("«“\"'¿¡")

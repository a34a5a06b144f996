# SPDX-License-Identifier: MIT
"""What a form must know of the register around a record: to offer other records, and to judge by the rules.

    {"languages": ["es", "pt"],
     "records": {"meetings": {"ids": […], "names": […], "files": {"data/meetings.yaml": [3, 40, …]}, …}, …},
     "zones": {"AR": "America/Cordoba …"}, "codes": "aa ab …", "reserved": ["pagina", …],
     "documents": {"folder": "content/assets/documents", "files": […]}}

Of each collection that something may refer to: ids and names in the order of the register (a name is one for
all languages, or a list of one for each), and the lines on which records begin in each file, each told by its
distance to the one before. What rules need beside these stands in lists as long as that of the ids (`dates`,
`countries`, `dois`, `urls` as revisions of addresses) or in maps (`former` ids, `links` by field).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from utpe.checks.documents import document_folder, files_there
from utpe.checks.ids import reserved_words
from utpe.checks.places import language_codes, zones
from utpe.checks.references import SYMMETRICAL, UPWARD
from utpe.forms.spec import spec
from utpe.records.base import Text
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.records.revision import text_revision
from utpe.settings import Settings

NAMES = ("title", "name")
"""Fields that say what a record is called, the first that it has."""


def lists(catalogue: Catalogue, settings: Settings) -> dict[str, Any]:
    """Return what is described above. Nothing in it depends on the machine or on the day."""
    languages = settings.languages
    territories: dict[str, list[str]] = {}
    for zone, territory in sorted(zones().items()):
        territories.setdefault(territory, []).append(zone)
    return {
        "languages": languages,
        "records": {name: _collection(catalogue, name, languages) for name in _referred()},
        "zones": {territory: " ".join(names) for territory, names in sorted(territories.items())},
        "codes": " ".join(sorted(language_codes())),
        "reserved": sorted({word for language in languages for word in reserved_words(language)}),
        "documents": {"folder": document_folder(settings), "files": files_there(settings)},
    }


def _referred() -> list[str]:
    """Return the collections that a record in a form may refer to, or be one of."""
    fields = [field for model in spec()["models"].values() for field in model]
    named = {field["collection"] for field in fields if field["kind"] == "ref"} | {*spec()["collections"]}
    return [name for name in COLLECTIONS if name in named]


def _collection(catalogue: Catalogue, name: str, languages: Sequence[str]) -> dict[str, Any]:
    records = catalogue.all(name)
    made: dict[str, Any] = {
        "ids": [record.id for record in records],
        "names": [_name(record, languages) for record in records],
        "files": _files(catalogue, name),
        "former": {old: r.id for r in records for old in getattr(r, "former_ids", ())},
        "links": dict(_links(catalogue, name)),
    }
    match name:
        case "meetings" | "summits" | "publications":
            made["dates"] = [record.date.text if record.date else "" for record in records]
        case "cities":
            made["countries"] = [record.country for record in records]
        case "countries":
            made["boxes"] = [[b.west, b.south, b.east, b.north] for b in (record.bbox for record in records)]
        case "sources":
            made["urls"] = [text_revision(record.url) if record.url else "" for record in records]
    if name == "publications":
        made["dois"] = [record.doi or "" for record in records]
    return {key: value for key, value in made.items() if value or key == "ids"}


def _name(record: Any, languages: Sequence[str]) -> str | list[str | None]:
    name = next(getattr(record, field) for field in NAMES if hasattr(record, field))
    if not isinstance(name, Text):
        return str(name)
    told = [name.get(language) for language in languages]
    return told[0] if told[0] and len(set(told)) == 1 else told


def _files(catalogue: Catalogue, name: str) -> dict[str, list[int]]:
    """Return the first lines of all records of each file, as steps from one to the next."""
    lines: dict[str, list[int]] = {}
    for (collection, _), origin in catalogue.origins.items():
        if collection == name:
            lines.setdefault(origin.file, [0]).append(origin.lines[0])
    return {file: [after - before for before, after in pairwise(found)] for file, found in lines.items()}


def _links(catalogue: Catalogue, name: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the fields whose relations may be told twice or lead in a circle, and what they say."""
    for collection, field in (*SYMMETRICAL, *UPWARD):
        found: dict[str, list[str]] = {}
        for id_ in catalogue.records[name] if collection == name else ():
            for path, target, other in catalogue.links[(name, id_)]:
                if path[0] == field and target == name:
                    found.setdefault(id_, []).append(other)
        if found:
            yield field, found

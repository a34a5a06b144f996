# SPDX-License-Identifier: MIT
"""The register for programs: an index, a file for each collection, and their description.

    api/v1/index.json            licence, day of the data, collections with counts and addresses
    api/v1/<collection>.json     every record of a collection
    api/v1/openapi.json          OpenAPI 3.1 (exports/openapi.py)

Within a version fields and files are only added. Why no file for each record: docs/decisions/data.md.
"""

from __future__ import annotations

from typing import Any

from utpe.exports.edition import Edition
from utpe.exports.licence import licence, said
from utpe.exports.openapi import description
from utpe.exports.plain import as_json, plain
from utpe.pages import routes
from utpe.records.registry import COLLECTIONS


def api_files(edition: Edition) -> dict[str, bytes]:
    """Return every file by its path in the site."""
    files = {
        routes.api("index"): as_json(_index(edition)),
        routes.api("openapi"): as_json(description(edition)),
    }
    for name in COLLECTIONS:
        files[routes.api(name)] = as_json(_collection(edition, name))
    return files


def _head(edition: Edition) -> dict[str, Any]:
    return {
        "data_date": edition.data_date and edition.data_date.isoformat(),
        "licence": licence(edition.languages),
    }


def _index(edition: Edition) -> dict[str, Any]:
    here, languages = routes.api("index"), edition.languages
    collections = [
        {
            "name": name,
            "title": said(f"pages.sections.{name}", languages),
            "count": len(edition.catalogue.all(name)),
            "json": edition.link(routes.api(name), here),
            "csv": edition.link(routes.table(name), here),
            "addresses": {c: edition.link(routes.section(c, name), here) for c in languages},
        }
        for name in COLLECTIONS
    ]
    return {
        "title": said("data.title", languages),
        **_head(edition),
        "description": edition.link(routes.api("openapi"), here),
        "collections": collections,
    }


def _collection(edition: Edition, name: str) -> dict[str, Any]:
    here, records = routes.api(name), edition.catalogue.all(name)
    return {
        "collection": name,
        **_head(edition),
        "count": len(records),
        "records": [_record(edition, name, record, here) for record in records],
    }


def _record(edition: Edition, name: str, record: Any, here: str) -> dict[str, Any]:
    changed = edition.changed(name, record.id)
    return {
        **plain(record, edition.languages),
        "addresses": {c: edition.link(routes.record(c, name, record.id), here) for c in edition.languages},
        "changed": changed and changed.isoformat(),
    }

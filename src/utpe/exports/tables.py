# SPDX-License-Identifier: MIT
"""Each collection as CSV, and what describes all of them (Data Package 1, specs.frictionlessdata.io).

    data/meetings.csv         id, sources_id, …, date, date_earliest, date_latest, …
    data/datapackage.json     titles and types of columns, keys between files, licence, sizes and hashes

What becomes a column: records/columns.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from utpe.exports.csv_file import packed
from utpe.exports.edition import Edition
from utpe.exports.licence import GEONAMES, SPDX_ID, said, together
from utpe.exports.plain import as_json
from utpe.pages import routes
from utpe.pages.data_tables import column_title
from utpe.pages.linked_data import LICENCE
from utpe.records.columns import Column, columns
from utpe.records.registry import COLLECTIONS


def table_files(edition: Edition) -> dict[str, bytes]:
    """Return every file by its path in the site."""
    tables = {name: packed(_rows(edition, name)) for name in COLLECTIONS}
    files = {routes.table(name): content for name, content in tables.items()}
    return {**files, routes.PACKAGE: as_json(_package(edition, tables))}


def _rows(edition: Edition, name: str) -> Iterable[Sequence[object]]:
    shown = columns(COLLECTIONS[name].model, edition.languages)
    yield [column.name for column in shown]
    for record in edition.catalogue.all(name):
        yield [column.cell(record) for column in shown]


def _package(edition: Edition, tables: dict[str, bytes]) -> dict[str, Any]:
    languages = edition.languages
    homepage = {"homepage": edition.settings.site_url} if edition.settings.site_url else {}
    return {
        "profile": "tabular-data-package",
        "name": "utpe",
        "title": together("data.title", languages),
        "description": together("data.package", languages),
        **homepage,
        "data_date": edition.data_date and edition.data_date.isoformat(),
        "licenses": [{"name": SPDX_ID, "path": LICENCE, "title": "CC BY 4.0"}],
        "attribution": said("data.attribution", languages),
        "sources": [{"title": "GeoNames (CC BY 4.0)", "path": GEONAMES}],
        "resources": [_resource(edition, name, content) for name, content in tables.items()],
    }


def _resource(edition: Edition, name: str, content: bytes) -> dict[str, Any]:
    shown = columns(COLLECTIONS[name].model, edition.languages)
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": together(f"pages.sections.{name}", edition.languages),
        "path": routes.table(name).removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column, edition.languages) for column in shown],
            "primaryKey": "id",
            "foreignKeys": [
                {"fields": column.name, "reference": {"resource": column.refers, "fields": "id"}}
                for column in shown
                # A cell with several ids is no key.
                if column.refers and not column.is_list and column.refers != name
            ],
        },
    }


def _field(column: Column, languages: Sequence[str]) -> dict[str, Any]:
    titles = dict.fromkeys(column_title(column, code) for code in languages)
    required = {"constraints": {"required": True}} if column.is_required else {}
    return {"name": column.name, "title": " · ".join(titles), "type": column.kind, **required}

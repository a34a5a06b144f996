# SPDX-License-Identifier: MIT
"""What describes every CSV file to programs: Data Package 1 (specs.frictionlessdata.io).

Titles and types of columns, keys between files, licence, sizes and hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from utpe.exports.edition import Edition
from utpe.exports.indicators import COLUMNS, column_label, label_columns
from utpe.exports.licence import GEONAMES, SPDX_ID, said, together
from utpe.indicators.figure import Figure
from utpe.indicators.table import file_of
from utpe.indicators.words import column_names
from utpe.pages import routes
from utpe.pages.data_tables import column_title
from utpe.pages.linked_data import LICENCE
from utpe.records.columns import Column, columns
from utpe.records.registry import COLLECTIONS

COUNT = {"required": True, "minimum": 0}


def package(edition: Edition, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the description of the tables in `files`, those of collections and those of indicators."""
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
        "resources": [
            *(_collection(name, files, languages) for name in COLLECTIONS),
            *(_indicator(figure, files, languages) for figure in edition.figures.values()),
            _dictionary(files, languages),
        ],
    }


def _resource(name: str, title: str, path: str, content: bytes, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": path.removeprefix("data/"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _collection(name: str, files: Mapping[str, bytes], languages: Sequence[str]) -> dict[str, Any]:
    shown, path = columns(COLLECTIONS[name].model, languages), routes.table(name)
    schema = {
        "fields": [_field(column, languages) for column in shown],
        "primaryKey": "id",
        "foreignKeys": [
            {"fields": column.name, "reference": {"resource": column.refers, "fields": "id"}}
            for column in shown
            # A cell with several ids is no key.
            if column.refers and not column.is_list and column.refers != name
        ],
    }
    return _resource(name, together(f"pages.sections.{name}", languages), path, files[path], schema)


def _field(column: Column, languages: Sequence[str]) -> dict[str, Any]:
    titles = dict.fromkeys(column_title(column, code) for code in languages)
    required = {"constraints": {"required": True}} if column.is_required else {}
    return {"name": column.name, "title": " · ".join(titles), "type": column.kind, **required}


def _indicator(figure: Figure, files: Mapping[str, bytes], languages: Sequence[str]) -> dict[str, Any]:
    """Return the description of one indicator: a row for each value of its dimension, and counts."""
    key, *counts = column_names(figure)
    # What has no year is a row too, so that years are texts.
    fields = [
        _text(key, _title(figure, key, languages)),
        *map(_text, label_columns(languages)),
        *(
            {**_text(name, _title(figure, name, languages)), "type": "integer", "constraints": COUNT}
            for name in counts
        ),
    ]
    title, path = together(f"indicators.{figure.id}.name", languages), file_of(figure.id)
    schema = {"fields": fields, "primaryKey": key}
    return _resource(f"indicator-{figure.id}", title, path, files[path], schema)


def _dictionary(files: Mapping[str, bytes], languages: Sequence[str]) -> dict[str, Any]:
    key, path = ["indicator", "column"], file_of(COLUMNS)
    schema = {"fields": [_text(name) for name in (*key, *label_columns(languages))], "primaryKey": key}
    title = together("data.page.indicators", languages)
    return _resource(f"indicator-{COLUMNS}", title, path, files[path], schema)


def _text(name: str, title: str = "") -> dict[str, Any]:
    named = {"title": title} if title else {}
    return {"name": name, **named, "type": "string", "constraints": {"required": True}}


def _title(figure: Figure, column: str, languages: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(column_label(figure, column, code) for code in languages))

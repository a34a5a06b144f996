# SPDX-License-Identifier: MIT
"""Describes the API (OpenAPI 3.1.0, https://spec.openapis.org/oas/v3.1.0), from the models of the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic.json_schema import models_json_schema

from utpe.exports.edition import Edition
from utpe.exports.licence import SPDX_ID, together
from utpe.exports.schemas import explain
from utpe.records.columns import FOR_EDITORS
from utpe.records.edtf import EXAMPLES, PATTERN
from utpe.records.registry import COLLECTIONS

VERSION = "1.0.0"
_REF = "#/components/schemas/{model}"
_FOR_EDITORS = ("default", "description", "markdownEnumDescriptions")
_DAY = {"type": ["string", "null"], "format": "date"}
_ADDRESS = {"type": "string", "format": "uri-reference", "minLength": 1}


def description(edition: Edition) -> dict[str, Any]:
    """Return the description of the API, every schema inside."""
    languages = edition.languages
    files: dict[str, tuple[str, dict[str, str], str]] = {"index": ("data.openapi.index", {}, "Index")}
    for name in COLLECTIONS:
        title = together(f"pages.sections.{name}", languages)
        files[name] = ("data.openapi.collection", {"title": title}, _file_of(name))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": together("pages.site_name", languages),
            "version": VERSION,
            "description": together("data.openapi.description", languages),
            "license": {"name": "CC BY 4.0", "identifier": SPDX_ID},
        },
        "servers": [{"url": edition.address("api/v1") or "."}],
        "paths": {
            f"/{name}.json": {"get": _operation(name, together(key, languages, **values), schema, languages)}
            for name, (key, values, schema) in files.items()
        },
        "components": {"schemas": _schemas(languages)},
    }


def _operation(name: str, summary: str, schema: str, languages: Sequence[str]) -> dict[str, Any]:
    content = {"application/json": {"schema": _of(schema)}}
    return {
        "operationId": f"get_{name}",
        "summary": summary,
        "responses": {"200": {"description": together("data.openapi.whole", languages), "content": content}},
    }


def _of(name: str) -> dict[str, str]:
    return {"$ref": _REF.format(model=name)}


def _file_of(collection: str) -> str:
    return f"{COLLECTIONS[collection].model.__name__}File"


def _schemas(languages: Sequence[str]) -> dict[str, Any]:
    models = [c.model for c in COLLECTIONS.values()]
    _, made = models_json_schema([(m, "validation") for m in models], ref_template=_REF)
    schemas: dict[str, Any] = made["$defs"]
    explain(schemas)
    schemas = {name: _as_published(schema) for name, schema in schemas.items()}
    schemas["Text"] = _each(languages, {"type": ["string", "null"], "minLength": 1})
    schemas["Date"] = _closed(
        edtf={"type": "string", "pattern": PATTERN, "examples": list(EXAMPLES)},
        earliest=_DAY,
        latest=_DAY,
        precision={"enum": ["day", "month", "year", "decade", "unknown"]},
        is_inferred={"type": "boolean"},
        is_approximate={"type": "boolean"},
    )
    addresses = _each(languages, _ADDRESS)
    words = _each(languages, {"type": "string"})
    licence = _closed(
        id={"const": SPDX_ID}, url={"type": "string", "format": "uri"}, attribution=words, third_parties=words
    )
    head = {"data_date": _DAY, "licence": licence}
    count = {"type": "integer", "minimum": 0}
    schemas["Index"] = _closed(
        title=words,
        **head,
        description=_ADDRESS,
        collections=_list(
            _closed(
                name={"enum": list(COLLECTIONS)},
                title=words,
                count=count,
                json=_ADDRESS,
                csv=_ADDRESS,
                addresses=addresses,
            )
        ),
    )
    for name, collection in COLLECTIONS.items():
        record = schemas[collection.model.__name__]
        record["properties"] |= {"addresses": addresses, "changed": _DAY}
        record["required"] += ["addresses", "changed"]
        schemas[_file_of(name)] = _closed(
            collection={"const": name}, **head, count=count, records=_list(_of(collection.model.__name__))
        )
    return dict(sorted(schemas.items()))


def _as_published(schema: Any) -> Any:
    """Return a schema of data files as one of published records: all fields there, dates with their bounds.

    Titles stay; descriptions tell editors what to write.
    """
    if isinstance(schema, list):
        return [_as_published(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("pattern") == PATTERN:
        return _of("Date")
    found = {
        key: _as_published(value)
        for key, value in schema.items()
        if key not in _FOR_EDITORS or isinstance(value, dict)
    }
    if schema.get("type") == "object" and "properties" in schema:
        found["properties"] = {k: v for k, v in found["properties"].items() if k not in FOR_EDITORS}
        found["required"] = list(found["properties"])
    return found


def _closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _each(languages: Sequence[str], schema: dict[str, Any]) -> dict[str, Any]:
    return _closed(**dict.fromkeys(languages, schema))


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}

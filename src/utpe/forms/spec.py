# SPDX-License-Identifier: MIT
"""The models of what can be proposed, as plain values: a form asks and judges by them.

    {"version": "1a2b3c4d",
     "collections": {"meetings": "Meeting", …},
     "inline": {"owner": "Citation", "field": "source", "collection": "sources", "model": "Source"},
     "vocabularies": {"EventStatus": ["proposed", …]},
     "models": {"Meeting": [{"name": "id", "kind": "string", "required": true, …}, …]},
     "rules": {…}}

A field has a `kind`: string, text (one in each language), title (either), date (EDTF), choice, bool, int,
float, ref (the id of a record of `collection`), part (of `model`). `list` says that it holds several (`min`
to `max`), `form` names the words that say what it wants where the kind does not (`shapes.…` of the string
tables). Fields stand in the order of a file. What is neither required nor a list and has no `default` may be
absent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, TypeAdapter

from utpe.checks import texts
from utpe.checks.references import SYMMETRICAL, UPWARD
from utpe.checks.report import MAX_VALUE
from utpe.checks.shapes import SHOWN_CHOICES, field_order, inner, shape_at
from utpe.forms.ordered import WIDTH
from utpe.reading.invisible import ranges
from utpe.records import translation
from utpe.records.base import MAX_LONG, Citation
from utpe.records.inline import INLINE
from utpe.records.reference import Source
from utpe.records.registry import COLLECTIONS

PROPOSED = ("meetings", "publications", "cities", "organizations", "governance", "borders")
"""Collections whose records can be proposed in a form."""
VERSION_DIGITS = 8
_KINDS = {"text": "text", "map": "part", "reference": "ref", "country": "ref"}
_PLAIN = ("date", "choice", "bool", "int", "float")
_LIMITS = ("minLength", "maxLength", "pattern", "gt", "ge", "lt", "le")


@cache
def spec() -> Mapping[str, Any]:
    """Return the models as described above; the `version` changes with them."""
    models: dict[str, list[dict[str, Any]]] = {}
    vocabularies: dict[str, tuple[str, ...]] = {}
    for name in (*PROPOSED, "sources"):
        _add(COLLECTIONS[name].model, models, vocabularies)
    made = {
        "collections": {name: COLLECTIONS[name].model.__name__ for name in PROPOSED},
        "inline": {
            "owner": Citation.__name__,
            "field": INLINE,
            "collection": "sources",
            "model": Source.__name__,
        },
        "vocabularies": vocabularies,
        "models": models,
    }
    told = json.dumps(made, sort_keys=True).encode()
    version = hashlib.sha256(told).hexdigest()[:VERSION_DIGITS]
    return MappingProxyType({"version": version, **made, "rules": _rules()})


def _rules() -> dict[str, Any]:
    """Return what the rules of `utpe.checks` go by, for those who judge by the same elsewhere."""
    return {
        "invisible": ranges(),
        "names": sorted(translation.NAME_FIELDS),
        "joining": " ".join(sorted(translation.FUNCTION_WORDS)),
        "sentence": translation.MIN_SENTENCE,
        "placeholder": texts.PLACEHOLDER.pattern,
        "placeholderMost": texts.MAX_PLACEHOLDER,
        "textMost": MAX_LONG,
        "symmetrical": SYMMETRICAL,
        "upward": UPWARD,
        "choices": SHOWN_CHOICES,
        "value": MAX_VALUE,
        "width": WIDTH,
    }


def _add(
    model: type[BaseModel], models: dict[str, list[dict[str, Any]]], vocabularies: dict[str, tuple[str, ...]]
) -> None:
    """Describe a model, and those of its parts."""
    if model.__name__ in models:
        return
    models[model.__name__] = fields = []
    schema = TypeAdapter(model).json_schema()
    for name in field_order(model):
        field = _field(model, name, schema)
        if field["kind"] == "choice":
            vocabularies[field["vocabulary"]] = shape_at(model, (name, 0)).choices
        fields.append(field)
        if part := inner(model, name):
            _add(part, models, vocabularies)


def _field(model: type[BaseModel], name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form must know of a field: its shape is that of the checks, its limits are pydantic's."""
    told = _unwrapped(schema["properties"][name])
    item = _unwrapped(told.get("items", told))
    is_list = told.get("type") == "array"
    shape = shape_at(model, (name, 0) if is_list else (name,))
    field: dict[str, Any] = {"name": name, "kind": _kind(shape.kind, item)}
    if is_list:
        limits = {"min": told.get("minItems"), "max": told.get("maxItems")}
        field |= {"list": True, **{key: value for key, value in limits.items() if value}}
    if name in schema.get("required", ()):
        field["required"] = True
    elif not is_list and schema["properties"][name]["default"] is not None:
        field["default"] = _as_written(schema["properties"][name]["default"])
    match field["kind"]:
        case "ref":
            field["collection"] = shape.collection
        case "part":
            field["model"] = inner(model, name).__name__  # type: ignore[union-attr]  # it has one: it is a part
        case "choice":
            field["vocabulary"] = item["$ref"].rpartition("/")[2]
    if field["kind"] not in ("text", "part", "choice", "date"):
        bounds = next((x for x in item.get("oneOf", ()) if "$ref" not in x), item)
        field |= {key: bounds[key] for key in _LIMITS if key in bounds}
    if item.get("format") == "uri":
        # For other programs; ours judge addresses by a function of their own.
        del field["pattern"]
    if shape.kind not in (*_KINDS, *_PLAIN, "string") or shape.kind == "country":
        field["form"] = shape.kind
    return field


def _unwrapped(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a value must be, if it is there at all."""
    return next((x for x in schema.get("anyOf", ()) if x.get("type") != "null"), schema)


def _kind(shape: str, item: Mapping[str, Any]) -> str:
    if "oneOf" in item:
        return "title"
    return shape if shape in _PLAIN else _KINDS.get(shape, "string")


def _as_written(default: Any) -> str:
    """Return a default as a file would say it."""
    return str(default).lower() if isinstance(default, bool) else str(default)

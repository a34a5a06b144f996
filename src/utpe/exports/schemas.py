# SPDX-License-Identifier: MIT
"""JSON Schemas (2020-12) of the data files, generated from the models for editors' tools and for anyone.

    python -m utpe.exports.schemas [FOLDER]     # default: data/schemas

Each data file names its schema in its first line, so that an editor with a YAML language server completes and
checks as one types. Descriptions are in Spanish and Portuguese, from the string tables. A schema is a second
net:
`utpe check` knows more (references, dates, places, sources) and says it better.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from utpe.pages.field_words import words_of
from utpe.records import vocab
from utpe.records.inline import INLINE
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LANGUAGES = ("es", "pt")
NEW_SOURCE = "NewSource"
"""What a citation calls a source that it brings along."""
PARTS = ("label", "help")
_ENUMS: dict[str, type[StrEnum]] = {
    name: thing
    for name, thing in vars(vocab).items()
    if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum
}


def schema(collection: str) -> dict[str, Any]:
    """Return the schema of a data file: a list of records, or one record."""
    model = COLLECTIONS[collection].model
    made = TypeAdapter(model).json_schema(ref_template="#/$defs/{model}")
    definitions = made.pop("$defs", {})
    definitions[model.__name__] = made
    explain(definitions)
    if "Citation" in definitions:
        _admit_new_sources(definitions)
    for definition in definitions.values():
        _forget_nothing(definition)
    _name_languages(definitions.get("Text", {}))
    for name, definition in definitions.items():
        if name not in _ENUMS:
            _admit_numbers(definition)
    record = {"$ref": f"#/$defs/{model.__name__}"}
    return {
        "$schema": DIALECT,
        "title": " · ".join(strings(c)(f"pages.sections.{collection}") for c in LANGUAGES),
        "anyOf": [{"type": "array", "items": record}, record],
        "$defs": definitions,
    }


def _admit_new_sources(definitions: dict[str, Any]) -> None:
    """Let a citation bring its source along (`records/inline.py`): a source without an id of its own."""
    model = COLLECTIONS["sources"].model
    source = TypeAdapter(model).json_schema(ref_template="#/$defs/{model}")
    needed = source.pop("$defs", {}) | {model.__name__: source}
    explain(needed)
    del source["properties"]["id"]
    source["required"].remove("id")
    definitions[NEW_SOURCE] = needed.pop(model.__name__)
    definitions |= {name: shape for name, shape in needed.items() if name not in definitions}
    words = {part: [strings(code)(f"forge.inline_source.{part}") for code in LANGUAGES] for part in PARTS}
    definitions["Citation"]["properties"][INLINE] = {
        "$ref": f"#/$defs/{NEW_SOURCE}",
        "title": " · ".join(dict.fromkeys(words["label"])),
        "description": " · ".join(words["help"]),
    }


def _forget_nothing(definition: dict[str, Any]) -> None:
    """Take out empty values: files leave out what is absent, so editors propose no `null` and no `[]`."""
    for name, field in definition.get("properties", {}).items():
        if field.get("default", "") in (None, []):
            del field["default"]
        shapes = [shape for shape in field.get("anyOf", ()) if shape != {"type": "null"}]
        if len(shapes) == 1:
            del field["anyOf"]
            definition["properties"][name] = {**shapes[0], **field}
        elif shapes:
            field["anyOf"] = shapes


def _name_languages(definition: dict[str, Any]) -> None:
    for code, shape in definition.get("properties", {}).items():
        shape["title"] = strings(code)("language.name")


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema of every collection into `folder`; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in COLLECTIONS:
        path = folder / f"{name}.schema.json"
        part = path.with_suffix(".part")
        part.write_text(
            json.dumps(schema(name), ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8"
        )
        part.replace(path)
        written.append(path)
    return written


def explain(definitions: dict[str, Any]) -> None:
    """Put the words of all fields and of all values of vocabularies, in both languages, into definitions."""
    for name, definition in definitions.items():
        if name in _ENUMS:
            _explain_values(definition, _ENUMS[name])
        elif name != "Text":
            _explain_fields(definition, name)


def _explain_fields(definition: dict[str, Any], model: str) -> None:
    definition.pop("description", None)
    for name, field in definition.get("properties", {}).items():
        field.pop("title", None)
        words = [words_of(model, name, code) for code in LANGUAGES]
        field["title"] = " · ".join(dict.fromkeys(label for label, _ in words))
        field["description"] = " · ".join(dict.fromkeys(text for _, text in words))


def _explain_values(definition: dict[str, Any], enum: type[StrEnum]) -> None:
    definition.pop("description", None)
    definition["title"] = enum.__name__
    definition["x-labels"] = {code: {v.value: strings(code).label(v) for v in enum} for code in LANGUAGES}
    # Names of two families of language servers, that of VS Code being the first.
    definition["markdownEnumDescriptions"] = definition["enumDescriptions"] = [
        " · ".join(dict.fromkeys(strings(code).label(value) for code in LANGUAGES)) for value in enum
    ]


def _admit_numbers(shape: Any) -> None:
    """Let each text be a number too: data are not quoted where YAML 1.2 makes a number of `2014`."""
    if isinstance(shape, list):
        for item in shape:
            _admit_numbers(item)
    elif isinstance(shape, dict):
        if shape.get("type") == "string" and not shape.keys() & {"enum", "const", "format"}:
            shape["type"] = ["string", "number"]
        for name, inner in shape.items():
            if name not in ("default", "examples"):
                _admit_numbers(inner)


def main() -> int:
    """Write the schemas into the folder named on the command line."""
    for path in write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "data/schemas")):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

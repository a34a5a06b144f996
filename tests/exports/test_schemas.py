"""The schemas are up to date, accept the data as other YAML tools read them, and refuse what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from utpe.exports.schemas import schema, write_schemas
from utpe.records.registry import COLLECTIONS

ROOT = Path(__file__).resolve().parents[2]


FILES = [
    path
    for folder in ("data", "tests/toy/data")
    for name in COLLECTIONS
    for path in (ROOT / folder).glob(f"{name}.yaml")
] + [
    path
    for folder in ("data", "tests/toy/data", "data/proposals", "tests/toy/data/proposals")
    for name in COLLECTIONS
    for path in (ROOT / folder / name).glob("*.yaml")
]


def _read_as_others_do(path: Path) -> Any:
    """YAML 1.2 core: numbers and booleans, but no dates."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own form
            first: [(tag, rx) for tag, rx in found if not tag.endswith("timestamp")]
            for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe loader


def test_the_schemas_are_up_to_date(tmp_path: Path) -> None:
    for made in write_schemas(tmp_path):
        kept = ROOT / "data" / "schemas" / made.name
        assert kept.read_text() == made.read_text(), f"run python -m utpe.exports.schemas ({made.name})"
    assert len(list((ROOT / "data" / "schemas").glob("*.json"))) == len(COLLECTIONS)


def _collection(path: Path) -> str:
    return path.stem if path.stem in COLLECTIONS else path.parent.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_data_are_valid(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema(_collection(path)))
    assert list(validator.iter_errors(_read_as_others_do(path))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_data_name_their_schema(path: Path) -> None:
    name = path.read_text().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / name).resolve() == ROOT / f"data/schemas/{_collection(path)}.schema.json"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_schemas_are_schemas_and_propose_nothing_empty(name: str) -> None:
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    for model, definition in made["$defs"].items():
        for field, shape in definition.get("properties", {}).items():
            where = f"{model}.{field}"
            assert shape.get("default", "…") not in (None, [], ""), where
            assert {"type": "null"} not in shape.get("anyOf", ()), where
            assert model == "Text" or (shape["title"] and shape["description"]), where
            assert shape.get("$ref", "#/$defs/").removeprefix("#/$defs/") in {"", *made["$defs"]}, where


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "happened"),
        ("date", "3 de mayo"),
        ("no_such_field", "x"),
        ("sources", []),
        ("title", {}),
        ("time", "2 pm"),
    ],
)
def test_a_wrong_record_is_refused(field: str, value: Any) -> None:
    good = _read_as_others_do(ROOT / "tests/toy/data/meetings.yaml")
    validator = jsonschema.Draft202012Validator(schema("meetings"))
    assert validator.is_valid(good)
    good[0][field] = value
    assert not validator.is_valid(good)


def test_fields_and_values_are_explained_in_both_languages() -> None:
    definitions = schema("meetings")["$defs"]
    assert definitions["Meeting"]["properties"]["time"]["title"] == "Hora local · Horário local"
    assert definitions["EventStatus"]["x-labels"]["pt"]["held"] == "Realizado"


def test_a_record_alone_is_as_good_as_a_list() -> None:
    validator = jsonschema.Draft202012Validator(schema("meetings"))
    (first, *_) = _read_as_others_do(ROOT / "tests/toy/data/meetings.yaml")
    assert validator.is_valid(first)
    assert not validator.is_valid({**first, "status": "happened"})


@pytest.mark.parametrize(
    ("source", "is_valid"),
    [
        ({"title": "Acta", "publisher": "Alfa", "kind": "press", "accessed": "2026-11-20"}, True),
        # It has the id of the citation.
        (
            {"id": "acta", "title": "Acta", "publisher": "Alfa", "kind": "press", "accessed": "2026-11-20"},
            False,
        ),
        ({"title": "Acta", "publisher": "Alfa", "kind": "no-such-kind", "accessed": "2026-11-20"}, False),
        ({"title": "Acta", "publisher": "Alfa", "kind": "press"}, False),
        ("acta", False),
    ],
)
def test_a_citation_may_bring_its_source_along(source: Any, is_valid: bool) -> None:
    validator = jsonschema.Draft202012Validator(schema("meetings"))
    (first, *_) = _read_as_others_do(ROOT / "tests/toy/data/meetings.yaml")
    first["sources"] = [{"id": "acta", "source": source}]
    assert validator.is_valid(first) is is_valid


def test_editors_know_which_schema_a_file_has() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text())
    assert settings["yaml.schemas"] == {
        f"data/schemas/{name}.schema.json": [
            f"data/{name}.yaml",
            f"data/{name}/*.yaml",
            f"data/proposals/{name}/*.yaml",
        ]
        for name in COLLECTIONS
    }
    # Nothing is asked of the network, and nothing but `utpe format` lays files out.
    assert settings["yaml.schemaStore.enable"] is False and settings["yaml.format.enable"] is False
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text())
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}

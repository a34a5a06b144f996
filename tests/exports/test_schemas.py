"""The schemas are up to date, accept the data as other YAML tools read them, and refuse what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from utpe.exports.schemas import schema, write_schemas
from utpe.records.registry import COLLECTIONS

ROOT = Path(__file__).resolve().parents[2]


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


@pytest.mark.parametrize("name", COLLECTIONS)
@pytest.mark.parametrize("folder", ["data", "tests/toy/data"])
def test_the_data_are_valid(name: str, folder: str) -> None:
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    errors = list(
        jsonschema.Draft202012Validator(made).iter_errors(_read_as_others_do(ROOT / folder / f"{name}.yaml"))
    )
    assert errors == []


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

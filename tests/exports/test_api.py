"""The API: valid against its own description, which an independent validator accepts; nothing for editors in it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from utpe.exports.api import api_files
from utpe.exports.edition import Edition
from utpe.pages import routes
from utpe.reading.git_history import History
from utpe.records.base import Text
from utpe.records.registry import COLLECTIONS

NAMES = ("index", *COLLECTIONS)


def _read(edition: Edition) -> dict[str, Any]:
    files = api_files(edition)
    assert set(files) == {f"api/v1/{name}.json" for name in (*NAMES, "openapi")}
    return {Path(path).stem: json.loads(content) for path, content in files.items()}


@pytest.fixture(scope="module")
def published(real_edition: Edition) -> dict[str, Any]:
    return _read(real_edition)


def _validator(openapi: dict[str, Any], name: str) -> jsonschema.Draft202012Validator:
    schema = openapi["paths"][f"/{name}.json"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    registry = Registry().with_resource("urn:api", Resource.from_contents(openapi, DRAFT202012))
    return jsonschema.Draft202012Validator(
        {"$ref": f"urn:api{schema['$ref']}"},
        registry=registry,
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


def _nodes(tree: Any) -> Iterator[Any]:
    yield tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(inner)


def test_the_description_is_valid(published: dict[str, Any]) -> None:
    assert list(OpenAPIV31SpecValidator(published["openapi"]).iter_errors()) == []
    assert set(published["openapi"]["paths"]) == {f"/{name}.json" for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_as_described(published: dict[str, Any], name: str) -> None:
    assert list(_validator(published["openapi"], name).iter_errors(published[name])) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_toy_too(toy_edition: Edition, name: str) -> None:
    made = _read(toy_edition)
    assert list(_validator(made["openapi"], name).iter_errors(made[name])) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "happened"),
        ("date", "2014"),
        ("date", {"edtf": "2014"}),
        ("title", {"es": "Solo español"}),
        ("editor_note", "x"),
        ("changed", "ayer"),
    ],
)
def test_the_description_refuses_what_is_wrong(published: dict[str, Any], field: str, value: Any) -> None:
    record = {**published["meetings"]["records"][0], field: value}
    assert not _validator(published["openapi"], "meetings").is_valid(
        {**published["meetings"], "records": [record]}
    )


def test_no_record_is_lost_and_no_field(published: dict[str, Any], real_edition: Edition) -> None:
    for name, collection in COLLECTIONS.items():
        records = real_edition.catalogue.all(name)
        assert [r["id"] for r in published[name]["records"]] == [r.id for r in records]
        assert published[name]["count"] == len(records)
        fields = set(collection.model.model_fields) - {"editor_note"}
        assert not fields & {"addresses", "changed"}
        assert all(set(r) == fields | {"addresses", "changed"} for r in published[name]["records"])
    assert {c["name"]: c["count"] for c in published["index"]["collections"]} == {
        name: published[name]["count"] for name in COLLECTIONS
    }


def test_what_is_for_editors_stays_with_them(real_edition: Edition) -> None:
    cities = real_edition.catalogue.records["cities"]
    secret = cities["quilmes"].model_copy(update={"editor_note": "solo entre nosotros"})
    catalogue = replace(
        real_edition.catalogue,
        records={**real_edition.catalogue.records, "cities": {**cities, "quilmes": secret}},
    )
    files = api_files(replace(real_edition, catalogue=catalogue))
    for name in NAMES:
        keys = {
            key
            for node in _nodes(json.loads(files[routes.api(name)]))
            if isinstance(node, dict)
            for key in node
        }
        assert not keys & {"editor_note", "sent_to"}
    assert not any(b"solo entre nosotros" in content for content in files.values())
    # An old mailbox that a page would not show either.
    assert b"@mercociudades.org" not in files["api/v1/plans.json"]


def test_dates_keep_their_text_and_have_bounds(published: dict[str, Any], real_edition: Edition) -> None:
    dates = {r["id"]: r["date"] for r in published["meetings"]["records"]}
    for meeting in real_edition.catalogue.all("meetings"):
        found = dates[meeting.id]
        assert (found is None) == (meeting.date is None)
        assert found is None or found["edtf"] == meeting.date.text
    month = next(d for d in dates.values() if d and len(d["edtf"]) == 7)
    assert month["earliest"] == f"{month['edtf']}-01"
    assert month["precision"] == "month"
    last = dt.date.fromisoformat(month["latest"])
    assert (last + dt.timedelta(days=1)).day == 1 and f"{last:%Y-%m}" == month["edtf"]


def test_a_text_that_is_not_translated_is_a_gap(toy_edition: Edition) -> None:
    cities = toy_edition.catalogue.records["cities"]
    cities["beta"] = cities["beta"].model_copy(update={"name": Text({"pt": "Cidade Beta </script> \u2028"})})
    files = api_files(toy_edition)
    beta = next(r for r in json.loads(files["api/v1/cities.json"])["records"] if r["id"] == "beta")
    assert beta["name"] == {"es": None, "pt": "Cidade Beta </script> \u2028"}


def test_addresses_lead_to_the_pages_with_and_without_an_address_of_the_site(toy_edition: Edition) -> None:
    nowhere = replace(toy_edition, settings=toy_edition.settings.model_copy(update={"site_url": ""}))
    for edition in (toy_edition, nowhere):
        at = "https://example.org/sub/api/v1/"
        made = _read(edition)
        beta = next(r for r in made["cities"]["records"] if r["id"] == "beta")
        assert (
            urljoin(f"{at}cities.json", beta["addresses"]["pt"]) == "https://example.org/sub/pt/cidades/beta/"
        )
        found = {c["name"]: urljoin(f"{at}index.json", c["json"]) for c in made["index"]["collections"]}
        assert found["cities"] == f"{at}cities.json"
        server = urljoin(f"{at}openapi.json", made["openapi"]["servers"][0]["url"]).rstrip("/")
        assert f"{server}/cities.json" == f"{at}cities.json"
    assert b"https://example.org/sub/" not in b"".join(api_files(nowhere).values())


def test_the_day_of_the_data_is_that_of_the_last_change_and_unknown_without_git(toy_edition: Edition) -> None:
    assert _read(toy_edition)["index"]["data_date"] is None
    files = {o.file for o in toy_edition.catalogue.origins.values()}
    lines = {file: [1_600_000_000] * 900 for file in files}
    lines[toy_edition.catalogue.origins[("cities", "beta")].file][0] = 1_700_000_000
    first = min(o.lines[0] for k, o in toy_edition.catalogue.origins.items() if k[0] == "cities")
    lines["data/cities.yaml"][first - 1 : first] = [1_700_000_000]
    made = _read(replace(toy_edition, history=History("known", lines=lines)))
    assert made["index"]["data_date"] == made["cities"]["data_date"] == "2023-11-14"
    assert {r["changed"] for r in made["meetings"]["records"]} == {"2020-09-13"}


def test_the_build_leaves_no_trace(toy_edition: Edition) -> None:
    later = toy_edition.settings.model_copy(update={"today": dt.date(2031, 1, 1)})
    assert api_files(toy_edition) == api_files(replace(toy_edition, settings=later))


def test_letters_stand_as_they_are(real_edition: Edition) -> None:
    content = api_files(real_edition)["api/v1/cities.json"]
    assert "São Paulo".encode() in content and b"\\u" not in content and content.endswith(b"\n")

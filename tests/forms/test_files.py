"""The files that the form reads: what they say of the models and of the register, the same on every machine."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import ROOT, TODAY, TOY

from utpe.checks.runner import Report
from utpe.exports.edition import edition_of
from utpe.exports.forms import form_files
from utpe.forms import spec as spec_module
from utpe.forms.ordered import ordered
from utpe.forms.spec import PROPOSED, spec
from utpe.reading.git_history import History
from utpe.reading.tree_cache import TreeCache
from utpe.records.as_read import trees
from utpe.records.registry import COLLECTIONS
from utpe.records.revision import revision, text_revision
from utpe.settings import Settings

MAX_LISTS = 55_000
MAX_ENGINE = 19_000


def _files(report: Report, root: Any) -> Mapping[str, bytes]:
    return form_files(edition_of(Settings(root=root, today=TODAY), report.catalogue, History("no_git")))


def _value(script: bytes, name: str) -> Any:
    start, end = f'utpe.take("{name}",', ");\n"
    text = script.decode()
    assert text.startswith(start)
    assert text.endswith(end)
    return json.loads(text[len(start) : -len(end)])


@pytest.fixture(scope="module")
def files(toy_report: Report) -> Mapping[str, bytes]:
    return _files(toy_report, TOY)


def test_there_is_a_script_for_each_thing_and_for_each_record(
    files: Mapping[str, bytes], toy_report: Report
) -> None:
    records = {f"forms/{c}/{r.id}.js" for c in PROPOSED for r in toy_report.catalogue.all(c)}
    common = {"forms/spec.js", "forms/lists.js", "forms/words.es.js", "forms/words.pt.js"}
    assert set(files) == records | common
    assert files == _files(toy_report, TOY)


def test_a_record_is_told_as_it_was_read(files: Mapping[str, bytes]) -> None:
    told = _value(files["forms/cities/alfa.js"], "record")
    assert told["tree"]["point"] == {"lat": "-34.7", "lon": "-58.2", "basis": "geonames"}
    assert told["tree"]["is_periphery"] == "true"
    assert told["revision"] == revision(told["tree"])
    assert list(told["tree"])[:3] == ["id", "name", "kind"]


@pytest.mark.parametrize("collection", PROPOSED)
def test_trees_are_those_of_their_records(collection: str, real: Report) -> None:
    found = trees(real.catalogue, collection, TreeCache(None))
    assert list(found) == [record.id for record in real.catalogue.all(collection)]
    model = COLLECTIONS[collection].model
    for id_, tree in found.items():
        assert tree["id"] == id_
        assert model.model_validate(tree) == real.catalogue.get(collection, id_)
        assert ordered(collection, tree, ("es", "pt")) == tree


def test_lists_tell_what_is_around_a_record(files: Mapping[str, bytes]) -> None:
    told = _value(files["forms/lists.js"], "lists")
    records = told["records"]
    assert records["cities"]["ids"] == ["alfa", "beta", "gama"]
    assert records["cities"]["names"] == ["Alfa", ["Ciudad Beta", "Cidade Beta"], "Gama"]
    assert records["cities"]["countries"] == ["AR", "BR", "AR"]
    assert records["cities"]["files"]["data/cities.yaml"][0] == 2
    assert records["meetings"]["former"] == {"toy-viejo": "toy-2014-alfa"}
    assert records["meetings"]["links"]["related_ids"] == {"toy-2014-alfa": ["toy-2016-bisiesto"]}
    assert records["sources"]["urls"][:2] == [text_revision("https://example.org/acta?a=1&b=2"), ""]
    assert "America/Montevideo" in told["zones"]["UY"].split()
    assert {"es", "pt", "gn"} <= set(told["codes"].split())
    assert "estado" in told["reserved"]


def test_nothing_that_only_editors_see_is_in_the_lists(real: Report) -> None:
    script = _files(real, ROOT)["forms/lists.js"]
    assert b"editor_note" not in script
    assert len(gzip.compress(script)) <= MAX_LISTS


def test_the_engine_is_small() -> None:
    scripts = [
        p for p in sorted((ROOT / "overrides/assets/js/form").glob("*.js")) if not p.name.startswith("ui-")
    ]
    assert len(gzip.compress(b"".join(p.read_bytes() for p in scripts))) <= MAX_ENGINE


def test_the_version_changes_with_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    before = spec()["version"]
    spec.cache_clear()
    assert spec()["version"] == before
    monkeypatch.setattr(spec_module, "PROPOSED", PROPOSED[:-1])
    spec.cache_clear()
    after = spec()["version"]
    spec.cache_clear()
    assert after != before


def test_the_spec_says_what_the_models_say() -> None:
    fields = {f["name"]: f for f in spec()["models"]["Meeting"]}
    assert fields["title"] == {"name": "title", "kind": "text", "required": True}
    assert fields["sources"] == {
        "name": "sources",
        "kind": "part",
        "list": True,
        "min": 1,
        "required": True,
        "model": "Citation",
    }
    assert fields["confidence"]["default"] == "high"
    assert fields["time"]["form"] == "time"
    assert fields["narrative"]["max"] == 3
    assert next(iter(fields)) == "id"
    assert [f["form"] for f in spec()["models"]["Document"] if f["name"] == "archived"] == ["url"]
    models = set(spec()["models"])
    assert {f["model"] for fs in spec()["models"].values() for f in fs if f["kind"] == "part"} <= models

"""A register of any size: bench/corpus.py."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import TOY
from corpus import COPIED, Corpus, enlarge
from site_builder import digest

from utpe.records.loader import load
from utpe.records.registry import COLLECTIONS


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOY / "data", tmp_path / "data"))


def with_pages(data: Path) -> int:
    catalogue, defects = load(data, data.parent, ("es", "pt"))
    assert not defects
    return sum(COLLECTIONS[name].has_pages for name, _ in catalogue)


@pytest.mark.parametrize("further", [1, 7, 40, 100])
def test_the_size_asked_for_is_met_within_one_record_of_each_collection(data: Path, further: int) -> None:
    asked = with_pages(data) + further
    found = enlarge(data, asked)
    assert found == with_pages(data)
    assert asked <= found <= asked + len(COPIED)


@pytest.mark.parametrize("fewer", [0, 5])
def test_nothing_is_added_where_there_are_enough(data: Path, fewer: int) -> None:
    before = digest(data)
    assert enlarge(data, with_pages(data) - fewer) == with_pages(data)
    assert digest(data) == before


def test_the_same_seed_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    again, other = (Path(shutil.copytree(data, tmp_path / name)) for name in ("again", "other"))
    enlarge(data, 90, seed=1)
    enlarge(again, 90, seed=1)
    enlarge(other, 90, seed=2)
    assert digest(data) == digest(again)
    assert digest(data) != digest(other)


def test_a_further_unit_claims_nothing_that_the_world_has_once(data: Path) -> None:
    unit = Corpus(data, 1).unit(2)
    real = {record["id"] for trees in Corpus(data, 1).trees.values() for record in trees}
    for trees in unit.values():
        for tree in trees:
            assert tree["id"] not in real
            assert not {"doi", "isbn", "wikidata", "website"} & tree.keys()

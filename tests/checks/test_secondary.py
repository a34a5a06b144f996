"""One mistake, one finding: what cannot be known because a file or record could not be read is nobody's fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from utpe.checks.runner import check
from utpe.settings import read_settings

PROSE = """
{{count cities country=BR}} {{count meetings city_ids=beta}} {{count meetings parent_id=toy-2014-alfa}}
[a](meeting:toy-2014-seminario) [b](city:beta) [c](country:BR) [d](term:area) [e](source:acta-alfa)
"""


def _edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        path = root / "data" / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return damage


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file is not there": (lambda root: (root / "data/countries.yaml").unlink(), "E002"),
    "a file cannot be read": (lambda root: (root / "data/countries.yaml").write_text("["), "E023"),
    "a file has another name": (
        lambda root: (root / "data/cities.yaml").rename(root / "data/city.yaml"),
        "E002",
    ),
    "there is no data": (lambda root: shutil.rmtree(root / "data"), "E001"),
    "an id is another one's": (
        _edit("meetings.yaml", "- id: toy-2014-seminario", "- id: toy-2014-alfa"),
        "E104",
    ),
    "an id is no id": (_edit("meetings.yaml", "- id: toy-2014-seminario", "- id: Toy 2014"), "E107"),
    "a record has a mistake": (_edit("countries.yaml", "- id: BR", "- id: BR\n  nmae: x"), "E103"),
    "a city has a mistake": (_edit("cities.yaml", "- id: beta", "- id: beta\n  nmae: x"), "E103"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_one_mistake_is_told_once(toy_copy: Path, name: str) -> None:
    page = toy_copy / "content" / "es" / "methodology.md"
    page.write_text(page.read_text() + PROSE)
    assert not [f for f in check(read_settings(toy_copy)).findings if f.severity == "error"]
    damage, code = DAMAGES[name]
    damage(toy_copy)
    codes = {f.code for f in check(read_settings(toy_copy)).findings if f.severity == "error"}
    assert codes - {"E008"} == {code}


def test_a_country_in_small_letters_counts_nothing(toy_copy: Path) -> None:
    page = toy_copy / "content" / "es" / "methodology.md"
    page.write_text(page.read_text() + "\n{{count cities country=br}}\n")
    assert "E633" in {f.code for f in check(read_settings(toy_copy)).findings}

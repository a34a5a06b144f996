# SPDX-License-Identifier: MIT
"""`utpe new`, talked to as a person would, through a terminal's input."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from site_builder import digest

from utpe.checks.finding import has_errors
from utpe.checks.runner import check
from utpe.editing.format import format_files
from utpe.editing.interview import proposed_id
from utpe.settings import read_settings


def _talk(
    root: Path, *answers: str, collection: str = "cities", lang: str = "es"
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "utpe.cli", "new", collection, "--lang", lang]
    text = "".join(f"{answer}\n" for answer in answers)
    return subprocess.run(
        command, cwd=root, input=text, capture_output=True, text=True, timeout=120, check=False
    )


CITY = (
    "  Ñandubay   del Sur ",  # in Spanish
    "Nhandubaí do Sul",  # in Portuguese
    "argentina",  # a country, found by its name
    "1",
    "",  # no region
    "America/Buenos Aires",  # not the form of a zone: asked again
    "America/Argentina/Buenos_Aires",
    "99",  # no such choice: asked again
    "sede de un encuentro",
)
SOURCES = (
    "decreto-2027",  # that the register does not know
    "p. 3",
    "",  # what it supports
    "",  # note
    "s",  # it is described
    "Decreto 12",
    "Municipio",
    "oficial",  # no such choice
    "3",
    "https://example.org/decreto",
    *[""] * 2,  # place, archived copy
    "2026-03",
    *[""] * 2,  # language, licence es
    "",  # pt
    "2026-11-20",
    *[""] * 3,  # note es, pt; internal note
    "n",  # no other source
)


REST = ("2", *[""] * 3)  # membership: no source; no basis in either language, no year
AGREED = ("n", "", "s")  # nothing more; the id as proposed; the licence


def test_a_city_is_asked_for_and_written_with_its_source(toy_copy: Path) -> None:
    done = _talk(toy_copy, *CITY, *REST, *SOURCES, *AGREED)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no tiene la forma que pide «timezone»" in done.stdout
    assert "Escriba un número del 1 al 6" in done.stdout
    report = check(read_settings(toy_copy))
    assert not has_errors(report.findings)
    city = report.catalogue.get("cities", "nandubay-del-sur")
    assert city.name.root == {"es": "Ñandubay del Sur", "pt": "Nhandubaí do Sul"}
    assert (city.country, city.timezone, city.kind) == ("AR", "America/Argentina/Buenos_Aires", "host")
    assert report.catalogue.get("sources", "decreto-2027").title == "Decreto 12"
    assert [p.name for p in toy_copy.glob("*.yaml")] == []
    # And it is as `utpe format` has it.
    files = [toy_copy / "data/cities/nandubay-del-sur.yaml", toy_copy / "data/sources/decreto-2027.yaml"]
    assert not format_files(read_settings(toy_copy), files)


@pytest.mark.parametrize("said", [0, 2, len(CITY) + 2])
def test_whoever_leaves_in_the_middle_loses_nothing(toy_copy: Path, said: int) -> None:
    before = digest(toy_copy / "data")
    done = _talk(toy_copy, *(*CITY, *REST)[:said], lang="pt")
    assert done.returncode == 1
    assert "Foi interrompido" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(toy_copy / "data") == before
    left = [path.read_text() for path in toy_copy.glob("cities*.yaml")]
    assert len(left) == bool(said)
    if said:
        assert "Nhandubaí do Sul" in left[0]


def test_without_the_licence_it_is_not_taken_and_not_lost(toy_copy: Path) -> None:
    done = _talk(toy_copy, *CITY, *REST, *SOURCES, "n", "otra-ciudad", "n")
    assert done.returncode == 1
    assert "no dice que quien lo envía acepta la licencia" in done.stderr
    assert "id: otra-ciudad" in (toy_copy / "cities-otra-ciudad.yaml").read_text()


def test_an_id_that_is_taken_is_told_at_once(toy_copy: Path) -> None:
    taken = next(iter(check(read_settings(toy_copy)).catalogue.records["cities"]))
    done = _talk(toy_copy, *CITY, *REST, *SOURCES, "n", taken, "No Id", "nueva", "s")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{taken} ya es el id de otro registro" in done.stdout
    assert "«No Id»" in done.stdout


@pytest.mark.parametrize(
    ("pattern", "tree", "made"),
    [
        (
            "title date",
            {"title": {"es": "Reunión: «ñandú»", "pt": "X"}, "date": "2014-05"},
            "reunion-nandu-2014-05",
        ),
        ("title date", {"title": {"pt": "São João"}}, "sao-joao"),
        ("acronym|name", {"name": {"es": "Red"}}, "red"),
        ("acronym|name", {"acronym": "FALP", "name": {"es": "Red"}}, "falp"),
        ("countries short_name|name", {"countries": ["AR", "UY"], "name": "C"}, "ar-uy-c"),
        ("name", {"name": {"es": "x" * 200}}, "x" * 80),
        ("name", {}, ""),
    ],
)
def test_an_id_is_proposed(pattern: str, tree: dict[str, object], made: str) -> None:
    assert proposed_id(pattern, tree, ("es", "pt")) == made

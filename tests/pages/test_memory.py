"""After an edit only the pages concerned are stamped, and the site is what a fresh build gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from utpe.checks.runner import check
from utpe.pages.frame import build_frame
from utpe.pages.memory import Memory
from utpe.pages.publish import Publication
from utpe.pages.site import Site
from utpe.reading.git_history import History
from utpe.settings import Settings


def _site(root: Path, settings: Settings) -> Site:
    settings = settings.model_copy(update={"root": root, "workers": 1})
    report = check(settings)
    assert not [f for f in report.findings if f.severity == "error"]
    return Site(settings, report.catalogue, History("no_git"), build_frame(settings, report.pages))


def publish(site: Site, out: Path, memory: Memory) -> int:
    return Publication(site, out, memory).finish()


def _pages(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.suffix in (".html", ".json"))
    return {p.relative_to(folder).as_posix(): p.read_text() for p in files}


EDITS: list[tuple[str, Callable[[str], str], int]] = [
    # a title: the record, what points at it, its listings, its neighbours, its sources' listing, its year and letter
    ("meetings.yaml", lambda t: t.replace("Encuentro del día bisiesto", "Encuentro del 29"), 66),
    # a city's name shows on many pages
    ("cities.yaml", lambda t: t.replace("es: Ciudad Beta", "es: Ciudad Bé"), 130),
    # a record more, under a letter that the index has
    (
        "glossary.yaml",
        lambda t: (
            t
            + "\n- id: nuevo\n  term: {es: abrir, pt: abrir}\n  definition: {es: Algo nuevo., pt: Algo novo.}\n"
        ),
        8,
    ),
    # a name on which few records lean
    ("summits.yaml", lambda t: t.replace("es: I Cumbre", "es: Primera Cumbre"), 60),
    # nothing but a comment
    ("areas.yaml", lambda t: t + "# nada\n", 0),
]


@pytest.mark.parametrize(("file", "edit", "most"), EDITS)
def test_an_edit_stamps_few_pages_and_none_is_stale(
    toy_settings: Settings, tmp_path: Path, file: str, edit: Callable[[str], str], most: int
) -> None:
    root = tmp_path / "toy"
    shutil.copytree(toy_settings.root, root, ignore=shutil.ignore_patterns("site", ".cache"))
    out, memory = tmp_path / "out", Memory(lasts=True)
    site = _site(root, toy_settings)
    memory.compare(site.catalogue, site.key)
    total = publish(site, out, memory)
    path = root / "data" / file
    path.write_text(edit(path.read_text()))
    site = _site(root, toy_settings)
    memory.compare(site.catalogue, site.key)
    stale = [task for task in site.tasks() if memory.is_stale(task, site.own_facts(task))]
    assert len(stale) <= most, stale
    assert total > len(stale)
    publish(site, out, memory)
    fresh = tmp_path / "fresh"
    publish(_site(root, toy_settings), fresh, Memory())
    expected = _pages(fresh)
    assert {name: html for name, html in _pages(out).items() if name in expected} == expected


def test_another_setting_makes_every_page_stale(toy_settings: Settings, tmp_path: Path) -> None:
    memory = Memory(lasts=True)
    site = _site(toy_settings.root, toy_settings)
    memory.compare(site.catalogue, site.key)
    publish(site, tmp_path, memory)
    memory.compare(site.catalogue, site.key)
    assert [task for task in site.tasks() if memory.is_stale(task, site.own_facts(task))] == []
    other = site.settings.model_copy(update={"repo_url": "https://example.org/r"})
    changed = Site(other, site.catalogue, site.history, site.frame)
    memory.compare(changed.catalogue, changed.key)
    assert all(memory.is_stale(task, changed.own_facts(task)) for task in changed.tasks())

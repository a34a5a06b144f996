# SPDX-License-Identifier: MIT
"""Writes the register of a project for the other generators.

Usage, from bench/: python -m peers.export PROJECT SITE FOLDER. `PROJECT` has the data, `SITE` is what `utpe
build` made of it; below `FOLDER`, one folder for each generator is made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from peers import hugo_site, markdown_site
from peers.built import Page, pages
from peers.records import Records
from utpe.mkdocs_adapter.session import open_session
from utpe.pages import routes
from utpe.pages.site import Site
from utpe.records.registry import COLLECTIONS
from utpe.settings import read_settings


def export(project: Path, built: Path, folder: Path) -> int:
    """Write the project for each generator; return how many pages of records each of them has."""
    site = open_session(read_settings(project)).site
    records = {language: Records(site, language) for language in site.settings.languages}
    known = {path for language in records for path in _made_by_templates(site, language)}
    others: dict[str, list[Page]] = {language: [] for language in records}
    for page in pages(built, known):
        others[page.path.partition("/")[0]].append(page)
    markdown_site.write(site, records, others, folder / "markdown")
    return hugo_site.write(site, records, others, built, folder / "hugo")


def _made_by_templates(site: Site, language: str) -> Iterator[str]:
    """Yield the addresses that the generators make by themselves from the data."""
    for name, collection in COLLECTIONS.items():
        if not collection.has_pages:
            continue
        yield from (routes.record(language, name, r.id) for r in site.catalogue.all(name))
        front = routes.section(language, name)
        yield from (view.path for view in site.listers[language].pages(name) if view.path != front)


if __name__ == "__main__":
    project, built, folder = map(Path, sys.argv[1:4])
    sys.stdout.write(f"{export(project, built, folder)} pages of records\n")

# SPDX-License-Identifier: MIT
"""Everything that is CSV, with its description and its terms of use beside it.

    data/meetings.csv         id, sources_id, …, date, date_earliest, date_latest, …
    data/indicators/…         exports/indicators.py
    data/datapackage.json     exports/package.py
    data/LICENSE.txt          exports/licence.py

What becomes a column: records/columns.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from utpe.exports.csv_file import packed
from utpe.exports.edition import Edition
from utpe.exports.indicators import indicator_files
from utpe.exports.licence import licence_text
from utpe.exports.package import package
from utpe.exports.plain import as_json
from utpe.pages import routes
from utpe.records.columns import columns
from utpe.records.registry import COLLECTIONS


def table_files(edition: Edition) -> dict[str, bytes]:
    """Return every file by its path in the site."""
    files = {routes.table(name): packed(_rows(edition, name)) for name in COLLECTIONS}
    files |= indicator_files(edition.figures, edition.languages)
    terms = licence_text(edition.languages).encode()
    return {**files, routes.TERMS: terms, routes.PACKAGE: as_json(package(edition, files))}


def _rows(edition: Edition, name: str) -> Iterable[Sequence[object]]:
    shown = columns(COLLECTIONS[name].model, edition.languages)
    yield [column.name for column in shown]
    for record in edition.catalogue.all(name):
        yield [column.cell(record) for column in shown]

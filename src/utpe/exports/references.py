# SPDX-License-Identifier: MIT
"""Files for reference managers: BibTeX, RIS and CSL-JSON of whole lists, BibTeX and RIS of each record."""

from __future__ import annotations

import json
from collections.abc import Callable

from utpe.exports.bibtex import bibtex
from utpe.exports.edition import Edition
from utpe.exports.ris import ris
from utpe.pages import routes
from utpe.pages.csl import CITABLE, Item, csl_item
from utpe.pages.reference_links import LIST_FORMATS, RECORD_FORMATS
from utpe.pages.writer import Writer


def csl_json(items: list[Item]) -> bytes:
    """Return items as CSL-JSON (the schema of CSL 1.0.2), readable and ending with a line."""
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()


WRITERS: dict[str, Callable[[list[Item]], bytes]] = {"bib": bibtex, "ris": ris, "csl.json": csl_json}


def reference_files(edition: Edition) -> dict[str, bytes]:
    """Return the files of all lists and records that can be cited, in each language; by id."""
    files = {}
    for language in edition.languages:
        for collection in CITABLE:
            items = []
            for record in sorted(edition.catalogue.all(collection), key=lambda r: r.id):
                w = Writer(edition.catalogue, collection, record, language, today=edition.settings.today)
                item = csl_item(w, edition.settings.site_url)
                items.append(item)
                for format_ in RECORD_FORMATS:
                    path = routes.references(language, collection, format_, record.id)
                    files[path] = WRITERS[format_]([item])
            for format_ in LIST_FORMATS:
                files[routes.references(language, collection, format_)] = WRITERS[format_](items)
    return files

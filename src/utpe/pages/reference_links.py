# SPDX-License-Identifier: MIT
"""Links to the files for reference managers; exports.references makes the files."""

from __future__ import annotations

from utpe.pages import routes
from utpe.pages.csl import CITABLE
from utpe.pages.view import Bit

RECORD_FORMATS = ("bib", "ris")
LIST_FORMATS = ("bib", "ris", "csl.json")
NAMES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}


def reference_links(language: str, collection: str, id_: str = "") -> tuple[Bit, ...]:
    """Return links to the files of a record, or of a whole list; none where it cannot be cited."""
    if collection not in CITABLE:
        return ()
    formats = RECORD_FORMATS if id_ else LIST_FORMATS
    return tuple(Bit(NAMES[f], href=routes.references(language, collection, f, id_)) for f in formats)

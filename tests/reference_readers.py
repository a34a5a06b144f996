"""References as programs of others read them: bibtexparser (LaTeX by pylatexenc) and rispy."""

from __future__ import annotations

from typing import Any

import bibtexparser
import rispy
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db


def _decoder() -> LatexNodes2Text:
    """Return a reader of LaTeX that also knows what LaTeX's own manual calls these signs."""
    known = get_default_latex_context_db()
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    known.add_context_category("signs", prepend=True, macros=[MacroTextSpec(k, v) for k, v in signs.items()])
    return LatexNodes2Text(known)


def read_bib(content: bytes) -> dict[str, Any]:
    """Return the entries of a BibTeX file by their keys, with names split and LaTeX read."""
    library = bibtexparser.parse_string(
        content.decode(),
        append_middleware=[
            SeparateCoAuthors(),
            SplitNameParts(),
            LatexDecodingMiddleware(decoder=_decoder()),
        ],
    )
    assert not library.failed_blocks
    assert not library.comments
    return library.entries_dict


def read_ris(content: bytes) -> list[dict[str, Any]]:
    """Return the references of a RIS file."""
    found: list[dict[str, Any]] = rispy.loads(content.decode())
    for reference in found:
        # Editors: the tag that reference managers read in every type; rispy keeps it without a name.
        unknown = reference.pop("unknown_tag", {})
        assert set(unknown) <= {"ED"}
        reference["editors"] = unknown.get("ED", [])
    return found

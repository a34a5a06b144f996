# SPDX-License-Identifier: MIT
"""What every file says of its terms of use: licence, whom to name, and whose the points of cities are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from utpe.pages.linked_data import LICENCE
from utpe.text.strings import strings

SPDX_ID = "CC-BY-4.0"
GEONAMES = "https://www.geonames.org/"


def licence(languages: Sequence[str]) -> dict[str, Any]:
    """Return the licence, and the line to name the source with, in each language."""
    return {
        "id": SPDX_ID,
        "url": LICENCE,
        "attribution": said("data.attribution", languages),
        "third_parties": said("data.third_parties", languages),
    }


def licence_text(languages: Sequence[str]) -> str:
    """Return the terms in every language, for those who take a file that cannot say them itself."""
    keys = ("data.title", "data.attribution", "data.third_parties", "data.quoted")
    parts = ([*(strings(code)(key) for key in keys), LICENCE] for code in languages)
    return "\n".join("\n".join(lines) + "\n" for lines in parts)


def said(key: str, languages: Sequence[str], **values: Any) -> dict[str, str]:
    """Return a text of the string tables in each language."""
    return {code: strings(code)(key, **values) for code in languages}


def together(key: str, languages: Sequence[str], **values: Any) -> str:
    """Return a text in all languages on one line, each once: «Fecha · Data»."""
    return " · ".join(dict.fromkeys(said(key, languages, **values).values()))

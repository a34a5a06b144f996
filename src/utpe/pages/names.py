# SPDX-License-Identifier: MIT
"""How a record is called: in a link, in a heading, in a listing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from utpe.pages.view import Bit
from utpe.records.base import Text
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.text.dates import date_in_words, term_in_figures
from utpe.text.strings import strings


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """Sort letters with accents beside those without, in both languages."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def in_language(text: Text, language: str) -> Bit:
    """Return a bilingual text as a bit; one that exists only in another language says which."""
    words, found = text.best(language)
    return Bit(words, lang="" if found == language else strings(found).tag)


def title(collection: str, record: Any, language: str, catalogue: Catalogue | Trace) -> Bit:
    """Return the full title of a record in `language`."""
    match collection:
        case "publications":
            return _titled(record.title, record.languages[0], language)
        case "sources":
            return _titled(record.title, record.language, language)
        case "glossary":
            return in_language(record.term, language)
        case "governance":
            return Bit(record.name, lang=_of_countries(record.countries, language))
        case "presidencies":
            city = catalogue.get("cities", record.city_id)
            name = in_language(city.name, language).text if city else record.city_id
            office = in_language(record.office, language).text
            return Bit(
                strings(language)("pages.presidency_title", office=office, city=name, term=record.term)
            )
        case "coordination":
            period = date_in_words(record.date, language)
            if record.date.is_interval:
                period = term_in_figures(record.date)
            return Bit(strings(language)("pages.coordination_title", period=period))
        case _:
            # Most records have a bilingual title or name.
            return in_language(getattr(record, "title", None) or record.name, language)


def short(collection: str, record: Any, language: str, catalogue: Catalogue | Trace) -> Bit:
    """Return the name for links and tables: the acronym of a body where it has one."""
    if collection == "governance" and record.short_name:
        return Bit(record.short_name, lang=_of_countries(record.countries, language))
    return title(collection, record, language, catalogue)


def _titled(title: str | Text, code: str | None, language: str) -> Bit:
    """Return a title: as it is, in the language `code`, or as we describe it in the reader's."""
    if isinstance(title, Text):
        return in_language(title, language)
    return Bit(title, lang=foreign(code, language) if code else "")


def foreign(code: str, language: str) -> str:
    """Return the BCP 47 tag of `code` when it is not the page's language, else nothing."""
    if code == language:
        return ""
    try:
        return strings(code).tag
    except LookupError:
        return code


def _of_countries(countries: tuple[str, ...], language: str) -> str:
    """Official names are not translated: Portuguese in Brazil, Spanish elsewhere in the survey."""
    return foreign("pt" if countries[0] == "BR" else "es", language)

# SPDX-License-Identifier: MIT
"""The entries of the index from A to Z: every record that has a page, every term, and their other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from utpe.pages import names, routes
from utpe.pages.entries import country_group
from utpe.pages.overview_view import IndexEntry
from utpe.pages.view import Bit
from utpe.records.catalogue import Catalogue
from utpe.records.deduced import is_deduced
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.text.strings import strings

# Names of things; titles of records and works are said in each language, and nobody looks for the other.
NAMED = ("unit", "cities", "organizations", "areas", "topics", "countries", "glossary")
# What is known by a name keeps its article («La Plata»); a title is filed under the word after it.
TITLED = ("plans", "meetings", "publications")
DIGITS = "0-9"


def index_entries(
    catalogue: Catalogue | Trace, language: str, languages: Iterable[str]
) -> dict[str, list[IndexEntry]]:
    """Return the entries under each letter, in the order of the alphabet of `language`, figures first."""
    found: list[tuple[tuple[str, bool, str], IndexEntry]] = []
    for name, collection in COLLECTIONS.items():
        if not (collection.has_pages or name == "glossary"):
            continue
        for record in catalogue.all(name):
            title = names.title(name, record, language, catalogue)
            link = Bit(title.text, href=routes.record(language, name, record.id), lang=title.lang)
            details = tuple(_details(catalogue, name, record, language))
            words = _filed(title, language) if name in TITLED else title.text
            found.append((_key(words, False, record.id), IndexEntry(link, details)))
            seen = {names.sort_key(title.text)}
            for other in _other_names(name, record, title.lang, language, languages):
                if names.sort_key(other.text) not in seen:
                    seen.add(names.sort_key(other.text))
                    found.append((_key(other.text, True, record.id), IndexEntry(other, details, see=link)))
    letters: dict[str, list[IndexEntry]] = {}
    for key, entry in sorted(found, key=lambda pair: pair[0]):
        letters.setdefault(_letter(key[0]), []).append(entry)
    return letters


def _key(words: str, is_other_name: bool, id_: str) -> tuple[str, bool, str]:
    """Sort without accents, quotation marks or articles, and numbers by their value."""
    bare = re.sub(r"^\W+", "", names.sort_key(words))
    return re.sub(r"\d+", lambda m: m[0].zfill(6), bare), is_other_name, id_


def _letter(key: str) -> str:
    return key[:1] if "a" <= key[:1] <= "z" else DIGITS


def _filed(title: Bit, language: str) -> str:
    """Return a title without the article at its beginning, in the language of the title."""
    code = title.lang.partition("-")[0] or language
    try:
        articles = strings(code)("language.articles").split()
    except LookupError:
        return title.text
    first, _, rest = title.text.lstrip("¿¡«“\"'").partition(" ")
    return rest if rest and first.casefold() in articles else title.text


def _details(catalogue: Catalogue | Trace, name: str, record: Any, language: str) -> Iterator[str]:
    """What it is, and what tells it from others of the same name."""
    s = strings(language)
    yield s(f"pages.kind_of.{name}")
    if name in ("cities", "areas", "governance"):
        yield country_group(catalogue, record, language)
    elif name in ("meetings", "publications") and record.date and record.date.year:
        year = record.date.year
        yield s("pages.year_inferred", year=year) if is_deduced(record, "date") else str(year)


def _other_names(name: str, record: Any, lang: str, language: str, languages: Iterable[str]) -> Iterator[Bit]:
    """Yield the other names of a record: in other languages, short ones, former ones in `lang`."""
    texts = [record.term if name == "glossary" else record.name] if name in NAMED else []
    texts += [n.name for n in getattr(record, "names", ())]
    for text in texts:
        for code in languages:
            words = text.get(code)
            if words:
                yield Bit(words, lang=names.foreign(code, language))
    if getattr(record, "name_en", None):
        yield Bit(record.name_en, lang=names.foreign("en", language))
    short = [getattr(record, "acronym", None), getattr(record, "short_name", None)]
    short += [n.acronym for n in getattr(record, "names", ())]
    for words in short:
        yield from (Bit(x) for x in acronyms(words or ""))
    yield from (Bit(former.name, lang=lang) for former in getattr(record, "former_names", ()))
    yield from (Bit(words) for words in getattr(record, "other_names", ()))
    if name == "summits" and record.number:
        yield Bit(strings(language)("pages.summit_gap", number=record.number))


def acronyms(text: str) -> list[str]:
    """Return each of «UTPEAM (2015, 2017), UTPEyAM (2017)» or «Agência RMBH (ARMBH)», without years."""
    without_years = re.sub(r"\s*\((?:\d{4}(?:, )?)+\)", "", text)
    return [x for x in re.split(r", | / |\s*[()]\s*", without_years) if x]

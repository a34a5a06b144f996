# SPDX-License-Identifier: MIT
"""Lists on the page of a record do not grow with the register: the first of many, and where all are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from utpe.pages import names, routes
from utpe.pages.view import Bit, Line
from utpe.records.registry import COLLECTIONS

if TYPE_CHECKING:
    from utpe.pages.writer import Writer

T = TypeVar("T")
ENTRIES, LINKS = 60, 200
"""How many entries, each of several lines, or mere links a page may show of a list."""
FACETS = {"topics": "topic", "countries": "country"}
"""By what listings are narrowed to what points at a record of a collection."""


def first_of(
    w: Writer, collection: str, found: Sequence[T], most: int = ENTRIES
) -> tuple[Sequence[T], tuple[Line, ...]]:
    """Return what a page shows of a list, and what it says of the rest: nothing where there is none."""
    if len(found) <= most:
        return found, ()
    words = w.s("pages.long_list.text", shown=w.s.number(most), all=w.s.number(len(found)))
    return found[:most], ((Bit(words), Bit(" "), everything(w, collection)),)


def everything(w: Writer, collection: str) -> Bit:
    """Return a link to where all records of a collection are that point at the record of `w`.

    That is a listing where one is narrowed by it, the search for a city, else the whole listing.
    """
    facet, search = FACETS.get(w.collection, ""), w.prose.get("search")
    if facet in COLLECTIONS[collection].facets:
        href = routes.facet(w.language, collection, facet, w.record.id)
    elif w.collection == "cities" and search:
        city = names.title("cities", w.record, w.language, w.catalogue).text
        section = w.s(f"pages.sections.{collection}")
        keys = (w.s("slugs.search.city"), w.s("slugs.search.collection"))
        href = f"{search.href}?{keys[0]}={quote(city)}&{keys[1]}={quote(section)}"
    else:
        href = routes.section(w.language, collection)
    return Bit(w.s("pages.long_list.all"), href=href)

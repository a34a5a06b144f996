# SPDX-License-Identifier: MIT
"""Which pages have a feed of their own, so that they can name it; exports.feeds makes the feeds."""

from __future__ import annotations

from typing import Literal

from utpe.pages import routes
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.text.strings import strings


def has_feed(catalogue: Catalogue | Trace, collection: str, id_: str) -> bool:
    """Return whether a record has a feed: cities that appear in a meeting do."""
    return collection == "cities" and bool(catalogue.pointing("cities", id_, "meetings"))


def feed_of(
    catalogue: Catalogue | Trace, site_url: str, language: str, collection: str, id_: str = ""
) -> str:
    """Return the address of the feed of a section or of a record; empty where it has none."""
    if not site_url or (id_ and not has_feed(catalogue, collection, id_)):
        return ""
    place = routes.record(language, collection, id_) if id_ else routes.section(language, collection)
    return routes.feed(place, "rss")


def feeds_that_follow(base: str, language: str, section: str, own: str) -> tuple[tuple[str, str, str], ...]:
    """Return format, title and address of the feeds of a page: its own or its section's, then of everything.

    `base` is the address of the site, `own` the path of the page's own feed or nothing.
    """
    s, collection = strings(language), COLLECTIONS.get(section)
    place = own.rpartition("/")[0] + "/" if own else ""
    if not own and collection and collection.has_pages:
        place = routes.section(language, section)
    places = [(s("feeds.of_this_page"), place)] if place else []
    places.append((s("feeds.everything"), f"{language}/"))
    kinds: tuple[Literal["rss", "atom"], ...] = ("rss", "atom")
    return tuple((kind, title, base + routes.feed(p, kind)) for title, p in places for kind in kinds)

# SPDX-License-Identifier: MIT
"""Which pages have a feed of their own, so that they can name it; exports.feeds makes the feeds."""

from __future__ import annotations

from utpe.pages import routes
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace


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

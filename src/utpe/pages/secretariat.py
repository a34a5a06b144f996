# SPDX-License-Identifier: MIT
"""What the secretariat of the network can copy into its own pages: links, an address of news, frames."""

from __future__ import annotations

from utpe.immutable import immutable
from utpe.pages import routes
from utpe.pages.embeds import Widget, embed_keys, embed_view
from utpe.pages.view import Bit
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.settings import Settings
from utpe.text.strings import strings

HEIGHTS: dict[Widget, int] = {"agenda": 720, "publications": 560, "city": 560, "plan": 480, "map": 640}
"""In pixels, where nothing makes a frame as high as what it shows."""
LINKED = ("meetings", "publications", "plans", "cities", "unit")


@immutable
class Offer:
    """A page for other sites: its name, what it shows, address, title, and the height of a frame."""

    name: str
    text: str
    path: str
    title: str
    height: int


@immutable
class SecretariatView:
    """What can be copied; `address` is that of the site, or words in its place where there is none."""

    address: str
    has_address: bool
    home: str
    feed: str
    offers: tuple[Offer, ...]
    links: tuple[Bit, ...]


def secretariat_view(catalogue: Catalogue | Trace, settings: Settings, language: str) -> SecretariatView:
    """Return what can be copied from the page for the secretariat."""
    s, offers = strings(language), {}
    keys = list(embed_keys(catalogue))
    for widget, _ in keys:
        if widget not in offers:
            id_ = max((k for w, k in keys if w == widget), key=lambda k: (_meetings(catalogue, k), k))
            view = embed_view(catalogue, settings, language, widget, id_)
            name, text = s(f"embeds.{widget}.name"), s(f"embeds.{widget}.text")
            offers[widget] = Offer(name, text, view.path, view.title.text, HEIGHTS[widget])
    return SecretariatView(
        address=settings.site_url or f"{s('embeds.secretariat.address')}/",
        has_address=bool(settings.site_url),
        home=f"{language}/",
        feed=routes.feed(f"{language}/", "rss") if settings.site_url else "",
        offers=tuple(offers.values()),
        links=tuple(Bit(s(f"pages.sections.{n}"), href=routes.section(language, n)) for n in LINKED),
    )


def _meetings(catalogue: Catalogue | Trace, city: str) -> int:
    """Return how often a city met: the one that met most is the example."""
    return len(catalogue.pointing("cities", city, "meetings")) if city else 0

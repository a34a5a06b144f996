# SPDX-License-Identifier: MIT
"""Pages as linked data (JSON-LD 1.1, https://schema.org): what a page is, and the way to it.

What a record is about: pages/things.py. Addresses need that of the site: without one there are none, and no
trail. Why nothing else is said: docs/decisions/linked-data.md.
"""

from __future__ import annotations

from typing import Any

from utpe.pages import routes
from utpe.pages.frame import Place
from utpe.pages.site_view import SiteView
from utpe.pages.view import Bit
from utpe.settings import Settings
from utpe.text.strings import strings

Node = dict[str, Any]

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def described(view: Any, site: SiteView, base: str) -> Node:
    """Return a page by its view; `base` is the address of the site."""
    tag = strings(view.language).tag
    if view.path == site.home:
        return _home(site, tag, base)
    about, change = getattr(view, "about", {}), getattr(view, "change", None)
    day = change.day if change else ""
    return _page(view.title.text, tag, about, view.crumbs, base, view.path, day)


def dataset(place: Place, settings: Settings) -> Node:
    """Return the register as data, told by its page, with its downloads where the site has an address."""
    base, languages = settings.site_url, settings.languages
    downloads = [
        {"@type": "DataDownload", "contentUrl": base + path, "encodingFormat": kind}
        for path, kind in (routes.DOWNLOADS.items() if base else ())
    ]
    return filled(
        {
            "@type": "Dataset",
            "name": place.title,
            "description": place.description,
            "inLanguage": [strings(code).tag for code in languages],
            "license": LICENCE,
            "isAccessibleForFree": True,
            "distribution": downloads,
        }
    )


def _home(site: SiteView, tag: str, base: str) -> Node:
    node = {"@type": "WebSite", "name": site.name, "alternateName": site.tagline, "inLanguage": tag}
    return filled({"@context": CONTEXT, **node, "url": base and base + site.home})


def _page(title: str, tag: str, about: Node, crumbs: tuple[Bit, ...], base: str, path: str, day: str) -> Node:
    items = [
        {"@type": "ListItem", "position": n, "name": bit.text, "item": base + bit.href}
        for n, bit in enumerate(crumbs, 1)
    ]
    return filled(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            # What it is about has a name of its own, nearly always the same.
            "name": "" if about else title,
            "inLanguage": tag,
            "url": base and base + path,
            "dateModified": day,
            "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": items} if base and crumbs else None,
            "mainEntity": about,
        }
    )


def filled(node: Node) -> Node:
    """Return a node without what is empty; a list of one is its member."""
    found = {}
    for key, value in node.items():
        plain = value[0] if isinstance(value, list) and len(value) == 1 else value
        if plain not in (None, "", [], {}):
            found[key] = plain
    return found

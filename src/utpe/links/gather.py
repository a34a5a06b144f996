# SPDX-License-Identifier: MIT
"""Every address of the site that leads elsewhere, once, with the places where it stands."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import urldefrag

from utpe.reading.prose import ProsePage
from utpe.records.catalogue import Catalogue
from utpe.records.external import external_links

Places = dict[str, tuple[str, ...]]


def addresses(catalogue: Catalogue, pages: Sequence[ProsePage], network_url: str) -> Places:
    """Return file:line of each address, by address without fragment, in the order of the files."""
    found: dict[str, list[str]] = {}
    for link in external_links(catalogue):
        origin = catalogue.origins[(link.collection, link.id)]
        path = tuple(int(step) if step.isdecimal() else step for step in link.field.split("."))
        found.setdefault(_plain(link.url), []).append(f"{origin.file}:{origin.marks.find(path)[0]}")
    for page in pages:
        for inner in page.links:
            target = html.unescape(inner.target)
            if target.lower().startswith(("http://", "https://")):
                found.setdefault(_plain(target), []).append(f"{page.path}:{inner.position[0]}")
    if network_url:
        found.setdefault(_plain(network_url), []).append("mkdocs.yml")
    return {url: tuple(dict.fromkeys(places)) for url, places in found.items()}


def _plain(url: str) -> str:
    try:
        return urldefrag(url).url
    except ValueError:
        return url

# SPDX-License-Identifier: MIT
"""Takes built pages apart: the shells, and what stands on pages that are neither records nor listings.

These (prose, overviews, forms, embeds) are some hundreds of pages. Other generators get their content
finished: they need only put it into the shell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from posixpath import normpath

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_HEAD = re.compile(r'<meta name="description" content="(.*?)">\n(.*?)</head>', re.DOTALL)
_CRUMBS = re.compile(r'<nav class="crumb w".*?</nav>', re.DOTALL)
_MAIN = re.compile(r'<main id="c" class="main" tabindex="-1">\n(.*)</main>', re.DOTALL)
_SWITCH = re.compile(r'<ul class="lang">.*?<a href="([^"]*)"', re.DOTALL)
_LISTING = re.compile(r'<div class="(?:two l)?">\n(?:<div class="fac">|<div>\n<h2 class="vh">)')
_LISTING_END = re.compile(r'</div></div>\n(?:<script type="module"[^>]*></script>\n)?')


@dataclass(frozen=True)
class Page:
    """A built page in pieces. `other` is its address in the other language; `whole` where it has no shell."""

    path: str
    title: str
    description: str = ""
    head: str = ""
    crumbs: str = ""
    main: str = ""
    other: str = ""
    whole: str = ""

    @property
    def introduction(self) -> str:
        """What stands above the listing, without the title."""
        start = self.main.find("</header>") + len("</header>")
        found = _LISTING.search(self.main)
        return self.main[start : found.start() if found else len(self.main)].strip()

    @property
    def conclusion(self) -> str:
        """What stands below the listing: who is where on a map. Empty where there is no listing."""
        found = _LISTING.search(self.main)
        if not found:
            return ""
        end = max(m.end() for m in _LISTING_END.finditer(self.main, found.end()))
        return self.main[end:].strip().removesuffix("</div>").strip()


def pages(site: Path, without: set[str]) -> Iterator[Page]:
    """Yield the pages below the languages' folders, except those at the addresses `without`."""
    for file in sorted(site.glob("*/**/index.html")):
        path = file.parent.relative_to(site).as_posix() + "/"
        if path not in without:
            yield page(path, file.read_text("utf-8"))


def page(path: str, html: str) -> Page:
    """Return the pieces of a page."""
    title, main = _TITLE.search(html), _MAIN.search(html)
    name = unescape(title[1]) if title else path
    if not main:
        return Page(path, name, whole=html)
    head, crumbs, switch = _HEAD.search(html), _CRUMBS.search(html), _SWITCH.search(html)
    return Page(
        path,
        name,
        description=unescape(head[1]) if head else "",
        head=head[2] if head else "",
        crumbs=crumbs[0] if crumbs else "",
        main=main[1],
        other=normpath(path + switch[1]) + "/" if switch else "",
    )

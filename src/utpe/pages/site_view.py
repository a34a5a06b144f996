# SPDX-License-Identifier: MIT
"""What every template receives beside its own view: the site in one language, and the page's head."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from utpe.immutable import immutable
from utpe.pages.view import Bit, Change, Mark, Notice, Report


@immutable
class NavItem:
    """An entry of the main navigation; `key` is the section that it stands for."""

    key: str
    label: str
    href: str


@immutable
class LinkGroup:
    """A titled list of links in the footer."""

    title: str
    links: tuple[Bit, ...]


@immutable
class LanguageLink:
    """A language of the site: its tag, its own name, and its home."""

    code: str
    tag: str
    name: str
    home: str


@immutable
class SiteView:
    """The site in one language."""

    name: str
    tagline: str
    home: str
    network: Bit
    nav: tuple[NavItem, ...]
    footer: tuple[LinkGroup, ...]
    languages: tuple[LanguageLink, ...]
    stylesheet: str
    script: str
    theme_script: str
    filter_script: str
    search: str = ""
    """The page of the search; empty when there is none."""
    search_script: str = ""
    propose: str = ""
    """The page that leads to the forms; empty when there are none."""
    form_stylesheet: str = ""
    form_script: str = ""
    embed_stylesheet: str = ""
    embed_script: str = ""
    live_script: str = ""
    offline: bool = False
    """True in the copy that opens from a folder: a browser lets it fetch nothing, and run no modules."""


@immutable
class Head:
    """What goes into <head> beside title and description; empty without `site_url`."""

    canonical: str = ""
    hreflang: tuple[tuple[str, str], ...] = ()
    image: str = ""
    image_text: str = ""
    """What can be read in the picture."""
    robots: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    """The page as linked data."""
    feeds: tuple[tuple[str, str, str], ...] = ()
    """Format («rss», «atom»), title, address of the feeds of the page: its own, then of everything."""
    tags: tuple[tuple[str, str], ...] = ()
    """Names and contents of what it tells programs that collect references."""


@immutable
class ProseView:
    """A prose page. `content_lang` is the tag of its text when that is not the page's language."""

    language: str
    key: str
    path: str
    title: Bit
    description: str
    crumbs: tuple[Bit, ...]
    alternates: dict[str, str]
    notices: tuple[Notice, ...] = ()
    content_lang: str = ""
    change: Change | None = None
    edit_url: str = ""
    report: Report = Report()
    about: dict[str, Any] = field(default_factory=dict)
    """What it is about, as linked data."""


@immutable
class YearColumn:
    """A year of the unit, or a run of years without records: its marks, and the text that says the same."""

    label: str
    href: str
    marks: tuple[Mark, ...]
    text: str
    places: str = ""
    more: str = ""
    """How many more things there are than marks."""


@immutable
class Card:
    """An index card of the home page."""

    title: str
    href: str
    count: str
    text: str


@immutable
class Gap:
    """Something that is not known: how many, of what (a link to where they can be seen), what of them."""

    count: str
    what: Bit
    rest: str


@immutable
class HomeView:
    """The generated parts of the home page, and the words of its hero from the front matter."""

    hero_title: str
    hero_lead: str
    years: tuple[YearColumn, ...]
    years_text: str
    marks: tuple[tuple[Mark, str], ...]
    cards: tuple[Card, ...]
    gaps: tuple[Gap, ...]
    questions: tuple[Bit, ...]
    unknowns: Bit | None
    """The page that gathers all of this."""
    roles: tuple[tuple[str, str, tuple[Bit, ...]], ...]
    """City groups of the hero: (shape of the key, sentence, cities)."""
    timeline: Bit | None = None

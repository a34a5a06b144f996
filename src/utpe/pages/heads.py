# SPDX-License-Identifier: MIT
"""What pages say to machines in their head: addresses, feeds, linked data, a picture to share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product, starmap
from typing import NamedTuple, Protocol

from utpe.pages.cards import card
from utpe.pages.feeds import feeds_that_follow
from utpe.pages.frame import Frame
from utpe.pages.linked_data import Node, described
from utpe.pages.site_view import Head
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings
from utpe.text.strings import strings

CARD_SECTIONS = ("index", "dossiers", *COLLECTIONS)


class CardTask(NamedTuple):
    """The picture that is shown when a page of a section is shared."""

    language: str
    section: str

    @property
    def path(self) -> str:
        """Its address."""
        return f"assets/cards/{self.language}-{self.section}.png"


class Page(Protocol):
    """What a head needs to know of any page; linked data looks at what else it has."""

    @property
    def language(self) -> str:
        """The language of its address."""

    @property
    def path(self) -> str:
        """Its address."""

    @property
    def alternates(self) -> dict[str, str]:
        """Its address in each language."""


@dataclass(frozen=True)
class Heads:
    """Makes the heads of one site."""

    settings: Settings
    frame: Frame

    def of(self, page: Page, has_all_languages: bool, section: str = "", feed: str = "") -> Head:
        """Return the head of a page: what is absolute only with a `site_url`, linked data always."""
        data = described(page, self.frame.sites[page.language], self.settings.site_url)
        return self._head(page.language, page.path, page.alternates, has_all_languages, section, feed, data)

    def of_root(self) -> Head:
        """Return the head of the page at the root, which is the default for other languages."""
        home = {c: f"{c}/" for c in self.settings.languages}
        return self._head(self.settings.languages[0], "", home, has_all_languages=True)

    def _head(
        self,
        language: str,
        path: str,
        alternates: dict[str, str],
        has_all_languages: bool,
        section: str = "",
        feed: str = "",
        data: Node | None = None,
    ) -> Head:
        base = self.settings.site_url
        if not base:
            return Head(data=data or {})
        hreflang: tuple[tuple[str, str], ...] = ()
        if has_all_languages:
            translations = ((strings(c).tag, base + p) for c, p in alternates.items())
            hreflang = (*translations, ("x-default", base))
        picture = CardTask(language, section if section in CARD_SECTIONS else "index")
        site = self.frame.sites[language]
        return Head(
            canonical=base + path,
            hreflang=hreflang,
            image=base + picture.path,
            image_text=f"{self.card_title(picture)}. {site.name}, {site.tagline}",
            feeds=feeds_that_follow(base, language, section, feed),
            data=data or {},
        )

    def card_tasks(self) -> Iterator[CardTask]:
        """Yield the pictures for sharing; a site without address can name none."""
        if self.settings.site_url:
            yield from starmap(CardTask, product(self.settings.languages, CARD_SECTIONS))

    def card(self, task: CardTask) -> bytes:
        """Return a picture for sharing."""
        site, settings = self.frame.sites[task.language], self.settings
        title = self.card_title(task)
        return card(title, site.name, site.tagline, settings.folder("theme"), settings.folder("cache"))

    def card_title(self, task: CardTask) -> str:
        """Return what the picture says: the section, or the title of the home page."""
        language, section = task
        if section != "index":
            return strings(language)(f"pages.sections.{section}")
        home = self.frame.places.get((language, "index"))
        page = self.frame.pages[(home.shown_language, "index")] if home else None
        return (page.meta.get("hero_title") if page else None) or self.frame.sites[language].name

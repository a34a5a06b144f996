# SPDX-License-Identifier: MIT
"""Stamps record pages and listings into shells.

A shell is a page of the theme, rendered once for each language and section, whose variable parts are
slots (`<!--slot:name-->`) and whose internal addresses begin with `ROOT`. Stamping one record is
rendering its small fragment and joining strings: 0.1 ms where a page through MkDocs costs 10.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from utpe.immutable import immutable
from utpe.pages import policy
from utpe.pages.routes import depth_prefix
from utpe.pages.search_entry import SearchEntry
from utpe.pages.search_index import Document
from utpe.pages.site_view import Head, SiteView
from utpe.pages.templates import Once, environment
from utpe.text.strings import strings

ROOT = "@@root@@/"
SLOTS = ("title", "head", "sprite", "switch", "crumbs", "content")
_FOLD = '<details class="more"'
_SYMBOL = re.compile(r'<symbol id="([\w-]+)".*?</symbol>\n?', re.DOTALL)
_USED = re.compile(r'<use href="#([\w-]+)"')
_SLOT = re.compile(r"<!--slot:([a-z]+)-->")


class Stamped(NamedTuple):
    """A finished page: its address, its HTML, and what can be found on it."""

    path: str
    html: str
    found: tuple[SearchEntry, ...]


@immutable
class Shell:
    """A rendered shell: static text, slot name, static text, slot name, … static text."""

    parts: tuple[str, ...]

    @classmethod
    def from_html(cls, html: str) -> Shell:
        """Cut a rendered shell at its slots; raises ValueError when one is missing or unknown."""
        parts = tuple(_SLOT.split(html))
        found = parts[1::2]
        if sorted(found) != sorted(SLOTS):
            raise ValueError(f"the shell's slots are {found}, expected each of {SLOTS} once")
        return cls(parts)

    def at(self, path: str) -> tuple[str, ...]:
        """Return the parts with their internal addresses made relative to a page."""
        return tuple(relative(p, path) if n % 2 == 0 else p for n, p in enumerate(self.parts))


def relative(html: str, path: str) -> str:
    """Return HTML whose internal addresses are relative to the page at `path`, and short.

    Most links of a page stay in its section or its language: a few replacements, the longest first, save a
    tenth of the bytes of a listing.
    """
    # Markup would escape what it is given.
    html = str(html)
    language, *rest = path.split("/")[:-1] or [""]
    if rest:
        section = f"{ROOT}{language}/{rest[0]}/"
        if len(rest) == 1:
            html = html.replace(f'{section}"', './"')
        html = html.replace(section, "../" * (len(rest) - 1))
        html = html.replace(f"{ROOT}{language}/", "../" * len(rest))
    return html.replace(ROOT, depth_prefix(path))


def used_symbols(html: str) -> frozenset[str]:
    """Return the ids of the symbols that a piece of a page uses."""
    return frozenset(_USED.findall(html))


class Stamper:
    """Renders fragments and joins them with shells.

    One environment for each language knows what its macros need, so that Jinja keeps them compiled and
    instantiated; addresses are written with `ROOT` and made relative at the end.
    """

    def __init__(self, theme_dir: Path, sites: dict[str, SiteView]) -> None:
        self._theme_dir = theme_dir
        self.env = environment(theme_dir, "")
        self.envs = {code: environment(theme_dir, code) for code in sites}
        for code, env in self.envs.items():
            shared = {"root": ROOT, "lang": code, "tag": strings(code).tag, "site": sites[code]}
            offline = sites[code].offline
            env.globals["policy"] = policy.in_page("page", offline)
            env.globals["embed_policy"] = policy.in_page("embed", offline)
            env.globals.update(shared, facets=self._facets, once=Once())
        self._facet_columns: dict[tuple[str, str], str] = {}
        self._templates: dict[tuple[str, str], jinja2.Template] = {}
        self._shells: dict[tuple[str, str], Shell] = {}
        self._placed: dict[tuple[str, str, str], tuple[tuple[str, ...], frozenset[str]]] = {}
        self._sprites: dict[frozenset[str], str] = {}

    def fragment(self, view: Any, template: str) -> str:
        """Return a template rendered for a view, its addresses relative to the view's page."""
        html = self._template(view.language, template).render(view=view)
        return relative(html, view.path)

    def entries(self, view: Any, entries: list[Any]) -> list[str]:
        """Return entries of a listing as they stand in it, their addresses relative to the view's page."""
        made_by: Any = self._template(view.language, "lists/entries.html").module
        macro, more = made_by.makers[view.layout], (view.table.columns,) if view.table else ()
        once: Once = self.envs[view.language].globals["once"]  # type: ignore[assignment]
        return [relative(once(macro, entry, *more), view.path).strip() for entry in entries]

    def page(self, view: Any, head: Head, template: str) -> str:
        """Return the whole page for a view, its content rendered by `template`."""
        key = (view.language, view.collection, depth_prefix(view.path))
        if key not in self._placed:
            placed = self.shell(view.language, view.collection).at(view.path)
            self._placed[key] = placed, used_symbols("".join(placed[::2]))
        pieces, used = list(self._placed[key][0]), self._placed[key][1]
        parts: Any = self._template(view.language, "partials/utpe/parts.html").module
        filled = {
            "title": parts.title(view),
            "head": parts.head(view, head),
            "switch": relative(parts.switch(view), view.path),
            "crumbs": relative(parts.crumbs(view), view.path),
            "content": self.fragment(view, template),
        }
        # Listings get entries from `list.json`, with whatever symbols.
        may_grow = template.startswith("lists/")
        used = frozenset() if may_grow else used | used_symbols(filled["content"])
        filled["sprite"] = self.sprite(view.language, used)
        pieces[1::2] = [filled[name] for name in pieces[1::2]]
        return "".join(pieces)

    def sprite(self, language: str, used: frozenset[str]) -> str:
        """Return the symbols that a page uses, or all: a sixth of a page are those that it does not."""
        if used not in self._sprites:
            whole: str = self._template(language, "partials/utpe/sprite.html").render()
            kept = _SYMBOL.sub(lambda m: m[0] if not used or m[1] in used else "", whole)
            self._sprites[used] = kept
        return self._sprites[used]

    def document(self, entry: SearchEntry) -> Document:
        """Return what the search index is told of an entry."""
        html: str = self._template(entry.language, "search/document.html").render(e=entry)
        return Document(entry.language, entry.path, html.encode())

    def shell(self, language: str, collection: str) -> Shell:
        """Return the shell of a section; raises ValueError when the theme's has not all slots."""
        key = (language, collection)
        if key not in self._shells:
            template = self._template(language, "shell.html")
            html = template.render(section=collection, view=None, head=None, is_shell=True)
            self._shells[key] = Shell.from_html(html)
        return self._shells[key]

    def record_template(self, collection: str) -> str:
        """Return the template of a collection's records: its own, else the common one."""
        own = f"records/{collection}.html"
        return own if (self._theme_dir / own).is_file() else "records/record.html"

    def _facets(self, view: Any) -> Markup:
        """Return the column of facets of a listing: rendered once for each collection, then marked."""
        key = (view.language, view.collection)
        if key not in self._facet_columns:
            template = self._template(view.language, "lists/facets.html")
            self._facet_columns[key] = template.render(facets=view.facets)
        column, link = self._facet_columns[key], f'href="{ROOT}{view.here}"'
        # Nobody would look for the current option where it is folded.
        here = column.find(link)
        fold = column.rfind(_FOLD, 0, here)
        if fold > column.rfind("</details>", 0, here):
            column = f"{column[:fold]}{_FOLD} open{column[fold + len(_FOLD) :]}"
        return Markup(column.replace(link, f'{link} aria-current="true"'))  # noqa: S704

    def _template(self, language: str, name: str) -> jinja2.Template:
        key = (language, name)
        if key not in self._templates:
            self._templates[key] = self.envs[language].get_template(name)
        return self._templates[key]

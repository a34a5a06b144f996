# SPDX-License-Identifier: MIT
"""Places inside pages: E625. A link to a heading leads to a heading."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote

from utpe.checks.context import Context
from utpe.checks.finding import Finding
from utpe.checks.heavy import html_of
from utpe.checks.near import close
from utpe.checks.prose import in_page
from utpe.pages.routes import OVERVIEWS
from utpe.reading.prose import Link, ProsePage
from utpe.records.registry import COLLECTIONS
from utpe.text.mistakes import FAMILIES, mistakes
from utpe.text.strings import strings

# Where the page of every record leads (utpe.pages.remarks), by the keys of `slugs.anchor`.
EXPLAINING = "methodology"
EXPLAINED = ("confidence", "inferred")
# What templates add (overrides/): on every page, and on those that are made of more than their prose.
COMMON = {"c", "toc"}
SETTINGS = {"settings"}
TRANSLATIONS = {"state", "missing", "outdated", "identical"}
OPEN_DATA = {"files", "examples", "columns"}
SNIPPETS = {"copy-this"}
INDICATORS = ("indicators/index", "indicators/register")
_HEALTH = re.compile(r"health\.[a-z]+\.title")
_INDICATOR = re.compile(r"indicators\.[a-z-]+\.question|indicators\.chapter\.[a-z]+\.title")
# The home page, overviews and listings are mostly made of records: this rule cannot tell what stands there.
UNKNOWN = ("index", *OVERVIEWS, *COLLECTIONS)
# A heading with a mark in it has an id that depends on the data.
_MARKED_HEADING = re.compile(r"^ {0,3}#.*\{\{|^.*\{\{.*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)


def broken(context: Context) -> Iterator[Finding]:
    """E625: a link to a place that its page does not have, in prose or on the page of every record."""
    known: dict[str, frozenset[str]] = {}
    has_marked_heading = cache(lambda plain: bool(_MARKED_HEADING.search(plain)))
    for page in context.pages:
        if page.key == EXPLAINING and not page.troubles:
            known[page.path] = _anchors(page)
            for topic in EXPLAINED:
                anchor = strings(page.language)(f"slugs.anchor.{topic}")
                if anchor not in known[page.path]:
                    yield in_page("E625", page, (1, 1), value=f"#{anchor}", where=page.path)
        for link in page.links:
            fragment = unquote(link.target.partition("#")[2])
            target = _target(context, page, link) if fragment else None
            if target is None or target.key in UNKNOWN or has_marked_heading(target.plain):
                continue
            if target.path not in known:
                known[target.path] = _anchors(target)
            # `#:~:text=…` finds words, not places (URL Fragment Text Directives).
            if fragment not in known[target.path] and not fragment.startswith(":~:"):
                near = tuple(f"#{anchor}" for anchor in close(fragment, known[target.path] - COMMON))
                yield in_page("E625", page, link.position, near, value=f"#{fragment}", where=target.path)


RULES = (broken,)


def _target(context: Context, page: ProsePage, link: Link) -> ProsePage | None:
    """Return the page that a link leads to, as readers of this language see it; None when it is none."""
    path = unquote(link.target.partition("#")[0])
    if link.scheme or "{{" in link.target or (link.is_raw and path):
        return None
    if not path:
        return page
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(f"{page.language}/{page.key}"), path))
    language, _, key = whole.removesuffix(".md").partition("/")
    versions = {p.language: p for p in context.pages if p.key == key and not p.troubles}
    return next((versions[c] for c in (language, *context.settings.languages) if c in versions), None)


def _anchors(page: ProsePage) -> frozenset[str]:
    return _ids(page.body) | COMMON | _added(page.language).get(page.key, frozenset())


# A resident server asks again after each edit, and nearly every page is as it was.
@lru_cache(maxsize=1024)
def _ids(body: str) -> frozenset[str]:
    """Return the ids of what Markdown makes of a body."""
    parser = _Ids()
    # E616 tells of what no Markdown can be made of.
    parser.feed(html_of(body) or "")
    return frozenset(parser.ids)


@cache
def _added(language: str) -> Mapping[str, frozenset[str]]:
    """Return what templates add to pages of one language, by the key of the page."""
    keys = strings(language).table
    examples = mistakes(language).values()
    codes = {
        f"findings/{family}": {m.code.lower() for m in examples if m.family == family} for family in FAMILIES
    }
    indicators = {key.split(".")[-2] for key in keys if _INDICATOR.fullmatch(key)}
    health = {key.split(".")[1] for key in keys if _HEALTH.fullmatch(key)}
    made = {
        "findings": {m.code.lower() for m in examples},
        **codes,
        "maintainers": SETTINGS,
        "translations": TRANSLATIONS,
        "reviews": set(COLLECTIONS),
        "health": health,
        "data": OPEN_DATA,
        "secretariat": SNIPPETS,
        **dict.fromkeys(INDICATORS, indicators),
    }
    return {key: frozenset(ids) for key, ids in made.items()}


class _Ids(HTMLParser):
    """Gathers the ids of all elements."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids.update(value for name, value in attrs if name == "id" and value)

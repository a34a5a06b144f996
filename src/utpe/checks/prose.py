# SPDX-License-Identifier: MIT
"""Prose pages as pages: E60x, E61x and W60x. Front matter, addresses, languages, headings and raw HTML."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from utpe.checks.context import Context
from utpe.checks.finding import Finding, Place, Words
from utpe.checks.near import close
from utpe.checks.shapes import Shape
from utpe.checks.structure import found, invisible, of_trouble
from utpe.pages.routes import OVERVIEWS
from utpe.reading.invisible import FORBIDDEN
from utpe.reading.prose import ProsePage
from utpe.reading.prose_html import TAGS
from utpe.records.base import SLUG
from utpe.records.registry import COLLECTIONS
from utpe.text.strings import strings

REQUIRED = ("title", "description")
KEYS = (*REQUIRED, "slug", "template", "hero_title", "hero_lead", "former")
MAX_TITLE, MAX_DESCRIPTION = 100, 160
_TAG = re.compile(r"""</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^<>])*)""")
_BAD_ATTRIBUTE = re.compile(r"""(?:^|[\s"'/])(on[a-z]+|style)\s*=""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z]+);?")
_H1 = re.compile(r"^ {0,3}#(?:[ \t]|$)|^ {0,3}\S[^\n]*\n {0,3}=+[ \t]*$", re.MULTILINE)


def unreadable(context: Context) -> Iterator[Finding]:
    """E0xx, E602: a page or a front matter that cannot be read."""
    for page in context.pages:
        for trouble in page.troubles:
            yield of_trouble(trouble, Place(page.path, trouble.line, trouble.column), trail(page))


def front_matter(context: Context) -> Iterator[Finding]:
    """E601, E603, E604: no front matter, a required field that is missing, a field nobody knows."""
    for page in _readable(context):
        if not page.has_front_matter:
            yield in_page("E601", page, (page.first_body_line, 1))
            continue
        for name in REQUIRED:
            if name not in page.meta:
                yield in_page("E603", page, (1, 1), field=name)
        for name in page.meta:
            if name not in KEYS:
                choices = Shape("fields", KEYS).expected
                yield in_page(
                    "E604", page, page.meta_marks.keys[name], close(name, KEYS), value=name, shape=choices
                )


def field_values(context: Context) -> Iterator[Finding]:
    """E605-E608: a field of the front matter that is no text, too long, no slug, or no template."""
    templates = sorted(p.name for p in context.settings.folder("theme").glob("*.html"))
    for page in _readable(context):
        for name, value in page.meta.items():
            at = page.meta_marks.find((name,))
            limit = {"title": MAX_TITLE, "description": MAX_DESCRIPTION}.get(name, 0)
            # E144 judges what a page was called.
            if name not in KEYS or name == "former":
                continue
            if not isinstance(value, str) or not value.strip():
                yield in_page("E605", page, at, field=name, value=found(value or None))
            elif limit and len(value) > limit:
                yield in_page("E606", page, at, field=name, length=len(value), limit=limit)
            elif name == "slug" and not re.fullmatch(SLUG, value):
                yield in_page("E607", page, at, value=value)
            elif name == "template" and templates and value not in templates:
                yield in_page("E608", page, at, close(value, templates), value=value)


def file_names(context: Context) -> Iterator[Finding]:
    """E607: a page, or a folder of pages, whose name is none for an address, whatever its slug says."""
    for page in context.pages:
        for name in page.key.split("/"):
            if not re.fullmatch(SLUG, name):
                yield in_page("E607", page, (1, 1), value=name)


def same_address(context: Context) -> Iterator[Finding]:
    """E609: two pages of one language that would have the same address."""
    seen: dict[tuple[str, str, str], str] = {}
    for language in context.settings.languages:
        s = strings(language)
        for name in (*COLLECTIONS, *OVERVIEWS):
            seen[(language, "", s(f"slugs.{name}"))] = name
    for page in context.pages:
        key = page.key.removesuffix("/index")
        parent, _, name = key.rpartition("/")
        slug = page.meta.get("slug")
        if key in COLLECTIONS or key in OVERVIEWS:
            continue
        address = (page.language, parent, slug if isinstance(slug, str) and slug else name)
        if address in seen:
            at = page.meta_marks.find(("slug",))
            yield in_page("E609", page, at, value=address[2], other=seen[address])
        seen.setdefault(address, f"{page.key}.md")


def first_heading(context: Context) -> Iterator[Finding]:
    """E610: a heading of the first level, which is the page's title and comes from the front matter."""
    for page in context.pages:
        for match in _H1.finditer(page.plain):
            yield in_page("E610", page, page.at(match.start()))


def raw_html(context: Context) -> Iterator[Finding]:
    """E611: an element that is not let pass; E612: an attribute that is not."""
    for page in context.pages:
        for match in _TAG.finditer(page.plain):
            if match[1].lower() not in TAGS:
                if not match[0].startswith("</"):
                    yield in_page("E611", page, page.at(match.start()), value=f"<{match[1]}>")
            elif bad := _BAD_ATTRIBUTE.search(match[2]):
                yield in_page("E612", page, page.at(match.start()), value=bad[1], tag=f"<{match[1]}>")


def invisible_characters(context: Context) -> Iterator[Finding]:
    r"""E119: a character that nobody sees, written with a code (`&#x202E;`, `\u202E` in the front matter)."""
    for page in _readable(context):
        for name, value in page.meta.items():
            if isinstance(value, str) and (bad := FORBIDDEN.search(value)):
                yield in_page("E119", page, page.meta_marks.find((name,)), value=invisible(bad[0]))
        for match in _ENTITY.finditer(page.plain):
            if bad := FORBIDDEN.search(html.unescape(match[0])):
                yield in_page("E119", page, page.at(match.start()), value=invisible(bad[0]))


def missing_page(context: Context) -> Iterator[Finding]:
    """W601: a page that one of the site's languages lacks."""
    pages: dict[str, list[ProsePage]] = defaultdict(list)
    for page in context.pages:
        pages[page.key].append(page)
    for versions in pages.values():
        there = {page.language for page in versions}
        for language in context.settings.languages:
            if language not in there:
                folder = context.settings.content_dir.as_posix()
                path = f"{folder}/{language}/{versions[0].key}.md"
                yield in_page(
                    "W601", versions[0], (1, 1), language=Words(f"in_language.{language}"), value=path
                )


RULES = (
    unreadable,
    front_matter,
    field_values,
    file_names,
    same_address,
    first_heading,
    raw_html,
    invisible_characters,
    missing_page,
)


def trail(page: ProsePage) -> tuple[str, ...]:
    """Return the path that a person understands: language and key."""
    return (page.language, page.key)


def in_page(
    code: str, page: ProsePage, position: tuple[int, int], close: tuple[str, ...] = (), **values: Any
) -> Finding:
    """Return a finding about a place of a page."""
    return Finding(code, Place(page.path, *position), trail(page), values, close)


def _readable(context: Context) -> Iterator[ProsePage]:
    return (page for page in context.pages if not page.troubles)

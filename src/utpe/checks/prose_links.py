# SPDX-License-Identifier: MIT
"""What prose points at: E62x (links) and E63x (marks). Everything named exists."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache
from html import unescape
from urllib.parse import unquote

from utpe.checks.context import Context
from utpe.checks.finding import Finding
from utpe.checks.near import Near, close
from utpe.checks.prose import in_page
from utpe.checks.shapes import Shape, shape_at
from utpe.checks.texts import has_user
from utpe.reading.files import is_there
from utpe.reading.prose import MARK_KINDS, PROSE_SETTINGS, Mark, ProsePage
from utpe.reading.prose_html import is_elsewhere
from utpe.records.query import YEAR, field_for
from utpe.records.registry import BY_SCHEME, COLLECTIONS

WEB_SCHEMES = ("http", "https", "mailto")


def record_links(context: Context) -> Iterator[Finding]:
    """E620: a link to a record that does not exist; E621: an unknown scheme; E624: an image elsewhere."""
    for page in context.pages:
        for link in page.links:
            scheme, id_ = link.scheme, link.target.partition(":")[2]
            if link.is_image and is_elsewhere(unescape(link.target)):
                yield in_page("E624", page, link.position, value=link.target)
            if has_user(unescape(link.target)):
                yield in_page("E120", page, link.position, value=link.target)
            if link.is_image or not scheme or scheme.lower() in WEB_SCHEMES:
                continue
            collection = BY_SCHEME.get(scheme)
            if collection is None:
                near = close(scheme, BY_SCHEME)
                yield in_page("E621", page, link.position, near, value=link.target)
            elif not context.knows(collection, id_):
                near = tuple(f"{scheme}:{i}" for i in context.near(collection, id_))
                yield in_page("E620", page, link.position, near, value=id_, collection=collection)


def page_links(context: Context) -> Iterator[Finding]:
    """E622: a link to a page or file that does not exist; E623: one that begins at the root of the host."""
    content = context.settings.folder("content")
    keys = {page.key for page in context.pages}
    near = cache(
        lambda folder, language: Near(
            posixpath.relpath(f"{language}/{key}.md", folder or ".") for key in keys
        )
    )
    for page in context.pages:
        folder = posixpath.dirname(f"{page.language}/{page.key}")
        for link in page.links:
            target = unquote(link.target.partition("#")[0].partition("?")[0])
            is_checked_before = link.scheme or (link.is_image and is_elsewhere(unescape(link.target)))
            if is_checked_before or link.is_raw or not target or "{{" in link.target:
                continue
            if target.startswith("/"):
                yield in_page("E623", page, link.position, value=link.target)
                continue
            path = posixpath.normpath(posixpath.join(folder, target))
            language, _, rest = path.partition("/")
            is_page = (
                language in context.settings.languages
                and rest.removesuffix(".md") in keys
                and path.endswith(".md")
            )
            if not is_page and not (not path.startswith("..") and is_there(content / path)):
                close_ones = near(folder, page.language).close(target)
                yield in_page("E622", page, link.position, close_ones, value=link.target)


def marks(context: Context) -> Iterator[Finding]:
    """E630-E636: marks between double braces that mean nothing, or are not closed."""
    for page in context.pages:
        for mark in page.marks:
            yield from _mark(context, page, mark)
        yield from _balance(page)


RULES = (record_links, page_links, marks)


def _mark(context: Context, page: ProsePage, mark: Mark) -> Iterator[Finding]:
    words, first = mark.words, mark.words[0] if mark.words else ""
    match mark.kind:
        case "count":
            yield from _count(context, page, mark)
        case "setting" | "if" | "unless":
            if len(words) != 1 or first not in PROSE_SETTINGS:
                near, shape = close(first, PROSE_SETTINGS), Shape("choice", PROSE_SETTINGS).expected
                yield in_page("E634", page, mark.position, near, value=" ".join(words), shape=shape)
        case "example":
            if len(words) != 1 or first not in BY_SCHEME:
                schemes = tuple(BY_SCHEME)
                shape = Shape("choice", schemes).expected
                yield in_page(
                    "E636", page, mark.position, close(first, schemes), value=" ".join(words), shape=shape
                )
        case "end" if not words:
            pass
        case _:
            near = close(mark.kind, MARK_KINDS)
            text = page.body[mark.start : mark.end]
            shape = Shape("choice", MARK_KINDS).expected
            yield in_page("E630", page, mark.position, near, value=text, shape=shape)


def _count(context: Context, page: ProsePage, mark: Mark) -> Iterator[Finding]:
    collection = mark.words[0] if mark.words else ""
    if collection not in COLLECTIONS:
        names = tuple(COLLECTIONS)
        shape = Shape("choice", names).expected
        yield in_page("E631", page, mark.position, close(collection, names), value=collection, shape=shape)
        return
    for name, value in mark.conditions:
        field = field_for(collection, name)
        if field is None or not value:
            names = _countable(collection)
            yield in_page("E632", page, mark.position, close(name, names), value=name, collection=collection)
            continue
        choices, is_known = _choices(context, collection, name, field, value)
        if not is_known:
            near = close(value, choices)
            shape = Shape("choice", choices).expected if choices else Shape("any").expected
            yield in_page("E633", page, mark.position, near, value=value, field=name, shape=shape)


def _countable(collection: str) -> tuple[str, ...]:
    fields = COLLECTIONS[collection].model.model_fields
    return (*fields, YEAR) if "date" in fields else tuple(fields)


def _choices(
    context: Context, collection: str, name: str, field: str, value: str
) -> tuple[tuple[str, ...], bool]:
    """Return the values that a condition could have, and whether this is one; free texts may have any."""
    if name == YEAR:
        return (), value.isdecimal() and len(value) == 4
    shape = _shape(collection, field)
    if shape.kind == "bool":
        return ("true", "false"), value in ("true", "false")
    if shape.choices:
        return shape.choices, value in shape.choices
    if shape.collection:
        ids = tuple(context.catalogue.records.get(shape.collection, ()))
        # `knows` takes a country in either case; a count does not.
        is_written_right = shape.kind != "country" or value.isupper()
        return ids, is_written_right and context.knows(shape.collection, value)
    return (), shape.kind not in ("map", "text")


def _shape(collection: str, field: str) -> Shape:
    model = COLLECTIONS[collection].model
    shape = shape_at(model, (field,))
    return shape_at(model, (field, 0)) if shape.kind == "list" else shape


def _balance(page: ProsePage) -> Iterator[Finding]:
    """E635: `{{if …}}` without `{{end}}`, or the reverse."""
    open_: list[Mark] = []
    for mark in page.marks:
        if mark.kind in ("if", "unless"):
            open_.append(mark)
        elif mark.kind == "end" and open_:
            open_.pop()
        elif mark.kind == "end":
            yield in_page("E635", page, mark.position, value="{{end}}")
    for mark in open_:
        yield in_page("E635", page, mark.position, value=page.body[mark.start : mark.end])

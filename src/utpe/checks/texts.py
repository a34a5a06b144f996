# SPDX-License-Identifier: MIT
"""Texts for readers: E117-E119 and W1xx. Present in each language, really translated, no placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from utpe.checks.context import Context
from utpe.checks.finding import Finding, Words
from utpe.checks.structure import invisible
from utpe.reading.invisible import FORBIDDEN
from utpe.records.base import MAX_LONG, Text
from utpe.records.translation import identical

PLACEHOLDER = re.compile(
    r"\W*(todo|tbd|tba|fixme|x{2,}|lorem ipsum.*|n/?a|s/?d|pendiente|pendente|te[sx]to|t[ií]tulo|title|text"
    r"|(por |a )?(completar|traducir|traduzir))?\W*",
    re.IGNORECASE | re.DOTALL,
)
MAX_PLACEHOLDER = 60


def missing_translation(context: Context) -> Iterator[Finding]:
    """W101: a text that one of the site's languages lacks."""
    for node in context.each(Text):
        for language in context.settings.languages:
            if node.value.get(language) is None:
                path = (*node.path, language)
                field = node.field
                yield context.finding(
                    "W101",
                    node.collection,
                    node.id,
                    path,
                    language=Words(f"in_language.{language}"),
                    field=field,
                )


def same_in_two_languages(context: Context) -> Iterator[Finding]:
    """W102: a sentence that is the same in two languages."""
    for node in context.each(Text):
        for one, other in identical(node.field, node.value.root):
            yield context.finding(
                "W102",
                node.collection,
                node.id,
                (*node.path, other),
                value=node.value.root[other],
                one=Words(f"in_language.{one}"),
                other=Words(f"in_language.{other}"),
            )


def placeholder(context: Context) -> Iterator[Finding]:
    """E117: a text that only keeps the place of one."""
    for node in context.each(Text):
        for language, text in node.value.root.items():
            if len(text) <= MAX_PLACEHOLDER and PLACEHOLDER.fullmatch(text):
                yield context.finding("E117", node.collection, node.id, (*node.path, language), value=text)


def too_long(context: Context) -> Iterator[Finding]:
    """E118: a text longer than what fits a page."""
    for node in context.each(Text):
        for language, text in node.value.root.items():
            if len(text) > MAX_LONG:
                path = (*node.path, language)
                yield context.finding(
                    "E118", node.collection, node.id, path, length=len(text), limit=MAX_LONG
                )


def invisible_characters(context: Context) -> Iterator[Finding]:
    r"""E119: a character written with an escape (`\u202E`) that the file itself may not hold."""
    for node in context.each_near(str, "\\"):
        if bad := FORBIDDEN.search(node.value):
            yield context.about("E119", node, value=invisible(bad[0]))
    for node in context.each_near(Text, "\\"):
        for language, text in node.value.root.items():
            if bad := FORBIDDEN.search(text):
                path = (*node.path, language)
                yield context.finding("E119", node.collection, node.id, path, value=invisible(bad[0]))


def address_with_user(context: Context) -> Iterator[Finding]:
    """E120: an address with a user before an `@`, which looks like the host and is not."""
    for node in context.each_near(str, "@"):
        if has_user(node.value):
            yield context.about("E120", node, value=node.value)


ALONE = (
    missing_translation,
    same_in_two_languages,
    placeholder,
    too_long,
    invisible_characters,
    address_with_user,
)


def has_user(address: str) -> bool:
    """True for `https://geonames.org@evil.example/`; a backslash is a slash, as browsers have it."""
    return bool(re.match(r"\s*https?:[/\\]*[^/\\?#]*@", address, re.IGNORECASE))

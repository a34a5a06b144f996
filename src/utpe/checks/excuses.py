# SPDX-License-Identifier: MIT
"""Links excused from `utpe links`: W70x."""

from __future__ import annotations

from collections.abc import Iterator

from utpe.checks.context import Context
from utpe.checks.finding import Finding, Place, Words
from utpe.records.excuse import EXCUSED, Excuse
from utpe.records.external import external_links


def untranslated_excuse(context: Context) -> Iterator[Finding]:
    """W101: a reason that one of the site's languages lacks."""
    for excuse, place in _placed(context):
        for language in context.settings.languages:
            if excuse.reason.get(language) is None:
                words = Words(f"in_language.{language}")
                yield Finding("W101", place, (EXCUSED, excuse.link), {"language": words, "field": "reason"})


def idle_excuse(context: Context) -> Iterator[Finding]:
    """W701: an excuse for a link that nothing holds; W702: one whose time is over."""
    if not context.excuses:
        return
    urls = {link.url for link in external_links(context.catalogue)}
    urls |= {link.target for page in context.pages for link in page.links}
    for excuse, place in _placed(context):
        trail = (EXCUSED, excuse.link)
        if context.is_whole and not any(map(excuse.covers, urls)):
            yield Finding("W701", place, trail, {"value": excuse.link})
        if excuse.until.latest and excuse.until.latest < context.settings.reached:
            yield Finding("W702", place, trail, {"value": excuse.until.text})


def _placed(context: Context) -> Iterator[tuple[Excuse, Place]]:
    for excuse, origin in context.excuses:
        yield excuse, Place(origin.file, *origin.marks.find(()))


RULES = (untranslated_excuse, idle_excuse)

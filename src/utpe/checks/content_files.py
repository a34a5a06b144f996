# SPDX-License-Identifier: MIT
"""Files in the folder of prose: E613. All that stands there is published, so only what is known may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from utpe.checks.context import Context
from utpe.checks.finding import Finding, Place
from utpe.reading.files import each_file

# What MkDocs takes for a page (`mkdocs.utils.markdown_extensions`).
PROSE = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def stray(context: Context) -> Iterator[Finding]:
    """E613: a page that is in no folder of a language, or whose name does not end in `.md`."""
    folder = context.settings.folder("content")
    pages = {page.path for page in context.pages}
    for path in each_file(folder):
        shown = _shown(path, context)
        if path.suffix.lower() in PROSE and shown not in pages:
            example = (
                f"{context.settings.content_dir.as_posix()}/{context.settings.languages[0]}/{path.stem}.md"
            )
            yield Finding("E613", Place(shown), values={"value": shown, "sample": example})


RULES = (stray,)


def _shown(path: Path, context: Context) -> str:
    root = context.settings.root
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()

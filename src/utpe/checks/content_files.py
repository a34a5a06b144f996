# SPDX-License-Identifier: MIT
"""Files in the folder of prose: E010, E613-E615. All that stands there is published: known kinds only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from utpe.checks.context import Context
from utpe.checks.documents import FOLDER, MAX_BYTES
from utpe.checks.finding import Finding, Place
from utpe.checks.shapes import Shape
from utpe.checks.structure import of_trouble
from utpe.reading.files import each_file, is_plain, shown
from utpe.reading.strict_yaml import Trouble
from utpe.records.base import Document

# What MkDocs takes for a page (`mkdocs.utils.markdown_extensions`).
PROSE = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# No SVG: it may hold scripts. No older office formats and none with macros: they may hold programs.
IMAGES = (".png", ".jpg", ".jpeg", ".webp")
DOCUMENTS = (".pdf", ".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx")


def stray(context: Context) -> Iterator[Finding]:
    """E010: no plain file; E613: a page in no language's folder; E614: a kind of file that may not pass."""
    pages = {page.path for page in context.pages}
    documents = context.settings.folder("content") / FOLDER
    for path, name in _files(context):
        kinds = (".md", *IMAGES, *(DOCUMENTS if documents in path.parents else ()))
        kind = path.suffix.lower()
        if name in pages:
            continue
        if not is_plain(path):
            yield of_trouble(Trouble("file.not_plain", 1, 1, {"value": name}), Place(name))
        elif kind in PROSE:
            example = (
                f"{context.settings.content_dir.as_posix()}/{context.settings.languages[0]}/{path.stem}.md"
            )
            yield Finding("E613", Place(name), values={"value": name, "sample": example})
        elif kind not in kinds:
            yield Finding("E614", Place(name), values={"value": name, "shape": Shape("kind", kinds).expected})


def too_big(context: Context) -> Iterator[Finding]:
    """E615: a file above 10 MB that no record names (E512 says so of those)."""
    named = {f"{FOLDER}/{node.value.file}" for node in context.each(Document) if node.value.file}
    content = context.settings.folder("content")
    for path, name in _files(context):
        if is_plain(path) and path.suffix.lower() in (*IMAGES, *DOCUMENTS):
            size = path.stat().st_size
            if size > MAX_BYTES and path.relative_to(content).as_posix() not in named:
                values = {"value": name, "size": round(size / 1_000_000, 1), "limit": MAX_BYTES // 1_000_000}
                yield Finding("E615", Place(name), values=values)


RULES = (stray, too_big)


def _files(context: Context) -> Iterator[tuple[Path, str]]:
    """Yield each file and how it is called in messages."""
    for path in each_file(context.settings.folder("content")):
        yield path, shown(path, context.settings.root)

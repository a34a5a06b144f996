# SPDX-License-Identifier: MIT
"""Documents and publications: E51x, E52x and W52x."""

from __future__ import annotations

from collections.abc import Iterator

from utpe.checks.context import Context
from utpe.checks.finding import Finding
from utpe.checks.near import close
from utpe.records.base import Document
from utpe.records.publication import Author
from utpe.records.vocab import DocumentState
from utpe.settings import Settings

FOLDER = "assets/documents"
MAX_BYTES = 10_000_000


def document_folder(settings: Settings) -> str:
    """Return the folder of documents as messages name it."""
    return f"{settings.content_dir.as_posix()}/{FOLDER}"


def files_there(settings: Settings) -> list[str]:
    """Return the documents that the site keeps, as records name them, in order."""
    folder = settings.folder("content") / FOLDER
    found = folder.rglob("*") if folder.is_dir() else ()
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_file())


def found_nowhere(context: Context) -> Iterator[Finding]:
    """E510: a document said to be found, without address, file, source or publication."""
    for node in context.each(Document):
        d = node.value
        if d.state is DocumentState.FOUND and not (
            d.url or d.file or d.archived or d.source_id or d.publication_id
        ):
            yield context.about("E510", node)


def not_found_yet_there(context: Context) -> Iterator[Finding]:
    """E513: a document said not to have been found, with an address, a file or an archived copy."""
    for node in context.each(Document):
        for name in ("url", "file", "archived"):
            if node.value.state is DocumentState.NOT_FOUND and getattr(node.value, name):
                at = (*node.path, name)
                yield context.finding("E513", node.collection, node.id, at, field=name)


def missing_file(context: Context) -> Iterator[Finding]:
    """E511: a file that is not in the folder of documents; E512: one above 10 MB."""
    folder = context.settings.folder("content") / FOLDER
    for node in context.each(Document):
        if not node.value.file:
            continue
        path = folder / node.value.file
        at = (*node.path, "file")
        if ".." in node.value.file.split("/") or not path.is_file():
            near = close(node.value.file, files_there(context.settings))
            shown = f"{document_folder(context.settings)}/{node.value.file}"
            yield context.finding("E511", node.collection, node.id, at, near, value=shown)
        elif path.stat().st_size > MAX_BYTES:
            size = round(path.stat().st_size / 1_000_000, 1)
            yield context.finding(
                "E512",
                node.collection,
                node.id,
                at,
                value=node.value.file,
                size=size,
                limit=MAX_BYTES // 1_000_000,
            )


def nameless_author(context: Context) -> Iterator[Finding]:
    """E520: an author without a name, or with a name both whole and split."""
    for node in context.each(Author):
        if bool(node.value.family) == bool(node.value.literal) or (
            node.value.given and not node.value.family
        ):
            yield context.about("E520", node)


def wrong_check_digit(context: Context) -> Iterator[Finding]:
    """W520: an ISBN or ISSN whose check digit does not fit (ISO 2108, ISO 3297)."""
    for p in context.catalogue.all("publications"):
        for number, isbn in enumerate(p.isbn):
            if not is_isbn(isbn):
                yield context.finding("W520", "publications", p.id, ("isbn", number), value=isbn)
        if p.issn and not _is_mod_11(p.issn.replace("-", "")):
            yield context.finding("W520", "publications", p.id, ("issn",), value=p.issn)


def same_doi(context: Context) -> Iterator[Finding]:
    """W521: two publications with the same DOI."""
    seen: dict[str, str] = {}
    for p in context.catalogue.all("publications"):
        doi = (p.doi or "").lower()
        if doi and seen.setdefault(doi, p.id) != p.id:
            yield context.finding("W521", "publications", p.id, ("doi",), value=p.doi, other=seen[doi])


ALONE = (found_nowhere, not_found_yet_there, nameless_author, wrong_check_digit)
RULES = (missing_file, same_doi)


def is_isbn(text: str) -> bool:
    """True when the text has the length and the check digit of an ISBN of 10 or 13 digits."""
    digits = text.replace("-", "")
    if len(digits) == 13 and digits.isdecimal():
        return sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(digits)) % 10 == 0
    return len(digits) == 10 and _is_mod_11(digits)


def _is_mod_11(digits: str) -> bool:
    if not digits[:-1].isdecimal():
        return False
    values = [*map(int, digits[:-1]), 10 if digits[-1] == "X" else int(digits[-1])]
    return sum(v * (len(values) - n) for n, v in enumerate(values)) % 11 == 0

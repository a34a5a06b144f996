# SPDX-License-Identifier: MIT
"""What the sheet of a yearly report receives: prepared, plain, immutable. It looks into no catalogue.

`lang` on a piece is the BCP 47 tag of its text when that is not the language of the report; `refs` are
numbers of sources.
"""

from __future__ import annotations

from utpe.immutable import immutable
from utpe.pages.view import Mark


@immutable
class Piece:
    """A piece of text; `is_doubt` sets what is deduced or approximate apart."""

    text: str
    lang: str = ""
    is_doubt: bool = False


@immutable
class Name:
    """A name that a source shows the unit to have had in the year, or that was proposed for it."""

    name: Piece
    acronym: str
    mark: Mark
    deduced: str
    refs: tuple[int, ...]
    """Sources of the name in all its years: the register does not tie each to a year."""
    note: Piece | None = None


@immutable
class Entry:
    """A record, a promise or a sentence: what it is, what is known of it, details, and texts below."""

    title: Piece
    mark: Mark | None = None
    meta: tuple[Piece, ...] = ()
    texts: tuple[Piece, ...] = ()
    refs: tuple[int, ...] = ()


@immutable
class Group:
    """Entries under a common heading, with a note on all; an empty title means no heading."""

    title: str
    entries: tuple[Entry, ...]
    note: Piece | None = None


@immutable
class RowGroup:
    """Rows of a table under a heading of their own; the last cell of each is a figure."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@immutable
class Table:
    """A table whose rows stand in groups."""

    caption: str
    columns: tuple[str, ...]
    groups: tuple[RowGroup, ...]


@immutable
class Section:
    """A section: `text` introduces it, or says that the register has nothing for it."""

    title: str
    text: str
    groups: tuple[Group, ...] = ()
    table: Table | None = None
    refs: tuple[int, ...] = ()


@immutable
class Source:
    """A numbered source: title, details in words, where it can be read."""

    number: int
    title: Piece
    details: str
    url: str
    archived: str = ""


@immutable
class YearReport:
    """The report of one year in one language."""

    language: str
    title: str
    day: str
    """The day of the edition, ISO 8601: also the date of the file."""
    labels: dict[str, str]
    network: str
    publisher: str
    edition: str
    warning: str
    names: tuple[Name, ...]
    no_name: str
    summary_title: str
    summary: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    sources_text: str
    closing: tuple[Piece, ...]
    closing_title: str

# SPDX-License-Identifier: MIT
"""What the templates of overviews receive: the timeline, a year of it, the index, a letter of it."""

from __future__ import annotations

from utpe.immutable import immutable
from utpe.pages.list_view import Group, Option, Pager
from utpe.pages.view import Bit, Block, Item, Line, Mark, Neighbour, Notice


@immutable
class YearMark:
    """A year of the index of the timeline: its marks, and the text that says the same."""

    year: str
    href: str
    marks: tuple[Mark, ...]
    text: str
    is_empty: bool
    """True when nothing of the unit is known of it."""
    more: str = ""
    """How many more meetings there are than marks."""


@immutable
class YearSection:
    """A year of the timeline, or a run of years of which nothing was found.

    `text` then says what was looked for; `own` is the unit's, `context` the network's; `heads` who headed
    the network; `pages` lead to everything that has a date in these years.
    """

    years: tuple[str, ...]
    text: str
    own: tuple[Item, ...]
    context: tuple[Item, ...]
    heads: tuple[Bit, ...]
    pages: tuple[Bit, ...]
    rest: str = ""
    """What is said of those of `own` that are not shown."""


@immutable
class TimelineView:
    """The generated parts of the timeline."""

    years: tuple[YearMark, ...]
    marks: tuple[tuple[Mark, str], ...]
    notice: Notice | None
    """What is said of the time before the first record."""
    names: Block | None
    sections: tuple[YearSection, ...]
    undated: tuple[Item, ...]
    """What belongs to the unit and to no year."""
    others: tuple[Bit, ...]
    """Years of the register in which the unit has no record yet."""
    others_text: str
    """What the register has of those years."""
    undated_rest: Line = ()
    """What is said of those of `undated` that are not shown."""


@immutable
class YearPage:
    """Everything that has a date in one year, by months."""

    language: str
    collection: str
    path: str
    title: Bit
    description: str
    crumbs: tuple[Bit, ...]
    lead: str
    groups: tuple[Group, ...]
    links: tuple[Bit, ...]
    pager: Pager | None
    neighbours: tuple[Neighbour, ...]
    alternates: dict[str, str]
    has_all_languages: bool = True

    @property
    def has_marks(self) -> bool:
        """True when some of its entries have a mark, with which the titles of the others are in line."""
        return any(getattr(entry, "mark", None) for group in self.groups for entry in group.entries)


@immutable
class IndexEntry:
    """An entry of the index: a record, or another name of one, which then says where to `see`."""

    text: Bit
    details: tuple[str, ...] = ()
    see: Bit | None = None


@immutable
class LetterPage:
    """A page of the index: entries under one letter."""

    language: str
    collection: str
    path: str
    title: Bit
    description: str
    crumbs: tuple[Bit, ...]
    lead: str
    letters: tuple[Option, ...]
    entries: tuple[IndexEntry, ...]
    pager: Pager | None
    neighbours: tuple[Neighbour, ...]
    alternates: dict[str, str]
    has_all_languages: bool


@immutable
class AlphabetView:
    """The generated parts of the index: its letters, and the other ways into the register."""

    total: str
    letters: tuple[Option, ...]
    sections: tuple[Option, ...]
    years: tuple[Option, ...]
    countries: tuple[Bit, ...]
    topics: tuple[Bit, ...]

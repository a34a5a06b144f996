# SPDX-License-Identifier: MIT
"""What the templates of listings receive, as those of records receive `utpe.pages.view`."""

from __future__ import annotations

from dataclasses import field

from utpe.immutable import immutable
from utpe.pages.view import Agenda, Bit, Item, Layout, Mark, Table


@immutable
class Option:
    """One value of a facet: a link to its listing, and how many records it holds."""

    label: str
    href: str
    count: int
    is_current: bool = False
    mark: Mark | None = None


@immutable
class Facet:
    """A way to narrow a listing; the same for all listings of a collection, so none of it is current.

    `name` is that of the registry (`year`). The first of the `options` is everything; `more` stand folded
    under them. The labels of a narrow facet are so short that they stand in columns.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    more: tuple[Option, ...] = ()
    is_narrow: bool = False


@immutable
class Order:
    """An order that a reader may choose: its part of the address ("" for the listing's own), words, what by.

    `by` is `newest`, `oldest` or `title`, or what the listing's own order goes by.
    """

    slug: str
    label: str
    by: str


@immutable
class PublicationEntry:
    """A publication in a listing."""

    id: str
    meta: tuple[Bit, ...]
    title: Bit
    authors: str
    abstract: Bit
    citation: str
    read: Bit | None


@immutable
class TermEntry:
    """A term of the glossary, the same term in the other languages, and where it is found."""

    id: str
    term: Bit
    others: tuple[Bit, ...]
    definition: Bit
    see: tuple[Bit, ...]
    found_in: tuple[Bit, ...]


@immutable
class SourceEntry:
    """A source in the listing of sources, with the records that cite it."""

    id: str
    title: Bit
    details: tuple[Bit, ...]
    used_by: tuple[Bit, ...]
    archived: str = ""


Entry = Item | PublicationEntry | TermEntry | SourceEntry


@immutable
class Group:
    """Part of a listing under a heading (a year, an initial, a kind); the layout tells the entries' kind.

    `has_anchors` on the one page where links to these entries lead.
    """

    id: str
    title: str
    count: int
    entries: tuple[Entry, ...]
    has_anchors: bool = False


@immutable
class Pager:
    """Pages of a listing: (label, address, is current)."""

    pages: tuple[tuple[str, str, bool], ...]


@immutable
class ListView:
    """One page of a listing in one language. `groups` or `table` is filled, by layout.

    `here` is the address of its first page, which is that of an option of `facets`. `orders` are those that a
    reader may choose on the first page of the whole, named `order_name` in its address; `total_forms` are the
    words of a total, by CLDR category, for the script that filters it.
    """

    language: str
    collection: str
    path: str
    title: Bit
    description: str
    crumbs: tuple[Bit, ...]
    lead: str
    layout: Layout
    total: int
    total_text: str
    facets: tuple[Facet, ...]
    here: str
    groups: tuple[Group, ...] = ()
    table: Table | None = None
    marks: tuple[tuple[Mark, str], ...] = ()
    pager: Pager | None = None
    is_first: bool = False
    is_live: bool = False
    """Whether it can be filtered in place."""
    initials: tuple[Option, ...] = ()
    orders: tuple[Order, ...] = ()
    order_name: str = ""
    form: str = ""
    """The form that proposes another record, where there is one for the collection."""
    feed: str = ""
    agenda: Agenda | None = None
    references: tuple[Bit, ...] = ()
    total_forms: tuple[tuple[str, str], ...] = ()
    alternates: dict[str, str] = field(default_factory=dict)

# SPDX-License-Identifier: MIT
"""What the templates receive: prepared, plain, immutable. No template looks into the catalogue.

Addresses are paths from the root of the site (`es/reuniones/…/`); templates put `root` before them.
`lang` on a piece is the BCP 47 tag of its text when that is not the language of the page.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal

from utpe.immutable import immutable

Tone = Literal["held", "ann", "prop", "none", ""]
Layout = Literal["timeline", "table", "publications", "terms", "sources", "index"]


@immutable
class Mark:
    """A status as shape + word + colour: `shape` is the id of a symbol of the sprite (`g-held`…)."""

    shape: str
    tone: Tone
    word: str


@immutable
class Bit:
    """A piece of text in a line.

    `href` makes it a link (inside the site), `url` a link to another site; `mark` puts a shape before
    it; `style` is "" (plain), "est" (an inference, dotted), "quiet" (secondary) or "num" (figures); `refs`
    are numbers of source notes, which stand after it.
    """

    text: str
    href: str = ""
    url: str = ""
    lang: str = ""
    mark: Mark | None = None
    style: Literal["", "est", "quiet", "num", "strong"] = ""
    refs: tuple[int, ...] = ()

    @property
    def is_plain(self) -> bool:
        """True for text without link, mark, style, language or sources of its own."""
        return not (self.href or self.url or self.lang or self.mark or self.style or self.refs)


Line = tuple[Bit, ...]


@immutable
class Row:
    """A row of the fact table. `refs` are numbers of source notes; `all_refs` when too many to list.

    Not every row `needs_source`: a link speaks for itself, and what is not known has none.
    """

    label: str
    lines: tuple[Line, ...]
    refs: tuple[int, ...] = ()
    all_refs: bool = False
    needs_source: bool = True

    @property
    def lacks_source(self) -> bool:
        """True when nobody noted which source backs this fact."""
        return self.needs_source and not self.refs and not self.all_refs


@immutable
class Item:
    """An entry of a timeline or of a list. `is_own` sets it in bold with a large ring."""

    title: Bit
    meta: tuple[Bit, ...] = ()
    text: Bit | None = None
    mark: Mark | None = None
    is_own: bool = True
    is_current: bool = False
    anchor: str = ""


@immutable
class TableRow:
    """A row of a table; the first cell is its header. `note` stands small under the header."""

    cells: tuple[Line, ...]
    note: Bit | None = None
    anchor: str = ""


@immutable
class TableGroup:
    """Rows under a common heading; an empty title means no heading row."""

    rows: tuple[TableRow, ...]
    title: str = ""
    anchor: str = ""


@immutable
class Table:
    """A table: columns, then groups of rows. `caption` is for screen readers unless it is visible."""

    caption: str
    columns: tuple[str, ...]
    groups: tuple[TableGroup, ...]
    is_caption_visible: bool = False


@immutable
class Promise:
    """A promise beside its evidence: its state, what falls in its time and after it, and our reading."""

    id: str
    state: Mark | None
    title: Bit
    detail: Line
    during: tuple[Line, ...]
    after: tuple[Line, ...]
    reading: tuple[Line, ...]
    topics: Line = ()


@immutable
class Tracker:
    """Promises beside evidence; `columns` names the promise, both times and the reading."""

    caption: str
    columns: tuple[str, str, str, str]
    rows: tuple[Promise, ...]


@immutable
class Notice:
    """A notice: information, translation missing, or a gap."""

    kind: Literal["info", "tr", "gap"]
    title: str
    lines: tuple[Line, ...] = ()
    anchor: str = ""


@immutable
class NameRow:
    """A name in a drawing of names through time; all places are lengths or shares of the drawing's width.

    `dots` are years in which it is documented: (x, whether the year is only inferred). `bars` join years that
    follow each other, `gaps` those between which nothing is documented: (from, to).
    """

    is_proposed: bool
    label: tuple[tuple[str, str], ...]
    """Lines of its name: (y, text)."""
    y: str
    dots: tuple[tuple[str, bool], ...]
    bars: tuple[tuple[str, str], ...]
    gaps: tuple[tuple[str, str], ...]


@immutable
class NamesDrawing:
    """Names through time, one row each above an axis of years."""

    title: str
    text: str
    """The same in words."""
    height: str
    rows: tuple[NameRow, ...]
    axis: tuple[str, str]
    """Where the axis and the years below it stand."""
    ticks: tuple[tuple[str, str, str], ...]
    """Years of the axis: (x, how the text is anchored, year)."""
    key: tuple[tuple[str, str], ...]
    """What its signs mean: (sign, words)."""


@immutable
class Block:
    """A section of a record page under an H2; it shows whatever of its parts is filled."""

    id: str
    title: str
    texts: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()
    bullets: tuple[Line, ...] = ()
    is_numbered: bool = False
    table: Table | None = None
    names: NamesDrawing | None = None
    tracker: Tracker | None = None
    marks: tuple[tuple[Mark, str], ...] = ()
    notices: tuple[Notice, ...] = ()
    refs: tuple[int, ...] = ()


@immutable
class Paragraph:
    """A paragraph of the story of a record, with the numbers of its source notes."""

    text: Bit
    refs: tuple[int, ...]


@immutable
class SourceNote:
    """A numbered source under a record: title, details in words, what it supports."""

    number: int
    title: Bit
    details: tuple[Bit, ...]
    supports: str
    archived: str = ""


@immutable
class Remark:
    """What the marks of a page that lead to `anchor` mean here: a deduced date, the confidence."""

    anchor: str
    line: Line


@immutable
class CiteAs:
    """A reference to copy; `label` says to what, where there is a choice."""

    text: str
    label: str = ""


@immutable
class Agenda:
    """A calendar: the address of its file and the words that lead there.

    `subscribe` is absolute, empty where the site has no address; `lacking` tells of meetings left out.
    """

    file: str
    words: str
    subscribe: str = ""
    lacking: str = ""


@immutable
class Report:
    """Where to report an error: `href`; and a mailbox for what should not be public, where that one is.

    Both are empty when there is no way.
    """

    href: str = ""
    private: str = ""
    mailbox: str = ""


@immutable
class Change:
    """When a record last changed, in words, or why that is not known."""

    text: str
    day: str = ""


@immutable
class Neighbour:
    """The record before or after this one in its listing."""

    label: str
    title: Bit


@immutable
class RecordView:
    """One record page in one language."""

    language: str
    collection: str
    id: str
    path: str
    title: Bit
    description: str
    crumbs: tuple[Bit, ...]
    status: Mark | None
    chips: tuple[Bit, ...]
    when: tuple[Bit, ...]
    lead: Bit | None
    story: tuple[Paragraph, ...]
    notices: tuple[Notice, ...]
    facts: tuple[Row, ...]
    facts_caption: str
    blocks: tuple[Block, ...]
    aside: tuple[Block, ...]
    wide: tuple[Block, ...]
    sources: tuple[SourceNote, ...]
    doubt: Remark | None
    """How far the sources carry the record, where that is not far: it stands near the title."""
    remarks: tuple[Remark, ...]
    citations: tuple[CiteAs, ...]
    change: Change
    edit_url: str
    report: Report
    reviewed: str = ""
    """When somebody compared it with its sources, in words."""
    form: str = ""
    """The form that corrects it, where there is one for its collection."""
    feed: str = ""
    """The address of its feed, where it has one."""
    agenda: Agenda | None = None
    """Its calendar, where it has one."""
    references: tuple[Bit, ...] = ()
    """Links to its files for reference managers."""
    tags: tuple[tuple[str, str], ...] = ()
    """What its head tells programs that collect references (`Head.tags`)."""
    neighbours: tuple[Neighbour, ...] = ()
    alternates: dict[str, str] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    """What it is about, as linked data."""

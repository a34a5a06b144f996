# SPDX-License-Identifier: MIT
"""Writes one record in one language: links, texts, source numbers, fact rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from utpe.pages import names, routes
from utpe.pages.long_lists import first_of
from utpe.pages.marks import mark
from utpe.pages.view import Bit, Block, Item, Line, Mark, Notice, Paragraph, Row
from utpe.records.base import Citation, Population, Text
from utpe.records.catalogue import Catalogue
from utpe.records.deduced import deduced_fields, is_deduced
from utpe.records.edtf import Edtf
from utpe.records.own import is_own
from utpe.records.plan import Plan
from utpe.records.publication import Publication
from utpe.records.trace import Trace
from utpe.text.dates import date_in_words, day_within
from utpe.text.strings import Strings, strings

MAX_REFS = 4
DOCUMENTS = (Plan, Publication)
"""Records that are of one day, though it may not be known which."""


@dataclass(slots=True)
class Parts:
    """What an entity module makes of a record; the frame around it is common to all."""

    status: Mark | None = None
    chips: list[Bit] = field(default_factory=list)
    when: tuple[Bit, ...] = ()
    lead: Bit | None = None
    notices: list[Notice] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    wide: list[Block] = field(default_factory=list)
    """Blocks that need the whole width of the page, after the facts."""
    aside: list[Block] = field(default_factory=list)
    crumb: Bit | None = None
    is_placed: bool = False
    """True when the page itself tells what comes before and after: its place in the listing need not."""


class Writer:
    """One record, one language, and the numbers of its sources."""

    def __init__(
        self,
        catalogue: Catalogue | Trace,
        collection: str,
        record: Any,
        language: str,
        prose: Mapping[str, Bit] | None = None,
        today: dt.date | None = None,
        explains: bool = False,
    ) -> None:
        """`prose` are links to the pages of prose of this language by their keys, `today` the build's day.

        With `explains`, the record is written on a page of its own, and marks lead to what that page says of
        them (utpe.pages.remarks); in a listing they are words.
        """
        self.catalogue = catalogue
        self.collection = collection
        self.record = record
        self.language = language
        self.prose: Mapping[str, Bit] = prose or {}
        self.today = today
        self.s: Strings = strings(language)
        self.model = type(record).__name__
        self._numbers: dict[str, int] = {}
        self.citations: list[list[Citation]] = []
        self.explains = explains
        inferred = map(self.field_key, deduced_fields(record))
        self.deduced: dict[str, None] = dict.fromkeys(self.s(key) for key in inferred if key in self.s)
        """The fields that the editors deduced, in words."""
        self.has_approximate = False
        self.backed: list[dict[str, None]] = []
        """For each source by number, what it backs in words; «» stands for the record as a whole."""
        for citation in getattr(record, "sources", ()):
            self.cite(citation)

    # ---- sources

    def cite(self, citation: Citation, what: str = "") -> int:
        """Return the number of a citation's source under this record, giving it one if it has none.

        `what` is the part of the page that the citation backs, in words, unless it names fields itself.
        """
        number = self._numbers.get(citation.id)
        if number is None:
            number = self._numbers[citation.id] = len(self._numbers) + 1
            self.citations.append([])
            self.backed.append({})
        if citation not in self.citations[number - 1]:
            self.citations[number - 1].append(citation)
        fields = [self.s(key) for key in map(self.field_key, citation.supports) if key in self.s]
        self.backed[number - 1] |= dict.fromkeys(fields or [what])
        return number

    def refs(
        self, *fields: str, own: Iterable[Citation] = (), what: str = ""
    ) -> tuple[tuple[int, ...], bool]:
        """Return the source numbers of a fact, and whether they are too many to list.

        `own` are citations that stand with the fact itself, called `what` in words. Else the record's
        citations that name one of `fields`; else those that name none and so back the record as a whole.
        """
        numbers = tuple(sorted({self.cite(c, what) for c in own}))
        if not numbers:
            all_ = getattr(self.record, "sources", ())
            chosen = [c for c in all_ if set(c.supports) & set(fields)] or [c for c in all_ if not c.supports]
            numbers = tuple(sorted({self._numbers[c.id] for c in chosen}))
        return (numbers, False) if len(numbers) <= MAX_REFS else ((), True)

    def backing(self, citations: Iterable[Citation], what: str) -> Bit:
        """Return the numbers of the sources of a fact outside the table, called `what`."""
        return Bit("", refs=tuple(sorted({self.cite(c, what) for c in citations})))

    def backing_line(self, citations: Iterable[Citation], what: str) -> Line:
        """Return «Sources:» with their numbers, for a whole block called `what`."""
        bit = self.backing(citations, what)
        return Bit(self.s.plural("pages.sources_of_block", len(bit.refs)), style="quiet"), Bit(" "), bit

    # ---- pieces

    def text(self, text: Text | None) -> Bit | None:
        """Return a bilingual text, in the reader's language if it exists."""
        return names.in_language(text, self.language) if text else None

    def said(self, text: Text) -> Bit:
        """Return a bilingual text that is always there."""
        bit = self.text(text)
        if bit is None:
            raise ValueError("a text that is always there is not")
        return bit

    def link(self, collection: str, id_: str, words: str = "") -> Bit:
        """Return a link to a record; an unknown id, which checks report, stays plain text."""
        record = self.catalogue.get(collection, id_)
        if record is None:
            return Bit(words or id_)
        bit = names.short(collection, record, self.language, self.catalogue)
        href = routes.record(self.language, collection, record.id)
        return Bit(words or bit.text, href=href, lang="" if words else bit.lang)

    def country(self, code: str) -> Bit:
        """Return a link to a country."""
        return self.link("countries", code)

    def topics(self, ids: Iterable[str]) -> Line:
        """Return links to topics on one line."""
        return self.comma(self.link("topics", i) for i in ids)

    def topics_row(self, ids: Iterable[str]) -> Row:
        """Return the row of the topics that the editors gave a record: no source says so."""
        return Row(self.s(self.field_key("topic_ids")), (self.topics(ids),), needs_source=False)

    def place(self, city_id: str) -> Line:
        """Return «Posadas, Argentina» with links."""
        city = self.catalogue.get("cities", city_id)
        return (
            (self.link("cities", city_id), Bit(", "), self.country(city.country)) if city else (Bit(city_id),)
        )

    def date(self, date: Edtf | None, field: str = "date", record: Any = None) -> tuple[Bit, ...]:
        """Return the date of a field in words, followed by what is uncertain about it."""
        first, *doubts = self.when(date, record or self.record, field) or (None,)
        return (first, *(x for doubt in doubts for x in (Bit(" "), doubt))) if first else ()

    def when(self, date: Edtf | None, record: Any = None, field: str = "date") -> tuple[Bit, ...]:
        """Return a date of `record` as details: in words, then each thing that is uncertain about it.

        The page explains the marks of its own record; those of others their own pages do.
        """
        if date is None:
            return ()
        is_own = record is self.record
        in_words = day_within if isinstance(record, DOCUMENTS) else date_in_words
        bits = [Bit(in_words(date, self.language))]
        if date.is_inferred or is_deduced(record, field):
            own = self.deduction(field, "date_inferred") if is_own else None
            bits.append(own or Bit(self.s("pages.date_inferred"), style="est"))
        if date.is_approximate:
            own = self.approximation() if is_own else None
            bits.append(own or Bit(self.s("pages.date_approximate"), style="est"))
        return tuple(bits)

    def deduction(self, field: str, words: str = "inferred", label: str = "") -> Bit:
        """Return the mark of a field that the editors deduced; `words` is the key of what it says."""
        self.deduced[label or self.s(self.field_key(field))] = None
        return self._mark_that_explains(words, "inferred")

    def approximation(self) -> Bit:
        """Return the mark of a date that is only about right."""
        self.has_approximate = True
        return self._mark_that_explains("date_approximate", "approximate")

    def _mark_that_explains(self, words: str, anchor: str) -> Bit:
        return Bit(self.s(f"pages.{words}"), href=f"#{anchor}" if self.explains else "", style="est")

    def mark(self, value: StrEnum) -> Mark:
        """Return the mark of a status."""
        return mark(value, self.s)

    def state(self, record: Any) -> Line:
        """Return the status of a record for a line of a list, with its mark where it was deduced."""
        deduced = (Bit(self.s("pages.inferred"), style="est"),) if is_deduced(record, "status") else ()
        return Bit(self.s.label(record.status), style="strong"), *deduced

    def label(self, value: StrEnum) -> Bit:
        """Return the label of a value of a vocabulary."""
        return Bit(self.s.label(value))

    def yes_no(self, value: bool) -> Bit:
        """Return yes or no."""
        return Bit(self.s("pages.yes" if value else "pages.no"))

    def comma(self, bits: Iterable[Bit | Line]) -> Line:
        """Return pieces joined by commas on one line."""
        line: list[Bit] = []
        for bit in bits:
            if line:
                line.append(Bit(", "))
            line.extend((bit,) if isinstance(bit, Bit) else bit)
        return tuple(line)

    def story(self) -> tuple[Paragraph, ...]:
        """Return the narrative of the record, each paragraph with the numbers of its sources."""
        return tuple(
            Paragraph(
                self.said(x.text),
                tuple(sorted({self.cite(c, self.s(self.field_key("narrative"))) for c in x.sources})),
            )
            for x in getattr(self.record, "narrative", ())
        )

    # ---- rows and blocks

    def row(
        self, fields: str | Sequence[str], *lines: Line | Bit, own: Iterable[Citation] = (), label: str = ""
    ) -> Row:
        """Return a row of the fact table for one field, or several shown together.

        A row that only says that something is not known has no source: no citation backs an absence.
        """
        fields = (fields,) if isinstance(fields, str) else tuple(fields)
        label = label or self.s(self.field_key(fields[0]))
        shaped = tuple((x,) if isinstance(x, Bit) else x for x in lines)
        if all(bit.style == "quiet" for line in shaped for bit in line):
            return Row(label, shaped, needs_source=False)
        says_so = any(bit.style == "est" for line in shaped for bit in line)
        if not says_so and (inferred := [f for f in fields if is_deduced(self.record, f)]):
            shaped = (*shaped, (self.deduction(inferred[0]),))
        numbers, too_many = self.refs(*fields, own=own, what=label)
        # A link speaks for itself, and what is not known has no source.
        needs_source = not all(bit.url or bit.style == "quiet" for line in shaped[:1] for bit in line)
        return Row(label, shaped, numbers, too_many, needs_source)

    def in_a_sentence(self, labels: Iterable[str]) -> str:
        """Return labels joined as they stand inside a sentence, each once: «fecha, población y GeoNames»."""
        return self.s.join(list(dict.fromkeys(map(_inside_a_sentence, labels))))

    def field_key(self, name: str) -> str:
        """Return the string key of a field's label: the model's own, else the common one."""
        key = f"fields.{self.model}.{name}.label"
        return key if key in self.s else f"fields.Record.{name}.label"

    def population(self, population: Population) -> Row:
        """Return the row of a population: figure, year or its absence, what was counted."""
        figure = self.s.number(population.value)
        words = self.s("pages.about", value=figure) if population.is_approximate else figure
        if population.year:
            line = [Bit(words, style="num"), Bit(f" ({population.year})")]
        else:
            line = [
                Bit(words, style="num"),
                Bit(". "),
                Bit(self.s("pages.population_no_year"), style="quiet"),
            ]
        lines: list[Line] = [tuple(line)]
        if population.definition:
            lines.append((self.said(population.definition),))
        return self.row("population", *lines, own=population.sources)

    def item(self, collection: str, record: Any, *meta: Bit) -> Item:
        """Return a record as an entry of a list."""
        bit = names.title(collection, record, self.language, self.catalogue)
        href = routes.record(self.language, collection, record.id)
        status = getattr(record, "status", None)
        return Item(
            Bit(bit.text, href=href, lang=bit.lang),
            tuple(m for m in meta if m.text),
            mark=self.mark(status) if status is not None else None,
            is_own=is_own(record) or not hasattr(record, "relation"),
        )

    def links(self, block_id: str, title: str, collection: str, records: Iterable[Any]) -> Block | None:
        """Return a block of links to records, or None when there are none."""
        shown, rest = first_of(self, collection, list(records))
        items = tuple(Item(self._full(collection, r), self._meta(r)) for r in shown)
        return Block(block_id, title, texts=rest, items=items) if items else None

    def _full(self, collection: str, record: Any) -> Bit:
        bit = names.title(collection, record, self.language, self.catalogue)
        return Bit(bit.text, href=routes.record(self.language, collection, record.id), lang=bit.lang)

    def _meta(self, record: Any) -> tuple[Bit, ...]:
        bits = []
        kind = getattr(record, "kind", None)
        if isinstance(kind, StrEnum):
            bits.append(self.label(kind))
        date = getattr(record, "date", None)
        if isinstance(date, Edtf):
            bits += self.when(date, record)
        return tuple(bits)


@lru_cache(maxsize=5_000)
def _inside_a_sentence(label: str) -> str:
    """Lower the first letter, but not that of a name or acronym (GeoNames, ISBN)."""
    word = label.split(maxsplit=1)[0] if label else ""
    return label if any(c.isupper() for c in word[1:]) else label[:1].lower() + label[1:]

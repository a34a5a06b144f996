# SPDX-License-Identifier: MIT
"""The records of each section that nobody compared with their sources for the longest time.

A record that was never reviewed counts from its last change, as git tells it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from utpe.immutable import immutable
from utpe.pages import names, routes
from utpe.pages.view import Bit, Block, Line
from utpe.reading.git_history import History, LastChange
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.text.dates import day_in_words
from utpe.text.strings import strings

MOST = 20
"""So many records of each section are shown."""


@immutable
class Review:
    """When a record was reviewed; else when it last changed, or why that is not known."""

    collection: str
    id: str
    reviewed: dt.date | None
    change: LastChange

    @property
    def day(self) -> dt.date:
        """The day from which it counts; what is not yet committed is newer than anything."""
        return self.reviewed or self.change.day or dt.date.max


def oldest(catalogue: Catalogue, history: History) -> tuple[Review, ...]:
    """Return the records of each section that were reviewed longest ago, the oldest first."""
    found: list[Review] = []
    for name, collection in COLLECTIONS.items():
        if "reviewed" not in collection.model.model_fields:
            continue
        reviews = [_review(catalogue, history, name, record) for record in catalogue.all(name)]
        found += sorted(reviews, key=lambda review: (review.day, review.reviewed is not None))[:MOST]
    return tuple(found)


def _review(catalogue: Catalogue, history: History, name: str, record: object) -> Review:
    id_, date = getattr(record, "id", ""), getattr(record, "reviewed", None)
    origin = catalogue.origins[(name, id_)]
    return Review(name, id_, date.latest if date else None, history.of_lines(origin.file, *origin.lines))


def reviews(catalogue: Catalogue | Trace, found: Sequence[Review], language: str) -> tuple[Block, ...]:
    """Return a block for each section; records of one day stand together."""
    return tuple(
        _block(catalogue, name, list(group), language)
        for name, group in groupby(found, lambda r: r.collection)
    )


def _block(catalogue: Catalogue | Trace, name: str, found: list[Review], language: str) -> Block:
    s = strings(language)
    records = catalogue.all(name)
    done = sum(record.reviewed is not None for record in records)
    text = s.plural("reviews.done", done, all=s.number(len(records))) if done else s("reviews.none_done")
    bullets = [_line(catalogue, list(group), language) for _, group in groupby(found, _since)]
    return Block(name, s(f"pages.sections.{name}"), texts=((Bit(text),),), bullets=tuple(bullets))


def _since(review: Review) -> tuple[bool, dt.date, str]:
    return review.reviewed is not None, review.day, review.change.state


def _line(catalogue: Catalogue | Trace, group: list[Review], language: str) -> Line:
    """Return «Sin revisar; último cambio: 26 de noviembre de 2026» and what this is said of."""
    s, first = strings(language), group[0]
    if first.reviewed:
        words = s("reviews.on", day=day_in_words(first.reviewed, language))
    elif first.change.day:
        words = s("reviews.never", day=day_in_words(first.change.day, language))
    else:
        words = s(f"reviews.unknown.{first.change.state}")
    bits = [Bit(words, style="strong"), Bit(" ")]
    for link in _links(catalogue, group, language):
        bits += [link, Bit(" · ")]
    return tuple(bits[:-1])


def _links(catalogue: Catalogue | Trace, group: list[Review], language: str) -> Iterator[Bit]:
    for review in group:
        record = catalogue.get(review.collection, review.id)
        name = names.short(review.collection, record, language, catalogue)
        href = routes.record(language, review.collection, review.id)
        yield Bit(name.text, href=href, lang=name.lang)

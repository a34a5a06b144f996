# SPDX-License-Identifier: MIT
"""How firm the data are: confidence, precision of dates, and what records and sources lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from utpe.indicators.figure import Figure, Row
from utpe.records.catalogue import Catalogue
from utpe.records.deduced import is_deduced
from utpe.records.edtf import Edtf
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.records.translation import texts
from utpe.records.vocab import Confidence

LEVELS = tuple(Confidence)
PRECISIONS = ("day", "partial", "deduced", "none")
PARTS = ("yes", "no")
DATES = {
    "meetings": "date",
    "publications": "date",
    "summits": "date",
    "coordination": "date",
    "governance": "established",
    "sources": "date",
}
"""The collections whose records happen at a time, and the field that tells it."""


def confidence(catalogue: Catalogue | Trace) -> Figure:
    """Count the records of each collection by how far the sources carry them."""
    rows = []
    for name, collection in COLLECTIONS.items():
        if "confidence" in collection.model.model_fields and (records := catalogue.all(name)):
            found = Counter(r.confidence for r in records)
            rows.append(Row(name, tuple(found[level] for level in LEVELS)))
    rows.sort(key=lambda row: -row.total)
    return Figure("confidence", "collection", LEVELS, tuple(rows), sum(row.total for row in rows))


def dates(catalogue: Catalogue | Trace) -> Figure:
    """Count the records of each collection by the precision of their date; a deduced one is only that."""
    rows = []
    for name, field in DATES.items():
        found = Counter(_precision(r, field) for r in catalogue.all(name))
        if found:
            rows.append(Row(name, tuple(found[p] for p in PRECISIONS)))
    return Figure("dates", "collection", PRECISIONS, tuple(rows), sum(row.total for row in rows))


def completeness(catalogue: Catalogue | Trace, languages: Sequence[str]) -> Figure:
    """Count what sources and texts have and lack: address, date, archived copy, every language."""
    sources = catalogue.all("sources")
    rows = [
        _part("source_address", (bool(s.url) for s in sources)),
        _part("source_date", (bool(s.date) for s in sources)),
        _part("source_archived", (bool(s.archived) for s in sources)),
        _part("text_languages", (_is_whole(t, languages) for t in _all_texts(catalogue))),
    ]
    return Figure("completeness", "aspect", PARTS, tuple(rows), len(sources))


def _precision(record: Any, field: str) -> str:
    date: Edtf | None = getattr(record, field)
    if date is None:
        return "none"
    if is_deduced(record, field):
        return "deduced"
    # A period that is still going on lacks nothing; one with an end that nobody knows does.
    is_whole = date.start is not None and (date.end is not None or date.is_open_end)
    return "day" if is_whole and date.precision == "day" else "partial"


def _part(id_: str, answers: Iterable[bool]) -> Row:
    found = Counter(answers)
    return Row(id_, (found[True], found[False]))


def _all_texts(catalogue: Catalogue | Trace) -> Iterable[Any]:
    for _, record in catalogue:
        if isinstance(record, BaseModel):
            yield from (text for _, text in texts(record))


def _is_whole(text: Any, languages: Sequence[str]) -> bool:
    return all(text.get(language) is not None for language in languages)

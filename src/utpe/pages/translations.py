# SPDX-License-Identifier: MIT
"""The page for translators: how far each collection is translated, what is left, and the way to do it.

In: the worklist and what texts said before. Out: a table and three lists; what would make the page too
heavy is counted, and the command shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from utpe.immutable import immutable
from utpe.pages import names, routes
from utpe.pages.correcting import form_link, page_url, record_url
from utpe.pages.field_words import words_of
from utpe.pages.frame import Frame
from utpe.pages.view import Bit, Table, TableGroup, TableRow
from utpe.records.catalogue import Catalogue
from utpe.records.earlier import Earlier, Sought, sought
from utpe.records.ledger import PAGES
from utpe.records.places import Origin
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.records.translation import Outdated, Wording
from utpe.records.worklist import Lacking, Worklist
from utpe.settings import Settings
from utpe.text.difference import Piece, word_difference
from utpe.text.strings import strings

MOST = {"missing": 40, "outdated": 20, "identical": 20}
"""So many entries of each list are shown."""
MOST_PIECES = 30
"""So many pieces of a difference."""
LONGEST = 300
"""So many letters of a text."""


@immutable
class Changed:
    """What changed in another language: `pieces`, or in words why that cannot be shown."""

    words: str
    lang: str
    pieces: tuple[Piece, ...] = ()
    why: str = ""


@immutable
class Entry:
    """A text to work on: of what, which field, into which language, where."""

    title: Bit
    field: str
    language: str
    way: Bit | None
    """The form at that field, else the file on the forge."""
    changed: tuple[Changed, ...] = ()
    text: Bit | None = None
    """What it says now."""


@immutable
class EntryList:
    """A list of the page; `rest` counts what is not shown."""

    id: str
    title: str
    text: str
    entries: tuple[Entry, ...]
    rest: str = ""


@immutable
class TranslationsView:
    """The generated parts of the page."""

    table: Table
    lists: tuple[EntryList, ...]
    unconfirmed: str = ""


def translations_view(
    catalogue: Catalogue | Trace,
    frame: Frame,
    settings: Settings,
    language: str,
    work: Worklist,
    earlier: Mapping[Sought, Earlier],
    origins: Mapping[tuple[str, str], Origin],
) -> TranslationsView:
    """Return the page in one language; `origins` tells where records stand."""
    return _Page(catalogue, frame, settings, language, earlier, origins).view(work)


class _Page:
    def __init__(
        self,
        catalogue: Catalogue | Trace,
        frame: Frame,
        settings: Settings,
        language: str,
        earlier: Mapping[Sought, Earlier],
        origins: Mapping[tuple[str, str], Origin],
    ) -> None:
        self.catalogue, self.frame, self.settings = catalogue, frame, settings
        self.language, self.earlier, self.origins = language, earlier, origins
        self.s, self.prose = strings(language), frame.links(language)

    def view(self, work: Worklist) -> TranslationsView:
        s = self.s
        lists = (
            self._list("missing", work.missing),
            self._list("outdated", work.outdated),
            self._list("identical", work.identical),
        )
        unconfirmed = s.plural("translations.page.unconfirmed", work.unconfirmed) if work.unconfirmed else ""
        return TranslationsView(self._table(work), lists, unconfirmed)

    def _table(self, work: Worklist) -> Table:
        s, rows = self.s, []
        for name in (*COLLECTIONS, PAGES):
            if not work.texts.get(name):
                continue
            section = (
                Bit(s("translations.page.pages"))
                if name == PAGES
                else Bit(s(f"pages.sections.{name}"), href=routes.section(self.language, name))
            )
            counts = (work.texts[name], *(work.done(name, code) for code in self.settings.languages))
            rows.append(TableRow(((section,), *((Bit(s.number(n), style="num"),) for n in counts))))
        tongues = (s(f"translations.page.in_step.{code}") for code in self.settings.languages)
        heads = (s("health.column.section"), s("translations.page.texts"), *tongues)
        return Table(s("translations.page.table"), heads, (TableGroup(tuple(rows)),))

    def _list(self, id_: str, items: Sequence[Lacking | Outdated]) -> EntryList:
        s, key = self.s, f"translations.page.{id_}"
        text = s.plural(f"{key}.text", len(items)) if items else s(f"{key}.none")
        left = len(items) - MOST[id_]
        rest = s.plural("translations.page.rest", left) if left > 0 else ""
        entries = tuple(self._entry(item) for item in items[: MOST[id_]])
        return EntryList(id_, s(f"{key}.title"), text, entries, rest)

    def _entry(self, item: Lacking | Outdated) -> Entry:
        wording, s = item.wording, self.s
        title, labels, way = self._page(item) if wording.collection == PAGES else self._record(item)
        entry = Entry(title, labels, s(f"languages.{item.language}"), way)
        if isinstance(item, Lacking):
            return replace(entry, text=self._said(wording, item.copied)) if item.copied else entry
        return replace(entry, changed=tuple(self._changes(item)), text=self._said(wording, item.language))

    def _page(self, item: Lacking | Outdated) -> tuple[Bit, str, Bit | None]:
        key, code = item.wording.id, item.language
        shown = code if code in item.wording.said else next(iter(item.wording.said))
        url = page_url(self.settings, f"{self.settings.content_dir.as_posix()}/{shown}/{key}.md")
        way = Bit(self.s("pages.correct.file"), url=url) if url else None
        return self.prose[key], self.s("translations.page.whole"), way

    def _record(self, item: Lacking | Outdated) -> tuple[Bit, str, Bit | None]:
        wording, s = item.wording, self.s
        key = (wording.collection, wording.id)
        record: Any = self.catalogue.get(*key)
        name = names.title(wording.collection, record, self.language, self.catalogue)
        title = Bit(name.text, href=routes.record(self.language, *key), lang=name.lang)
        field = ".".join(str(step) for step in (*wording.path, item.language))
        url = record_url(self.settings, self.origins[key])
        form = form_link(self.prose, self.language, *key, field, "translate")
        way = form or (Bit(s("pages.correct.file"), url=url) if url else None)
        return title, " › ".join(_labels(record, wording.path, self.language)), way

    def _said(self, wording: Wording, code: str) -> Bit:
        text = " ".join(wording.said[code].split())
        text = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
        return Bit(text, lang="" if code == self.language else strings(code).tag)

    def _changes(self, item: Outdated) -> Iterator[Changed]:
        s = self.s
        for one in sought([item]):
            before, words = self.earlier[one], s(f"translations.page.changed.{one.language}")
            lang = "" if one.language == self.language else strings(one.language).tag
            if before.why:
                yield Changed(words, lang, why=s(f"translations.why.{before.why}"))
            else:
                pieces = word_difference(before.text, item.wording.said[one.language])
                yield Changed(words, lang, tuple(_cut(pieces)))


def _labels(record: Any, path: Iterable[str | int], language: str) -> Iterator[str]:
    """Yield what the fields on the way to a text are called; items of lists are counted from 1."""
    owner, label = record, ""
    for step in path:
        if isinstance(step, int):
            owner = owner[step]
            label = f"{label} {step + 1}"
            continue
        if label:
            yield label
        label = words_of(type(owner).__name__, step, language)[0]
        owner = getattr(owner, step)
    yield label


def _cut(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield as much of a difference as fits; what is cut is marked."""
    room = 2 * LONGEST
    for piece in pieces[:MOST_PIECES]:
        if len(piece.text) > room:
            yield Piece(piece.kind, f"{piece.text[:room].rstrip()}…")
            return
        yield piece
        room -= len(piece.text)
    if len(pieces) > MOST_PIECES:
        yield Piece("same", "…")

# SPDX-License-Identifier: MIT
"""The health of the register: when each section last changed, and what it lacks, counted from the data.

A count tells what nobody found or nobody did yet; it says nothing of what happened.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from utpe.pages import names, routes
from utpe.pages.correcting import form_link
from utpe.pages.happenings import happening
from utpe.pages.long_lists import ENTRIES, LINKS
from utpe.pages.view import Bit, Block, Item, Line, Table, TableGroup, TableRow
from utpe.pages.writer import Writer
from utpe.reading.git_history import History, LastChange
from utpe.records.catalogue import Catalogue
from utpe.records.dated import is_overdue
from utpe.records.external import external_links, host_of
from utpe.records.own import minutes_state, own_meetings
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Shared, Trace
from utpe.records.translation import missing
from utpe.records.vocab import DocumentState, EventStatus
from utpe.settings import Settings
from utpe.text.dates import day_in_words
from utpe.text.strings import strings

MANY, MOST_HOSTS = 2, 150
"""Hosts with fewer links than the first are counted together; with more, where too many would be shown."""


def last_changes(catalogue: Catalogue, history: History) -> dict[str, LastChange]:
    """Return the newest change of each collection that has records, or why that is not known."""
    found: dict[str, LastChange] = {}
    for name in COLLECTIONS:
        origins = (catalogue.origins[(name, record.id)] for record in catalogue.all(name))
        changes = [history.of_lines(origin.file, *origin.lines) for origin in origins]
        unknown = [change for change in changes if change.day is None]
        if changes:
            # What is not committed yet is newer than anything that is.
            found[name] = unknown[0] if unknown else max(changes, key=lambda c: c.day or dt.date.min)
    return found


def health(
    catalogue: Catalogue | Trace,
    changed: dict[str, LastChange],
    settings: Settings,
    language: str,
    prose: Mapping[str, Bit],
    shared: Shared,
) -> tuple[Block, ...]:
    """Return the generated parts of the page; `prose` are links to the pages of prose by their keys.

    `shared` holds what is the same in all languages.
    """
    return tuple(_Health(catalogue, changed, settings, language, prose, shared).blocks())


class _Health:
    def __init__(
        self,
        catalogue: Catalogue | Trace,
        changed: dict[str, LastChange],
        settings: Settings,
        language: str,
        prose: Mapping[str, Bit],
        shared: Shared,
    ) -> None:
        self.catalogue, self.changed, self.settings, self.shared = catalogue, changed, settings, shared
        self.language, self.s, self.prose = language, strings(language), prose

    def blocks(self) -> Iterator[Block]:
        yield self._changes()
        yield self._overdue()
        yield self._minutes()
        yield self._archived()
        yield self._untranslated()
        yield self._hosts()

    def _block(self, key: str, texts: Iterable[Line | str], **parts: Any) -> Block:
        lines = tuple((Bit(text),) if isinstance(text, str) else text for text in texts)
        return Block(key, self.s(f"health.{key}.title"), texts=lines, **parts)

    def _table(self, key: str, columns: Iterable[str], rows: Iterable[tuple[Line, ...]]) -> Table:
        heads = tuple(self.s(f"health.column.{column}") for column in columns)
        return Table(self.s(f"health.{key}.title"), heads, (TableGroup(tuple(map(TableRow, rows))),))

    def _changes(self) -> Block:
        s, rows = self.s, []
        for name, change in self.changed.items():
            href = routes.section(self.language, name)
            section = Bit(s(f"pages.sections.{name}"), href=href)
            day = day_in_words(change.day, self.language) if change.day else s(f"pages.change.{change.state}")
            count = Bit(s.number(len(self.catalogue.all(name))), style="num")
            rows.append(((section,), (count,), (Bit(day),)))
        if not rows:
            return self._block("changes", [s("health.changes.none")])
        table = self._table("changes", ("section", "records", "changed"), rows)
        return self._block("changes", [s("health.changes.text")], table=table)

    def _overdue(self) -> Block:
        """What was announced for a day that has passed, and of which nobody found a report."""
        s, today = self.s, self.settings.today
        records = [(c, r) for c in ("meetings", "summits") for r in self.catalogue.all(c)]
        announced = [(c, r) for c, r in records if r.status == EventStatus.ANNOUNCED]
        past = [(c, r) for c, r in announced if is_overdue(r, today)]
        undated = sum(r.date is None or r.date.latest is None for _, r in announced)
        past.sort(key=lambda found: found[1].date.sort_key, reverse=True)
        texts = [s.plural("health.overdue.text", len(past)) if past else s("health.overdue.none")]
        texts += [s.plural("health.overdue.undated", undated)] if undated else []
        texts += self._rest(len(past), ENTRIES)
        return self._block("overdue", texts, items=tuple(self._item(c, r) for c, r in past[:ENTRIES]))

    def _rest(self, number: int, most: int) -> list[str]:
        """Return what is said of a list that is longer than the page shows."""
        known = {"shown": self.s.number(most), "all": self.s.number(number)}
        return [self.s("pages.long_list.text", **known)] if number > most else []

    def _minutes(self) -> Block:
        """Meetings of the unit that were held and whose minutes nobody could read."""
        s = self.s
        held = [m for m in own_meetings(self.catalogue) if m.status == EventStatus.HELD]
        states = [(m, minutes_state(m)) for m in held]
        lacking = [(m, state) for m, state in states if state != DocumentState.FOUND]
        if not held:
            return self._block("minutes", [s("health.minutes.nothing_held")])
        known = {"all": s.number(len(held))}
        text = s.plural("health.minutes.text", len(lacking), **known) if lacking else s("health.minutes.none")
        bullets = tuple(self._of_minutes(m, state) for m, state in lacking[:LINKS])
        return self._block("minutes", [text, *self._rest(len(lacking), LINKS)], bullets=bullets)

    def _of_minutes(self, meeting: Any, state: DocumentState | None) -> Line:
        words = self.s.label(state) if state else self.s("health.minutes.not_noted")
        title = names.title("meetings", meeting, self.language, self.catalogue)
        href = routes.record(self.language, "meetings", meeting.id)
        return Bit(title.text, href=href, lang=title.lang), Bit(" · "), Bit(words, style="quiet")

    def _archived(self) -> Block:
        s, sources = self.s, self.catalogue.all("sources")
        linked = [x for x in sources if x.url]
        bare = [x for x in linked if not x.archived]
        known = {"all": s.number(len(linked))}
        texts = [s.plural("health.archived.text", len(bare), **known) if bare else s("health.archived.none")]
        if no_address := len(sources) - len(linked):
            texts.append(s.plural("health.archived.no_address", no_address))
        link = Bit(s("pages.sections.sources"), href=routes.section(self.language, "sources"))
        return self._block("archived", [*texts, (Bit(s("health.see")), Bit(" "), link)])

    def _untranslated(self) -> Block:
        s, texts = self.s, []
        languages = self.settings.languages
        lacking: Counter[str] = self.shared.get(
            self.catalogue,
            ("lacking", *languages),
            lambda t: Counter(code for _, r in t for _, code in missing(r, languages)),
        )
        for code in languages:
            if lacking[code]:
                tongue = s(f"languages.{code}")
                texts.append(s.plural("health.untranslated.text", lacking[code], language=tongue))
        lines: list[Line | str] = [*(texts or [s("health.untranslated.none")])]
        if page := self.prose.get("translations"):
            lines.append((Bit(s("health.see")), Bit(" "), page))
        return self._block("untranslated", lines)

    def _hosts(self) -> Block:
        """Where the register leads to, by host, and how many sources of each have no copy elsewhere."""
        s = self.s
        links: Counter[str] = self.shared.get(
            self.catalogue, ("hosts",), lambda t: Counter(link.host for link in external_links(t))
        )
        sources = [x for x in self.catalogue.all("sources") if x.url and not x.archived]
        bare = Counter(host_of(x.url) for x in sources)
        # So many that the table has an end, and no two with as many links are told apart.
        many = next(n for n in count(MANY) if sum(x >= n for x in links.values()) <= MOST_HOSTS)
        shown = sorted((h for h in links if links[h] >= many), key=lambda h: (-links[h], h))
        rows = [
            ((Bit(h),), (Bit(s.number(links[h]), style="num"),), (Bit(s.number(bare[h]), style="num"),))
            for h in shown
        ]
        texts = [s("health.hosts.text", links=s.number(links.total()), hosts=s.number(len(links)))]
        if rest := len(links) - len(shown):
            few = "rest" if many == MANY else "rest_few"
            texts.append(s.plural(f"health.hosts.{few}", rest, many=s.number(many)))
        table = self._table("hosts", ("host", "links", "bare"), rows) if rows else None
        return self._block("hosts", texts, table=table)

    def _item(self, collection: str, record: Any) -> Item:
        item = happening(Writer(self.catalogue, collection, record, self.language))
        way = form_link(self.prose, self.language, collection, record.id, "status", "report")
        return replace(item, meta=(*item.meta, way)) if way else item

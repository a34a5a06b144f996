# SPDX-License-Identifier: MIT
"""The timeline of the unit: every year from its first record to today, the empty ones too."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from utpe.pages import names, routes
from utpe.pages.happenings import happening, order, records_in_words
from utpe.pages.home import key_to_rings, rings
from utpe.pages.marks import mark
from utpe.pages.names_drawing import names_drawing, years_in_words
from utpe.pages.overview_view import TimelineView, YearMark, YearSection
from utpe.pages.view import Bit, Block, Item, Line, Notice
from utpe.pages.writer import Writer
from utpe.records.catalogue import Catalogue
from utpe.records.dated import by_year, is_told_by_its_summit
from utpe.records.network import DatedName
from utpe.records.own import Entry, own_entries, years_of_unit
from utpe.records.trace import Trace
from utpe.records.vocab import CoordinationStatus, MeetingRelation
from utpe.text.dates import day_in_words
from utpe.text.strings import strings

MOST_OF_YEAR, MOST_AROUND = 20, 6
"""How many of the unit's entries, and of the network's, a year shows here; its own page has the rest."""
AROUND = (MeetingRelation.NETWORK_WITH_UNIT, MeetingRelation.NETWORK_ALL_UNITS)


def timeline_view(catalogue: Catalogue | Trace, language: str, today: dt.date) -> TimelineView:
    """Return the generated parts of the timeline in one language, the oldest year first."""
    return _Timeline(catalogue, language, today).view()


class _Timeline:
    def __init__(self, catalogue: Catalogue | Trace, language: str, today: dt.date) -> None:
        self.catalogue, self.language, self.today = catalogue, language, today
        self.s = strings(language)
        self.years = years_of_unit(catalogue, today.year)
        self.units = catalogue.all("unit")
        self.names: list[DatedName] = [name for unit in self.units for name in unit.names]
        self.terms = sorted(catalogue.all("coordination"), key=lambda t: t.date.sort_key)
        self.dated = by_year(catalogue)
        self.own = _years_of(own_entries(catalogue))
        around = [m for m in catalogue.all("meetings") if m.relation in AROUND]
        self.with_unit = {
            m.date.year for m in around if m.date and m.relation == MeetingRelation.NETWORK_WITH_UNIT
        }
        summits = [("summits", x) for x in catalogue.all("summits")]
        others = [("meetings", m) for m in around if not is_told_by_its_summit(m)]
        self.context = _years_of([*summits, *others])

    def view(self) -> TimelineView:
        meetings = [r for year in self.years for c, r in self.own[year] if c == "meetings"]
        return TimelineView(
            years=tuple(map(self._mark, self.years)),
            marks=key_to_rings(meetings, self.s),
            notice=self._before(),
            names=self._names(),
            sections=tuple(self._sections()),
            undated=tuple(self._item(*entry) for entry in self.own[0][:MOST_OF_YEAR]),
            undated_rest=self._undated_rest(),
            others=tuple(self._page(year) for year in self._earlier()),
            others_text=self.s("pages.timeline.others_text", counts=self._counts(self._earlier())),
        )

    def _undated_rest(self) -> Line:
        words = self._rest(len(self.own[0]))
        href = routes.facet(self.language, "meetings", "relation", MeetingRelation.OWN)
        return (Bit(words), Bit(" "), Bit(self.s("pages.long_list.all"), href=href)) if words else ()

    def _earlier(self) -> list[int]:
        """Return the years of the register before the unit's first."""
        return [year for year in self.dated if self.years and year < self.years[0]]

    def _counts(self, years: list[int]) -> str:
        found = {(d.collection, d.record.id) for year in years for d in self.dated[year]}
        return records_in_words((collection for collection, _ in found), self.s)

    def _is_empty(self, year: int) -> bool:
        named = any(year in name.years for name in self.names)
        return not (self.own[year] or self._terms(year) or named or year in self.with_unit)

    def _terms(self, year: int) -> list[Any]:
        return [t for t in self.terms if year in t.date.years]

    def _mark(self, year: int) -> YearMark:
        marks, more, text = rings([r for c, r in self.own[year] if c == "meetings"], self.s)
        is_empty = self._is_empty(year)
        lacking = "nothing" if is_empty else "no_meetings"
        text = text or self.s(f"pages.timeline.{lacking}")
        return YearMark(str(year), f"#y{year}", marks, text, is_empty, more)

    def _before(self) -> Notice | None:
        """What is said of the years before the first record."""
        if not (self.units and self.years):
            return None
        since = self.units[0].working_since
        w = Writer(self.catalogue, "unit", self.units[0], self.language)
        label = Bit(self.s("pages.list_title", section=self.s(w.field_key("working_since")), value=""))
        line = (label, *w.date(since.date, "working_since"), Bit(". "), w.said(since.note))
        return Notice("gap", self.s("pages.timeline.before", year=self.years[0]), (line,))

    def _names(self) -> Block | None:
        drawing = names_drawing(self.names, self.s, self.today.year)
        if drawing is None:
            return None
        items = tuple(self._name(n, "", Bit(years_in_words(n, self.s))) for n in self.names if n.years)
        return Block("names", self.s("pages.names_through_time"), items=items, names=drawing)

    def _sections(self) -> Iterator[YearSection]:
        for is_empty, members in groupby(self.years, self._is_empty):
            run = list(members)
            for years in [run] if is_empty else [[year] for year in run]:
                yield self._section(years, is_empty)

    def _section(self, years: list[int], is_empty: bool) -> YearSection:
        s = self.s
        texts = [s("pages.timeline.empty")] if is_empty else []
        if self.today.year in years:
            texts.append(s("pages.timeline.until", day=day_in_words(self.today, self.language)))
        around = [entry for year in years for entry in self.context[year]]
        if len(around) > MOST_AROUND:
            known = {"shown": s.number(MOST_AROUND), "all": s.number(len(around))}
            texts.append(s("pages.timeline.around", **known))
        heads = [p for p in self.catalogue.all("presidencies") if set(p.years) & set(years)]
        return YearSection(
            years=tuple(map(str, years)),
            text=" ".join(texts),
            own=() if is_empty else tuple(self._own(years[0])),
            context=tuple(self._item(*entry) for entry in around[:MOST_AROUND]),
            heads=tuple(map(self._head, sorted(heads, key=lambda p: p.date.sort_key))),
            pages=tuple(self._page(year) for year in years if year in self.dated),
            rest=self._rest(len(self.own[years[0]])),
        )

    def _rest(self, number: int) -> str:
        """Return what is said of a year with more of the unit's than are shown; its own page has all."""
        words = {"shown": self.s.number(MOST_OF_YEAR), "all": self.s.number(number)}
        return self.s("pages.long_list.text", **words) if number > MOST_OF_YEAR else ""

    def _own(self, year: int) -> Iterator[Item]:
        s = self.s
        terms = self._terms(year)
        yield from (self._item("coordination", t) for t in terms)
        if not terms:
            yield Item(
                Bit(s("pages.timeline.no_coordination")),
                mark=mark(CoordinationStatus.UNKNOWN, s),
                is_own=False,
            )
        yield from (self._item(*entry) for entry in self.own[year][:MOST_OF_YEAR])
        used = [n for n in self.names if year in n.years]
        for n in used:
            doubt = [Bit(s("pages.date_inferred"), style="est")] if n.years[year] else []
            yield self._name(n, s("pages.names.kind"), *doubt)
        if not used:
            yield Item(
                Bit(s("pages.timeline.no_name")), mark=mark(CoordinationStatus.UNKNOWN, s), is_own=False
            )

    def _item(self, collection: str, record: Any) -> Item:
        return happening(Writer(self.catalogue, collection, record, self.language))

    def _name(self, name: DatedName, kind: str, *details: Bit) -> Item:
        w = Writer(self.catalogue, "unit", self.units[0], self.language)
        bit = names.in_language(name.name, self.language)
        title = Bit(bit.text, href=f"{w.link('unit', self.units[0].id).href}#names", lang=bit.lang)
        state = Bit(self.s.label(name.status), style="strong")
        meta = (*((Bit(kind),) if kind else ()), state, *details)
        return Item(title, meta, mark=w.mark(name.status), is_own=False)

    def _head(self, presidency: Any) -> Bit:
        city = self.catalogue.get("cities", presidency.city_id)
        name = names.in_language(city.name, self.language).text if city else presidency.city_id
        return Bit(
            f"{name} ({presidency.term})", href=routes.record(self.language, "presidencies", presidency.id)
        )

    def _page(self, year: int) -> Bit:
        n = len({(d.collection, d.record.id) for d in self.dated[year]})
        words = self.s.plural("pages.timeline.year_count", n, year=year)
        return Bit(words, href=routes.overview(self.language, "timeline", str(year)))


def _years_of(entries: list[Entry]) -> defaultdict[int, list[Entry]]:
    """Return entries by year, in the order of their dates; 0 stands for those without a year."""
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for collection, record in entries:
        found[(record.date.year if record.date else 0) or 0].append((collection, record))
    for members in found.values():
        members.sort(key=lambda entry: order(entry[1].date) if entry[1].date else (0, 0, 0, entry[1].id))
    return found

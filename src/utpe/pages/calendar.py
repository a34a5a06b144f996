# SPDX-License-Identifier: MIT
"""The pages of the years: everything in the register that has a date in one year, by months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from babel.dates import format_date

from utpe.pages import routes
from utpe.pages.happenings import happening, order, records_in_words
from utpe.pages.list_view import Group
from utpe.pages.overview import Overview
from utpe.pages.overview_view import YearPage
from utpe.pages.paging import pager
from utpe.pages.view import Bit, Item, Neighbour
from utpe.pages.writer import Writer
from utpe.records.dated import Dated

NO_MONTH = 0
PAGE_SIZE = 150
"""Entries on a page: no page may pass 60 KB of HTML."""


@dataclass(frozen=True)
class Calendar(Overview):
    """Makes the page of each year in which the register has anything."""

    years: dict[int, list[Dated]]
    """Every date of the register (`records.dated.by_year`)."""
    unit: range
    """The years that the timeline of the unit has."""
    reported: frozenset[int] = frozenset()
    """The years that have a report of their own."""

    def parts(self) -> list[str]:
        """Return the years that have a page."""
        return [str(year) for year in self.years]

    def own_facts(self, part: str) -> tuple[object, ...]:
        """Return which dates stand on the page of a year, and which years stand beside it."""
        year = int(part)
        shown = [*self._before(year), *self.years[year]]
        dates = tuple((d.collection, d.record.id, d.field, d.date.text) for d in shown)
        return (*dates, *self._neighbours(year), year in self.unit, year in self.reported)

    def part(self, part: str) -> Iterator[YearPage]:
        """Yield the pages of a year."""
        s, year = self.s, int(part)
        before, found = self._before(year), sorted(self.years[year], key=lambda d: order(d.date))
        everything = [*before, *found]
        starts = range(0, len(everything), PAGE_SIZE)
        for number, start in enumerate(starts, 1):
            until = start + PAGE_SIZE
            still_on = before[start:until]
            own = found[max(0, start - len(before)) : max(0, until - len(before))]
            title = s("pages.calendar.title", year=year)
            if number > 1:
                title = s("pages.page_title", title=title, number=number)
            paths = {
                c: routes.numbered(routes.overview(c, "timeline", part), number, c)
                for c in self.settings.languages
            }
            first = routes.overview(self.language, "timeline", part)
            yield YearPage(
                language=self.language,
                collection="timeline",
                path=paths[self.language],
                title=Bit(title),
                description=s("pages.calendar.description", title=title, counts=self._counts(found)),
                crumbs=self.crumbs if number == 1 else (*self.crumbs, Bit(part, href=first)),
                lead=s("pages.calendar.lead", counts=self._counts(found)),
                groups=(*self._still_on(still_on), *self._months(own)),
                links=tuple(self._links(year, found)),
                pager=pager(first, len(starts), number, self.language),
                neighbours=tuple(self._neighbours(year)),
                alternates=paths,
            )

    def _counts(self, found: list[Dated]) -> str:
        records = {(d.collection, d.record.id) for d in found}
        return records_in_words((collection for collection, _ in records), self.s)

    def _months(self, found: list[Dated]) -> Iterator[Group]:
        """Each month, then what is known to the year only: nothing is put into a month by guess."""
        for month, members in groupby(found, _month):
            items = tuple(self._item(d) for d in members)
            if month == NO_MONTH:
                yield Group("no-month", self.s("pages.calendar.no_month"), len(items), items)
                continue
            # The name of a month standing by itself (CLDR), as a heading.
            name = format_date(dt.date(2000, month, 1), "LLLL", locale=self.s.locale)
            yield Group(f"m{month:02d}", name[:1].upper() + name[1:], len(items), items)

    def _still_on(self, before: list[Dated]) -> Iterator[Group]:
        """What began in an earlier year and is known to last into this one."""
        if before:
            items = tuple(self._item(d) for d in before)
            yield Group("before", self.s("pages.calendar.before"), len(items), items)

    def _before(self, year: int) -> list[Dated]:
        return [d for y, found in self.years.items() if y < year for d in found if year in d.date.years]

    def _item(self, dated: Dated) -> Item:
        record = self.catalogue.get(dated.collection, dated.record.id)
        return happening(Writer(self.catalogue, dated.collection, record, self.language), dated.field)

    def _links(self, year: int, found: list[Dated]) -> Iterator[Bit]:
        s = self.s
        if year in self.unit:
            yield Bit(s("pages.calendar.unit", year=year), href=f"{self.root.href}#y{year}")
        if year in self.reported:
            yield Bit(s("yearly.offer", year=year), href=routes.year_report(self.language, year))
        for name in ("meetings", "publications"):
            if any(d.collection == name for d in found):
                words = s("pages.list_title", section=s(f"pages.sections.{name}"), value=year)
                yield Bit(words, href=routes.facet(self.language, name, "year", str(year)))

    def _neighbours(self, year: int) -> Iterator[Neighbour]:
        years = list(self.years)
        at = years.index(year)
        for key, n in (("previous", at - 1), ("next", at + 1)):
            if 0 <= n < len(years):
                path = routes.overview(self.language, "timeline", str(years[n]))
                yield Neighbour(self.s(f"pages.calendar.{key}"), Bit(str(years[n]), href=path))


def _month(dated: Dated) -> int:
    moment = dated.date.start or dated.date.end
    return moment.month or NO_MONTH if moment else NO_MONTH

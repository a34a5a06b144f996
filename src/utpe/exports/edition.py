# SPDX-License-Identifier: MIT
"""What every export is made from: one checked catalogue, its history, and the settings of the site."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from utpe.indicators.table import Figures, figures
from utpe.pages import routes
from utpe.reading.git_history import History
from utpe.records.catalogue import Catalogue
from utpe.settings import Settings


@dataclass(frozen=True)
class Edition:
    """One edition of the register. Nothing in it depends on the clock of the machine."""

    settings: Settings
    catalogue: Catalogue
    history: History
    figures: Figures

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site."""
        return self.settings.languages

    def changed_at(self, collection: str, id_: str) -> dt.datetime | None:
        """Return the UTC time of the last commit of a record's own lines; None when git does not know."""
        origin = self.catalogue.origins[(collection, id_)]
        return self.history.of_lines(origin.file, *origin.lines).time

    def changed(self, collection: str, id_: str) -> dt.date | None:
        """Return the day of that last commit; None when git does not know."""
        time = self.changed_at(collection, id_)
        return time.date() if time else None

    def read_on(self, record: Any) -> dt.date | None:
        """Return the day on which the sources of a record were last read; None when none says.

        Of a month, its first day: nothing is younger than its reading.
        """
        cited = (self.catalogue.get("sources", x.id) for x in getattr(record, "sources", ()))
        return max((x.accessed.earliest for x in cited if x and x.accessed.earliest), default=None)

    @property
    def data_date(self) -> dt.date | None:
        """The day of the last change of any record; None when git does not know that of every one."""
        days = [self.changed(*key) for key in self.catalogue.origins]
        known = [day for day in days if day]
        return max(known) if known and len(known) == len(days) else None

    def link(self, path: str, file: str) -> str:
        """Return the address of a path as a file of the site names it: absolute where the site has one."""
        return (self.settings.site_url or routes.depth_prefix(file)) + path

    def address(self, path: str) -> str:
        """Return the absolute address of a path of the site; empty where the site has no address."""
        return self.settings.site_url and self.settings.site_url + path

    def page(self, language: str, collection: str, id_: str) -> str:
        """Return the absolute address of a record in one language; empty where the site has no address."""
        return self.address(routes.record(language, collection, id_))


def edition_of(settings: Settings, catalogue: Catalogue, history: History) -> Edition:
    """Return the edition of a catalogue, its indicators counted."""
    counted = figures(catalogue, settings.today.year, settings.languages)
    return Edition(settings, catalogue, history, counted)

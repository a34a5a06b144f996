# SPDX-License-Identifier: MIT
"""Every indicator of the site, in the order of the page, from one catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from utpe.indicators import participation, quality, register, unit
from utpe.indicators.figure import Figure
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace

Figures = dict[str, Figure]


def file_of(id_: str) -> str:
    """Return the address of the download of an indicator, from the root of the site."""
    return f"data/indicators/{id_}.csv"


def figures(catalogue: Catalogue | Trace, this_year: int, languages: Sequence[str]) -> Figures:
    """Return every indicator by its id; `this_year` is the last that is shown."""
    found = (
        unit.theoretical_production(catalogue, this_year),
        unit.in_person_meetings(catalogue, this_year),
        participation.modes(catalogue),
        participation.cities(catalogue),
        participation.participating_countries(catalogue),
        participation.minutes(catalogue),
        register.topics(catalogue),
        register.governance_kinds(catalogue),
        register.governance_states(catalogue),
        register.governance_decades(catalogue),
        register.governance_countries(catalogue),
        quality.confidence(catalogue),
        quality.dates(catalogue),
        quality.completeness(catalogue, languages),
    )
    return {figure.id: figure for figure in found}

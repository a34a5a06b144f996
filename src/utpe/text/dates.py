# SPDX-License-Identifier: MIT
"""EDTF dates in words, by CLDR (Babel); uncertainty is returned apart so that it can be said in words."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from utpe.records.edtf import Edtf, Moment
from utpe.text.strings import Strings, strings


def date_in_words(date: Edtf, language: str) -> str:
    """Return the date in words: «3 al 5 de junio de 2014», «agosto de 2014», «década de 1970»."""
    return _words(date.text, date, language)


@lru_cache(maxsize=20_000)
def _words(_key: str, date: Edtf, language: str) -> str:
    s = strings(language)
    start, end = date.start, date.end
    if not date.is_interval and start:
        return _moment(start, s)
    if start and end:
        return _span(start, end, s)
    if start:
        key = "dates.since" if date.is_open_end else "dates.from"
        return s(key, date=_moment(start, s))
    if end is None:
        raise ValueError(f"{date}: an interval with neither end")
    return s("dates.until", date=_moment(end, s))


def day_within(date: Edtf, language: str) -> str:
    """Return the date of what has one day, not a period: «entre abril de 2014 y el 3 de mayo de 2014»."""
    s = strings(language)
    if not (date.is_interval and date.start and date.end) or date.start == date.end:
        return date_in_words(date, language)
    first, last = (
        s("dates.the_day", date=_moment(end, s)) if end.precision == "day" else _moment(end, s)
        for end in (date.start, date.end)
    )
    return s("dates.between", first=first, last=last)


def term_in_figures(date: Edtf) -> str:
    """Return the years of a term: «2014-2015», «2026»; «2026-», «-2026» with an open or unknown end."""
    ends = [str(x.year) if x else "" for x in (date.start, date.end)]
    return "-".join(dict.fromkeys(ends)) if date.is_interval else ends[0]


@lru_cache(maxsize=20_000)
def day_in_words(day: dt.date, language: str) -> str:
    """Return a full day in words: «24 de noviembre de 2026», «1º de dezembro de 2026»."""
    s = strings(language)
    return _first_day(format_date(day, format=s("dates.day_format"), locale=s.locale), s)


def _moment(moment: Moment, s: Strings) -> str:
    if moment.precision == "day":
        return day_in_words(moment.earliest, s.language)
    if moment.precision == "decade":
        return s("dates.decade", year=moment.year)
    if moment.precision == "year":
        return str(moment.year)
    return format_skeleton("yMMMM", moment.earliest, locale=s.locale)


def _span(start: Moment, end: Moment, s: Strings) -> str:
    if start == end:
        return _moment(start, s)
    if start.precision == end.precision == "day" and (start.year, start.month) == (end.year, end.month):
        last = day_in_words(end.earliest, s.language)
        first = _first_day(str(start.day), s) if start.day == 1 else str(start.day)
        return s("dates.days_of_month", first=first, last=last)
    first = _moment(start, s)
    if start.precision == end.precision and start.precision in ("month", "day") and start.year == end.year:
        # CLDR's own intervals are for tables: «abril al mayo de 2015» is no Spanish.
        first = re.sub(rf"\s+((de|of)\s+)?{start.year}$", "", first)
    key = "dates.span_to_day" if end.precision == "day" else "dates.span"
    return s(key, first=first, last=_moment(end, s))


def _first_day(text: str, s: Strings) -> str:
    return re.sub(r"^1(?!\d)", s("dates.first"), text)

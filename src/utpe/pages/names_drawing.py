# SPDX-License-Identifier: MIT
"""Names through time, drawn: a dot for each year in which a source shows a name, nothing filled in between.

Lengths are in `em` and places along the axis in percent of the width, so that one drawing serves every
screen, follows the reader's size of text and never scales its letters.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise

from utpe.pages import names
from utpe.pages.view import NameRow, NamesDrawing
from utpe.records.network import DatedName
from utpe.records.vocab import NameStatus
from utpe.text.strings import Strings

LINE, ABOVE_DOT, BELOW_DOT = 1.3, 1.15, 1.25
LETTERS = 46
"""What a line of the narrowest screen holds."""
MARGIN = 2.5
TICK = 5


def names_drawing(dated: Sequence[DatedName], s: Strings, until: int = 0) -> NamesDrawing | None:
    """Return names drawn from the first year documented to the last, or to `until`; None without years."""
    known = [n for n in dated if n.years]
    if not known:
        return None
    first = min(min(n.years) for n in known)
    last = max(until, first + 1, *(max(n.years) for n in known))

    def place(year: int) -> str:
        return f"{MARGIN + (year - first) * (100 - 2 * MARGIN) / (last - first):.4g}%"

    rows, top = [], 0.0
    stem = names.in_language(known[0].name, s.language).text
    for n in known:
        label = names.in_language(n.name, s.language).text
        if label.startswith(f"{stem} "):
            label = f"…{label.removeprefix(stem)}"
        lines = [(_em(top + LINE * k), x) for k, x in enumerate(textwrap.wrap(label, LETTERS), 1)]
        y = top + LINE * len(lines) + ABOVE_DOT
        rows.append(
            NameRow(
                is_proposed=n.status == NameStatus.PROPOSED,
                label=tuple(lines),
                y=_em(y),
                dots=tuple((place(year), is_inferred) for year, is_inferred in n.years.items()),
                bars=tuple((place(x[0]), place(x[-1])) for x in n.spans if len(x) > 1),
                gaps=tuple((place(a[-1]), place(b[0])) for a, b in pairwise(n.spans)),
            )
        )
        top = y + BELOW_DOT
    shown = [year for year in range(first, last, TICK) if last - year >= TICK // 2 + 1] + [last]
    anchors = {first: "start", last: "end"}
    return NamesDrawing(
        title=s("pages.names.drawn", first=first, last=last),
        text=" ".join(_sentence(n, s) for n in known),
        height=_em(top + LINE + 0.4),
        rows=tuple(rows),
        axis=(_em(top), _em(top + LINE)),
        ticks=tuple((place(year), anchors.get(year, "middle"), str(year)) for year in shown),
        key=_key(rows, s),
    )


def years_in_words(dated: DatedName, s: Strings) -> str:
    """Return «2001, 2012 y 2013-2014», a year that is only inferred said to be so."""
    words = []
    for span in dated.spans:
        years = f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0])
        is_inferred = any(dated.years[year] for year in span)
        words.append(s("pages.year_inferred", year=years) if is_inferred else years)
    return s.join(words)


def _sentence(n: DatedName, s: Strings) -> str:
    name = names.in_language(n.name, s.language).text
    return s("pages.names.row", name=name, status=s.label(n.status).lower(), years=years_in_words(n, s))


def _key(rows: Sequence[NameRow], s: Strings) -> tuple[tuple[str, str], ...]:
    found = {
        "used": any(not row.is_proposed for row in rows),
        "proposed": any(row.is_proposed for row in rows),
        "inferred": any(is_inferred for row in rows for _, is_inferred in row.dots),
        "bar": any(row.bars for row in rows),
        "gap": any(row.gaps for row in rows),
    }
    return tuple((sign, s(f"pages.names.key.{sign}")) for sign, is_there in found.items() if is_there)


def _em(length: float) -> str:
    return f"{length:.4g}em"

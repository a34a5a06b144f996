# SPDX-License-Identifier: MIT
"""The pages of the indicators: each figure with its question, its answer, its drawing and its origin."""

from __future__ import annotations

from collections.abc import Iterator

from utpe.charts.years import NARROW, WIDE, Series, draw_years, things_to_a_mark
from utpe.indicators.figure import UNDATED, Figure
from utpe.indicators.table import Figures, file_of
from utpe.indicators.words import measure_name
from utpe.pages.answers import answer
from utpe.pages.indicator_looks import CHAPTERS, LOOKS, mark_of, origin
from utpe.pages.indicator_tables import listed, table
from utpe.pages.indicator_view import Chapter, Indicator, Measured, YearChart
from utpe.text.strings import Strings, strings


def chapters(figures: Figures, page: str, language: str) -> tuple[Chapter, ...]:
    """Return the indicators of a page in one language, in its chapters."""
    s = strings(language)
    return tuple(
        Chapter(
            name,
            s(f"indicators.chapter.{name}.title"),
            s(f"indicators.chapter.{name}.text"),
            tuple(_indicator(figures[id_], s) for id_ in ids),
        )
        for name, ids in CHAPTERS[page].items()
    )


def said(figures: Figures, page: str, language: str) -> Iterator[str]:
    """Yield the question and the answer of each indicator of a page."""
    for chapter in chapters(figures, page, language):
        yield from (f"{i.question} {i.answer}" for i in chapter.indicators)


def _indicator(figure: Figure, s: Strings) -> Indicator:
    look, key = LOOKS[figure.id], f"indicators.{figure.id}"
    made = table(figure, look, s)
    is_years = look.drawing == "years"
    hidden = len(figure.rows) - len(made.rows)
    return Indicator(
        id=figure.id,
        name=s(f"{key}.name"),
        question=s(f"{key}.question"),
        answer=answer(figure, s),
        counts=s(f"{key}.counts"),
        counts_not=s(f"{key}.counts_not"),
        table=made,
        years=_year_chart(figure, s) if is_years else None,
        sums=tuple(_sum(figure, m, s) for m in figure.measures) if is_years else (),
        parts=tuple(c for c in made.columns if c.pattern),
        note=s.plural(f"{key}.more", hidden) if hidden else "",
        # What narrows a listing to nothing makes no page.
        origins=tuple(origin(x, s) for x in look.origins if figure.records or not x[1]),
        file=file_of(figure.id),
    )


def _sum(figure: Figure, measure: str, s: Strings) -> Measured:
    """Return a measure with its sum over all years, the undated too."""
    return Measured(measure_name(figure, measure, s), s.number(figure.sum(measure)), mark_of(measure, s))


def _year_chart(figure: Figure, s: Strings) -> YearChart:
    rows = {int(row.id): row for row in figure.rows if row.id != UNDATED}
    names = [measure_name(figure, m, s) for m in figure.measures]
    series = []
    for n, measure in enumerate(figure.measures):
        looks = mark_of(measure, s)
        counts = {year: row.values[n] for year, row in rows.items() if row.values[n]}
        # What is asked for has its line even where it is empty.
        if counts or n == 0:
            series.append(Series(names[n], looks.shape, looks.tone, counts))
    deduced = frozenset(year for year, row in rows.items() if row.deduced)
    said = [
        s("indicators.year_in_words", year=year, parts=listed(zip(names, row.values, strict=True), s))
        for year, row in rows.items()
        if row.total
    ]
    each = things_to_a_mark(series)
    return YearChart(
        draw_years(series, list(rows), WIDE, deduced, each),
        draw_years(series, list(rows), NARROW, deduced, each),
        s(f"indicators.{figure.id}.chart"),
        " ".join(said) or s("indicators.nothing"),
        _year_note(figure, names, bool(deduced), each, s),
    )


def _year_note(figure: Figure, names: list[str], has_deduced: bool, each: int, s: Strings) -> str:
    notes = [s("indicators.one_mark") if each == 1 else s("indicators.many_to_a_mark", n=s.number(each))]
    if has_deduced:
        notes.append(s(f"indicators.{figure.id}.deduced_years"))
    undated = next((row.values for row in figure.rows if row.id == UNDATED), ())
    if sum(undated):
        notes.append(s("indicators.not_drawn", parts=listed(zip(names, undated, strict=True), s)))
    return " ".join(notes)

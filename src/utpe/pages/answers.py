# SPDX-License-Identifier: MIT
"""The answer that each indicator gives, in words made of its own figures."""

from __future__ import annotations

from collections.abc import Callable

from utpe.indicators.figure import UNDATED, Figure, Row
from utpe.indicators.words import measure_name, row_name
from utpe.text.strings import Strings

FEW = 8
"""Rows that a sentence can still list; of more, it names the first."""
NAMED = 3


def answer(figure: Figure, s: Strings) -> str:
    """Return the answer of an indicator in the language of `s`."""
    sentence = f"{_ANSWERS[figure.id](figure, s)}."
    if not figure.deduced:
        return sentence
    return f"{sentence} {s('indicators.rests', n=s.number(figure.deduced), all=s.number(figure.records))}"


def _by_year(figure: Figure, s: Strings, measure: str) -> str:
    """Return «6 en 2014 y 1 en 2022», the undated apart."""
    dated = [(r, r.values[figure.measures.index(measure)]) for r in figure.rows if r.id != UNDATED]
    return s.join([s(_key(figure, "in_year"), n=s.number(n), year=row.id) for row, n in dated if n])


def _theory(figure: Figure, s: Strings) -> str:
    span = _span(figure, s)
    others = [
        s("indicators.in_words", name=_inside(measure_name(figure, m, s)), n=s.number(figure.sum(m)))
        for m in figure.measures
        if m != "theory" and figure.sum(m)
    ]
    total = figure.sum("theory")
    if not total:
        words = s(_key(figure, "none"), span=span)
    else:
        words = s.plural(_key(figure, "some"), total, years=_by_year(figure, s, "theory"), span=span)
    if others:
        found = figure.records - total
        words += s.plural(_key(figure, "others" if total else "only_others"), found, kinds=s.join(others))
    return words


def _in_person(figure: Figure, s: Strings) -> str:
    total, span = figure.sum("held_in_person"), _span(figure, s)
    if not total:
        return s(_key(figure, "none"), span=span)
    years = [row for row in figure.rows if row.id != UNDATED]
    empty = sum(not row.values[0] for row in years)
    words = s.plural(_key(figure, "some"), total, years=_by_year(figure, s, "held_in_person"))
    return words + s.plural(_key(figure, "empty"), empty, span=span) if empty else words


def _modes(figure: Figure, s: Strings) -> str:
    held = figure.column("held")
    parts = [s.plural(_key(figure, f"mode.{mode}"), n) for mode, n in held.items() if n]
    total = figure.sum("held")
    return s.plural(_key(figure, "some"), total, parts=s.join(parts)) if total else s(_key(figure, "none"))


def _cities(figure: Figure, s: Strings) -> str:
    held = [row for row in figure.rows if row.values[0]]
    only_announced = len(figure.rows) - len(held)
    if not held:
        return s(_key(figure, "none"))
    most = held[0].values[0]
    first = [row for row in held if row.values[0] == most]
    names = s.join([row_name(figure, row, s.language)[0] for row in first[:NAMED]])
    words = s.plural(_key(figure, "some"), len(held))
    words += s.plural(_key(figure, "most"), most, names=names) if len(first) <= NAMED else ""
    return words + s.plural(_key(figure, "announced"), only_announced) if only_announced else words


def _countries(figure: Figure, s: Strings) -> str:
    held = [row for row in figure.rows if row.values[0]]
    parts = [_of(figure, row, row.values[0], s) for row in held[:FEW]]
    return s.plural(_key(figure, "some"), len(held), parts=s.join(parts)) if held else s(_key(figure, "none"))


def _minutes(figure: Figure, s: Strings) -> str:
    totals = {row.id: row.total for row in figure.rows}
    looked_for = sum(n for state, n in totals.items() if state != "not_noted")
    if not looked_for:
        return s(_key(figure, "not_looked_for"))
    if not totals["found"]:
        return s.plural(_key(figure, "none"), looked_for)
    return s.plural(_key(figure, "some"), totals["found"], looked_for=s.number(looked_for))


def _topics(figure: Figure, s: Strings) -> str:
    parts = [_of(figure, row, row.total, s) for row in figure.rows[:NAMED] if row.total]
    return s(_key(figure, "some"), parts=s.join(parts)) if parts else s(_key(figure, "none"))


def _kinds(figure: Figure, s: Strings) -> str:
    if not figure.rows:
        return s(_key(figure, "none"))
    parts = [_of(figure, row, row.total, s, is_name=False) for row in figure.rows[:NAMED]]
    return s.plural(_key(figure, "some"), figure.records, parts=s.join(parts))


def _states(figure: Figure, s: Strings) -> str:
    active, unknown = figure.value("active", "bodies"), figure.value("unknown", "bodies")
    return s.plural(
        _key(figure, "some"),
        figure.records,
        active=s.number(active),
        unknown=s.number(unknown),
        other=s.number(figure.records - active - unknown),
    )


def _decades(figure: Figure, s: Strings) -> str:
    dated = [row for row in figure.rows if row.id != UNDATED and row.total]
    if not dated:
        return s(_key(figure, "none"))
    most = max(dated, key=lambda row: row.total)
    undated = figure.value(UNDATED, "bodies")
    words = s.plural(_key(figure, "some"), most.total, decade=row_name(figure, most, s.language)[0])
    return words + s.plural(_key(figure, "undated"), undated) if undated else words


def _body_countries(figure: Figure, s: Strings) -> str:
    parts = [_of(figure, row, row.total, s) for row in figure.rows[:NAMED]]
    return (
        s.plural(_key(figure, "some"), figure.records, parts=s.join(parts))
        if parts
        else s(_key(figure, "none"))
    )


def _confidence(figure: Figure, s: Strings) -> str:
    sums = {m: s.number(figure.sum(m)) for m in figure.measures}
    return s.plural(
        _key(figure, "some"), figure.records, high=sums["high"], medium=sums["medium"], low=sums["low"]
    )


def _dates(figure: Figure, s: Strings) -> str:
    row = next((r for r in figure.rows if r.id == "meetings"), None)
    if row is None:
        return s(_key(figure, "none"))
    day, partial, deduced, none = map(s.number, row.values)
    return s.plural(_key(figure, "some"), row.total, day=day, partial=partial, deduced=deduced, none=none)


def _completeness(figure: Figure, s: Strings) -> str:
    rows = {row.id: row for row in figure.rows}
    archived, dated, texts = rows["source_archived"], rows["source_date"], rows["text_languages"]
    lacking = texts.values[1]
    words = s.plural(
        _key(figure, "some"),
        figure.records,
        archived=s.plural(_key(figure, "archived"), archived.values[0]),
        dated=s.plural(_key(figure, "dated"), dated.values[0]),
    )
    return words + (s.plural(_key(figure, "lacking"), lacking) if lacking else s(_key(figure, "whole")))


_ANSWERS: dict[str, Callable[[Figure, Strings], str]] = {
    "theoretical-production": _theory,
    "in-person-meetings": _in_person,
    "modes": _modes,
    "cities": _cities,
    "participating-countries": _countries,
    "minutes": _minutes,
    "topics": _topics,
    "governance-kinds": _kinds,
    "governance-states": _states,
    "governance-decades": _decades,
    "governance-countries": _body_countries,
    "confidence": _confidence,
    "dates": _dates,
    "completeness": _completeness,
}


def _key(figure: Figure, name: str) -> str:
    return f"indicators.{figure.id}.answer.{name}"


def _span(figure: Figure, s: Strings) -> str:
    """Return «de 2001 a 2026»; nothing has happened yet where there is no year."""
    years = [row.id for row in figure.rows if row.id != UNDATED]
    return s("indicators.span", first=years[0], last=years[-1]) if years else s("indicators.no_span")


def _of(figure: Figure, row: Row, n: int, s: Strings, is_name: bool = True) -> str:
    name = row_name(figure, row, s.language)[0]
    return s("indicators.in_words", name=name if is_name else _inside(name), n=s.number(n))


def _inside(label: str) -> str:
    """Lower the first letter, as a label stands inside a sentence."""
    return label[:1].lower() + label[1:]

# SPDX-License-Identifier: MIT
"""Rows that meetings and summits share: when, where, who receives."""

from __future__ import annotations

from utpe.pages.view import Bit, Line, Row
from utpe.pages.writer import Writer
from utpe.records.base import Text
from utpe.records.edtf import Edtf
from utpe.records.vocab import Mode


def when_and_where(w: Writer, date: Edtf | None, date_text: Text | None, city_ids: tuple[str, ...]) -> Line:
    """Return «7 de julio de 2017, Buenos Aires» for the head of a page."""
    bits: list[Bit] = []
    if date:
        bits += w.date(date)
    elif date_text:
        bits.append(w.said(date_text))
    cities = [Bit(w.link("cities", i).text) for i in city_ids]
    if cities:
        bits += [Bit(", ")] if bits else []
        bits += w.comma(cities)
    return tuple(bits)


def place_row(w: Writer, city_ids: tuple[str, ...], mode: Mode, venue: Text | None = None) -> Row:
    """Return the row of the place, or one that says that it is not known."""
    lines: list[Line] = [w.place(i) for i in city_ids]
    if venue:
        lines.append((w.said(venue),))
    if not lines and mode == Mode.VIRTUAL:
        return w.row("mode", Bit(w.s("pages.at_a_distance")), label=w.s("pages.place"))
    lines = lines or [(Bit(w.s("pages.place_unknown"), style="quiet"),)]
    return w.row(("city_ids", "venue"), *lines, label=w.s("pages.place"))


def hosts_row(
    w: Writer, host: Text | None, city_ids: tuple[str, ...], organization_ids: tuple[str, ...]
) -> Row | None:
    """Return the row of who receives, or None."""
    links = [w.link("cities", i) for i in city_ids] + [w.link("organizations", i) for i in organization_ids]
    words = w.text(host)
    if words and not any(words.text == link.text for link in links):
        return w.row(
            ("host", "host_city_ids", "host_organization_ids"), words, *([w.comma(links)] if links else [])
        )
    return w.row(("host", "host_city_ids", "host_organization_ids"), w.comma(links)) if links else None

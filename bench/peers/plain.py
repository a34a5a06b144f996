# SPDX-License-Identifier: MIT
"""Turns the views of this project's pages into plain data for other generators.

What a page says in words of its own (dates, labels, texts) stays in words. What it takes from other records
does not: a link is `{"ref": "cities/quilmes"}`, an entry of a list that says nothing of its own `{"ref": …}`
too, and a list of the records that point here only `{"back": "meetings"}`. Whoever shows the page looks them
up, as we do.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from utpe.pages import names, routes
from utpe.pages.site import Site
from utpe.pages.view import Bit, Block, Item, Line, Mark, Notice, Row, Table
from utpe.records.registry import COLLECTIONS

Plain = Any


def numbers(refs: tuple[int, ...]) -> list[str]:
    """Return numbers of sources as text: they are looked up, not counted with."""
    return [str(n) for n in refs]


class Speaker:
    """Says views of one language in plain data. `common` are what entries of lists say of each record."""

    def __init__(self, site: Site, language: str) -> None:
        self.site, self.language = site, language
        catalogue = site.catalogue
        self.keys = {
            routes.record(language, c, r.id): f"{c}/{r.id}" for c, r in catalogue if COLLECTIONS[c].has_pages
        }
        self.short = {
            f"{c}/{r.id}": names.short(c, r, language, catalogue).text
            for c, r in catalogue
            if COLLECTIONS[c].has_pages
        }
        self._cards: dict[str, Counter[str]] = defaultdict(Counter)

    # ---- pieces

    def bit(self, b: Bit) -> Plain:
        """Return a piece of a line."""
        key = self.keys.get(b.href)
        if key and b.text == self.short[key]:
            return {"ref": key}
        if b.is_plain:
            return {"text": b.text}
        if b.refs:
            return {"special": True, "sources": numbers(b.refs)}
        found: dict[str, Any] = {"ref": key} if key else {"anchor": b.href} if b.href.startswith("#") else {}
        if b.href and not found:
            found = {"href": f"/{b.href}"}
        found |= {"url": b.url} if b.url and not b.href else {}
        found |= {"text": b.text} | ({"lang": b.lang} if b.lang and not key else {})
        found |= {"mark": self.mark(b.mark)} if b.mark else {}
        if b.style:
            found["style"] = {"est": "est", "quiet": "meta", "num": "num", "strong": "b"}[b.style]
        # Most pieces are plain text or plain links: whoever shows them need look no further.
        return found if key else {"special": True, **found}

    def line(self, bits: Line) -> Plain:
        """Return a line: text alone as such, else its pieces."""
        if all(b.is_plain for b in bits):
            return {"text": "".join(b.text for b in bits)}
        pieces: list[dict[str, Any]] = []
        for b in bits:
            if b.is_plain and pieces and set(pieces[-1]) == {"text"}:
                pieces[-1] = {"text": pieces[-1]["text"] + b.text}
            else:
                pieces.append(self.bit(b))
        return {"bits": pieces}

    def pieces(self, bits: Line) -> list[Plain]:
        """Return details that stand beside each other."""
        return [self.bit(b) for b in bits]

    def mark(self, m: Mark) -> Plain:
        """Return a mark; its word stands in the text beside it."""
        return {"shape": m.shape, "tone": m.tone}

    def row(self, r: Row) -> Plain:
        """Return a row of the facts."""
        refs: Plain = {"sources": numbers(r.refs)} if r.refs else {"all": True} if r.all_refs else {}
        lacks = {"lacks": True} if r.lacks_source else {}
        lines = [self.line(x) for x in r.lines]
        return {"label": r.label, **(lines[0] if len(lines) == 1 else {"lines": lines}), **refs, **lacks}

    def notice(self, n: Notice) -> Plain:
        """Return a notice."""
        kind = {"info": "", "tr": " tr", "gap": " gap"}[n.kind]
        return {"kind": kind, "anchor": n.anchor, "title": n.title, "lines": [self.line(x) for x in n.lines]}

    # ---- lists

    def card(self, i: Item) -> Plain:
        """Return what an entry of a list says beside its title."""
        found: dict[str, Any] = {"mark": self.mark(i.mark)} if i.mark else {}
        found |= {"meta": self.pieces(i.meta)} if i.meta else {}
        found |= {"line": self.bit(i.text)} if i.text else {}
        return found if i.is_own else {**found, "context": True}

    def notes(self, item: Item) -> None:
        """Remember what a list says of a record: mostly it is the same everywhere."""
        key = self.keys.get(item.title.href)
        if key and not item.is_current:
            self._cards[key][json.dumps(self.card(item))] += 1

    def common(self, key: str) -> Plain:
        """Return what most lists say of a record."""
        most = self._cards[key].most_common(1) if key in self._cards else []
        return json.loads(most[0][0]) if most else {}

    def item(self, i: Item) -> Plain:
        """Return an entry of a list: only its record, where it says of it what others say too."""
        key, card = self.keys.get(i.title.href), self.card(i)
        if key and not i.is_current and not i.anchor and json.loads(json.dumps(card)) == self.common(key):
            return {"ref": key}
        more: dict[str, Any] = {"current": True} if i.is_current else {}
        more |= {"anchor": i.anchor} if i.anchor else {}
        return {"title": self.bit(i.title), "card": card, **more}

    def table(self, t: Table) -> Plain:
        """Return a table."""
        groups = [{"title": g.title, "rows": [self.table_row(r) for r in g.rows]} for g in t.groups]
        return {"caption": t.caption, "seen": t.is_caption_visible, "columns": t.columns, "groups": groups}

    def table_row(self, r: Any) -> Plain:
        """Return a row of a table."""
        head, *cells = [self.line(c) for c in r.cells]
        note = {"note": self.bit(r.note)} if r.note else {}
        return {"head": head, "cells": cells, **note, **({"anchor": r.anchor} if r.anchor else {})}

    def block(self, b: Block, collection: str, id_: str) -> Plain:
        """Return a section of the page of a record; drawings and trackers, which are rare, as HTML."""
        if b.names or b.tracker or b.marks:
            macros = self.site.stamper.envs[self.language].get_template("partials/utpe/macros.html")
            parts: Any = macros.module
            return {"html": str(parts.block(b)).replace("@@root@@/", "/")}
        found: dict[str, Any] = {"id": b.id, "title": b.title}
        found |= {"notices": [self.notice(n) for n in b.notices]} if b.notices else {}
        found |= {"texts": [self.line(x) for x in b.texts]} if b.texts else {}
        found |= {"table": self.table(b.table)} if b.table else {}
        if b.items:
            back = self._points_here(b.items, collection, id_)
            found |= {"back": back} if back else {"items": [self.item(i) for i in b.items]}
        return found | ({"bullets": [self.line(x) for x in b.bullets]} if b.bullets else {})

    def _points_here(self, items: tuple[Item, ...], collection: str, id_: str) -> str:
        """Return the collection of the items, if they are all of its records that point at this one."""
        found = {self.keys.get(i.title.href, "") for i in items}
        other = next(iter(found)).partition("/")[0]
        if not other or any("ref" not in self.item(i) or set(self.item(i)) != {"ref"} for i in items):
            return ""
        pointing = self.site.catalogue.pointing(collection, id_, other)
        return other if found == {f"{other}/{r.id}" for r in pointing} else ""

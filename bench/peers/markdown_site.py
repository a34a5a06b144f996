# SPDX-License-Identifier: MIT
"""Writes the register as Markdown, for Material for MkDocs and Zensical: a file for each page and language.

Neither joins data: titles, notes of sources and lists of what points at a record stand in the files, in
words.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import relpath
from typing import Any

import yaml

from peers.built import Page
from peers.records import WITH_PAGES, Records
from utpe.pages import routes
from utpe.pages.frame import NAV
from utpe.pages.list_view import ListView
from utpe.pages.site import Site
from utpe.pages.view import Bit, Block, Line, RecordView
from utpe.text.strings import Strings, strings

TEMPLATES = Path(__file__).with_name("markdown")
_SPECIAL = re.compile(r"([\\`*_\[\]<|])")


def write(site: Site, records: dict[str, Records], others: dict[str, list[Page]], folder: Path) -> int:
    """Write a project into `folder`, which must not exist; return how many pages of records it has."""
    shutil.copytree(TEMPLATES, folder)
    docs, count = folder / "docs", 0
    _write(docs, "", "# UTPE\n\n[Español](es/index.md) · [Português](pt/index.md)\n")
    for language, told in records.items():
        listings = [page for name in WITH_PAGES for page in told.lister.pages(name)]
        known = {*told.speaker.keys, *(p.path for p in others[language]), *(v.path for v in listings)}
        marks = _Marks(known)
        for view in told.views.values():
            head = site.heads.of(view, True, view.collection, view.feed)
            _write(docs, view.path, marks.record(view, strings(language), head.data), view.description)
            count += 1
        introductions = {p.path: p.introduction for p in others[language]}
        for listing in listings:
            text = marks.listing(listing, introductions.pop(listing.path, ""))
            _write(docs, listing.path, text, listing.description)
        for page in others[language]:
            if page.path in introductions:
                _write(docs, page.path, _finished(page.main or page.whole), page.description)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        nav = [{c: [f"{c}/index.md", *(_file(routes.section(c, n)) for n in NAV)]} for c in records]
        yaml.safe_dump({"nav": nav}, file)
    return count


def _finished(html: str) -> str:
    """Return finished HTML as one block of Markdown, its links without places, as in `_Marks.bit`."""
    html = re.sub(r'href="([^"#]*)#[^"]*"', lambda m: f'href="{m[1] or "./"}"', html)
    # A block ends at an empty line.
    return "<div>\n" + re.sub(r"\n\s*\n", "\n", html) + "\n</div>\n"


def _file(path: str) -> str:
    return f"{path}index.md"


def _write(docs: Path, path: str, text: str, description: str = "") -> None:
    file = docs / _file(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Zensical cannot be told to make no index, but to leave pages out of it.
    meta = f"description: {json.dumps(description, ensure_ascii=False)}\nsearch: {{exclude: true}}\n"
    file.write_text(f"---\n{meta}---\n{text}", "utf-8")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")


class _Marks:
    """Writes Markdown; `known` are the addresses of all pages, to which links lead as to files."""

    def __init__(self, known: set[str]) -> None:
        self.known = known

    def bit(self, b: Bit, here: str) -> str:
        """Return a piece of a line."""
        if b.refs:
            return self.refs(b.refs)
        text = _plain(b.text)
        # Without the place on the page: Zensical tells at length of each that it does not find.
        path = b.href.partition("#")[0]
        if path in self.known:
            return f"[{text}]({relpath(_file(path), here)})"
        if b.url:
            return f"[{text}]({b.url})"
        return f"**{text}**" if b.style == "strong" else f"*{text}*" if b.style == "est" else text

    def line(self, bits: Iterable[Bit], here: str, between: str = "") -> str:
        """Return pieces on one line."""
        return between.join(self.bit(b, here) for b in bits)

    def refs(self, numbers: Iterable[int]) -> str:
        """Return numbers of sources."""
        return " ".join(f"[{n}](#sources)" for n in numbers)

    def record(self, v: RecordView, s: Strings, data: dict[str, Any]) -> str:
        """Return the page of a record."""
        return "\n\n".join(filter(None, self._record(v, s, data))) + "\n"

    def _record(self, v: RecordView, s: Strings, data: dict[str, Any]) -> Iterator[str]:
        here = v.path
        yield " / ".join(self.bit(c, here) for c in v.crumbs)
        status = (Bit(v.status.word, style="strong"),) if v.status else ()
        yield self.line((*status, *v.chips), here, " · ")
        yield f"# {_plain(v.title.text)}"
        yield self.line(v.when, here)
        yield self.line((v.lead,) if v.lead else (), here)
        for n in v.notices:
            yield f"**{_plain(n.title)}** " + " ".join(self.line(x, here) for x in n.lines)
        for p in v.story:
            yield f"{self.bit(p.text, here)} {self.refs(p.refs)}"
        if v.facts:
            yield self.table(
                (s("ui.datum"), s("ui.what_is_known"), s("ui.source")),
                [
                    (_plain(r.label), "<br>".join(self.line(x, here) for x in r.lines), self.refs(r.refs))
                    for r in v.facts
                ],
            )
        yield from (self.line(x.line, here) for x in v.remarks)
        for b in (*v.blocks, *v.wide, *v.aside):
            yield self.block(b, here)
        if v.sources:
            notes = (
                f"1. {self.bit(n.title, here)}. {self.line(n.details, here, ' · ')}. {_plain(n.supports)}"
                for n in v.sources
            )
            yield f"## {s('ui.sources')} {{ #sources }}\n\n" + "\n".join(notes)
        yield f"## {s('ui.how_to_cite')} {{ #cite }}\n\n" + "\n\n".join(_plain(c.text) for c in v.citations)
        yield " · ".join(f"{n.label}: {self.bit(n.title, here)}" for n in v.neighbours)
        yield _plain(v.change.text)
        yield f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'

    def block(self, b: Block, here: str) -> str:
        """Return a section of the page of a record; drawings are left out."""
        parts = [f"## {_plain(b.title)} {{ #{b.id} }}", *(self.line(x, here) for x in b.texts)]
        entries = [f"- {self.bit(i.title, here)} {self.line(i.meta, here, ' · ')}" for i in b.items]
        parts.append("\n".join([*entries, *(f"- {self.line(x, here)}" for x in b.bullets)]))
        if b.table:
            rows = [r.cells for g in b.table.groups for r in g.rows]
            parts.append(self.table(b.table.columns, [[self.line(c, here) for c in row] for row in rows]))
        return "\n\n".join(filter(None, parts))

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
        """Return a table."""
        columns = list(columns)
        lines = [columns, ["---"] * len(columns), *rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def listing(self, v: ListView, introduction: str) -> str:
        """Return a page of a listing: what it can be narrowed by, then its entries."""
        here, parts = v.path, [f"# {_plain(v.title.text)}", _plain(v.total_text)]
        if introduction:
            parts.append(_finished(introduction))
        for f in v.facets:
            options = (Bit(f"{o.label} ({o.count})", href=o.href) for o in (*f.options, *f.more))
            parts.append(f"**{_plain(f.label)}** {self.line(options, here, ' · ')}")
        if v.table:
            rows: list[tuple[Line, ...]] = [r.cells for g in v.table.groups for r in g.rows]
            parts.append(self.table(v.table.columns, [[self.line(c, here) for c in row] for row in rows]))
        for g in v.groups:
            entries: list[Any] = list(g.entries)
            lines = [f"- {self.bit(x.title, here)} {self.line(x.meta, here, ' · ')}" for x in entries]
            parts.append((f"## {_plain(g.title)}\n\n" if g.title else "") + "\n".join(lines))
        if v.pager:
            parts.append(self.line((Bit(n, href=path) for n, path, _ in v.pager.pages), here, " · "))
        return "\n\n".join(parts) + "\n"

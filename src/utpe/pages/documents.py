# SPDX-License-Identifier: MIT
"""Documents of a record: those found, those only mentioned, those looked for in vain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from utpe.pages import names
from utpe.pages.view import Bit, Block, Item, Line
from utpe.pages.writer import Writer
from utpe.records.base import Document
from utpe.records.vocab import DocumentState


def documents_block(w: Writer, documents: Iterable[Document], publications: Iterable[Any] = ()) -> Block:
    """Return the block of documents, which also says when there is none."""
    documents = tuple(documents)
    items = [_document(w, d) for d in documents]
    shown = {d.publication_id for d in documents}
    for x in publications:
        if x.id not in shown:
            meta = [w.label(x.kind)]
            meta += w.when(x.date, x)
            meta.append(Bit(w.s("pages.in_language", languages=languages(w, x.languages))))
            items.append(Item(w.link("publications", x.id), tuple(meta), mark=w.mark(DocumentState.FOUND)))
    texts: tuple[Line, ...] = () if items else ((Bit(w.s("pages.no_documents"), style="quiet"),),)
    return Block("documents", w.s("pages.documents"), texts=texts, items=tuple(items))


def languages(w: Writer, codes: Iterable[str]) -> str:
    """Return «español y portugués»."""
    return w.s.join([w.s(f"languages.{c}") if f"languages.{c}" in w.s else c for c in codes])


def _document(w: Writer, d: Document) -> Item:
    kind = w.s.label(d.kind)
    lang = names.foreign(d.language, w.language) if d.language and d.title else ""
    title = Bit(d.title or kind, lang=lang)
    if d.publication_id and w.catalogue.get("publications", d.publication_id):
        title = w.link("publications", d.publication_id, d.title or "")
        title = Bit(title.text, href=title.href, lang=lang or title.lang)
    elif d.url:
        title = Bit(title.text, url=d.url, lang=lang)
    elif d.file:
        title = Bit(title.text, href=f"assets/documents/{d.file}", lang=lang)
    meta: list[Bit] = [Bit(w.s.label(d.state), style="strong")]
    if d.title or title.href:
        meta.append(Bit(kind))
    if d.language:
        meta.append(Bit(w.s("pages.in_language", languages=languages(w, [d.language]))))
    if d.archived:
        meta.append(Bit(w.s("pages.archived_copy"), url=d.archived))
    if d.source_id:
        meta.append(w.link("sources", d.source_id))
    if d.state == DocumentState.FOUND and d.file:
        meta.append(w.label(d.permission))
    return Item(title, tuple(meta), text=w.text(d.note), mark=w.mark(d.state))

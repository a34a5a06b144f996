# SPDX-License-Identifier: MIT
"""What a record page says of its own marks: how far to trust it, what was deduced, what is approximate.

In: a writer that has written the page. Out: remarks, each with the anchor to which the marks lead. On what a
deduction rests only a person can say, in the record's note.
"""

from __future__ import annotations

from utpe.pages.view import Bit, Line, Remark
from utpe.pages.writer import Writer
from utpe.records.vocab import Confidence

NOTE = "note"
"""The anchor of the record's note."""


def doubt(w: Writer) -> Remark | None:
    """Return the confidence of a record whose sources do not carry it far; it stands near the title."""
    confidence = getattr(w.record, "confidence", None)
    return _confidence(w, confidence) if confidence not in (None, Confidence.HIGH) else None


def remarks(w: Writer) -> tuple[Remark, ...]:
    """Return what stands under the facts."""
    found = []
    if getattr(w.record, "confidence", None) == Confidence.HIGH:
        found.append(_confidence(w, Confidence.HIGH))
    if w.deduced:
        found.append(Remark("inferred", _deduced(w)))
    if w.has_approximate:
        found.append(Remark("approximate", (Bit(w.s("pages.remark.approximate")),)))
    return tuple(found)


def _confidence(w: Writer, confidence: Confidence) -> Remark:
    words = Bit(w.s(f"vocab_help.Confidence.{confidence.value}"), style="strong")
    return Remark("confidence", (Bit(w.s("ui.confidence")), Bit(" "), words, *_more(w, "confidence")))


def _deduced(w: Writer) -> Line:
    said = Bit(w.s("pages.remark.deduced", fields=w.in_a_sentence(w.deduced)))
    note: Line = ()
    if getattr(w.record, "note", None):
        note = Bit(" "), Bit(w.s("pages.remark.see_note"), href=f"#{NOTE}")
    return said, *note, *_more(w, "inferred")


def _more(w: Writer, topic: str) -> Line:
    """Return a link to the section of «How we establish facts» on this, where there is such a page."""
    page = w.prose.get("methodology")
    if page is None:
        return ()
    # In another language its headings are others.
    anchor = "" if page.lang else f"#{w.s(f'slugs.anchor.{topic}')}"
    return Bit(" "), Bit(w.s(f"pages.remark.how_{topic}"), href=f"{page.href}{anchor}")

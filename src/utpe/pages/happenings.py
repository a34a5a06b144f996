# SPDX-License-Identifier: MIT
"""How a record with a date stands among others of the same time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from utpe.pages.view import Bit, Item
from utpe.pages.writer import Writer
from utpe.records.edtf import Edtf
from utpe.records.own import is_own
from utpe.records.registry import COLLECTIONS
from utpe.records.vocab import Mode
from utpe.text.strings import Strings

OF_THE_UNIT = ("unit", "coordination", "plans")
# The state of a body is that of today, not of the day on which it was founded.
WITHOUT_STATE = ("governance",)
# The titles of the others say what they are.
WITH_KIND = ("plans", "summits", "governance", "organizations")


def order(date: Edtf) -> tuple[int, int, int, str]:
    """Return a key that sorts dates in time, each after all that are more exact within its month or year."""
    moment = date.start or date.end
    if moment is None:
        return (0, 0, 0, date.text)
    return (moment.year, moment.month or 13, moment.day or 32, date.text)


def records_in_words(collections: Iterable[str], s: Strings) -> str:
    """Return «2 cumbres y 1 plan» for the collections of some records."""
    counts = Counter(collections)
    return s.join([s.plural(f"pages.count.{name}", counts[name]) for name in COLLECTIONS if counts[name]])


def _is_own(collection: str, record: object) -> bool:
    """Return whether a record is of the unit itself, and not of what is around it."""
    return collection in OF_THE_UNIT or is_own(record)


def happening(w: Writer, field: str = "date") -> Item:
    """Return the record of `w` as an item of a year: what it is, what is known of it, when, where."""
    r, s = w.record, w.s
    has_state = hasattr(r, "status") and w.collection not in WITHOUT_STATE
    bits: list[Bit] = []
    if w.collection in ("meetings", "publications"):
        bits.append(w.label(r.kind))
    elif w.collection in WITH_KIND:
        bits.append(Bit(s(f"pages.kind_of.{w.collection}")))
    if has_state:
        bits += w.state(r)
    when = list(w.when(getattr(r, field), r, field)) or [Bit(s("pages.no_date"))]
    if field != "date":
        label = s(w.field_key(field))
        when[0] = Bit(s("pages.list_title", section=label, value=when[0].text))
    bits += when
    if w.collection == "coordination" and r.coordinator_id:
        bits.append(Bit(w.link("cities", r.coordinator_id).text))
    elif w.collection in ("meetings", "summits"):
        places = [w.link("cities", i).text for i in r.city_ids]
        nowhere = s("pages.at_a_distance" if r.mode == Mode.VIRTUAL else "pages.place_unknown")
        bits.append(Bit(s.join(places) if places else nowhere))
    if w.collection == "meetings" and not is_own(r):
        bits.append(w.label(r.relation))
    item = w.item(w.collection, r, *bits)
    mark = w.mark(r.status) if has_state else None
    return Item(item.title, item.meta, mark=mark, is_own=_is_own(w.collection, r))

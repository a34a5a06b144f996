# SPDX-License-Identifier: MIT
"""Dates that cannot be, seen from elsewhere: E3xx and W3xx. The syntax of a date is judged by its model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from utpe.checks.context import Context
from utpe.checks.finding import Finding
from utpe.records.edtf import Edtf
from utpe.records.vocab import EventStatus

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def read_in_future(context: Context) -> Iterator[Finding]:
    """E304: a source read after today."""
    today = context.settings.reached
    for source in context.catalogue.all("sources"):
        if source.accessed.earliest and source.accessed.earliest > today:
            yield context.finding(
                "E304", "sources", source.id, ("accessed",), value=source.accessed.text, today=str(today)
            )


def held_in_future(context: Context) -> Iterator[Finding]:
    """E305: an event said to have been held that has not begun yet."""
    today = context.settings.reached
    for node in context.each(EventStatus):
        date = getattr(node.owner, "date", None)
        if node.value is EventStatus.HELD and date and date.earliest and date.earliest > today:
            yield context.finding(
                "E305", node.collection, node.id, (*node.path[:-1], "date"), value=date.text, today=str(today)
            )


def ended_before_it_began(context: Context) -> Iterator[Finding]:
    """E306: a body dissolved before it was established."""
    for body in context.catalogue.all("governance"):
        if body.established and body.dissolved and _is_before(body.dissolved, body.established):
            values = {"value": body.dissolved.text, "other": body.established.text}
            yield context.finding("E306", "governance", body.id, ("dissolved",), **values)


def impossible_times(context: Context) -> Iterator[Finding]:
    """E307: an hour that no clock shows, or an end before the start on one single day."""
    for meeting in context.catalogue.all("meetings"):
        parts = meeting.time.split("/") if meeting.time else []
        one_day = not meeting.date or not meeting.date.is_interval
        if not all(_TIME.fullmatch(part) for part in parts) or (one_day and parts != sorted(parts)):
            yield context.finding("E307", "meetings", meeting.id, ("time",), value=meeting.time)


def read_before_published(context: Context) -> Iterator[Finding]:
    """E308: a source read before the day on which it was published."""
    for source in context.catalogue.all("sources"):
        if source.date and _is_before(source.accessed, source.date):
            values = {"value": source.accessed.text, "other": source.date.text}
            yield context.finding("E308", "sources", source.id, ("accessed",), **values)


def reviewed_on_a_day(context: Context) -> Iterator[Finding]:
    """E309: a review that is not dated by a day, or that is still to come."""
    today = context.settings.reached
    for collection, record in context.catalogue:
        date = getattr(record, "reviewed", None)
        if date and not (date.text == str(date.earliest) and date.earliest <= today):
            values = {"value": date.text, "today": str(today)}
            yield context.finding("E309", collection, record.id, ("reviewed",), **values)


def outside_its_frame(context: Context) -> Iterator[Finding]:
    """W301: a meeting whose dates lie outside those of the meeting or summit that it is part of."""
    for meeting in context.catalogue.all("meetings"):
        for collection, field in (("meetings", "parent_id"), ("summits", "summit_id")):
            frame = context.catalogue.get(collection, getattr(meeting, field) or "")
            if frame and meeting.date and frame.date and _are_apart(meeting.date, frame.date):
                values: dict[str, Any] = {
                    "value": meeting.date.text,
                    "other": frame.date.text,
                    "frame": frame.id,
                }
                yield context.finding("W301", "meetings", meeting.id, ("date",), **values)


ALONE = (
    read_in_future,
    held_in_future,
    ended_before_it_began,
    impossible_times,
    read_before_published,
    reviewed_on_a_day,
)
RULES = (outside_its_frame,)


def _is_before(one: Edtf, other: Edtf) -> bool:
    """True when the last day that `one` may mean comes before the first that `other` may mean."""
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def _are_apart(one: Edtf, other: Edtf) -> bool:
    return _is_before(one, other) or _is_before(other, one)

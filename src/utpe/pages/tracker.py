# SPDX-License-Identifier: MIT
"""A plan's promises beside what is documented: evidence computed from the records, readings by the editors.

Evidence is what the register holds of the unit itself, after the plan was written: the records that the plan
itself names in the data, and those that share a topic with it. Sharing a topic proves nothing, and readers
are told which is which. A state says no more than whether there is evidence, of what kind, and when.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from utpe.indicators.unit import THEORY
from utpe.pages.marks import mark
from utpe.pages.view import Bit, Line, Mark, Promise, Tone, Tracker
from utpe.pages.writer import Writer
from utpe.records.meeting import Meeting
from utpe.records.own import own_meetings, own_publications
from utpe.records.plan import Activity, Ally, Commitment, Plan, Pledge
from utpe.records.publication import Publication
from utpe.records.vocab import EventStatus, IndicatorMeasure, MeetingRelation, Mode, PublicationKind

When = Literal["during", "after"]
WHENS: tuple[When, When] = ("during", "after")
State = Literal["held", "announced", "later", "near", "none"]
Tie = Literal["named", "topic", "time"]
STATES: dict[State, tuple[str, Tone]] = {
    "held": ("g-held", "held"),
    "announced": ("g-ann", "ann"),
    "later": ("g-later", ""),
    "near": ("g-near", ""),
    "none": ("g-none", "none"),
}
MOST_BESIDE = 20
"""How many records a promise has beside it at most, in each of its times."""
MADE = (EventStatus.ANNOUNCED, EventStatus.HELD)
OF_THE_UNIT = (MeetingRelation.OWN, MeetingRelation.NETWORK_WITH_UNIT)
# A note that announces a meeting is no evidence beside the meeting itself.
NOTICES = (PublicationKind.NEWS, PublicationKind.WEB_PAGE)


class Evidence(NamedTuple):
    """A record put beside a promise, when it falls, and what ties the two: only what is named is evidence."""

    record: Meeting | Publication
    when: When
    tie: Tie = "named"

    @property
    def is_done(self) -> bool:
        """True for a meeting that was held and for a text that is more than the announcement of one."""
        if isinstance(self.record, Meeting):
            return self.record.status == EventStatus.HELD
        return self.record.kind not in NOTICES


class Ledger:
    """The unit's own records after a plan was written, and when in its time they fall."""

    def __init__(self, w: Writer, plan: Plan) -> None:
        self._w = w
        self._before = {x.meeting_id for x in plan.introduction.work_done} | {plan.publication_id}
        self._written = (plan.date or plan.period).earliest
        self._last_year = (plan.period.latest or dt.date.max).year
        meetings = [m for m in own_meetings(w.catalogue) if m.status in MADE]
        self._own: list[Any] = [*meetings, *own_publications(w.catalogue)]
        shared = [m for m in w.catalogue.all("meetings") if m.relation == MeetingRelation.NETWORK_WITH_UNIT]
        self._shared: list[Any] = [m for m in shared if m.status in MADE]

    def when(self, record: Any) -> When | None:
        """Return when a record falls; None before the plan. What has no date stands with what is later."""
        if record.id in self._before:
            return None
        if record.date is None:
            return "after"
        first, last = record.date.earliest or record.date.latest, record.date.latest or dt.date.max
        if self._written and last < self._written:
            return None
        return "during" if first.year <= self._last_year else "after"

    def about(self, pledge: Pledge) -> list[Evidence]:
        """Return the evidence of a promise: the records it names, then the unit's own on the same topics."""
        get = self._w.catalogue.get
        named = [get("meetings", i) for i in pledge.meeting_ids]
        named += [get("publications", i) for i in pledge.publication_ids]
        topics, known = set(pledge.topic_ids), {r.id for r in named if r}
        alike = [r for r in self._own if topics & set(r.topic_ids) and r.id not in known]
        alike = [r for r in alike if isinstance(r, Meeting) or r.kind not in NOTICES]
        return [*self._dated(named), *self._dated(alike, "topic")]

    def measured(self, measure: IndicatorMeasure) -> list[Evidence]:
        """Return what an indicator counts, as the page of indicators defines it."""
        if measure == IndicatorMeasure.IN_PERSON_MEETINGS:
            return self._dated(r for r in self._own if isinstance(r, Meeting) and r.mode == Mode.IN_PERSON)
        return self._dated(r for r in self._own if isinstance(r, Publication) and r.kind in THEORY)

    def with_organization(self, id_: str) -> list[Evidence]:
        """Return the records of the unit, and of the network with it, that name an organisation."""
        records = (*self._own, *self._shared)
        hosts = ((r, getattr(r, "host_organization_ids", ())) for r in records)
        return self._dated(r for r, receiving in hosts if id_ in (*r.organization_ids, *receiving))

    def near(self, activity: Activity) -> list[Evidence]:
        """Return the meeting that an activity became, and those near it that its record or theirs names.

        What is near in time is not the meeting itself.
        """
        catalogue = self._w.catalogue
        meeting = catalogue.get("meetings", activity.meeting_id)
        tied = catalogue.pointing("meetings", activity.meeting_id, "meetings", "related_ids")
        tied += [catalogue.get("meetings", i) for i in (meeting.related_ids if meeting else ())]
        own = [meeting] if meeting and meeting.status in MADE else []
        return [*self._dated(own), *self._dated((m for m in tied if m and m.status in MADE), "time")]

    def _dated(self, records: Iterable[Any], tie: Tie = "named") -> list[Evidence]:
        unique = {r.id: r for r in records if r}
        return [Evidence(r, when, tie) for r in unique.values() if (when := self.when(r))]


def state_of(evidence: Iterable[Evidence]) -> State:
    """Return what the evidence of a promise amounts to."""
    beside = list(evidence)
    named = [e for e in beside if e.tie == "named"]
    during = [e for e in named if e.when == "during"]
    if any(e.is_done for e in during):
        return "held"
    if during:
        return "announced"
    if named:
        return "later"
    return "near" if beside else "none"


class Board:
    """Writes the promises of one plan in one language, and counts their states."""

    def __init__(self, w: Writer, plan: Plan) -> None:
        self.w, self.plan, self.ledger = w, plan, Ledger(w, plan)
        self.states: Counter[State] = Counter()

    def tracker(self, caption: str, promises: Iterable[Promise]) -> Tracker:
        """Return promises as a table under these captions."""
        s, last = self.w.s, (self.plan.period.latest or dt.date.max).year
        columns = (
            s("pages.promise"),
            s("pages.tracker.during", last=last),
            s("pages.tracker.after", last=last),
            s("pages.tracker.reading"),
        )
        return Tracker(caption, columns, tuple(promises))

    def pledges(self, key: str, items: Iterable[Pledge]) -> Iterator[Promise]:
        """Yield indicators and other promises without a number."""
        for n, x in enumerate(items, 1):
            measure = getattr(x, "measure", None)
            evidence = self.ledger.measured(measure) if measure else self.ledger.about(x)
            yield self._promise(f"{key}-{n}", self.w.said(x.text), evidence, self._reading(x))

    def commitments(self, items: Iterable[Commitment]) -> Iterator[Promise]:
        """Yield objectives or axes."""
        for x in items:
            title = Bit(f"{x.number}. {self.w.said(x.short).text}")
            promise = self._promise(x.id, title, self.ledger.about(x), self._reading(x))
            yield replace(promise, detail=(self.w.said(x.text),), topics=self.w.topics(x.topic_ids))

    def activities(self, items: Iterable[Activity]) -> Iterator[Promise]:
        """Yield the meetings proposed; their own records say what became of them."""
        w = self.w
        for x in sorted(items, key=lambda x: x.order):
            meeting = w.catalogue.get("meetings", x.meeting_id)
            place = w.link("cities", x.city_id).text if x.city_id else w.s("pages.no_place")
            framework = w.text(x.framework)
            detail = [w.said(x.when).text, place] + ([framework.text] if framework else [])
            detail += [w.s("pages.optional")] if x.is_optional else []
            title = w.said(x.text)
            link = Bit(title.text, href=w.link("meetings", x.meeting_id).href, lang=title.lang)
            reading = [w.said(meeting.note)] if meeting and meeting.note else []
            promise = self._promise(f"actividad-{x.order}", link, self.ledger.near(x), reading)
            yield replace(promise, detail=(Bit(", ".join(detail)),))

    def allies(self, key: str, items: Iterable[Ally]) -> Iterator[Promise]:
        """Yield bodies and networks that the plan wants to work with."""
        w = self.w
        for n, x in enumerate(items, 1):
            title, reading = w.said(x.name), [w.said(x.note)] if x.note else []
            if id_ := x.organization_id:
                title = w.link("organizations", id_, title.text)
                if words := self._of_ally(id_):
                    reading.append(words)
                yield self._promise(f"{key}-{n}", title, self.ledger.with_organization(id_), reading)
            else:
                # Nobody can look for an open group: it has no state.
                reading.append(Bit(w.s("pages.tracker.open_group")))
                yield Promise(f"{key}-{n}", None, title, (), (), (), tuple((b,) for b in reading))

    def _of_ally(self, id_: str) -> Bit | None:
        """Return how many meetings of its own an ally has after the plan, by what is known of them."""
        s = self.w.s
        theirs = self.w.catalogue.pointing("organizations", id_, "meetings", "organization_ids")
        dated = [m for m in theirs if m.relation not in OF_THE_UNIT and m.date and self.ledger.when(m)]
        counts = Counter(m.status for m in dated if m.status in MADE)
        parts = [
            s.plural(f"pages.home.status_year.{x.value}", counts[x]) for x in reversed(MADE) if counts[x]
        ]
        return Bit(s("pages.tracker.meetings_of_ally", counts=s.join(parts))) if parts else None

    def mark(self, state: State) -> Mark:
        """Return the mark of a state."""
        shape, tone = STATES[state]
        return Mark(shape, tone, self.w.s(f"pages.tracker.state.{state}"))

    def summary(self) -> tuple[tuple[Mark, str], ...]:
        """Return how many promises are in each state, in words; call it when all are written."""
        counts = ((state, self.states[state]) for state in STATES)
        return tuple((self.mark(x), self.w.s.plural(f"pages.tracker.count.{x}", n)) for x, n in counts)

    def _reading(self, x: Pledge) -> list[Bit]:
        return [self.w.said(t) for t in (x.reading, x.note) if t]

    def _promise(self, id_: str, title: Bit, evidence: list[Evidence], reading: list[Bit]) -> Promise:
        state = state_of(evidence)
        self.states[state] += 1
        during, after = (self._lines([e for e in evidence if e.when == when]) for when in WHENS)
        return Promise(id_, self.mark(state), title, (), during, after, tuple((b,) for b in reading))

    def _lines(self, evidence: list[Evidence]) -> tuple[Line, ...]:
        lines = tuple(map(self._line, evidence[:MOST_BESIDE]))
        if len(evidence) <= MOST_BESIDE:
            return lines
        known = {"shown": self.w.s.number(MOST_BESIDE), "all": self.w.s.number(len(evidence))}
        return (*lines, (Bit(self.w.s("pages.long_list.text", **known), style="quiet"),))

    def _line(self, e: Evidence) -> Line:
        w, r = self.w, e.record
        if isinstance(r, Meeting):
            first, link = Bit(w.s.label(r.status), mark=mark(r.status, w.s)), w.link("meetings", r.id)
        else:
            first, link = Bit(w.s.label(r.kind), style="quiet"), w.link("publications", r.id)
        date = w.date(r.date, record=r) or (Bit(w.s("pages.no_date")),)
        tie: Line = (
            (Bit(" "), Bit(w.s(f"pages.tracker.tie.{e.tie}"), style="quiet")) if e.tie != "named" else ()
        )
        whose: Line = (
            (Bit(". "), w.label(r.relation)) if e.tie == "time" and r.relation not in OF_THE_UNIT else ()
        )
        return (first, Bit(" "), link, Bit(". "), *date, *whose, *tie)

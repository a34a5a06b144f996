# SPDX-License-Identifier: MIT
"""The unit's year as a report: edition, year and language in, what the sheet of `overrides/report` shows.

Everything is counted from the register, or said to be lacking there. Nothing is said of a year beyond that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from utpe.exports.edition import Edition
from utpe.exports.yearly_view import Entry, Group, Name, Piece, RowGroup, Section, Source, Table, YearReport
from utpe.indicators.words import measure_name
from utpe.pages import plan as plan_page
from utpe.pages import routes
from utpe.pages.happenings import happening, order
from utpe.pages.marks import mark
from utpe.pages.record import Descriptions
from utpe.pages.view import Bit, Mark
from utpe.pages.writer import Writer
from utpe.records.dated import is_told_by_its_summit
from utpe.records.deduced import is_deduced
from utpe.records.own import minutes_state, own_meetings
from utpe.records.vocab import (
    CoordinationStatus,
    DocumentState,
    EventStatus,
    MeetingRelation,
    ParticipantRole,
    PublicationRelation,
)
from utpe.text.dates import day_in_words, term_in_figures
from utpe.text.strings import strings

INDICATORS = ("in-person-meetings", "theoretical-production")
LABELS = ("contents", "sources", "page", "cover_names", "cover_sources")
OPEN = (EventStatus.ANNOUNCED, EventStatus.PROPOSED, EventStatus.UNKNOWN)


def year_report(edition: Edition, year: int, language: str) -> YearReport:
    """Return the report of a year in one language; `year` is one of `records.own.years_of_unit`."""
    return _Year(edition, year, language).report()


def _falls_in(year: int, records: Iterable[Any]) -> list[Any]:
    """Return the records with a date in a year, in time; a date of several years falls in each."""
    found = [r for r in records if r.date and year in r.date.years]
    return sorted(found, key=lambda r: order(r.date))


class _Year:
    def __init__(self, edition: Edition, year: int, language: str) -> None:
        self.edition, self.year, self.language = edition, year, language
        self.catalogue, self.s = edition.catalogue, strings(language)
        self._numbers: dict[str, int] = {}
        get = self.catalogue.all
        self.own = _falls_in(year, own_meetings(self.catalogue))
        others = [m for m in get("meetings") if m.relation != MeetingRelation.OWN]
        self.around = [m for m in _falls_in(year, others) if not is_told_by_its_summit(m)]
        self.publications = _falls_in(year, get("publications"))
        self.terms = _falls_in(year, get("coordination"))
        self.plans = [p for p in get("plans") if year in p.period.years]
        self.names = [(u, n) for u in get("unit") for n in u.names if year in n.years]

    def report(self) -> YearReport:
        s, settings = self.s, self.edition.settings
        title = s("yearly.title", year=self.year)
        names = tuple(self._names())
        sections = tuple(self._sections())
        sources = tuple(self._sources())
        day = day_in_words(settings.today, self.language)
        return YearReport(
            language=s.tag,
            title=title,
            day=settings.today.isoformat(),
            labels={key: s(f"yearly.label.{key}") for key in LABELS},
            network=s("yearly.network"),
            publisher=s("yearly.publisher"),
            edition=s("yearly.edition", day=day),
            warning=s("yearly.warning"),
            names=names,
            no_name=s("yearly.no_name", year=self.year),
            summary_title=s("yearly.summary", year=self.year),
            summary=" ".join(self._summary()),
            sections=sections,
            sources=sources,
            sources_text=s("yearly.sources_text" if sources else "yearly.no_sources"),
            closing=(
                Piece(s("yearly.licence")),
                Piece(s("yearly.cite", title=title, day=day) + self._address()),
                Piece(s("yearly.edition_text", day=day)),
            ),
            closing_title=s("yearly.closing"),
        )

    @property
    def _has_records(self) -> bool:
        """True when the unit has a meeting, a publication or a term of coordination in the year."""
        return bool(self.own or self.terms or any(map(_is_of_unit, self.publications)))

    def _address(self) -> str:
        """Return a space and where the report stands, or the site when it has none of this year."""
        settings = self.edition.settings
        is_on_site = self._has_records and self.year <= settings.today.year
        path = routes.year_report(self.language, self.year) if is_on_site else ""
        return f" {settings.site_url}{path}" if settings.site_url else ""

    # ---- the cover and the paragraph

    def _names(self) -> Iterator[Name]:
        for _, name in self.names:
            words, found = name.name.best(self.language)
            deduced = self.s("yearly.name_deduced") if name.years[self.year] else ""
            lang = "" if found == self.language else strings(found).tag
            refs = self._refs(name.sources)
            said = name.note.best(self.language) if name.note else None
            note = Piece(said[0], "" if said[1] == self.language else strings(said[1]).tag) if said else None
            yield Name(Piece(words, lang), name.acronym or "", mark(name.status, self.s), deduced, refs, note)

    def _summary(self) -> Iterator[str]:
        """What the register has of the year, state by state: what was proposed is never held."""
        s, year, today = self.s, self.year, self.edition.settings.today
        if year >= today.year:
            key = "not_over" if year == today.year else "not_begun"
            yield s(f"yearly.{key}", year=year, day=day_in_words(today, self.language))
        if not self._has_records:
            yield s("yearly.nothing", year=year)
            return
        if not self.own:
            yield s("yearly.no_meetings", year=year)
        else:
            counts = [(x, sum(m.status == x for m in self.own)) for x in reversed(EventStatus)]
            parts = [s.plural(f"yearly.count.{x.value}", n) for x, n in counts if n]
            # No sum of them: what was only proposed is no meeting.
            yield s("yearly.meetings", year=year, parts=s.join(parts))
        works = sum(map(_is_of_unit, self.publications))
        yield s.plural("yearly.publications", works) if works else s("yearly.no_publications")
        yield self._coordinator()
        heads = [p for p in self.catalogue.all("presidencies") if year in p.years]
        if not heads:
            yield s("yearly.no_presidency")

    def _coordinator(self) -> str:
        known = [t for t in self.terms if t.status == CoordinationStatus.DOCUMENTED and t.coordinator_id]
        cities = [self._writer("coordination", t).link("cities", t.coordinator_id).text for t in known]
        if not cities:
            return self.s("yearly.no_coordinator")
        deduced = any(is_deduced(t, "date") for t in known)
        key = "coordinator_deduced" if deduced else "coordinator"
        return self.s(f"yearly.{key}", city=self.s.join(list(dict.fromkeys(cities))))

    # ---- sections

    def _sections(self) -> Iterator[Section]:
        s = self.s
        own = tuple(self._entry("meetings", m, self._of_meeting(m)) for m in self.own)
        yield self._section("own_meetings", [Group("", own)])
        yield self._section("publications", self._by_relation("publications", PublicationRelation))
        yield self._section("coordination", [Group("", tuple(self._terms()))])
        heads = [p for p in self.catalogue.all("presidencies") if self.year in p.years]
        summits = _falls_in(self.year, self.catalogue.all("summits"))
        network = [
            Group(s("pages.sections.presidencies"), tuple(self._entry("presidencies", p) for p in heads)),
            Group(s("pages.sections.summits"), tuple(self._entry("summits", x) for x in summits)),
            *self._by_relation("meetings", MeetingRelation),
        ]
        yield self._section("network", network)
        yield Section(s("yearly.section.indicators"), s("yearly.indicators_text"), (), self._indicators())
        for plan in self.plans:
            yield self._promises(plan)
        yield Section(s("yearly.section.unknown"), "", (Group("", tuple(self._unknown())),))

    def _section(self, key: str, groups: Iterable[Group]) -> Section:
        filled = tuple(group for group in groups if group.entries)
        text = "" if filled else self.s(f"yearly.empty.{key}", year=self.year)
        if key == "publications" and (n := sum(map(_is_of_survey, self.publications))):
            text = " ".join(x for x in (text, self.s.plural("yearly.survey", n)) if x)
        return Section(self.s(f"yearly.section.{key}"), text, filled)

    def _by_relation(self, collection: str, relations: Any) -> Iterator[Group]:
        """The publications, or the meetings that are not the unit's own, by what they have to do with it."""
        for relation in relations:
            if relation in (MeetingRelation.OWN, PublicationRelation.GOVERNANCE_SURVEY):
                continue
            records = self.around if collection == "meetings" else self.publications
            found = [r for r in records if r.relation is relation]
            yield Group(self.s.label(relation), tuple(self._entry(collection, r) for r in found))

    def _entry(self, collection: str, record: Any, texts: Iterable[Bit] = ()) -> Entry:
        w = self._writer(collection, record)
        item = happening(w)
        meta = [Bit(x.text, lang=x.lang, style=x.style) for x in item.meta if x.style != "strong"]
        note = [w.said(record.note)] if record.note else []
        return Entry(
            _piece(item.title),
            item.mark,
            tuple(map(_piece, meta)),
            tuple(map(_piece, (*texts, *note))),
            self._refs(record.sources),
        )

    def _of_meeting(self, m: Any) -> Iterator[Bit]:
        w, s = self._writer("meetings", m), self.s
        is_held = m.status == EventStatus.HELD
        lead = "held_inferred" if is_held and is_deduced(m, "status") else m.status.value
        yield Bit(s(f"pages.meeting_lead.{lead}"))
        for role in ParticipantRole:
            if cities := [w.link("cities", x.city_id).text for x in m.participants if x.role == role]:
                label = s(f"pages.participants.{role.value}.{'held' if is_held else 'planned'}")
                yield Bit(s("pages.list_title", section=label, value=", ".join(cities)) + ".")
        if is_held:
            state = minutes_state(m)
            yield Bit(s(f"yearly.minutes.{state.value if state else 'not_noted'}"))

    def _terms(self) -> Iterator[Entry]:
        for t in self.terms:
            w = self._writer("coordination", t)
            texts = [] if t.coordinator_id else [Bit(self.s("yearly.term_without_city"))]
            for key, inferred in (("sub_coordinators", False), ("sub_coordinators_inferred", True)):
                team = [x.city_id for x in t.sub_coordinators if x.is_inferred == inferred]
                if team:
                    cities = ", ".join(w.link("cities", i).text for i in team)
                    texts.append(Bit(self.s(f"yearly.{key}", cities=cities)))
            yield self._entry("coordination", t, texts)

    def _indicators(self) -> Table:
        """What the two indicators of the proposal count in the year, measure by measure."""
        s, groups = self.s, []
        for id_ in INDICATORS:
            figure, rows = self.edition.figures[id_], []
            row = next((r for r in figure.rows if r.id == str(self.year)), None)
            for n, measure in enumerate(figure.measures):
                count = row.values[n] if row else 0
                rows.append((measure_name(figure, measure, s), s.number(count)))
            if row and row.deduced:
                rows.append((s("yearly.of_them_deduced"), s.number(row.deduced)))
            groups.append(RowGroup(s(f"yearly.indicator.{id_}"), tuple(rows)))
        columns = (s("yearly.measure_column"), str(self.year))
        return Table(s("yearly.section.indicators"), columns, tuple(groups))

    def _promises(self, plan: Any) -> Section:
        s = self.s
        w = self._writer("plans", plan)
        summary, *blocks = (b for b in plan_page.write(w, plan).wide)
        notes = _notes_of_plan(plan)
        groups = [Group("", tuple(_counted(m, words) for m, words in summary.marks))]
        for block in blocks:
            rows = block.tracker.rows if block.tracker else ()
            entries = (Entry(_piece(r.title), r.state, tuple(map(_piece, r.detail))) for r in rows)
            note = notes.get(block.id)
            groups.append(Group(block.title, tuple(entries), _piece(w.said(note)) if note else None))
        period = term_in_figures(plan.period)
        last = (plan.period.latest or dt.date.max).year
        text = s("yearly.promises_text", last=last, status=w.said(plan.status_note).text)
        title = s("yearly.section.promises", period=period)
        return Section(title, text, tuple(groups), refs=self._refs(plan.sources))

    def _unknown(self) -> Iterator[Entry]:
        """What the register does not know of the year, each a sentence."""
        s, year, today = self.s, self.year, self.edition.settings.today
        held = [m for m in self.own if m.status == EventStatus.HELD]
        lacking = sum(minutes_state(m) != DocumentState.FOUND for m in held)
        # Of a meeting that is still to come nobody can know it.
        untold = sum(m.status in OPEN and m.date.is_past(today) for m in self.own)
        deduced = sum(bool(m.inferred) or m.date.is_inferred for m in self.own)
        counted = (("minutes", lacking), ("outcome", untold), ("deduced", deduced))
        found = [s.plural(f"yearly.unknown.{key}", n) for key, n in counted if n]
        if not self.own:
            found.append(s("yearly.unknown.meetings", year=year))
        if not self.names:
            found.append(s("yearly.no_name", year=year))
        if not any(t.coordinator_id and t.status == CoordinationStatus.DOCUMENTED for t in self.terms):
            found += [u.coordination_gap_note.best(self.language)[0] for u in self.catalogue.all("unit")]
        found.append(s("yearly.unknown.silence"))
        yield from (Entry(Piece(text)) for text in found)

    # ---- pieces

    def _writer(self, collection: str, record: Any) -> Writer:
        return Writer(self.catalogue, collection, record, self.language, today=self.edition.settings.today)

    def _refs(self, citations: Iterable[Any]) -> tuple[int, ...]:
        """Return the numbers of sources, which are given in the order of the report."""
        ids = dict.fromkeys(c.id for c in citations)
        return tuple(sorted(self._numbers.setdefault(i, len(self._numbers) + 1) for i in ids))

    def _sources(self) -> Iterator[Source]:
        described = Descriptions(self.catalogue)
        for id_, number in self._numbers.items():
            source = self.catalogue.get("sources", id_)
            if source is None:
                yield Source(number, Piece(id_), "", "")
                continue
            title, before, after = described[(self.language, id_)]
            details = " · ".join(bit.text for bit in (*before, *after))
            yield Source(number, _piece(title), details, source.url or "", source.archived or "")


def _is_of_unit(work: Any) -> bool:
    return bool(work.relation == PublicationRelation.UNIT_OWN)


def _is_of_survey(work: Any) -> bool:
    return bool(work.relation == PublicationRelation.GOVERNANCE_SURVEY)


def _notes_of_plan(plan: Any) -> dict[str, Any]:
    """What the register notes on the groups of promises, by the ids of the blocks of the plan's page."""
    groups = {"objectives": plan.objectives, "axes": plan.axes, "activities": plan.activities}
    notes = {key: group.note for key, group in groups.items() if group}
    return {**notes, "indicators": plan.contents.indicators_note}


def _piece(bit: Bit) -> Piece:
    return Piece(bit.text, bit.lang, bit.style == "est")


def _counted(m: Mark, words: str) -> Entry:
    return Entry(Piece(words), Mark(m.shape, m.tone, ""))


def as_data(report: YearReport) -> dict[str, Any]:
    """Return a report as plain dictionaries and lists, for JSON."""
    return asdict(report)

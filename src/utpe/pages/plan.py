# SPDX-License-Identifier: MIT
"""The page of a plan of work: what it proposes, beside what is documented of it."""

from __future__ import annotations

from utpe.pages.marks import no_evidence
from utpe.pages.view import Bit, Block, Line, Mark, Matrix, MatrixRow, Notice
from utpe.pages.writer import Parts, Writer
from utpe.records.plan import Activity, Ally, Plan
from utpe.records.vocab import EventStatus, PlanStatus
from utpe.text.dates import date_in_words


def write(w: Writer, r: Plan) -> Parts:
    """Return the parts of the page of plan `r`."""
    p = Parts(status=w.mark(r.status), chips=[w.said(r.document_kind)], when=(Bit(r.period),))
    if r.status == PlanStatus.PROPOSAL:
        p.notices.append(Notice("gap", w.s("pages.plan_is_proposal"), ((w.said(r.status_note),),)))
    p.lead = w.said(r.introduction.purpose)
    _facts(w, r, p)
    p.blocks.append(_activities(w, r))
    for name, group in (("objectives", r.objectives), ("axes", r.axes)):
        texts: list[Line] = [(w.said(t),) for t in (group.approach, group.note) if t]
        if group.themes:
            texts.append((Bit(w.s("pages.plan_themes")), Bit(" "), *w.comma(w.said(t) for t in group.themes)))
        texts.append(w.backing_line(group.sources, w.s(w.field_key(name))))
        bullets: list[Line] = []
        for x in group.items:
            line: Line = (Bit(f"{x.number}. {w.said(x.short).text}. ", style="strong"), w.said(x.text))
            bullets.append((*line, Bit(" "), Bit(w.said(x.note).text, style="quiet")) if x.note else line)
        title = w.s(f"pages.plan_{name}")
        p.blocks.append(Block(name, title, texts=tuple(texts), bullets=tuple(bullets), is_numbered=False))
    _contents(w, r, p)
    _introduction(w, r, p)
    return p


def _facts(w: Writer, r: Plan, p: Parts) -> None:
    p.facts.append(
        w.row(
            ("status", "status_note"),
            (Bit(w.s.label(r.status), mark=w.mark(r.status)),),
            w.said(r.status_note),
        )
    )
    p.facts.append(w.row("applicant_id", w.place(r.applicant_id)))
    p.facts.append(w.row("signatory", (Bit(r.signatory), Bit(", "), w.said(r.signatory_role))))
    p.facts.append(w.row("period", Bit(r.period)))
    notes = (w.said(r.date_note),) if r.date_note else ()
    p.facts.append(w.row("date", w.date(r.date) or Bit(w.s("pages.no_date")), *notes))
    p.facts.append(w.row("publication_id", w.link("publications", r.publication_id)))
    team = w.comma(w.link("cities", x.city_id) for x in r.team.cities)
    note = (w.said(r.team.note),) if r.team.note else ()
    p.facts.append(
        w.row(
            "team",
            (Bit(w.s.label(r.team.status), mark=w.mark(r.team.status)),),
            team,
            *note,
            own=r.team.sources,
        )
    )
    if r.motto:
        lines = (
            (w.link("summits", r.motto.summit_id),),
            (Bit(w.s("pages.motto_quoted")), Bit(" "), w.said(r.motto.quoted)),
            (Bit(w.s("pages.motto_official")), Bit(" "), w.said(r.motto.official)),
            (w.said(r.motto.note),),
        )
        p.facts.append(w.row("motto", *lines, own=r.motto.sources))
    closing = r.closing
    p.facts.append(
        w.row(
            "closing",
            w.said(closing.deadline_text),
            w.said(closing.note),
            (Bit(w.s("pages.plan_handed_in_at")), Bit(" "), w.link("summits", closing.summit_id)),
            own=closing.sources,
        )
    )


def _activities(w: Writer, r: Plan) -> Block:
    """Each proposed meeting with what its own record documents."""
    rows = tuple(_activity(w, x) for x in sorted(r.activities.items, key=lambda x: x.order))
    columns = tuple(w.s.label(x) for x in (EventStatus.PROPOSED, EventStatus.ANNOUNCED, EventStatus.HELD))
    matrix = Matrix(
        w.s("pages.plan_activities_caption"), w.s("pages.promise"), columns, w.s("pages.what_we_found"), rows
    )
    texts: list[Line] = [(w.said(t),) for t in (r.activities.note, r.activities.also) if t]
    texts.append(w.backing_line(r.activities.sources, w.s("pages.plan_activities")))
    return Block("activities", w.s("pages.plan_activities"), texts=tuple(texts), matrix=matrix)


def _activity(w: Writer, x: Activity) -> MatrixRow:
    meeting = w.catalogue.get("meetings", x.meeting_id)
    status = meeting.status if meeting else EventStatus.PROPOSED
    place = w.link("cities", x.city_id).text if x.city_id else w.s("pages.no_place")
    framework = w.text(x.framework)
    detail = [w.said(x.when).text, place] + ([framework.text] if framework else [])
    if x.is_optional:
        detail.append(w.s("pages.optional"))
    reached = {EventStatus.ANNOUNCED: 1, EventStatus.HELD: 2}.get(status, 0)
    marks: list[Mark | None] = [w.mark(EventStatus.PROPOSED), None, no_evidence(w.s)]
    if reached >= 1:
        marks[1] = w.mark(EventStatus.ANNOUNCED)
    if reached == 2:
        marks[2] = w.mark(EventStatus.HELD)
    found: list[Line] = [(w.said(meeting.note),)] if meeting and meeting.note else []
    pointing = w.catalogue.pointing("meetings", x.meeting_id, "meetings", "related_ids")
    found.extend((w.link("meetings", other.id), Bit(f", {_day(w, other)}")) for other in pointing)
    found.extend((w.link("meetings", id_),) for id_ in (meeting.related_ids if meeting else ()))
    title = w.said(x.text)
    return MatrixRow(
        Bit(title.text, href=w.link("meetings", x.meeting_id).href, lang=title.lang),
        Bit(", ".join(detail)),
        tuple(marks),
        tuple(found),
    )


def _day(w: Writer, meeting: object) -> str:
    date = getattr(meeting, "date", None)
    return date_in_words(date, w.language) if date else w.s("pages.no_date")


def _contents(w: Writer, r: Plan, p: Parts) -> None:
    x = r.contents
    role = w.s("pages.plan_role")
    p.blocks.append(Block("role", role, texts=((w.said(x.role),), w.backing_line(x.sources, role))))
    for key, allies in (
        ("mercosur", x.mercosur_bodies),
        ("network", x.network_bodies),
        ("partners", x.partner_networks),
    ):
        if allies:
            bullets = tuple(_ally(w, a, w.s(f"pages.plan_{key}")) for a in allies)
            p.blocks.append(Block(key, w.s(f"pages.plan_{key}"), bullets=bullets))
    if x.indicators:
        notes = ((w.said(x.indicators_note),),) if x.indicators_note else ()
        bullets = tuple((w.said(i),) for i in x.indicators)
        p.blocks.append(Block("indicators", w.s("pages.plan_indicators"), texts=notes, bullets=bullets))
    if x.communication:
        p.blocks.append(
            Block("communication", w.s("pages.plan_communication"), texts=((w.said(x.communication),),))
        )


def _ally(w: Writer, a: Ally, what: str) -> Line:
    name = w.said(a.name)
    line: Line = (w.link("organizations", a.organization_id, name.text) if a.organization_id else name,)
    if a.note:
        line = (*line, Bit(". "), w.said(a.note))
    return (*line, Bit(" "), w.backing(a.sources, what)) if a.sources else line


def _introduction(w: Writer, r: Plan, p: Parts) -> None:
    x = r.introduction
    done = tuple(
        (w.said(d.text), Bit(" "), w.link("meetings", d.meeting_id, w.s("pages.record"))) for d in x.work_done
    )
    if done:
        title = w.s("pages.plan_work_done")
        p.blocks.append(Block("done", title, texts=(w.backing_line(x.sources, title),), bullets=done))
    if x.previous_proposal:
        bullets = tuple((w.said(t),) for t in x.previous_proposal)
        p.blocks.append(Block("previous", w.s("pages.plan_previous"), bullets=bullets))
    claims: list[Line] = []
    for claim in x.track_record:
        line: Line = (w.said(claim.text),)
        if claim.corroborated_by:
            line = (
                *line,
                Bit(" "),
                Bit(w.s("pages.corroborated")),
                Bit(" "),
                w.backing(claim.corroborated_by, w.s("pages.plan_claims")),
            )
        claims.append(line)
    if claims:
        p.blocks.append(Block("claims", w.s("pages.plan_claims"), bullets=tuple(claims)))

# SPDX-License-Identifier: MIT
"""The page of a plan of work: what it proposes, beside what is documented of it."""

from __future__ import annotations

from utpe.pages.tracker import Board
from utpe.pages.view import Bit, Block, Line, Notice
from utpe.pages.writer import Parts, Writer
from utpe.records.plan import Plan
from utpe.records.vocab import PlanStatus
from utpe.text.dates import term_in_figures


def write(w: Writer, r: Plan) -> Parts:
    """Return the parts of the page of plan `r`."""
    period = term_in_figures(r.period)
    p = Parts(status=w.mark(r.status), chips=[w.said(r.document_kind)], when=(Bit(period),))
    if r.status == PlanStatus.PROPOSAL:
        p.notices.append(Notice("gap", w.s("pages.plan_is_proposal"), ((w.said(r.status_note),),)))
    p.lead = w.said(r.introduction.purpose)
    _facts(w, r, p)
    p.wide += _tracker(w, r)
    if r.contents.role:
        role = w.s("pages.plan_role")
        p.blocks.append(
            Block("role", role, texts=((w.said(r.contents.role),), w.backing_line(r.contents.sources, role)))
        )
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
    if r.signatory:
        role: Line = (Bit(", "), w.said(r.signatory_role)) if r.signatory_role else ()
        p.facts.append(w.row("signatory", (Bit(r.signatory), *role)))
    p.facts.append(w.row("period", Bit(term_in_figures(r.period))))
    notes = (w.said(r.date_note),) if r.date_note else ()
    p.facts.append(w.row("date", w.date(r.date) or Bit(w.s("pages.no_date")), *notes))
    p.facts.append(w.row("publication_id", w.link("publications", r.publication_id)))
    if r.team:
        team = w.comma(w.link("cities", x.city_id) for x in r.team.cities)
        note = (w.said(r.team.note),) if r.team.note else ()
        state = (Bit(w.s.label(r.team.status), mark=w.mark(r.team.status)),)
        p.facts.append(w.row("team", state, team, *note, own=r.team.sources))
    if r.motto:
        lines = (
            (w.link("summits", r.motto.summit_id),),
            (Bit(w.s("pages.motto_quoted")), Bit(" "), w.said(r.motto.quoted)),
            (Bit(w.s("pages.motto_official")), Bit(" "), w.said(r.motto.official)),
            (w.said(r.motto.note),),
        )
        p.facts.append(w.row("motto", *lines, own=r.motto.sources))
    if r.closing:
        handed_in = (Bit(w.s("pages.plan_handed_in_at")), Bit(" "), w.link("summits", r.closing.summit_id))
        p.facts.append(
            w.row(
                "closing",
                w.said(r.closing.deadline_text),
                w.said(r.closing.note),
                handed_in,
                own=r.closing.sources,
            )
        )


def _tracker(w: Writer, r: Plan) -> list[Block]:
    """Every promise beside its evidence, group by group, after a summary that counts them."""
    board, s, x = Board(w, r), w.s, r.contents
    blocks: list[Block] = []
    for name, group in (("objectives", r.objectives), ("axes", r.axes)):
        if group:
            texts: list[Line] = [(w.said(t),) for t in (group.approach, group.note) if t]
            if group.themes:
                themes = w.comma(w.said(t) for t in group.themes)
                texts.append((Bit(s("pages.plan_themes")), Bit(" "), *themes))
            title = s(f"pages.plan_{name}")
            texts.append(w.backing_line(group.sources, s(w.field_key(name))))
            blocks.append(
                Block(
                    name,
                    title,
                    texts=tuple(texts),
                    tracker=board.tracker(title, board.commitments(group.items)),
                )
            )
    if r.activities:
        title = s("pages.plan_activities")
        texts = [(w.said(t),) for t in (r.activities.note, r.activities.also) if t]
        texts.append(w.backing_line(r.activities.sources, title))
        tracker = board.tracker(title, board.activities(r.activities.items))
        blocks.append(Block("activities", title, texts=tuple(texts), tracker=tracker))
    if x.indicators:
        title = s("pages.plan_indicators")
        texts = [(w.said(x.indicators_note),)] if x.indicators_note else []
        if page := w.prose.get("indicators/index"):
            texts.append((Bit(s("pages.plan_counted")), Bit(" "), page))
        tracker = board.tracker(title, board.pledges("indicador", x.indicators))
        blocks.append(Block("indicators", title, texts=tuple(texts), tracker=tracker))
    for key, allies in (
        ("mercosur", x.mercosur_bodies),
        ("network", x.network_bodies),
        ("partners", x.partner_networks),
    ):
        if allies:
            title = s(f"pages.plan_{key}")
            blocks.append(Block(key, title, tracker=board.tracker(title, board.allies(key, allies))))
    if x.communication:
        title = s("pages.plan_communication")
        tracker = board.tracker(title, board.pledges("comunicacion", (x.communication,)))
        blocks.append(Block("communication", title, tracker=tracker))
    texts = [(Bit(s(f"pages.tracker.rule_{n}")),) for n in (1, 2)]
    summary = Block("tracker", s("pages.tracker.title"), texts=tuple(texts), marks=board.summary())
    return [summary, *blocks]


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

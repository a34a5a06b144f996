"""Promises beside evidence: what counts, when it falls, and that a future plan is one more record."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from utpe.checks.runner import Report
from utpe.pages.plan import write
from utpe.pages.tracker import Board, Ledger, state_of
from utpe.pages.view import Block, Promise
from utpe.pages.writer import Parts, Writer

ROOT = Path(__file__).resolve().parents[2]


def _page(report: Report, id_: str, language: str = "es") -> Parts:
    plan = report.catalogue.get("plans", id_)
    return write(Writer(report.catalogue, "plans", plan, language), plan)


def _promises(parts: Parts) -> dict[str, Promise]:
    return {row.id: row for block in parts.wide if block.tracker for row in block.tracker.rows}


def _shape(promise: Promise) -> str:
    return promise.state.shape if promise.state else ""


def _links(promise: Promise) -> dict[str, list[str]]:
    cells = {"during": promise.during, "after": promise.after}
    return {when: [b.href for line in cell for b in line if b.href] for when, cell in cells.items()}


@pytest.fixture(scope="module")
def real_plan(real: Report) -> Parts:
    return _page(real, "propuesta-quilmes-2014-2015")


def test_every_promise_of_the_document_has_its_row(real: Report, real_plan: Parts) -> None:
    raw = yaml.safe_load((ROOT / "data" / "plans.yaml").read_text())[0]
    contents = raw["contents"]
    expected = (
        len(raw["objectives"]["items"])
        + len(raw["axes"]["items"])
        + len(raw["activities"]["items"])
        + len(contents["indicators"])
        + sum(len(contents[k]) for k in ("mercosur_bodies", "network_bodies", "partner_networks"))
        + 1  # the link on the official web
    )
    assert len(_promises(real_plan)) == expected == 33


def test_the_summary_counts_each_promise_once(real_plan: Parts) -> None:
    summary: Block = real_plan.wide[0]
    counts = [int(next((x for x in text.split() if x.isdigit()), 0)) for _, text in summary.marks]
    states = [_shape(p) for p in _promises(real_plan).values()]
    assert counts == [states.count(shape) for shape in ("g-held", "g-ann", "g-later", "g-near", "g-none")]
    # An open group («other universities») cannot be looked for: it has no state.
    assert sum(counts) == len(states) - 1 == 32


def test_what_the_plan_reports_as_done_before_is_no_evidence_of_it(real: Report, real_plan: Parts) -> None:
    plan: Any = real.catalogue.get("plans", "propuesta-quilmes-2014-2015")
    done = {f"es/reuniones/{x.meeting_id}/" for x in plan.introduction.work_done}
    shown = {href for p in _promises(real_plan).values() for hrefs in _links(p).values() for href in hrefs}
    assert shown and not shown & done
    assert "es/publicaciones/propuesta-quilmes-2014-2015/" not in shown


def test_a_proposed_meeting_stays_without_evidence_although_another_is_near(real_plan: Parts) -> None:
    third = _promises(real_plan)["actividad-3"]
    assert _shape(third) == "g-near"
    near = next(line for line in third.during if any("posadas-reunion" in b.href for b in line))
    assert near[-1].text == "(cercano; no consta que sea esa reunión)"
    assert "es/reuniones/utpeam-2015-posadas-reunion/" in _links(third)["during"]


def test_an_announcement_never_becomes_a_fact(real_plan: Parts) -> None:
    promises = _promises(real_plan)
    assert _shape(promises["objetivo-2"]) == "g-ann"
    # Only announced meetings in 2015, and no theoretical work of the unit: as in the records.
    assert _shape(promises["indicador-2"]) == "g-ann"
    assert _shape(promises["indicador-1"]) == "g-none"
    assert "g-held" not in map(_shape, promises.values())


def test_a_shared_topic_alone_makes_no_evidence(real_plan: Parts) -> None:
    promises = _promises(real_plan)
    for id_ in ("objetivo-3", "objetivo-8", "eje-1", "eje-2"):
        beside = _links(promises[id_])
        assert beside["during"] or beside["after"], id_
        assert _shape(promises[id_]) == "g-near", id_


def test_meetings_of_an_ally_are_those_with_a_date_after_the_plan_by_what_is_known(real_plan: Parts) -> None:
    falp = _promises(real_plan)["partners-1"]
    words = " ".join(b.text for line in falp.reading for b in line)
    # Habitat III 2016, the seminar of 2017 and Lauro de Freitas 2018 announced, 2021 held; one has no date.
    assert "(1 realizado y 3 anunciados)" in words


def test_sharing_a_topic_is_said_to_be_no_more_than_that(real_plan: Parts) -> None:
    first = _promises(real_plan)["objetivo-1"]
    for line in (*first.during, *first.after):
        href = next(b.href for b in line if b.href)
        named = any(x in href for x in ("posadas-reunion", "puerto-montt", "utpeyam-2020", "santa-fe"))
        assert ("(mismo tema)" in [b.text for b in line]) != named, href


def test_a_future_plan_is_one_more_record(toy: Report) -> None:
    parts = _page(toy, "plan-futuro", "pt")
    promises = _promises(parts)
    assert list(promises) == ["objetivo-1"]
    assert _shape(promises["objetivo-1"]) == "g-held"
    assert _links(promises["objetivo-1"]) == {"during": ["pt/reunioes/toy-2016-bisiesto/"], "after": []}
    assert "Do plano até 2017" in parts.wide[1].tracker.columns  # type: ignore[union-attr]
    assert not parts.notices, "an approved plan is no proposal"


def test_when_a_record_falls(toy: Report) -> None:
    plan: Any = toy.catalogue.get("plans", "plan-toy")
    ledger = Ledger(Writer(toy.catalogue, "plans", plan, "es"), plan)
    get = toy.catalogue.get
    assert ledger.when(get("meetings", "toy-2014-alfa")) is None, "reported as done before"
    assert ledger.when(get("meetings", "toy-2015-propuesta")) == "during"
    assert ledger.when(get("meetings", "toy-2016-bisiesto")) == "after"
    undated = get("publications", "libro-particulas").model_copy(update={"date": None})
    assert ledger.when(undated) == "after"
    assert dt.date(2014, 8, 1) == plan.date.earliest
    # A plan without a date begins with its period.
    later: Any = toy.catalogue.get("plans", "plan-futuro").model_copy(update={"date": None})
    of_later = Ledger(Writer(toy.catalogue, "plans", later, "es"), later)
    assert of_later.when(get("meetings", "toy-2015-propuesta")) is None


def test_no_evidence_is_a_state_of_its_own(toy: Report) -> None:
    assert state_of([]) == "none"
    plan: Any = toy.catalogue.get("plans", "plan-toy")
    board = Board(Writer(toy.catalogue, "plans", plan, "es"), plan)
    rows = [*board.commitments(plan.objectives.items), *board.pledges("indicador", plan.contents.indicators)]
    assert sum(board.states.values()) == len(rows) == 4

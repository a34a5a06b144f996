"""What is not known, counted: the toy by hand, the real data from its YAML read plainly."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from utpe.checks.runner import Report, check
from utpe.pages import routes
from utpe.pages.gaps import empty_years, gaps
from utpe.pages.view import Bit
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.settings import read_settings
from utpe.text.strings import strings

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


@pytest.fixture(scope="module")
def real() -> Report:
    return check(read_settings(ROOT))


def _plain(name: str) -> list[dict[str, Any]]:
    """Return a file of the data as plain text, without our reader or models."""
    loaded: list[dict[str, Any]] = yaml.load((DATA / f"{name}.yaml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def _by_hand() -> dict[str, int]:
    own = [m for m in _plain("meetings") if m["relation"] == "own"]
    held = [m for m in own if m["status"] == "held"]
    minutes = [
        m["id"]
        for m in held
        if any(d["kind"] == "minutes" and d.get("state", "found") == "found" for d in m.get("documents", []))
    ]
    years = {int(m["date"][:4]) for m in own if m.get("date")}
    network = next(o for o in _plain("organizations") if o["id"] == "mercociudades")
    return {
        "minutes": len(held) - len(minutes),
        "reports": sum(m["status"] in ("announced", "proposed") for m in own),
        "years": len([y for y in range(min(years), max(years)) if y not in years]),
        "coordinators": sum(not c.get("coordinator_id") for c in _plain("coordination")),
        "summits": len(network["summit_gaps"]),
        "bodies": sum(b["status"] == "unknown" for b in _plain("governance")),
    }


@pytest.mark.parametrize("language", ["es", "pt"])
def test_the_list_of_the_home_page_is_what_the_data_say(real: Report, language: str) -> None:
    s = strings(language)
    found = gaps(real.catalogue, s)
    expected = _by_hand()
    assert len(found) == len(expected) == 6
    for gap, (key, n) in zip(found, expected.items(), strict=True):
        assert n > 0
        assert gap.count == s.number(n)
        assert gap.rest == s.plural(f"pages.home.gap.{key}.rest", n)


@pytest.mark.parametrize("language", ["es", "pt"])
def test_each_number_leads_to_where_it_can_be_seen(real: Report, language: str) -> None:
    own = routes.facet(language, "meetings", "relation", "own")
    assert [g.what.href for g in gaps(real.catalogue, strings(language))] == [
        own,
        own,
        own,
        routes.section(language, "coordination"),
        f"{routes.record(language, 'organizations', 'mercociudades')}#gaps",
        routes.facet(language, "governance", "status", "unknown"),
    ]
    timeline = Bit("x", href=f"{language}/years/")
    years = gaps(real.catalogue, strings(language), timeline)[2]
    assert years.what.href == timeline.href


def test_the_toy_by_hand(toy: Report) -> None:
    found = gaps(toy.catalogue, strings("es"))
    # Held: Alfa, whose minutes were found, and its seminar. 2014, 2015 and 2017 have meetings of the unit.
    assert [g.count for g in found] == ["1", "2", "1", "1", "1"]
    assert found[0].what.text == "encuentro de la unidad" and "no encontramos acta" in found[0].rest
    assert "entre 2014 y 2017" in found[2].what.text
    assert not any("gobernanza" in g.what.text for g in found), "what is nought is left out"


def test_minutes_that_are_only_mentioned_are_not_found(toy: Report) -> None:
    records = dict(toy.catalogue.records["meetings"])
    meeting = records["toy-2014-alfa"]
    document = meeting.documents[0].model_copy(update={"state": "mentioned"})
    records["toy-2014-alfa"] = meeting.model_copy(update={"documents": (document,)})
    catalogue = Catalogue({**toy.catalogue.records, "meetings": records}, toy.catalogue.origins)
    assert gaps(catalogue, strings("es"))[0].count == "2"


def test_of_an_empty_register_nothing_is_counted() -> None:
    assert gaps(Catalogue(), strings("es")) == ()
    assert list(empty_years([])) == list(empty_years([2014])) == []


def test_the_home_page_is_made_anew_when_one_of_these_changes(toy: Report) -> None:
    trace = Trace(toy.catalogue)
    gaps(trace, strings("es"))
    asked = {collection for what, collection, _ in trace.touched if what == "all"}
    assert ("calendar", "meetings", "own") in trace.touched
    assert {"coordination", "organizations", "governance"} <= asked


NUMBER = re.compile(r"\b(?:2, 4 a 6, 8 a 10 (?:y|e) 14)\b")


@pytest.mark.parametrize("language", ["es", "pt"])
def test_what_is_written_about_it_by_hand_agrees_with_the_data(real: Report, language: str) -> None:
    """`content/…/unknowns.md`: the figures that no mark counts."""
    text = next(p.body for p in real.pages if (p.language, p.key) == (language, "unknowns"))
    meetings = {m["id"]: m for m in _plain("meetings")}
    own = [m for m in meetings.values() if m["relation"] == "own"]
    # «The announced ones»: each of them is linked in that point, and nothing else.
    point = next(line for line in text.splitlines() if re.search(r"Si las anunciadas|Se as anunciadas", line))
    announced = {m["id"] for m in own if m["status"] == "announced"}
    assert set(re.findall(r"meeting:([a-z0-9-]+)", point)) == announced
    # «The four of 2015».
    assert re.search(r"\[(cuatro|quatro) de 2015\]", text)
    assert sum(m["status"] == "proposed" and m["date"].startswith("2015") for m in own) == 4
    # «The five cities».
    assert re.search(r"\[cinco (ciudades|cidades)\]\(coordination:coordinacion-2013-2014\)", text)
    term = next(c for c in _plain("coordination") if c["id"] == "coordinacion-2013-2014")
    assert [x["is_inferred"] for x in term["sub_coordinators"]] == ["true"] * 5
    # The summits without a source, and the first presidency that is known.
    network = next(o for o in _plain("organizations") if o["id"] == "mercociudades")
    assert NUMBER.search(text)
    assert [int(g["number"]) for g in network["summit_gaps"]] == [2, 4, 5, 6, 8, 9, 10, 14]
    assert "presidency:presidencia-2004-2005" in text
    assert min(p["term"] for p in _plain("presidencies")) == "2004-2005"
    # Two figures of members for 2026, which differ; most cities not looked into.
    of_2026 = [x["value"] for x in network["member_counts"] if x["date"].startswith("2026")]
    assert len(of_2026) == 2 and len(set(of_2026)) == 2
    cities = _plain("cities")
    assert sum(c["membership"]["status"] == "unknown" for c in cities) > len(cities) / 2
    assert all("year" not in (c.get("population") or {}) for c in cities)
    # Buenos Aires in three years; years without any name.
    terms = {c["id"] for c in _plain("coordination") if c.get("coordinator_id") == "buenos-aires"}
    point = next(line for line in text.splitlines() if "Buenos Aires" in line)
    assert set(re.findall(r"coordination:([a-z0-9-]+)", point)) == terms and len(terms) == 3
    # No minutes of any meeting of the unit, and no list of participants.
    assert not any(
        d["kind"] == "minutes" and d.get("state", "found") == "found"
        for m in own
        for d in m.get("documents", [])
    )

"""References are found by the types of the fields, at any depth, and seen from both sides."""

from __future__ import annotations

from pathlib import Path

from utpe.checks.runner import Report
from utpe.records.references import references


def test_references_at_every_depth(toy: Report) -> None:
    meeting = toy.catalogue.get("meetings", "toy-2014-alfa")
    found = set(references(meeting))
    assert (("city_ids", 0), "cities", "alfa") in found
    assert (("participants", 0, "city_id"), "cities", "beta") in found
    assert (("related_ids", 0), "meetings", "toy-2016-bisiesto") in found
    assert (("sources", 1, "id"), "sources", "plan-toy") in found
    plan = toy.catalogue.get("plans", "plan-toy")
    assert (("activities", "items", 0, "meeting_id"), "meetings", "toy-2015-propuesta") in set(
        references(plan)
    )


def test_a_relation_is_seen_from_both_sides(toy: Report) -> None:
    c = toy.catalogue
    assert [m.id for m in c.pointing("cities", "alfa", "meetings")] == ["toy-2014-alfa", "toy-2014-seminario"]
    assert [m.id for m in c.pointing("meetings", "toy-2014-alfa", "meetings", "parent_id")] == [
        "toy-2014-seminario"
    ]
    assert [b.id for b in c.pointing("governance", "ar-toy", "governance", "predecessor_ids")] == ["br-toy"]
    assert [p.id for p in c.pointing("meetings", "toy-2015-propuesta", "publications")] == ["propuesta-toy"]


def test_a_record_that_points_twice_is_given_once(toy: Report) -> None:
    fields = {b.field for b in toy.catalogue.backlinks[("cities", "alfa")] if b.id == "toy-2014-alfa"}
    assert fields == {"city_ids", "host_city_ids"}
    assert [m.id for m in toy.catalogue.pointing("cities", "alfa", "meetings")].count("toy-2014-alfa") == 1


def test_country_ids_are_found_in_either_case(toy: Report) -> None:
    assert toy.catalogue.get("countries", "ar") is toy.catalogue.get("countries", "AR")


def test_each_record_knows_its_lines(toy: Report) -> None:
    origin = toy.catalogue.origins[("meetings", "toy-2014-seminario")]
    assert origin.file == "data/meetings.yaml"
    lines = (toy.catalogue.origins[("meetings", "toy-2014-alfa")].lines, origin.lines)
    text = (Path(__file__).parents[1] / "toy/data/meetings.yaml").read_text().split("\n")
    assert text[lines[0][0] - 1] == "- id: toy-2014-alfa"
    assert text[lines[0][1] - 1] == "  former_ids: [toy-viejo]"
    assert text[lines[1][0] - 1] == "- id: toy-2014-seminario"

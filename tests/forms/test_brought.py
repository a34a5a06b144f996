"""A merged record keeps the source that came along with it, and can be corrected like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from conftest import TODAY
from proposal_files import NEW, send

from utpe.checks.finding import has_errors
from utpe.checks.runner import check
from utpe.editing.layout import record_text
from utpe.reading.strict_yaml import read_yaml
from utpe.settings import read_settings

FILE = "data/proposals/meetings/toy-2027-prueba.yaml"


def test_the_source_of_a_corrected_record_is_not_there_twice(engine_at: Any, toy_copy: Path) -> None:
    root = toy_copy
    settings = read_settings(root).model_copy(update={"with_proposals": True, "today": TODAY})
    own = root / "data/meetings/toy-2027-prueba.yaml"
    own.parent.mkdir()
    own.write_text(send(root, NEW).read_text())
    tree = read_yaml(own.read_bytes()).value
    tree["mode"] = "hybrid"
    tree["sources"][0]["source"]["title"] = "Acta corregida"
    place = root / FILE
    place.parent.mkdir(parents=True)
    published = check(settings)
    engine = engine_at(published, root)
    place.write_text(record_text("meetings", tree, ("es", "pt")))
    report = check(settings)
    assert not has_errors(report.findings), report.findings
    assert report.catalogue.get("sources", "acta-nueva").title == "Acta corregida"
    context = {"today": str(TODAY), "languages": ("es", "pt"), "file": FILE}
    assert engine("check", "meetings", tree, context) == []
    # What another record brought along is another's.
    other = {**tree, "id": "toy-2014-alfa"}
    place.rename(place.with_name("toy-2014-alfa.yaml")).write_text(
        record_text("meetings", other, ("es", "pt"))
    )
    codes = [f.code for f in check(settings).findings if f.severity == "error"]
    assert codes == [
        f["code"] for f in engine("check", "meetings", other, context) if f["severity"] == "error"
    ]
    assert codes == ["E104"]

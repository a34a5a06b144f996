"""A title is text in the language of what it names, or a description in the languages of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from utpe.records.base import Text
from utpe.records.loader import Defect, load

LANGUAGES = ("es", "pt")
SOURCE = """- id: acta
  title: {title}
  publisher: Alfa
  kind: official
  place: Alfa
  accessed: "2026-11-22"
"""


def _defects(tmp_path: Path, title: str) -> list[Defect]:
    (tmp_path / "sources.yaml").write_text(SOURCE.replace("{title}", title))
    return [d for d in load(tmp_path, tmp_path, LANGUAGES)[1] if d.file == "sources.yaml"]


def test_a_title_is_text_or_a_text_in_each_language(tmp_path: Path) -> None:
    assert _defects(tmp_path, "Acta de Alfa") == []
    assert _defects(tmp_path, "{es: Acta, pt: Ata}") == []
    title = load(tmp_path, tmp_path, LANGUAGES)[0].get("sources", "acta").title
    assert title == Text({"es": "Acta", "pt": "Ata"})


@pytest.mark.parametrize(
    ("title", "key", "path"),
    [
        ("[Acta]", "string_type", ("title",)),
        ('""', "string_too_short", ("title",)),
        ("{es: Acta, xx: Ata}", "text_language", ("title",)),
        ("{es: Acta, pt: [Ata]}", "string_type", ("title", "pt")),
    ],
)
def test_a_wrong_title_is_one_defect_at_its_field(
    tmp_path: Path, title: str, key: str, path: tuple[str, ...]
) -> None:
    assert [(d.key, d.path) for d in _defects(tmp_path, title)] == [(key, path)]

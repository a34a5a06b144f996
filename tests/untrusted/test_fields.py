"""Every text field of every collection: filled by its type, and what no text may hold is refused in each."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from filled_records import text_fields
from untrusted_project import copy_of_toy, fill_data
from vectors import FAMILIES, PROSE, REFUSED

from utpe.checks import runner
from utpe.checks.runner import check
from utpe.records.registry import COLLECTIONS
from utpe.settings import read_settings

INVISIBLE, WITH_USER = "E119", "E120"


def _errors(root: Path) -> Counter[str]:
    return Counter(f.code for f in check(read_settings(root)).findings if f.severity == "error")


def test_there_are_many_vectors_and_none_twice() -> None:
    for families, least in ((FAMILIES, 500), (PROSE, 90)):
        vectors = [v for family in families for v in family.vectors]
        assert len(set(vectors)) == len(vectors) > least
        assert all(family.vectors for family in families)


def test_every_text_field_is_filled_and_what_is_only_odd_is_accepted(tmp_path: Path) -> None:
    root = copy_of_toy(tmp_path / "toy")
    filled = fill_data(root, share=0).filled
    assert filled == {field for c in COLLECTIONS.values() for field in text_fields(c.model)}
    assert {name for name, _ in filled} > {"Meeting", "Document", "Speaker", "Citation", "Ally", "Author"}
    assert _errors(root) == {}


# One of each family is enough to see that every field is looked at; which characters are meant: test_bad_input.py.
FIRST = {code + text: (text, code) for text, code in REFUSED[::12]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *FIRST.values(),
        *(
            pytest.param(*refused, marks=pytest.mark.audit)
            for refused in REFUSED
            if refused not in FIRST.values()
        ),
    ],
)
def test_what_no_text_may_hold_is_refused_in_every_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    # Of very many findings alike in one file, an editor is told the first.
    monkeypatch.setattr(runner, "told", lambda findings: findings)
    root = copy_of_toy(tmp_path / "toy")
    filler = fill_data(root, (text,), share=0)
    # A text in words may name a host with a user; a field of one line is taken for an address.
    fields = {INVISIBLE: filler.lines + filler.described, WITH_USER: filler.lines}
    assert _errors(root) == {code: fields[code]}


LOOK_ALIKE = {
    "Cyrillic а": "аlfa",
    "Greek ο": "tοy",
    "full width": "ａlfa",
    "a mathematical letter": "𝐚lfa",
    "dotless ı": "ıd",
    "long ſ": "ſ",
    "a ligature": "ﬁn",
    "a combining accent": "alfa\u0301",
    "another hyphen": "alfa‐1",
    "a dash": "alfa–1",
    "Arabic digits": "alfa-١",
    "a superscript": "alfa²",
    "punycode of capitals": "XN--lfa",
    "a soft hyphen": "al\u00adfa",
    "a joiner": "al\u200dfa",
}


@pytest.mark.parametrize("what", LOOK_ALIKE)
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("cities", "- id: beta\n", '- id: "{}"\n'),
        ("cities", "- id: beta\n", '- id: beta\n  former_ids: ["{}"]\n'),
        ("organizations", "  city_id: alfa\n", '  city_id: "{}"\n'),
    ],
    ids=["id", "former id", "reference"],
)
def test_a_name_that_looks_like_another_is_refused(
    tmp_path: Path, what: str, file: str, old: str, new: str
) -> None:
    root = copy_of_toy(tmp_path / "toy")
    path = root / "data" / f"{file}.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new.format(LOOK_ALIKE[what]), 1))
    assert {"E107", "E021"} & _errors(root).keys(), _errors(root)


@pytest.mark.parametrize("what", LOOK_ALIKE)
def test_so_is_the_name_of_a_page(tmp_path: Path, what: str) -> None:
    root = copy_of_toy(tmp_path / "toy")
    page = "---\ntitle: T\ndescription: D\n---\nTexto.\n"
    (root / "content" / "es" / f"{LOOK_ALIKE[what]}.md").write_text(page)
    # What nobody sees is not in the alphabet of names either.
    assert _errors(root) == {"E607": 1}

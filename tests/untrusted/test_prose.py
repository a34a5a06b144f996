"""What strangers might write into pages of prose: `utpe check` names what it refuses; what it lets pass is in test_untrusted.py."""

from __future__ import annotations

import pytest
from untrusted_project import copy_of_toy, write_prose
from vectors import PROSE, REFUSED

SAYS = {text: family.code for family in PROSE for text in family.vectors}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, frozenset[str]]:
    """What the checks say of each text, alone on a page."""
    texts = [*SAYS, *(text for text, _ in REFUSED)]
    return write_prose(copy_of_toy(tmp_path_factory.mktemp("prose") / "toy"), texts)


@pytest.mark.parametrize("name", [family.name for family in PROSE])
def test_each_family_is_refused_by_its_code_or_accepted(said: dict[str, frozenset[str]], name: str) -> None:
    family = next(family for family in PROSE if family.name == name)
    wrong = {t: said[t] for t in family.vectors if (family.code not in said[t] if family.code else said[t])}
    assert wrong == {}


def test_what_nobody_sees_is_refused_in_prose_too(said: dict[str, frozenset[str]]) -> None:
    hidden = [text for text, code in REFUSED if code == "E119"]
    assert {text for text in hidden if "E021" not in said[text]} == set()

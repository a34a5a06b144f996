"""What strangers might write into pages of prose: `utpe check` names what it refuses; what it lets pass is in test_untrusted.py."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
from untrusted_project import copy_of_toy, write_prose
from vectors import ANYWHERE, PROSE, REFUSED

from utpe.checks.runner import check
from utpe.settings import read_settings

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


@pytest.mark.parametrize(("field", "code"), [("slug", "E607"), ("former", "E144")])
def test_no_address_is_made_of_it(tmp_path: Path, field: str, code: str) -> None:
    # Addresses become lines of `_headers`, of `_redirects` and of a table of nginx.
    root = copy_of_toy(tmp_path / "toy")
    folder = root / "content" / "es" / "harm"
    folder.mkdir()
    # What a reader of YAML leaves as it is, is no plain word.
    texts = [text for text in ANYWHERE if not re.fullmatch("[a-z0-9-]+", text)]
    for number, text in enumerate(texts):
        value = json.dumps(text if field == "slug" else [text], ensure_ascii=False)
        head = f"title: V{number}\ndescription: Lo que escribe cualquiera.\n{field}: {value}"
        (folder / f"v{number}.md").write_text(f"---\n{head}\n---\n")
    found = defaultdict(set)
    for finding in check(read_settings(root)).findings:
        found[Path(finding.place.file).stem].add(finding.code)
    missed = [text for n, text in enumerate(texts) if not found[f"v{n}"] & {code, "E021", "E608"}]
    assert len(texts) > 600 and missed == []


def test_what_nobody_sees_is_refused_in_prose_too(said: dict[str, frozenset[str]]) -> None:
    hidden = [text for text, code in REFUSED if code == "E119"]
    assert {text for text in hidden if "E021" not in said[text]} == set()

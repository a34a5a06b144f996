"""The threat model keeps its word: each threat has a control and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "docs" / "threats.md"
SHOWN = "shown by"


def threats() -> dict[str, list[str]]:
    """The rows of the tables that end with tests: what comes first in each, and the tests of all that begin so."""
    found: dict[str, list[str]] = {}
    names: list[str] = []
    for line in MODEL.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")] if line.startswith("|") else []
        if not cells or SHOWN in cells[-1]:
            names = cells
        elif names and not line.startswith("|---"):
            assert len(cells) == len(names) and all(cells), f"a cell is empty: {line}"
            found.setdefault(cells[0], []).append(cells[-1].rstrip(" |"))
    return found


THREATS = threats()


@pytest.mark.parametrize("threat", THREATS)
def test_what_stands_against_a_threat_is_tested(threat: str) -> None:
    for shown in THREATS[threat]:
        named = re.findall(r"`(tests/[\w/]+\.py)`", shown)
        assert named, f"no test: {shown}"
        for name in named:
            assert re.search(r"^def test_", (ROOT / name).read_text(), re.MULTILINE), name


def test_the_tables_were_found() -> None:
    assert len(THREATS) > 30

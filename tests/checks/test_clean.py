"""Files noted as clean: a check that skips them finds what one finds that knows nothing."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

import pytest
from mistakes_stage import CASES, made_wrong, stage_in

from utpe.checks import clean
from utpe.checks.finding import Finding
from utpe.checks.runner import check
from utpe.records.confirmed import FILE
from utpe.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SEQUENCES, STEPS = 4, 15


def _settings(root: Path, cache: str = ".cache", day: int = 24) -> Settings:
    return Settings(
        root=root, today=dt.date(2026, 11, day), theme_dir=ROOT / "overrides", cache_dir=Path(cache)
    )


def _found(root: Path, cache: str = ".cache", day: int = 24) -> list[Finding]:
    return check(_settings(root, cache, day)).findings


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_any_sequence_of_edits_is_judged_as_if_nothing_were_known(tmp_path: Path, seed: int) -> None:
    root, chance = stage_in(tmp_path / "stage"), random.Random(seed)  # noqa: S311 - edits, no secrets
    wrong: dict[str, str] = {}
    for step in range(STEPS):
        if wrong and chance.random() < 0.4:
            file = chance.choice(sorted(wrong))
            (root / file).write_text(wrong.pop(file))
        else:
            mistake = CASES[chance.choice(sorted(CASES))]
            if mistake.file in wrong:
                continue
            wrong[mistake.file] = made_wrong(root, mistake)
        assert _found(root) == _found(root, cache=f"none-{step}")


@pytest.fixture
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[int]]:
    """A project that was checked, and how many records each further check looks at anew."""
    root = stage_in(tmp_path / "stage")
    shutil.rmtree(root / "data/proposals", ignore_errors=True)
    looked: list[int] = []
    others = clean.Clean.others

    def counted(self: clean.Clean, catalogue: clean.Catalogue) -> clean.Catalogue:
        found = others(self, catalogue)
        looked.append(sum(map(len, found.records.values())))
        return found

    monkeypatch.setattr(clean.Clean, "others", counted)
    _found(root)
    return root, looked


def test_only_what_changed_is_looked_at_again(judged: tuple[Path, list[int]]) -> None:
    root, looked = judged
    _found(root)
    file = root / "data/topics.yaml"
    file.write_text(file.read_text() + "\n")
    _found(root)
    topics = file.read_text().count("- id:")
    assert looked[0] > 40
    # In two files something is lacking for good (BEFORE in test_mistakes.py).
    assert looked[1] < looked[0] / 2 and looked[2] == looked[1] + topics


def test_another_day_another_ledger_and_other_code_judge_anew(
    judged: tuple[Path, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, looked = judged
    _found(root, day=25)
    (root / "data" / FILE).write_text("[]\n")
    _found(root)
    monkeypatch.setattr(clean, "_code", lambda: b"other")
    _found(root)
    assert looked[1:] == looked[:1] * 3


def test_what_a_proposal_hides_is_not_taken_for_clean(tmp_path: Path) -> None:
    root = stage_in(tmp_path / "stage")
    settings = _settings(root).model_copy(update={"with_proposals": True})
    assert check(settings).catalogue.proposed
    assert not list((root / ".cache").glob("clean/*"))

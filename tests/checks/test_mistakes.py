"""The examples of the page of messages, run: what is wrong gives its code and nothing else, what is right does not.

They are played on the toy site with the records of `stage/` added (see its README).
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_input import TABLE, Damage, edit, heavy, put
from mistakes_stage import CASES, LANGUAGES, made_wrong, stage_in

from utpe.checks.runner import check
from utpe.checks.structure import finding_of
from utpe.records.loader import Defect, Known
from utpe.settings import Settings
from utpe.text.mistakes import FAMILIES, FOLDER, Mistake, mistakes
from utpe.text.strings import strings

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
# Warnings of the toy site: a title and a page without their translation.
BEFORE = Counter({"W101": 1, "W601": 1})
PAGE = b"---\ntitle: Visita\ndescription: Una visita.\n---\n"


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """The toy site with the records and pages on which the examples are played."""
    return stage_in(tmp_path / "stage")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    """A stage for all examples that change a file and put it back, and what has been read of it."""
    return stage_in(tmp_path_factory.mktemp("kept") / "stage"), {}


def _codes(root: Path, known: Known | None = None) -> Counter[str]:
    settings = Settings(
        root=root, today=dt.date(2026, 11, 24), theme_dir=ROOT / "overrides", with_proposals=True
    )
    return Counter(f.code for f in check(settings, known).findings)


# What is done to a project where the example tells of it in words; the rest is done as in the table of bad input.
STATES: dict[str, Callable[[Path, Mistake], object]] = {
    "E001": lambda root, _: (root / "data").rename(root / "datos"),
    "E007": lambda root, m: put(b"[]\n")(root / m.wrong),
    "E008": lambda root, m: put(b"[]\n")(root / m.wrong),
    "E010": lambda root, _: (root / "content/assets/plano.png").symlink_to(root / "mkdocs.yml"),
    "E112": lambda root, _: edit("locator: §1", f"locator: {'a' * 301}")(root / "data" / "meetings.yaml"),
    "E118": lambda root, _: edit("Acordar metas.", "a" * 2001)(root / "data" / "glossary.yaml"),
    "E151": lambda root, _: shutil.copy(
        root / "data/proposals/cities/sao-borja.yaml", root / "data/proposals/cities/sao-borja-ana.yaml"
    ),
    "E512": lambda root, _: heavy(root / "content/assets/documents/2014/acta-posadas.pdf"),
    "E613": lambda root, m: put(PAGE)(root / m.wrong),
    "E614": lambda root, m: put(b"<p>Acta</p>")(root / m.wrong),
    "E616": lambda root, _: put(PAGE + b"\n".join(b" " * 4 * n + b"1. x" for n in range(300)))(
        root / "content/es/only-spanish.md"
    ),
    "E615": lambda root, _: heavy(root / "content/assets/sala.jpg"),
    "W601": lambda root, _: put(PAGE)(root / "content/es/visita.md"),
}
ELSEWHERE = {"E004": "not to be read", "E199": "no such value is known"}
"""Codes in words that have a test of their own below."""


def _state(code: str) -> Callable[[Path, Mistake], object]:
    damages: list[Damage] = [damage for damage, found, _ in TABLE.values() if found == code]
    return STATES.get(code) or (lambda root, _: damages[0](root / "data" / "meetings.yaml"))


def test_every_code_has_an_example() -> None:
    explained = {key.split(".")[1] for key in strings("es").table if key.startswith("findings.")}
    for language in LANGUAGES:
        assert set(mistakes(language)) == explained
    assert {p.stem for p in FOLDER.iterdir()} == set(FAMILIES)


def test_every_example_in_words_is_acted_out() -> None:
    told = {code for code, mistake in mistakes("es").items() if not mistake.file}
    assert told == set(STATES) | ({code for _, code, _ in TABLE.values()} & told) | set(ELSEWHERE)


def test_what_is_right_gives_no_message_of_its_code(stage: Path) -> None:
    assert _codes(stage) == BEFORE


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_gives_its_code_and_nothing_else(kept: tuple[Path, Known], name: str) -> None:
    (root, known), mistake = kept, CASES[name]
    whole = made_wrong(root, mistake)
    try:
        assert set(_codes(root, known) - BEFORE) == {mistake.code}
    finally:
        (root / mistake.file).write_text(whole)


@pytest.mark.parametrize(
    "code", sorted({c for c, m in mistakes("es").items() if not m.file} - set(ELSEWHERE))
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_state_told_in_words_gives_its_code_and_nothing_else(stage: Path, language: str, code: str) -> None:
    _state(code)(stage, mistakes(language)[code])
    assert set(_codes(stage) - BEFORE) == {code}


def test_a_file_that_may_not_be_read() -> None:
    # A folder of its own: nobody may enter those of pytest.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = stage_in(Path(folder) / "stage")
        path = root / "data" / "meetings.yaml"
        path.chmod(0)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            assert "E004" in _codes(root)
        finally:
            if is_root:
                os.seteuid(0)


def test_a_refusal_without_a_code_of_its_own() -> None:
    defect = Defect(
        "never_heard_of", "data/cities.yaml", 3, 5, "cities", "posadas", ("kind",), {"input": "x"}
    )
    assert [f.code for f in finding_of(defect)] == ["E199"]

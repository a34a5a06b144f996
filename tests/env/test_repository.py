"""The Makefile and the pins keep their promises."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INTERNAL = {"environment", "test-environment", "audit-environment"}


def targets() -> set[str]:
    line = re.search(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert line
    return set(line[1].split())


def pins(name: str) -> set[str]:
    """The requirements of a compiled file, with their markers and hashes."""
    text = (ROOT / f"requirements/{name}.txt").read_text().replace("\\\n", "")
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return {re.sub(r"\s+", " ", line) for line in lines if line}


# ---- Makefile ----


@pytest.mark.parametrize("arguments", [[], ["help"]])
def test_make_alone_explains_every_target_in_three_languages(arguments: list[str]) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        check=True,
    )
    blocks = said.stdout.strip().split("\n\n")
    assert {block.split()[1] for block in blocks} == targets() - INTERNAL
    assert {len(block.splitlines()) for block in blocks} == {3}


def test_every_target_is_explained_or_internal() -> None:
    makefile = (ROOT / "Makefile").read_text()
    explained = set(re.findall(r"(?:^## .*\n){3}([a-z-]+):", makefile, re.MULTILINE))
    assert explained == targets() - INTERNAL


# ---- Pins ----


@pytest.mark.parametrize("name", ["site", "test", "audit"])
def test_every_pin_is_exact_and_hashed(name: str) -> None:
    for pin in pins(name):
        assert re.match(r"[a-z0-9-]+==[^ ]+ (; .+? )?--hash=sha256:[0-9a-f]{64}", pin), pin[:80]


def test_the_tests_run_with_what_the_site_is_built_with() -> None:
    assert pins("site") < pins("test") < pins("audit")


@pytest.mark.parametrize("name", ["site", "test", "audit"])
def test_no_pin_names_a_host_or_a_place(name: str) -> None:
    text = (ROOT / f"requirements/{name}.txt").read_text()
    assert not re.search(r"://|--index|--extra|--find-links|--trusted| @ |^/|\s/", text, re.MULTILINE)


def test_what_the_package_asks_for_is_pinned() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    asked = re.findall(r'^    "([a-z0-9-]+)>=', text, re.MULTILINE)
    pinned = {pin.split("==")[0] for pin in pins("site")}
    assert asked
    assert set(asked) <= pinned


# ---- Integration ----


def test_integration_runs_the_command_of_the_readme() -> None:
    program = ROOT / ".ci/run"
    assert os.access(program, os.X_OK)
    assert program.read_text().splitlines()[-1] == "exec make test </dev/null"
    assert "make test" in (ROOT / "README.md").read_text()

"""The Makefile, the pins and the workflows keep their promises."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
INTERNAL = {"environment", "test-environment", "audit-environment"}
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


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


# ---- Workflows ----


def read(path: Path) -> dict[Any, Any]:
    workflow = yaml.safe_load(path.read_text())
    assert isinstance(workflow, dict)
    return workflow


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_only_call_make(path: Path) -> None:
    steps = [step for job in read(path)["jobs"].values() for step in job["steps"]]
    assert all(step["run"].startswith("make ") for step in steps if "run" in step)
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in steps if "uses" in step)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_see_the_whole_history_and_keep_no_token(path: Path) -> None:
    steps = [step for job in read(path)["jobs"].values() for step in job["steps"]]
    for step in steps:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert {"fetch-depth": 0, "persist-credentials": False}.items() <= step["with"].items()


def test_a_proposal_from_a_fork_is_never_published() -> None:
    condition = read(ROOT / ".github/workflows/pages.yml")["jobs"]["build"]["if"]
    assert "workflow_run.event == 'push'" in condition
    assert "head_repository.full_name == github.repository" in condition


def test_a_proposal_from_outside_can_only_read() -> None:
    # YAML 1.1 reads the key `on` as true.
    events = {path.name: read(path)[True] for path in WORKFLOWS}
    proposals = {name for name, event in events.items() if "pull_request" in event}
    assert proposals == {"ci.yml"}
    assert "pull_request_target" not in str(events)
    workflow = read(ROOT / ".github/workflows/ci.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["test"]
    assert "secrets." not in (ROOT / ".github/workflows/ci.yml").read_text()


def test_only_the_publication_may_write() -> None:
    workflow = read(ROOT / ".github/workflows/pages.yml")
    assert workflow["permissions"] == {}
    assert "write" not in str(workflow["jobs"]["build"]["permissions"])
    assert [step.get("uses") for step in workflow["jobs"]["deploy"]["steps"]] == ["actions/deploy-pages@v5"]


def test_integration_runs_the_command_of_the_readme() -> None:
    program = ROOT / ".ci/run"
    assert os.access(program, os.X_OK)
    assert program.read_text().splitlines()[-1] == "exec make test </dev/null"
    assert "make test" in (ROOT / "README.md").read_text()

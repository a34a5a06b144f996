"""What GitHub and GitLab read: well formed, safe for proposals of strangers, and only commands that are tested here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*[!g].yml"))
SHAPES = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.github-issue-forms": FORMS,
    "vendor.github-issue-config": [ROOT / ".github/ISSUE_TEMPLATE/config.yml"],
    "vendor.dependabot": [ROOT / ".github/dependabot.yml"],
    "vendor.gitlab-ci": [ROOT / ".gitlab-ci.yml"],
}
# What a command may be given: values that nobody outside chooses.
ARGUMENTS = r'(?: ARGS="[a-z .-]*(?:\$GITHUB_STEP_SUMMARY)?")?'


def read(path: Path) -> dict[Any, Any]:
    workflow = yaml.safe_load(path.read_text())
    assert isinstance(workflow, dict)
    return workflow


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def gitlab_jobs() -> dict[str, Any]:
    jobs = read(ROOT / ".gitlab-ci.yml")
    return {name: job for name, job in jobs.items() if name not in ("workflow", "default", "variables")}


def commands() -> list[str]:
    """Every command that a forge runs."""
    github = [step["run"] for path in WORKFLOWS for step in steps(path) if "run" in step]
    return github + [line for job in gitlab_jobs().values() for line in job["script"]]


def has_shape(schema: str, path: Path) -> subprocess.CompletedProcess[str]:
    transform = ["--data-transform", "gitlab-ci"] if schema.endswith("gitlab-ci") else []
    command = [BIN / "check-jsonschema", "--builtin-schema", schema, *transform, path]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def audited(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [BIN / "zizmor", "--offline", "--quiet", "--no-progress", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False)


# ---- Commands ----


def targets() -> set[str]:
    line = re.search(r"^\.PHONY:(.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert line
    return {target for target in line[1].split() if not target.endswith("environment")}


def test_forges_run_targets_of_the_makefile_and_nothing_else() -> None:
    assert len(commands()) >= 10
    for command in commands():
        match = re.fullmatch(rf"make ([a-z]+){ARGUMENTS}", command)
        assert match and match[1] in targets(), command


@pytest.mark.parametrize("forge", ["GitHub", "GitLab"])
def test_both_forges_do_the_same(forge: str) -> None:
    mine = [step["run"] for path in WORKFLOWS for step in steps(path) if "run" in step]
    mine = mine if forge == "GitHub" else [line for job in gitlab_jobs().values() for line in job["script"]]
    assert {command.split()[1] for command in mine} == {"check", "test", "audit", "preview", "build"}


# ---- Shape and safety, by programs that know them ----


@pytest.mark.parametrize(("schema", "path"), [(s, p) for s, paths in SHAPES.items() for p in paths], ids=str)
def test_a_forge_understands_every_file(schema: str, path: Path) -> None:
    done = has_shape(schema, path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "file", "old", "new"),
    [
        ("vendor.github-workflows", ".github/workflows/ci.yml", "runs-on:", "runs_on:"),
        ("vendor.github-workflows", ".github/workflows/ci.yml", "steps:", "step:"),
        (
            "vendor.github-issue-forms",
            ".github/ISSUE_TEMPLATE/correction.yml",
            "type: textarea",
            "type: textfield",
        ),
        ("vendor.gitlab-ci", ".gitlab-ci.yml", "when: always", "when: sometimes"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml", "script:", "scripts:"),
        ("vendor.dependabot", ".github/dependabot.yml", "interval: monthly", "interval: sometimes"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, schema: str, file: str, old: str, new: str) -> None:
    text = (ROOT / file).read_text()
    assert old in text
    broken = tmp_path / Path(file).name
    broken.write_text(text.replace(old, new, 1))
    assert has_shape(schema, broken).returncode != 0


def test_the_workflows_are_safe() -> None:
    done = audited(ROOT / ".github")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "unpinned-uses"),
        ("run: make test", 'run: echo "${{ github.event.pull_request.title }}"', "template-injection"),
        ("          persist-credentials: false\n", "", "artipacked"),
        ("permissions:\n  contents: read", "permissions: write-all", "excessive-permissions"),
    ],
)
def test_a_dangerous_workflow_is_refused(tmp_path: Path, old: str, new: str, word: str) -> None:
    folder = tmp_path / ".github"
    shutil.copytree(ROOT / ".github", folder)
    workflow = folder / "workflows/ci.yml"
    text = workflow.read_text()
    assert old in text
    workflow.write_text(text.replace(old, new, 1))
    done = audited(folder)
    assert done.returncode != 0 and word in done.stdout


# ---- What those programs do not know ----


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_the_forges_own_and_named_by_commit(path: Path) -> None:
    for line in re.findall(r"uses: (.*)", path.read_text()):
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_has_one_version() -> None:
    used = {line for path in WORKFLOWS for line in re.findall(r"uses: (.*)", path.read_text())}
    assert len(used) == len({line.split("@")[0] for line in used})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_see_the_whole_history_and_keep_no_token(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert {"fetch-depth": 0, "persist-credentials": False}.items() <= step["with"].items()


def test_a_proposal_from_a_fork_is_never_published() -> None:
    condition = read(ROOT / ".github/workflows/pages.yml")["jobs"]["build"]["if"]
    assert "workflow_run.event == 'push'" in condition
    assert "head_repository.full_name == github.repository" in condition
    assert gitlab_jobs()["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


def test_a_proposal_from_outside_can_only_read() -> None:
    # YAML 1.1 reads the key `on` as true.
    events = {path.name: read(path)[True] for path in WORKFLOWS}
    proposals = {name for name, event in events.items() if "pull_request" in event}
    assert proposals == {"ci.yml"}
    assert "pull_request_target" not in str(events)
    workflow = read(ROOT / ".github/workflows/ci.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in workflow["jobs"].values())
    text = (ROOT / ".github/workflows/ci.yml").read_text()
    assert "secrets." not in text and "vars." not in text


def test_only_the_publication_may_write() -> None:
    workflow = read(ROOT / ".github/workflows/pages.yml")
    assert workflow["permissions"] == {}
    assert "write" not in str(workflow["jobs"]["build"]["permissions"])
    used = [step["uses"].split("@")[0] for step in workflow["jobs"]["deploy"]["steps"]]
    assert used == ["actions/deploy-pages"]


def test_the_preview_is_handed_over() -> None:
    job = read(ROOT / ".github/workflows/ci.yml")["jobs"]["preview"]
    assert job["if"] == "github.event_name == 'pull_request'"
    assert job["steps"][-1]["with"]["path"] == "preview"
    mine = gitlab_jobs()["preview"]
    assert mine["artifacts"]["paths"] == ["preview/"]
    for name in ("check", "preview"):
        # GitLab refuses the whole file for any other sign.
        assert re.fullmatch(r"[\w -]+", gitlab_jobs()[name]["artifacts"]["expose_as"], re.ASCII)


def test_templates_are_in_both_languages() -> None:
    for path in FORMS:
        form = read(path)
        assert " · " in form["name"] and " · " in form["description"]
        assert all(
            " · " in field["attributes"]["label"] for field in form["body"] if field["type"] != "markdown"
        )
    github = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text().partition("<!--\nLa revisión")[0]
    gitlab = (
        (ROOT / ".gitlab/merge_request_templates/Default.md").read_text().partition("<!--\nLa revisión")[0]
    )
    assert github == gitlab and "Acepto" in github and "Aceito" in github
    names = {path.stem for path in (ROOT / ".gitlab/issue_templates").iterdir()}
    assert names == {"correccion", "correcao", "registro-nuevo", "registro-novo"}

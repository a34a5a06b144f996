"""The programs of scripts/: which Python, which environment, which browser, which exit status."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import chromium
import environment
import pytest
import run_tests
import sentences
import system_packages
import tracked_sizes

ROOT = Path(__file__).resolve().parents[2]


def which_of(*present: str) -> Callable[[str], str | None]:
    """A PATH on which only these programs stand; a path with a slash stands if it is listed itself."""
    found = {name: name if "/" in name else f"/bin/{name}" for name in present}
    return found.get


def always(path: str) -> bool:
    return bool(path)


# ---- Which Python ----


def find_python(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run find-python where only the programs in `folder` can be found."""
    (folder / "cat").symlink_to("/bin/cat")
    return subprocess.run(
        [str(ROOT / "scripts/find-python")],
        cwd=folder,
        env={"PATH": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def put_program(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def put_python(path: Path, answer: str) -> Path:
    return put_program(path, f"echo {answer}")


def put_old_python(path: Path) -> Path:
    return put_program(path, "exit 1")


def test_python3_comes_before_the_numbered_ones(tmp_path: Path) -> None:
    put_python(tmp_path / "python3", "three")
    put_python(tmp_path / "python3.14", "three-fourteen")
    assert find_python(tmp_path).stdout == "three\n"


def test_a_python3_that_is_too_old_gives_way_to_the_newest_numbered_one(tmp_path: Path) -> None:
    put_old_python(tmp_path / "python3")
    put_python(tmp_path / "python3.11", "three-eleven")
    put_python(tmp_path / "python3.13", "three-thirteen")
    assert find_python(tmp_path).stdout == "three-thirteen\n"


def test_the_python_asked_for_comes_first(tmp_path: Path) -> None:
    put_python(tmp_path / "python3", "three")
    mine = put_python(tmp_path / "other folder" / "mine", "mine")
    assert find_python(tmp_path, PYTHON=str(mine)).stdout == "mine\n"


def test_an_environment_keeps_its_python(tmp_path: Path) -> None:
    put_python(tmp_path / "python3", "three")
    put_python(tmp_path / ".venv/bin/python", "the one of .venv")
    assert find_python(tmp_path).stdout == "the one of .venv\n"


def test_the_python_outside_of_the_environment_is_named(tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    named = find_python(tmp_path).stdout.strip()
    assert Path(named).is_file()
    assert not named.startswith(str(ROOT / ".venv"))


def test_without_python_the_three_languages_say_what_to_install(tmp_path: Path) -> None:
    answer = find_python(tmp_path)
    assert answer.returncode == 2
    assert [line[:3] for line in answer.stderr.splitlines()] == ["es:", "pt:", "en:"]
    assert all("3.11" in line for line in answer.stderr.splitlines())


# ---- Which environment ----

SITE = {"place": "/here", "python": "3.12.1", "project": "p1", "site": "s1"}
TEST = {**SITE, "test": "t1"}
AUDIT = {**TEST, "audit": "a1"}


@pytest.mark.parametrize(
    ("facts", "stamp", "plan"),
    [
        # Nothing to do.
        (SITE, SITE, ()),
        (TEST, TEST, ()),
        (SITE, TEST, ()),
        (SITE, {**TEST, "test": "old"}, ()),
        # An addition.
        (TEST, SITE, ("packages",)),
        (AUDIT, SITE, ("packages",)),
        (AUDIT, TEST, ("packages",)),
        (SITE, {**SITE, "project": "old"}, ("project",)),
        (TEST, {**TEST, "project": "old"}, ("project",)),
        # Anew: nothing there, interrupted, other pins, another Python, another place.
        (SITE, {}, environment.WHOLE),
        (SITE, {**SITE, "site": "old"}, environment.WHOLE),
        (TEST, {**TEST, "test": "old"}, environment.WHOLE),
        (AUDIT, {**TEST, "test": "old"}, environment.WHOLE),
        (SITE, {**SITE, "python": "3.12.0"}, environment.WHOLE),
        (SITE, {**SITE, "place": "/there"}, environment.WHOLE),
        (TEST, {**SITE, "project": "old"}, environment.WHOLE),
    ],
)
def test_plan(facts: dict[str, str], stamp: dict[str, str], plan: environment.Plan) -> None:
    assert environment.make_plan(facts, stamp) == plan


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with pins and an environment whose Python exists."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/site.txt").write_text("a==1 --hash=sha256:1\n")
    (tmp_path / "requirements/test.txt").write_text("a==1 --hash=sha256:1\nb==1 --hash=sha256:2\n")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.hatch]\n[tool.ruff]\nline-length = 80\n'
    )
    put_python(tmp_path / environment.PYTHON, "python")
    return tmp_path


def test_the_stamp_follows_content_and_not_time(project: Path) -> None:
    before = environment.wanted(project, "site")
    os.utime(project / "requirements/site.txt", (0, 0))
    assert environment.wanted(project, "site") == before
    (project / "requirements/site.txt").write_text("a==2 --hash=sha256:1\n")
    assert environment.wanted(project, "site")["site"] != before["site"]


def test_the_settings_of_a_linter_do_not_remake_the_environment(project: Path) -> None:
    before = environment.wanted(project, "test")
    text = (project / "pyproject.toml").read_text()
    (project / "pyproject.toml").write_text(text.replace("80", "110"))
    assert environment.wanted(project, "test") == before
    (project / "pyproject.toml").write_text(text.replace('"x"', '"y"'))
    assert environment.wanted(project, "test")["project"] != before["project"]


def test_the_site_knows_nothing_of_the_pins_of_the_tests(project: Path) -> None:
    assert "test" not in environment.wanted(project, "site")
    assert "site" in environment.wanted(project, "test")


def test_a_stamp_is_read_as_it_was_written(project: Path) -> None:
    environment.write_stamp(project, TEST)
    assert environment.read_stamp(project) == TEST
    assert [path.name for path in (project / ".venv").glob("*stamp*")] == ["utpe-stamp.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"'])
def test_a_broken_stamp_is_none(project: Path, content: str) -> None:
    (project / environment.STAMP).write_text(content)
    assert environment.read_stamp(project) == {}


def test_a_stamp_without_its_python_is_none(project: Path) -> None:
    environment.write_stamp(project, SITE)
    (project / environment.PYTHON).unlink()
    assert environment.read_stamp(project) == {}


@pytest.mark.parametrize("plan", [environment.WHOLE, ("packages",)])
def test_a_step_that_fails_leaves_no_stamp(
    project: Path, monkeypatch: pytest.MonkeyPatch, plan: environment.Plan
) -> None:
    monkeypatch.setattr(environment, "ROOT", project)
    environment.write_stamp(project, SITE)
    failing = put_program(project / "uv", "exit 1")
    assert not environment._run(plan, "test", str(failing))
    assert environment.read_stamp(project) == {}


def test_the_environment_finds_src_under_any_name_and_locale(tmp_path: Path) -> None:
    root = tmp_path / "planificación"
    packages = root / ".venv/lib/python3.11/site-packages"
    packages.mkdir(parents=True)
    (packages / "_utpe.pth").write_text(str(root / "src"))
    environment.link_relatively(root)
    assert (packages / "_utpe.pth").read_bytes() == b"../../../../src"


@pytest.mark.parametrize(
    ("plan", "uv", "has_pip", "has_venv", "ways"),
    [
        (environment.WHOLE, None, False, True, [(environment.WHOLE, None)]),
        (environment.WHOLE, "uv", False, True, [(environment.WHOLE, "uv"), (environment.WHOLE, None)]),
        (environment.WHOLE, "uv", False, False, [(environment.WHOLE, "uv")]),
        (environment.WHOLE, None, True, False, []),
        (("packages",), None, True, True, [(("packages",), None)]),
        (("packages",), "uv", True, True, [(("packages",), "uv"), (("packages",), None)]),
        # uv made this one, without pip, and is gone.
        (("packages",), None, False, True, [(environment.WHOLE, None)]),
    ],
)
def test_ways(
    plan: environment.Plan,
    uv: str | None,
    has_pip: bool,
    has_venv: bool,
    ways: list[tuple[environment.Plan, str | None]],
) -> None:
    assert environment.attempts(plan, uv, has_pip, has_venv) == ways


@pytest.mark.parametrize("uv", [None, "/bin/uv"])
def test_packages_are_installed_by_their_hashes_as_wheels(uv: str | None) -> None:
    steps = dict(environment.commands(environment.WHOLE, "site", "/bin/python3", uv))
    assert list(steps) == list(environment.WHOLE)
    assert {"--require-hashes", "--only-binary", "requirements/site.txt"} <= set(steps["packages"])
    assert {"--no-deps", "--no-build-isolation"} <= set(steps["project"])
    assert all(command[0] == uv for command in steps.values()) == bool(uv)


def test_settings_that_install_elsewhere_are_dropped_and_mirrors_kept() -> None:
    kept = environment._environment({"PIP_TARGET": "/x", "PYTHONPATH": "/x", "PIP_INDEX_URL": "mirror"})
    assert kept["PIP_INDEX_URL"] == "mirror"
    assert not {"PIP_TARGET", "PYTHONPATH"} & set(kept)


# ---- Which browser ----


@pytest.mark.parametrize(
    ("present", "found"),
    [
        (chromium.NAMES, "/bin/chromium-headless-shell"),
        (chromium.NAMES[1:], "/bin/chromium"),
        (chromium.NAMES[2:], "/bin/chromium-browser"),
        (chromium.NAMES[3:], "/bin/google-chrome"),
        (chromium.NAMES[4:], "/bin/google-chrome-stable"),
        (chromium.MAC_APPS, chromium.MAC_APPS[0]),
        (chromium.MAC_APPS[1:], chromium.MAC_APPS[1]),
        ((), None),
    ],
)
def test_browsers_are_looked_for_in_this_order(present: tuple[str, ...], found: str | None) -> None:
    assert chromium.find({}, which_of(*present), always) == found
    assert chromium.find({"CHROMIUM": ""}, which_of(*present), always) == found


def test_the_browser_asked_for_is_the_only_one() -> None:
    which = which_of("/opt/mine", "chromium")
    assert chromium.find({"CHROMIUM": "/opt/mine"}, which, always) == "/opt/mine"
    assert chromium.find({"CHROMIUM": "/opt/missing"}, which, always) is None


def test_a_browser_that_does_not_start_is_passed_over() -> None:
    which = which_of("chromium", "google-chrome")
    assert chromium.find({}, which, lambda path: path != "/bin/chromium") == "/bin/google-chrome"


def test_a_browser_starts_when_it_tells_its_version(tmp_path: Path) -> None:
    assert chromium.starts(str(put_program(tmp_path / "good", "echo Chromium 1")))
    assert not chromium.starts(str(put_program(tmp_path / "stub", "echo 'get the snap' >&2; exit 1")))
    assert not chromium.starts(str(tmp_path / "missing"))


@pytest.mark.parametrize(
    ("present", "sudo", "installing"),
    [
        (("apt-get",), (), ["apt-get update", "apt-get install"]),
        (("apt-get",), ("sudo", "-n"), ["sudo -n apt-get update", "sudo -n apt-get install"]),
        (("apt-get",), None, []),
        (("dnf", "apt-get"), (), ["apt-get update", "apt-get install"]),
        (("dnf",), (), ["dnf install"]),
        (("apk",), (), ["apk add"]),
        (("brew",), None, ["brew install"]),
        (("brew",), ("sudo", "-n"), ["brew install"]),
        (("apt-get", "brew"), None, ["brew install"]),
        ((), (), []),
    ],
)
def test_installing_goes_through_the_system(
    present: tuple[str, ...], sudo: tuple[str, ...] | None, installing: list[str]
) -> None:
    commands = [
        " ".join(command)
        for command in system_packages.install_commands(chromium.PACKAGES, which_of(*present), sudo)
    ]
    assert len(commands) == len(installing)
    assert all(map(str.startswith, commands, installing))
    assert [command for command in commands if "chrom" in command] == commands[-1:]


def test_where_the_lean_browser_is_unknown_the_whole_one_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def install(packages: system_packages.Packages, sentence: str) -> bool:
        asked.extend(packages.get("apt-get", ()))
        return "chromium" in asked

    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "install", install)
    monkeypatch.setattr(chromium, "find", lambda *_: "/bin/chromium" if "chromium" in asked else None)
    assert chromium.find_or_install() == "/bin/chromium"
    assert asked == ["chromium-headless-shell", "chromium"]


def test_what_a_manager_cannot_give_is_not_asked_of_it() -> None:
    assert system_packages.install_commands({"apt-get": ("x",)}, which_of("dnf", "brew"), ()) == []


@pytest.mark.parametrize(
    ("status", "browser", "ends_with"),
    [(0, "/bin/chromium", 0), (0, None, 3), (1, "/bin/chromium", 1), (1, None, 1), (5, None, 5)],
)
def test_exit_status_of_the_tests(status: int, browser: str | None, ends_with: int) -> None:
    assert run_tests.exit_status(status, browser) == ends_with


def test_without_a_browser_its_tests_are_left_out() -> None:
    assert "not audit and not browser" in run_tests.command(None, [])
    assert "not audit" in run_tests.command("/bin/chromium", [])
    assert run_tests.command(None, ["-k", "dates"])[-2:] == ["-k", "dates"]


# ---- What they say ----


@pytest.mark.parametrize("name", sentences.SENTENCES)
def test_a_sentence_has_the_same_blanks_in_every_language(name: str) -> None:
    blanks = [sorted(part for part in text.split("{")[1:]) for text in sentences.SENTENCES[name]]
    fields = [[part.split("}")[0] for part in parts] for parts in blanks]
    assert len(fields) == len(sentences.LANGUAGES)
    assert all(sorted(each) == sorted(fields[0]) for each in fields)


def test_a_step_is_one_line_and_a_reason_three(capsys: pytest.CaptureFixture[str]) -> None:
    sentences.say_step("chromium", path="/bin/chromium")
    sentences.say_reason("no_venv_module")
    said = capsys.readouterr()
    assert said.out == "· Navegador: /bin/chromium / Browser: /bin/chromium\n"
    assert [line[:4] for line in said.err.splitlines()] == ["es: ", "pt: ", "en: "]


def test_a_file_above_the_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "small").write_bytes(b"x" * 1024 * tracked_sizes.LIMIT_KB)
    (tmp_path / "large").write_bytes(b"x" * (1024 * tracked_sizes.LIMIT_KB + 1))
    found = tracked_sizes.too_large(tmp_path, ["small", "large", "deleted"])
    assert found == [("large", tracked_sizes.LIMIT_KB + 1)]


def test_the_stamp_of_an_environment_can_be_read_by_a_person(project: Path) -> None:
    environment.write_stamp(project, SITE)
    assert json.loads((project / environment.STAMP).read_text()) == SITE

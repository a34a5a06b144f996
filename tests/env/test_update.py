"""`make update`: what it does in which order, and what it says changed."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import update
from changes import changes, state

ROOT = Path(__file__).resolve().parents[2]


def pins(**versions: str) -> str:
    """The text of a file of pins."""
    return "".join(
        f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(version.encode()).hexdigest()}\n    # via -r site.in\n"
        for name, version in versions.items()
    )


def tables(*rows: tuple[str, str, str]) -> str:
    head = "| package | version | licence | asked for by | texts |\n|---|---|---|---|---|\n"
    return head + "".join(f"| {name} | 1 | {licence} | us | {texts} |\n" for name, licence, texts in rows)


# ---- What changed ----


def test_each_kind_of_change_has_its_own_heading() -> None:
    old = state(
        pins(a="1", b="1"),
        pins(a="1", b="1", t="1"),
        tables(("a", "MIT", "01 02"), ("b", "MIT", "03"), ("c", "MIT", "04")),
    )
    new = state(
        pins(a="2", d="1"),
        pins(a="2", d="1", t="3"),
        tables(("a", "MPL-2.0", "01 02"), ("c", "MIT", "05"), ("d", "MIT", "")),
    )
    assert changes(old, new) == {
        "changed_site": ["a 1 → 2", "b 1 → –", "d – → 1"],
        "changed_tools": ["t 1 → 3"],
        "changed_licence": ["a: MIT → MPL-2.0"],
        "changed_text": ["c: MIT"],
        "changed_new": ["d: MIT"],
    }


def test_the_same_is_no_change() -> None:
    same = state(pins(a="1"), pins(a="1", t="1"), tables(("a", "MIT", "01")))
    assert changes(same, same) == {}


def test_versions_for_other_pythons_stand_together() -> None:
    two = pins(a="1") + pins(a="2")
    assert changes(state(two, "", ""), state(pins(a="2"), "", "")) == {"changed_site": ["a 1, 2 → 2"]}


def test_the_kept_tables_are_read_whole() -> None:
    kept = (ROOT / "licences/third-party.md").read_text("utf-8")
    assert len(update.now(ROOT).licences) == kept.count("\n| ") - 2
    assert update.now(ROOT).licences["babel"][0] == "BSD-3-Clause AND Unicode-3.0"


# ---- In which order ----


def marks(root: Path, name: str, status: int = 0) -> update.Step:
    code = f"open('order', 'a').write('{name} '); raise SystemExit({status})"
    return name, [sys.executable, "-c", code]


def test_the_tests_judge_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = [marks(tmp_path, name) for name in ("pins", "environment", "licences", "tests")]
    assert update.main(tmp_path, plan) == 0
    assert (tmp_path / "order").read_text().split() == ["pins", "environment", "licences", "tests"]
    out = capsys.readouterr().out
    assert out.index("Nada cambió") < out.index("Haciendo las pruebas") < out.index("Todo bien")


@pytest.mark.parametrize("broken", [0, 1, 2, 3])
def test_a_step_that_fails_ends_it_and_what_changed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: int
) -> None:
    names = ["pins", "environment", "licences", "tests"]
    plan = [marks(tmp_path, name, 5 if i == broken else 0) for i, name in enumerate(names)]
    assert update.main(tmp_path, plan) == 5
    assert (tmp_path / "order").read_text().split() == names[: broken + 1]
    said = capsys.readouterr()
    assert said.out.count("Nada cambió") == 1
    assert "Todo bien" not in said.out
    assert [line[:3] for line in said.err.splitlines()] == ["es:", "pt:", "en:"]


def test_the_steps_are_those_of_the_makefile() -> None:
    assert [name for name, _ in update.steps([])] == ["pins", "environment", "licences", "tests"]
    for _, command in update.steps(["-k", "dates"]):
        named = [part for part in command if part.startswith("scripts/")]
        assert all((ROOT / part).is_file() for part in named)
    assert update.steps(["-k", "dates"])[-1][1][-2:] == ["-k", "dates"]
    makefile = (ROOT / "Makefile").read_text()
    assert "\npins:\n" in makefile and "scripts/update.py $(ARGS)" in makefile


# ---- The whole way, with packages of our own and no network ----

READINGS = "allowed: [MIT, MPL-2.0]\npackages: {}\ntexts: {}\nshipped: []\n"


def wheel(folder: Path, name: str, version: str, licence: str, text: str) -> None:
    """Make a package of one version."""
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{about}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\nLicense-Expression: {licence}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/licenses/LICENSE": text,
    }
    lines = []
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={digest},{len(content)}\n")
    files[f"{about}/RECORD"] = "".join(lines) + f"{about}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)


@pytest.mark.audit
def test_a_renewal_from_end_to_end(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    git: Callable[..., str],
) -> None:
    shop, root, packages = tmp_path / "shop", tmp_path / "project", tmp_path / "packages"
    shop.mkdir()
    (root / "requirements").mkdir(parents=True)
    (root / "licences").mkdir()
    shutil.copytree(ROOT / "scripts", root / "scripts")
    shutil.copy(ROOT / "Makefile", root)
    (root / "pyproject.toml").write_text('[project]\nname = "tiny"\nversion = "1"\nlicense = "MIT"\n')
    (root / "licences/readings.yaml").write_text(READINGS)
    for name, text in (("site", "first\n"), ("test", "-r site.in\nsecond\n"), ("audit", "-r test.in\n")):
        (root / f"requirements/{name}.in").write_text(text)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("UV_NO_INDEX", "1")
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_FIND_LINKS", str(shop))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(packages))
    for name in [n for n in os.environ if n.startswith(("MAKE", "MFLAGS"))]:
        monkeypatch.delenv(name)
    install = ["uv", "pip", "install", "--quiet", "--upgrade", "--target", str(packages), "--require-hashes"]
    plan = [
        ("pins", ["make", "--no-print-directory", "pins"]),
        ("environment", [*install, "--requirement", "requirements/audit.txt"]),
        ("licences", [sys.executable, "scripts/licences.py"]),
        ("tests", [sys.executable, "-c", "import first, second"]),
    ]

    def renew() -> tuple[int, str]:
        return update.main(root, plan), capfd.readouterr().out

    wheel(shop, "first", "1.0", "MIT", "Do what you like.\n")
    wheel(shop, "second", "1.0", "GPL-3.0-only", "A tool of the tests: not judged.\n")
    status, said = renew()
    assert status == 0, said
    assert "    first – → 1.0\n" in said and "    second – → 1.0\n" in said and "    first: MIT\n" in said
    assert "1.0" in (root / "licences/sbom.cdx.json").read_text()
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "first")

    status, said = renew()
    assert status == 0 and "Nothing changed" in said
    assert git(root, "status", "--porcelain") == ""

    wheel(shop, "first", "1.1", "MPL-2.0", "Do what you like, and show it.\n")
    status, said = renew()
    assert status == 0, said
    assert "    first 1.0 → 1.1\n" in said and "    first: MIT → MPL-2.0\n" in said
    assert "Another licence" in said and "second" not in said.split("Running the tests")[0]

    wheel(shop, "first", "1.2", "GPL-3.0-only", "Give it on.\n")
    before = (root / "licences/sbom.cdx.json").read_bytes()
    status, said = renew()
    assert status == 1
    assert "    first 1.0 → 1.2\n" in said
    assert (root / "licences/sbom.cdx.json").read_bytes() == before


def test_the_project_is_under_version_control_or_all_is_new(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/site.txt").write_text(pins(a="1"))
    assert (
        subprocess.run(["git", "rev-parse"], cwd=tmp_path, capture_output=True, check=False).returncode != 0
    )
    assert changes(update.committed(tmp_path), update.now(tmp_path)) == {"changed_site": ["a – → 1"]}

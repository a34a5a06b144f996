"""Unusual machines, clones and folders: the right site, or one sentence and the site of before (docs/decisions/faults.md)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from second_language import others_in_audit
from site_builder import digest, run_utpe
from system_packages import install

from utpe.text.strings import strings

Git = Callable[..., str]
Environment = dict[str, str]
OLD = "the site of before"
# Where the interpreter begins in them, nothing is forked of another one.
COLD = {"PYTHONHASHSEED": "0"}
YEAR = 31_557_600
LOCALES = Path("/usr/share/i18n/locales")
PACKAGES = {"apt-get": ("locales",), "dnf": ("glibc-locale-source",)}


def no_program(root: Path) -> str:
    """Return a PATH on which there is nothing."""
    empty = root.parent / "empty"
    empty.mkdir(exist_ok=True)
    return str(empty)


def each_entry(change: Callable[[Path], object]) -> Callable[[Path], Environment]:
    """Return what builds once, and then changes every entry of the caches."""

    def prepare(root: Path) -> Environment:
        assert run_utpe(root, "build").returncode == 0
        entries = [p for p in (root / ".cache").rglob("*") if p.is_file() and p.name != ".gitignore"]
        assert len(entries) > 20
        for entry in entries:
            change(entry)
        return {}

    return prepare


def _others(entry: Path) -> None:
    entry.write_bytes(max(entry.parent.iterdir(), key=lambda p: p.name).read_bytes())


def _folder(entry: Path) -> None:
    entry.unlink()
    (entry / "inside").mkdir(parents=True)


def _wrong_clock(years: int) -> Callable[[Path], Environment]:
    def prepare(root: Path) -> Environment:
        for path in root.rglob("*"):
            moment = path.stat().st_mtime + years * YEAR
            os.utime(path, (moment, moment))
        path = os.pathsep.join(
            filter(None, (str(ROOT / "tests/other_machine"), os.environ.get("PYTHONPATH")))
        )
        return {**COLD, "PYTHONPATH": path, "OTHER_DAYS": str(years * 365), "UTPE_LATEST_DAY": ""}

    return prepare


def _in_locale(name: str, charset: str) -> Callable[[Path], Environment]:
    def prepare(root: Path) -> Environment:
        assert LOCALES.is_dir() or install(PACKAGES, "installing_locales")
        made = root.parent / f"{name}.{charset}"
        subprocess.run(["localedef", "-i", name, "-f", charset, str(made)], check=True, capture_output=True)
        return {"LOCPATH": str(root.parent), "LC_ALL": made.name, "PYTHONUTF8": "0"}

    return prepare


def _write(name: str, content: bytes = b"") -> Callable[[Path], Environment]:
    def prepare(root: Path) -> Environment:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
        return {}

    return prepare


RIGHT: dict[str, Callable[[Path], Environment]] = {
    "no program of git": lambda root: {**COLD, "PATH": no_program(root)},
    ".git is no repository": _write(".git", b"no repository"),
    "LANG=C": lambda _: {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "LC_ALL=POSIX": lambda _: {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a locale that is not there": lambda _: {"LANG": "xx_YY.UTF-8", "LC_ALL": "xx_YY.UTF-8"},
    "a locale of Latin-1": _in_locale("es_AR", "ISO-8859-1"),
    "a locale of Turkish letters": _in_locale("tr_TR", "ISO-8859-9"),
    "a locale of Japanese letters": _in_locale("ja_JP", "EUC-JP"),
    "the far east of time": lambda _: {"TZ": "Pacific/Kiritimati"},
    "the far west of time": lambda _: {"TZ": "<-12>12"},
    "no time zone that there is": lambda _: {"TZ": "Nowhere/None:99"},
    "a clock 20 years slow": _wrong_clock(-20),
    "a clock 20 years fast": _wrong_clock(20),
    "caches cut off": each_entry(lambda entry: entry.write_bytes(entry.read_bytes()[:-1])),
    "caches without a byte": each_entry(lambda entry: entry.write_bytes(b"")),
    "caches of noise": each_entry(lambda entry: entry.write_bytes(b"\x00\xff" * 100)),
    "caches of others": each_entry(_others),
    "folders for caches": each_entry(_folder),
    "a file for the folder of caches": _write(".cache"),
}


def _copied(toy: Path, name: str) -> Path:
    target = toy.parent / name / "toy"
    shutil.copytree(toy, target)
    return target


PLACES = {
    "spaces": "una carpeta con espacios",
    "accents": "planificación ñandú São João",
    "quotes": 'd\'autre "quoted"',
    "number sign": "a#b",
    "percent": "100%25 x%20y",
    "brackets": "[a] {b} *c* ?d",
    "backslash": "a\\b",
    "dash": "-rf --root",
}


@pytest.mark.parametrize("situation", others_in_audit(RIGHT, "LANG=C"))
def test_the_site_is_the_same(toy_copy: Path, bare_toy_site: Path, situation: str) -> None:
    environment = RIGHT[situation](toy_copy)
    done = run_utpe(toy_copy, "build", **{**COLD, **environment})
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert digest(toy_copy / "site") == digest(bare_toy_site)
    assert (toy_copy / "site/pagefind/pt/pagefind-entry.json").is_file()


@pytest.mark.parametrize("place", others_in_audit(PLACES, "number sign"))
def test_the_site_is_the_same_wherever_it_is_built(toy_copy: Path, bare_toy_site: Path, place: str) -> None:
    root = _copied(toy_copy, PLACES[place])
    done = run_utpe(root, "build")
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert digest(root / "site") == digest(bare_toy_site)
    assert (root / "site/pagefind/pt/pagefind-entry.json").is_file()


# ---- clones


def _cloned(root: Path, git: Git, *options: str) -> Path:
    target = root.parent / "clone"
    git(root.parent, "clone", "-q", *options, f"file://{root}", str(target))
    return target


def _worktree(root: Path, git: Git) -> Path:
    git(root, "worktree", "add", "-q", str(root.parent / "tree"))
    assert (root.parent / "tree/.git").is_file()
    return root.parent / "tree"


def _submodule(root: Path, git: Git) -> Path:
    above = root.parent / "above"
    above.mkdir()
    git(above, "init", "-q")
    git(above, "-c", "protocol.file.allow=always", "submodule", "add", "-q", f"file://{root}", "inner")
    assert (above / "inner/.git").is_file()
    return above / "inner"


def _detached(root: Path, git: Git) -> Path:
    git(root, "checkout", "-q", "--detach")
    return root


CLONES: dict[str, Callable[[Path, Git], Path]] = {
    "worktree": _worktree,
    "submodule": _submodule,
    "detached head": _detached,
    "clone": _cloned,
}


def _versioned(root: Path, git: Git) -> Path:
    (root / ".gitignore").write_text("site/\n.cache/\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    prose = root / "content/es/methodology.md"
    prose.write_text(prose.read_text() + "\nUna línea nueva.\n")
    git(root, "commit", "-q", "-a", "-m", "two", date="2026-11-20T12:00:00Z")
    return root


@pytest.mark.audit
@pytest.mark.parametrize("kind", CLONES)
def test_in_any_kind_of_tree_days_of_changes_are_the_same(toy_copy: Path, git: Git, kind: str) -> None:
    whole = _versioned(toy_copy, git)
    assert run_utpe(whole, "build").returncode == 0
    wanted = digest(whole / "site")
    assert "20 de noviembre de 2026" in (whole / "site/es/metodo/index.html").read_text()
    root = CLONES[kind](whole, git)
    done = run_utpe(root, "build")
    assert done.returncode == 0, done.stderr
    assert digest(root / "site") == wanted


@pytest.mark.audit
def test_a_shallow_clone_says_no_day_of_a_change(toy_copy: Path, git: Git) -> None:
    root = _cloned(_versioned(toy_copy, git), git, "--depth", "1")
    done = run_utpe(root, "build")
    assert done.returncode == 0, done.stderr
    assert "20 de noviembre de 2026" not in (root / "site/es/metodo/index.html").read_text()


# ---- what stops a build


def _link(name: str, target: str) -> Callable[[Path], Environment]:
    def prepare(root: Path) -> Environment:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(target)
        return {}

    return prepare


def _without(name: str) -> Callable[[Path], Environment]:
    def prepare(root: Path) -> Environment:
        theme = root / "theme"
        shutil.copytree(ROOT / "overrides", theme)
        config = root / "mkdocs.yml"
        config.write_text(config.read_text().replace(str(ROOT / "overrides"), str(theme)))
        path = theme / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return {}

    return prepare


def _pagefind(script: str, mode: int = 0o755) -> Callable[[Path], Environment]:
    def prepare(root: Path) -> Environment:
        path = root.parent / "pagefind"
        path.write_text(script)
        path.chmod(mode)
        return {"PAGEFIND_BINARY_PATH": str(path)}

    return prepare


STOPPED: dict[str, tuple[Callable[[Path], Environment], str]] = {
    "no search program": (lambda root: {"PAGEFIND_BINARY_PATH": str(root / "no")}, "/toy/no"),
    "a search program nobody may run": (_pagefind("#!/bin/sh\n", 0o644), "pagefind"),
    "a search program that is none": (_pagefind("\x7fELF no program"), "pagefind"),
    "another search program": (
        _pagefind("#!/bin/sh\necho unexpected argument >&2\nexit 2\n"),
        "unexpected argument",
    ),
    "no font of the report": (_without("report/fonts"), "AndadaPro-Bold.ttf"),
    "no font of the pages": (_without("assets/fonts/archivo-latin-wght-normal.woff2"), "archivo"),
    "no fonts of the pages": (_without("assets/fonts"), ".woff2"),
    "data/Meetings.yaml": (_write("data/Meetings.yaml", b"[]\n"), "data/Meetings.yaml"),
    "content/ES": (_write("content/ES/index.md", b"# x\n"), "content/ES/index.md"),
    "a loop in data": (_link("data/meetings/loop.yaml", "loop.yaml"), "data/meetings/loop.yaml"),
    "a loop of folders in data": (_link("data/meetings/loop", "."), "data/meetings/loop"),
    "a loop in content": (_link("content/es/loop.md", "loop.md"), "content/es/loop.md"),
    "a loop of folders in content": (_link("content/es/loop", "."), "content/es/loop"),
}


@pytest.mark.audit
@pytest.mark.parametrize("language", ["es", "pt"])
@pytest.mark.parametrize("situation", STOPPED)
def test_a_build_that_cannot_be_says_why(toy_copy: Path, situation: str, language: str) -> None:
    (toy_copy / "site").mkdir()
    (toy_copy / "site/index.html").write_text(OLD)
    prepare, reason = STOPPED[situation]
    done = run_utpe(toy_copy, "build", "--lang", language, **{**COLD, **prepare(toy_copy)})
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert reason in said and strings(language)("build.failed") in said and "Traceback" not in said
    assert [p.read_text() for p in (toy_copy / "site").iterdir()] == [OLD]
    assert not list(toy_copy.glob(".site-*"))


@pytest.mark.audit
def test_two_builds_at_once_both_end_well(toy_copy: Path, bare_toy_site: Path) -> None:
    command = [sys.executable, "-m", "utpe.cli", "build"]
    running = [
        subprocess.Popen(command, cwd=toy_copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(3)
    ]
    for build in running:
        said, _ = build.communicate(timeout=300)
        assert build.returncode == 0, said
        assert digest(toy_copy / "site") == digest(bare_toy_site)
    assert not list(toy_copy.glob(".site-*"))


@pytest.fixture
def read_only(toy_copy: Path) -> Iterator[Callable[[Path], Path]]:
    """Make a folder one that nobody may write, not even root; only root may do that."""
    mounted: list[Path] = []

    def make(folder: Path) -> Path:
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        mounted.append(folder)
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.audit
@pytest.mark.parametrize("language", ["es", "pt"])
@pytest.mark.parametrize("command", ["build", "format"])
def test_a_project_that_nobody_may_write_is_told_and_stays(
    toy_copy: Path, read_only: Callable[[Path], Path], command: str, language: str
) -> None:
    before = digest(toy_copy)
    read_only(toy_copy)
    done = run_utpe(toy_copy, command, "--lang", language)
    said = done.stdout + done.stderr
    assert done.returncode == 1 and strings(language)("causes.EROFS") in said and "Traceback" not in said, (
        said
    )
    assert digest(toy_copy) == before
    # What only reads goes on.
    assert run_utpe(toy_copy, "check").returncode == 0


@pytest.mark.audit
def test_caches_that_nobody_may_write_are_not_missed(
    toy_copy: Path, bare_toy_site: Path, read_only: Callable[[Path], Path]
) -> None:
    (toy_copy / ".cache").mkdir()
    read_only(toy_copy / ".cache")
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 0, done.stderr
    assert digest(toy_copy / "site") == digest(bare_toy_site)

"""Faults while a site is built: told in the editor's language, the old site as it was, nothing left beside."""

from __future__ import annotations

import errno
import functools
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from second_language import others_in_audit
from site_builder import digest

from utpe.exports.yearly_pdf import Press
from utpe.mkdocs_adapter import build
from utpe.mkdocs_adapter.build import build_site
from utpe.mkdocs_adapter.preview import Preview
from utpe.pages import publish, search_index
from utpe.pages.publish import Publication
from utpe.settings import read_settings
from utpe.text.strings import strings

Break = Callable[[pytest.MonkeyPatch], object]
OLD = {"index.html": "old", "es/index.html": "vieja", ".htaccess": "x"}


def full(*_: object, **__: object) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device", "/somewhere")


def after(number: int, whole: Callable[..., Any], fault: Callable[..., Any] = full) -> Callable[..., Any]:
    """Return what works so many times, and never again."""
    done = 0

    def work(*arguments: Any, **named: Any) -> Any:
        nonlocal done
        done += 1
        return whole(*arguments, **named) if done <= number else fault()

    return work


def in_other_processes(whole: Callable[..., Any], fault: Callable[..., Any] = full) -> Callable[..., Any]:
    """Return what works in the first process, a little later than elsewhere."""
    first = os.getpid()

    def work(*arguments: Any, **named: Any) -> Any:
        if os.getpid() != first:
            fault()
        time.sleep(0.01)
        return whole(*arguments, **named)

    return work


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def broken_write(number: int) -> Break:
    return lambda m: m.setattr(publish, "_write_new", after(number, publish._write_new))


FULL: dict[str, Break] = {
    "the first page": broken_write(0),
    "some page": broken_write(100),
    "a page in another process": lambda m: (
        m.setattr(publish, "FEW", 0),
        m.setattr(publish, "_write_new", in_other_processes(publish._write_new)),
    ),
    "prose": lambda m: m.setattr("mkdocs.utils.write_file", full),
    "a file for programs": lambda m: m.setattr("utpe.mkdocs_adapter.session.write_if_changed", full),
    "a report": lambda m: m.setattr(Press, "pdf", full),
    "the search index": lambda m: m.setattr(search_index, "_require_whole", full),
    "moving the site away": lambda m: (
        m.setattr(build, "_exchanged", _cannot),
        m.setattr(Path, "rename", full),
    ),
    "moving the new one in": lambda m: (
        m.setattr(build, "_exchanged", _cannot),
        m.setattr(Path, "rename", _only_back(Path.rename)),
    ),
}
LOST: dict[str, Break] = {
    "pages": lambda m: (
        m.setattr(publish, "FEW", 0),
        m.setattr(Publication, "_make", in_other_processes(Publication._make, die)),
    ),
    "templates": lambda m: (
        m.setattr("utpe.pages.templates.Compiled.kept", {}),
        m.setattr("utpe.pages.templates._packed", in_other_processes(_slowly, die)),
    ),
    "files for programs": lambda m: m.setattr(
        "utpe.exports.files.EXPORTS", [in_other_processes(_slowly, die) for _ in range(6)]
    ),
}


FAULTS = {"full": FULL, "lost": LOST}


def _slowly(*_: object) -> Any:
    time.sleep(0.05)
    return {}


def _cannot(*_: object) -> bool:
    return False


def _only_back(whole: Callable[..., Any]) -> Callable[..., Any]:
    """Return what moves the search index and the old site, but no new site."""

    def rename(path: Path, target: Path) -> Any:
        return full() if "-building-" in path.name else whole(path, target)

    return rename


def _until_visit(whole: Callable[..., Any]) -> Callable[..., Any]:
    """Return what moves files until it has moved the page of the visit."""

    def replace(path: Path, target: Path) -> Any:
        moved = whole(path, target)
        return full() if "visit" in path.parts else moved

    return replace


@pytest.fixture
def root(toy_copy: Path) -> Path:
    """A project with a site of before."""
    for name, text in OLD.items():
        (toy_copy / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (toy_copy / "site" / name).write_text(text)
    config = toy_copy / "mkdocs.yml"
    config.write_text(config.read_text().replace("page_size: 3", "page_size: 3\n      workers: 3"))
    return toy_copy


def build_broken(root: Path, language: str, kind: str, where: str) -> tuple[int, str]:
    """Build in a program of its own with a fault of `FAULTS`; return the exit status, and what was printed.

    Whoever set a report can fork nobody who sets one (other tests do), so that it cannot be forked from here.
    """
    done = subprocess.run(
        [sys.executable, __file__, str(root), language, kind, where],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "tests")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout


def _build_broken(root: Path, language: str, kind: str, where: str) -> int:
    with pytest.MonkeyPatch.context() as broken:
        FAULTS[kind][where](broken)
        status = build_site(root, root / "site", language)
    return 98 if multiprocessing.active_children() else status


def require_as_before(root: Path) -> None:
    """The site of before stands, and nothing is left beside it."""
    assert {p.relative_to(root / "site").as_posix(): p.read_text() for p in _files(root / "site")} == OLD
    assert [p.name for p in root.iterdir() if p.name.startswith(".site")] == []
    assert [p for p in _files(root / ".cache") if p.suffix] == []


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name != ".gitignore")


@pytest.mark.parametrize("where", others_in_audit(FULL, "prose", "moving the new one in"))
def test_a_full_disk_is_told_and_the_old_site_stands(root: Path, where: str) -> None:
    language = "es" if where == "prose" else "pt"
    status, said = build_broken(root, language, "full", where)
    s = strings(language)
    reason = s("build.no_write", reason=f"{s('causes.ENOSPC')}: /somewhere")
    assert said.endswith(f"\n{reason}\n{s('build.failed')}\n")
    assert "Traceback" not in said and "ERROR" not in said and status == 1
    require_as_before(root)


@pytest.mark.parametrize("where", others_in_audit(LOST, "pages"))
def test_a_killed_process_is_told_and_the_old_site_stands(root: Path, where: str) -> None:
    status, said = build_broken(root, "pt", "lost", where)
    s = strings("pt")
    assert f"\n{said}".endswith(f"\n{s('build.worker_lost')}\n{s('build.failed')}\n")
    assert "Traceback" not in said and status == 1
    require_as_before(root)


def command(root: Path, *, most: int = 0) -> subprocess.Popen[str]:
    """Begin `utpe build`; with `most`, no file may have more bytes."""
    limit = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most)) if most else None
    return subprocess.Popen(
        [sys.executable, "-m", "utpe.cli", "build"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        preexec_fn=limit,  # noqa: PLW1509
    )


# Less than a page has; than the form has; than the program of the search has.
@pytest.mark.parametrize("most", others_in_audit((3_000, 30_000, 70_000), 30_000))
def test_a_real_refusal_of_the_system(root: Path, most: int) -> None:
    build = command(root, most=most)
    _, said = build.communicate(timeout=120)
    assert build.returncode == 1, said
    assert "Traceback" not in said and strings("es")("build.failed") in said
    require_as_before(root)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 30 MB of its own, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.audit
@pytest.mark.parametrize("left", [50, 500, 2_000, 3_500, 5_000, 6_000, 6_800])
def test_a_disk_that_is_full(disk: Path, root: Path, left: int) -> None:
    here = Path(shutil.copytree(root, disk / "toy"))
    room = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(room.f_bavail * room.f_frsize - left * 1_000))
    build = command(here)
    _, said = build.communicate(timeout=120)
    assert build.returncode == 1, said
    s = strings("es")
    assert s("causes.ENOSPC") in said and s("build.failed") in said
    assert "Traceback" not in said and "ERROR" not in said
    require_as_before(here)


@pytest.mark.audit
@pytest.mark.slow
def test_processes_killed_at_random_moments(tmp_path: Path) -> None:
    root = tmp_path / "real"
    root.mkdir()
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, root / name)
    (root / "overrides").symlink_to(ROOT / "overrides")
    config = (ROOT / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(config.replace("utpe-i18n:\n", "utpe-i18n:\n      workers: 3\n"))
    for name, text in OLD.items():
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_text(text)
    chance, failed = random.Random(7), 0  # noqa: S311 - the same moments each time
    for _ in range(8):
        build = command(root)
        time.sleep(chance.uniform(0.5, 4))
        # Those that it forked have its own command line; git and the search index have theirs.
        children = Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text().split()
        own = Path(f"/proc/{build.pid}/cmdline").read_bytes()
        for pid in children[:1]:
            if Path(f"/proc/{pid}/cmdline").read_bytes() == own:
                os.kill(int(pid), signal.SIGKILL)
        _, said = build.communicate(timeout=120)
        assert "Traceback" not in said, said
        if build.returncode:
            failed += 1
            assert strings("es")("build.worker_lost") in said
            require_as_before(root)
        else:
            shutil.rmtree(root / "site")
            for name, text in OLD.items():
                (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
                (root / "site" / name).write_text(text)
    assert failed


# ---- the resident server


@pytest.mark.parametrize("where", others_in_audit(("some page", "prose", "pages", "moving"), "pages"))
def test_a_fault_in_one_renewal_is_told_and_the_next_is_right(
    toy_copy: Path, where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    breaks = {**FULL, **LOST, "moving": lambda m: m.setattr(Path, "replace", _until_visit(Path.replace))}
    preview = Preview(read_settings(toy_copy), strings("es"))
    assert preview.rebuild()
    before = digest(preview.current)
    config = toy_copy / "mkdocs.yml"
    config.write_text(config.read_text().replace("page_size: 3", "page_size: 3\n      workers: 3"))
    page = toy_copy / "content" / "es" / "methodology.md"
    extra = toy_copy / "content" / "es" / "visit.md"
    good = page.read_text()
    page.write_text(f"{good}\nUna línea nueva.\n")
    extra.write_text("---\ntitle: Visita\ndescription: Una visita.\n---\n")
    with monkeypatch.context() as broken:
        breaks[where](broken)
        assert not preview.rebuild(forget=True)
    said, s = capsys.readouterr().err, strings("es")
    expected = s("build.worker_lost") if where in LOST else s("causes.ENOSPC")
    assert expected in said and s("serve.kept") in said and "Traceback" not in said
    if where != "moving":
        assert digest(preview.current) == before
    # What only the renewal that failed would have shown is not there.
    extra.unlink()
    assert preview.rebuild()
    assert "Una línea nueva." in (preview.current / "es/metodo/index.html").read_text()
    page.write_text(good)
    assert preview.rebuild()
    assert digest(preview.current) == before


def test_a_fault_in_what_comes_after_the_pages_is_told_in_words(
    toy_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = Preview(read_settings(toy_copy), strings("pt"))
    assert preview.rebuild()
    s = strings("pt")
    with monkeypatch.context() as broken:
        broken.setattr("utpe.mkdocs_adapter.session.write_if_changed", full)
        preview._make_rest(threading.Event())
    refused = s("build.no_write", reason=f"{s('causes.ENOSPC')}: /somewhere")
    assert capsys.readouterr().err.count(refused) == 1
    preview._make_rest(threading.Event())
    assert capsys.readouterr().err == ""
    assert (preview.current / "data/meetings.csv").is_file()
    assert (preview.current / "pagefind/es/pagefind-entry.json").is_file()


if __name__ == "__main__":
    sys.exit(_build_broken(Path(sys.argv[1]), *sys.argv[2:]))

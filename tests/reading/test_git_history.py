"""What git remembers of lines and files, with a real repository."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from utpe.reading import git_history
from utpe.reading.git_history import LastChange, read_history
from utpe.settings import source_date

FIRST, SECOND = (dt.datetime(2026, month, 1, 12, tzinfo=dt.UTC) for month in (10, 11))


@pytest.fixture
def tree(tmp_path: Path, git: Callable[..., str]) -> Path:
    root = tmp_path / "proyecto ñ"
    (root / "data").mkdir(parents=True)
    (root / "content" / "es").mkdir(parents=True)
    (root / "data" / "a.yaml").write_text("- id: a\n  x: 1\n- id: b\n  x: 2\n")
    (root / "content" / "es" / "página.md").write_text("uno\n")
    (root / "content" / "es" / "otra.md").write_text("uno\n")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one", date="2026-10-01T12:00:00Z")
    (root / "data" / "a.yaml").write_text("- id: a\n  x: 1\n- id: b\n  x: 3\n")
    (root / "content" / "es" / "página.md").write_text("dos\n")
    git(root, "commit", "-qam", "two", date="2026-11-01T12:00:00Z")
    return root


def test_each_record_has_the_date_of_its_own_lines(tree: Path) -> None:
    history = read_history(tree, ["data/a.yaml"], "content", tree / ".cache")
    assert history.of_lines("data/a.yaml", 1, 2) == LastChange("known", FIRST)
    assert history.of_lines("data/a.yaml", 3, 4) == LastChange("known", SECOND)


def test_each_page_has_the_date_of_its_file(tree: Path) -> None:
    history = read_history(tree, [], "content", tree / ".cache")
    assert history.of_file("content/es/página.md") == LastChange("known", SECOND)
    assert history.of_file("content/es/otra.md") == LastChange("known", FIRST)


def test_what_is_not_committed_has_no_date(tree: Path) -> None:
    (tree / "data" / "a.yaml").write_text("- id: a\n  x: 9\n- id: b\n  x: 3\n")
    (tree / "data" / "new.yaml").write_text("- id: n\n")
    (tree / "content" / "es" / "otra.md").write_text("tres\n")
    history = read_history(tree, ["data/a.yaml", "data/new.yaml"], "content", tree / ".cache")
    assert history.of_lines("data/a.yaml", 1, 2) == LastChange("unversioned")
    assert history.of_lines("data/a.yaml", 3, 4) == LastChange("known", SECOND)
    assert history.of_lines("data/new.yaml", 1, 1) == LastChange("unversioned")
    assert history.of_file("content/es/otra.md") == LastChange("unversioned")
    assert history.of_file("content/es/none.md") == LastChange("unversioned")


def test_a_project_in_a_subfolder_of_the_repository(tmp_path: Path, git: Callable[..., str]) -> None:
    inner = tmp_path / "deep" / "site"
    (inner / "content").mkdir(parents=True)
    (inner / "content" / "a.md").write_text("a\n")
    (inner / "d.yaml").write_text("- id: a\n")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one", date="2026-10-01T12:00:00Z")
    history = read_history(inner, ["d.yaml"], "content", inner / ".cache")
    assert history.of_file("content/a.md") == LastChange("known", FIRST)
    assert history.of_lines("d.yaml", 1, 1) == LastChange("known", FIRST)


def test_the_cache_may_be_broken_or_absent(tree: Path) -> None:
    cache = tree / ".cache"
    before = read_history(tree, ["data/a.yaml"], "content", cache)
    for path in cache.rglob("*.json"):
        path.write_text("[1, 2")
    assert read_history(tree, ["data/a.yaml"], "content", cache).lines == before.lines
    cache_file = tree / "not-a-folder"
    cache_file.write_text("x")
    assert read_history(tree, ["data/a.yaml"], "content", cache_file).lines == before.lines


def test_no_git_no_commit_and_no_program(
    tmp_path: Path, git: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_history(tmp_path, [], "content", tmp_path).state == "no_git"
    git(tmp_path, "init", "-q", "-b", "main")
    assert read_history(tmp_path, [], "content", tmp_path).state == "no_git"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(tmp_path, [], "content", tmp_path).state == "no_git"


def test_a_shallow_clone_knows_nothing(tree: Path, tmp_path: Path, git: Callable[..., str]) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tree}", "clone")
    history = read_history(tmp_path / "clone", ["data/a.yaml"], "content", tmp_path / "c")
    assert history.of_lines("data/a.yaml", 1, 2) == LastChange("shallow")
    assert history.of_file("content/es/otra.md") == LastChange("shallow")


def test_ids_of_sha256_are_understood_and_uncommitted_lines_too(
    tmp_path: Path, git: Callable[..., str]
) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data/a.yaml"
    file.write_text("- id: a\n- id: b\n")
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one", date="2026-10-01T12:00:00Z")
    file.write_text("- id: a\n- id: b\n- id: c\n")
    history = read_history(tmp_path, ["data/a.yaml"], "content", tmp_path / ".cache")
    assert history.of_lines("data/a.yaml", 1, 2) == LastChange("known", FIRST)
    assert history.of_lines("data/a.yaml", 3, 3).state == "unversioned"


def test_a_blame_that_failed_is_not_remembered(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git_ = git_history.run_git

    def broken(root: Path, *arguments: str) -> bytes | None:
        return None if "blame" in arguments else git_(root, *arguments)

    monkeypatch.setattr(git_history, "run_git", broken)
    history = read_history(tree, ["data/a.yaml"], "content", tree / ".cache")
    assert history.of_lines("data/a.yaml", 1, 2).day is None
    monkeypatch.undo()
    history = read_history(tree, ["data/a.yaml"], "content", tree / ".cache")
    assert history.of_lines("data/a.yaml", 1, 2) == LastChange("known", FIRST)


def test_a_commit_that_only_laid_lines_out_anew_does_not_count(
    tree: Path, git: Callable[..., str], tmp_path: Path
) -> None:
    file = tree / "data/a.yaml"
    file.write_text("".join(f"{line}  \n" for line in file.read_text().splitlines()))
    git(tree, "commit", "-qam", "layout", date="2026-11-20T12:00:00Z")
    head = git(tree, "rev-parse", "HEAD").strip()
    history = read_history(tree, ["data/a.yaml"], "content", tree / ".cache")
    assert history.of_lines("data/a.yaml", 1, 2).day == dt.date(2026, 11, 20)
    (tree / ".git-blame-ignore-revs").write_text(f"# Layout only.\n{head}\n")
    history = read_history(tree, ["data/a.yaml"], "content", tree / ".cache")
    assert history.of_lines("data/a.yaml", 1, 2) == LastChange("known", FIRST)
    assert history.of_lines("data/a.yaml", 3, 4) == LastChange("known", SECOND)


def test_what_somebody_set_for_git_changes_no_answer(
    tree: Path, tmp_path: Path, git: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answers(cache: str) -> tuple[object, dt.date]:
        return read_history(tree, ["data/a.yaml"], "content", tmp_path / cache), source_date(tree)

    head = git(tree, "cat-file", "commit", "HEAD")
    signature = "gpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n -----END SSH SIGNATURE-----"
    (tmp_path / "signed").write_text(re.sub(r"(?m)^committer .*$", rf"\g<0>\n{signature}", head))
    signed = git(tree, "hash-object", "-t", "commit", "-w", str(tmp_path / "signed")).strip()
    git(tree, "update-ref", "HEAD", signed)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    plain = answers("one")
    assert plain[1] == SECOND.date()
    (tmp_path / "looked-through").write_text(signed)
    (tmp_path / "config").write_text(
        f"[log]\nshowSignature = true\nfollow = true\n[blame]\nignoreRevsFile = {tmp_path}/looked-through\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert git(tree, "log", "-1", "--format=%ct").startswith("No signature")
    assert answers("two") == plain

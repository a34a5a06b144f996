"""Caches: what is kept is whole or not there, whoever else writes, and trees say what their files say."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from second_language import others_in_audit
from site_builder import run_utpe

from utpe.reading import strict_yaml, tree_cache
from utpe.reading.kept import SPARE, Kept
from utpe.reading.strict_yaml import ITEMS, read_yaml
from utpe.reading.tree_cache import TreeCache
from utpe.settings import SettingsError, read_settings
from utpe.text.strings import strings

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(p for folder in ("data", "tests/toy/data") for p in (ROOT / folder).glob("*.yaml"))
ODD = [
    b"- a: ~\n- b\n",
    b"a: [x, {y: z}]\n",
    b'- "\\u2028"\n',
    b"[]\n",
    b"{}\n",
    b"- \xc3\xb1: |\n    x\n\n\n",
    b"word\n",
]


def test_what_was_put_is_got_and_nobody_commits_it(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "caches", "some")
    assert kept.get("one") is None
    kept.put("one", b"content")
    assert Kept(tmp_path / "caches", "some").get("one") == b"content"
    assert (tmp_path / "caches/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize("cut", [0, 1, 63, 64, 65, 70])
def test_an_entry_that_was_cut_off_is_none(tmp_path: Path, cut: int) -> None:
    kept = Kept(tmp_path, "some")
    kept.put("one", b"content")
    path = tmp_path / "some/one"
    path.write_bytes(path.read_bytes()[:cut])
    assert kept.get("one") is None
    kept.put("one", b"content")
    assert kept.get("one") == b"content"


def test_an_entry_with_one_wrong_bit_is_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "some")
    kept.put("one", b"content")
    path = tmp_path / "some/one"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert kept.get("one") is None


def test_without_a_folder_that_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for kept in (Kept(None, "some"), Kept(tmp_path / "file", "some")):
        kept.put("one", b"content")
        assert kept.get("one") is None
        kept.prune()


def test_many_may_read_and_write_at_once(tmp_path: Path) -> None:
    contents = {f"{n}": os.urandom(1) * 50_000 for n in range(4)}
    wrong: list[str] = []

    def work() -> None:
        kept = Kept(tmp_path, "some")
        for _ in range(50):
            for name, content in contents.items():
                if kept.get(name) not in (None, content):
                    wrong.append(name)
                kept.put(name, content)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and all(Kept(tmp_path, "some").get(n) == c for n, c in contents.items())


def test_the_oldest_that_nobody_asked_for_go_when_they_are_many(tmp_path: Path) -> None:
    kept = Kept(tmp_path, "some")
    for n in range(SPARE + 10):
        kept.put(f"{n}", b"x")
        os.utime(tmp_path / "some" / f"{n}", (n, n))
    kept.get("0")
    kept.prune()
    left = {p.name for p in (tmp_path / "some").iterdir()}
    assert "0" in left and f"{SPARE + 9}" in left and "1" not in left
    assert len(left) == SPARE + 2


@pytest.mark.parametrize("raw", [*[p.read_bytes() for p in FILES], *ODD])
def test_a_tree_is_the_same_from_its_file_and_from_the_cache(
    tmp_path: Path, raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = TreeCache(tmp_path).read(raw)
    assert first == read_yaml(raw, ITEMS)
    monkeypatch.setattr(tree_cache, "read_yaml", lambda *_: pytest.fail("read again"))
    second = TreeCache(tmp_path).read(raw)
    assert second.value == first.value and second.keys == first.keys and not second.troubles
    marks = [first.marks, *(first.marks.children.values() if isinstance(first.value, list) else ())]
    again = [second.marks, *second.marks.children.values()]
    assert [(m.line, m.column, m.last_line) for m in again] == [
        (m.line, m.column, m.last_line) for m in marks
    ]


def test_what_is_wrong_is_found_anew(tmp_path: Path) -> None:
    raw = b"- a: 1\n  a: 2\n"
    assert TreeCache(tmp_path).read(raw).troubles and TreeCache(tmp_path).read(raw).troubles
    assert not (tmp_path / "trees").exists()


def test_other_code_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    TreeCache(tmp_path).read(b"- a\n")
    other = tmp_path / "other.py"
    other.write_text("# changed\n")
    monkeypatch.setattr(strict_yaml, "__file__", str(other))
    TreeCache(tmp_path).read(b"- a\n")
    assert len(list((tmp_path / "trees").iterdir())) == 2


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.parent.name}/{p.name}")
def test_marks_of_items_are_those_of_the_whole(path: Path) -> None:
    raw = path.read_bytes()
    whole, items = read_yaml(raw), read_yaml(raw, ITEMS)
    assert whole.value == items.value
    children = whole.marks.children
    assert (items.marks.line, items.marks.last_line) == (whole.marks.line, whole.marks.last_line)
    assert {k: (m.line, m.column, m.last_line) for k, m in items.marks.children.items()} == {
        k: (m.line, m.column, m.last_line) for k, m in children.items()
    }


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.write_bytes

    def half(path: Path, content: bytes) -> int:
        whole(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    kept = Kept(tmp_path / "caches", "some")
    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", half)
        kept.put("one", b"content")
    assert list((tmp_path / "caches/some").iterdir()) == []
    kept.put("one", b"content")
    assert kept.get("one") == b"content"


def test_nothing_is_kept_where_git_would_see_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    kept = Kept(tmp_path / "caches", "some")
    with monkeypatch.context() as full:
        full.setattr(Path, "write_text", refuse)
        kept.put("one", b"content")
    assert kept.get("one") is None
    kept.put("one", b"content")
    assert kept.get("one") == b"content" and (tmp_path / "caches/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "how", ["file", "link", "other letters", "submodule", "link outside git", "part is a link"]
)
@pytest.mark.parametrize("command", others_in_audit(("check", "build", "links", "accept"), "check"))
def test_a_cache_that_others_may_have_filled_is_refused(
    toy_copy: Path, git: Callable[..., str], how: str, command: str
) -> None:
    """Whoever sends a branch with `.cache/` in it cannot plant what a record says."""
    cache, elsewhere = toy_copy / ".cache", toy_copy / "content/es/planted"
    if how != "link outside git":
        git(toy_copy, "init", "-q")
    if "link" in how:
        elsewhere.mkdir()
        cache.symlink_to(elsewhere)
    if how == "part is a link":
        config = toy_copy / "mkdocs.yml"
        config.write_text(
            config.read_text().replace("page_size: 3", "page_size: 3\n      cache_dir: .cache/inner")
        )
    if how in ("file", "other letters"):
        folder = cache if how == "file" else toy_copy / ".Cache"
        Kept(folder, "trees").put("planted", b"{}")
        git(toy_copy, "add", "-f", folder.name)
    if how == "submodule":
        git(cache.parent, "init", "-q", ".cache")
        git(cache, "commit", "-q", "--allow-empty", "-m", "x")
        git(toy_copy, "add", "-f", ".cache")
    for language in ("es", "pt"):
        done = run_utpe(toy_copy, command, "--lang", language, *(["x.yaml"] if command == "accept" else []))
        folder = toy_copy / (".cache/inner" if how == "part is a link" else ".cache")
        reason = strings(language)("cli.settings.cache", folder=folder)
        assert done.stderr == f"{strings(language)('cli.no_settings', reason=reason)}\n"
        assert done.returncode == 2 and done.stdout == ""


def test_settings_with_such_a_cache_are_none(toy_copy: Path) -> None:
    (toy_copy / ".cache").symlink_to(toy_copy / "content")
    with pytest.raises(SettingsError, match="cache"):
        read_settings(toy_copy)


def test_a_cache_of_ones_own_is_used(toy_copy: Path, git: Callable[..., str]) -> None:
    git(toy_copy, "init", "-q")
    git(toy_copy, "add", "-A")
    assert run_utpe(toy_copy, "check").returncode == 0
    assert list((toy_copy / ".cache/trees").iterdir())
    assert run_utpe(toy_copy, "check").returncode == 0

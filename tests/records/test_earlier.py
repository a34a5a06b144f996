"""What a text said when it was confirmed, found in a real repository; and why it is not found elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from utpe.records.earlier import Earlier, Sought, earlier_texts
from utpe.records.revision import text_revision
from utpe.records.translation import Wording

Git = Callable[..., str]
FIRST = """\
- id: uno
  title: {es: Primer título, pt: Primeiro título}
  documents:
    - note:
        es: >-
          Una nota
          en dos líneas
        pt: Uma nota
- id: dos
  title: {es: Otro, pt: Outro}
"""


@pytest.fixture
def tree(tmp_path: Path, git: Git) -> Path:
    root = tmp_path / "repo" / "inside"
    (root / "data").mkdir(parents=True)
    (root / "content/es").mkdir(parents=True)
    git(tmp_path, "init", "-q", "repo")
    (root / "data/meetings.yaml").write_text(FIRST)
    (root / "content/es/hola.md").write_text("---\ntitle: Hola\ndescription: d\n---\nCuerpo\n")
    _commit(root, git)
    return root


def _commit(root: Path, git: Git) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")


def _asked(root: Path, said: str, path: tuple[str | int, ...] = ("title",), id_: str = "uno") -> Earlier:
    wording = Wording("meetings", id_, path, {"es": "ahora", "pt": "agora"}, ("uno",) if id_ != "uno" else ())
    one = Sought(wording, "es", text_revision(said))
    return earlier_texts(root, "data", "content", [one])[one]


def _edit(root: Path, git: Git, old: str, new: str) -> None:
    path = root / "data/meetings.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    _commit(root, git)


def test_what_was_there_some_commits_ago_is_found(tree: Path, git: Git) -> None:
    for old, new in (("Primer", "Segundo"), ("Segundo", "Tercer"), ("Otro", "Otra")):
        _edit(tree, git, old, new)
    assert _asked(tree, "Primer título").text == "Primer título"
    assert _asked(tree, "Segundo título").text == "Segundo título"
    # What another record said is not what this one said.
    assert _asked(tree, "Otro").why == "not_found"


def test_what_is_not_yet_committed_is_compared_with_what_is(tree: Path) -> None:
    (tree / "data/meetings.yaml").write_text(FIRST.replace("Primer", "Nuevo"))
    assert _asked(tree, "Primer título").text == "Primer título"


def test_an_item_of_a_list_is_found_wherever_it_stood(tree: Path, git: Git) -> None:
    _edit(tree, git, "  documents:\n", "  documents:\n    - note: {es: Antes, pt: Antes}\n")
    assert _asked(tree, "Una nota en dos líneas", ("documents", 1, "note")).text == "Una nota en dos líneas"


def test_a_record_is_found_under_its_former_id_and_in_another_file(tree: Path, git: Git) -> None:
    (tree / "data/meetings").mkdir()
    (tree / "data/meetings/tres.yaml").write_text("id: tres\nformer_ids: [uno]\ntitle: {es: X, pt: Y}\n")
    (tree / "data/meetings.yaml").write_text("[]\n")
    _commit(tree, git)
    assert _asked(tree, "Primer título", id_="tres").text == "Primer título"
    (tree / "data/meetings/tres.yaml").unlink()
    _commit(tree, git)
    assert _asked(tree, "X", id_="tres").text == "X"


def test_what_a_page_said_is_found_under_its_old_name_too(tree: Path, git: Git) -> None:
    git(tree, "mv", "content/es/hola.md", "content/es/chau.md")
    (tree / "content/es/chau.md").write_text("---\ntitle: Chau\ndescription: d\n---\nOtro\n")
    _commit(tree, git)
    page = Wording("pages", "chau", (), {"es": "ahora", "pt": "agora"}, ("hola",))
    was = "Hola\nd\n\n\nCuerpo\n"
    one = Sought(page, "es", text_revision(was))
    assert earlier_texts(tree, "data", "content", [one])[one].text == was


def test_why_nothing_is_found_is_said(tree: Path, git: Git, tmp_path: Path) -> None:
    assert _asked(tree, "Nunca").why == "not_found"
    _edit(tree, git, "Primer", "Segundo")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path}/repo", "shallow")
    assert _asked(tmp_path / "shallow/inside", "Primer título").why == "shallow"
    alone = tmp_path / "alone"
    alone.mkdir()
    assert _asked(alone, "Primer título").why == "no_git"


def test_a_broken_file_of_the_past_is_passed_over(tree: Path, git: Git) -> None:
    path = tree / "data/meetings.yaml"
    for raw in (b"- id: uno\n  title: {es: [\n", b"\xff\xfe- id: uno", b"- id: uno\n  title: texto\n"):
        path.write_bytes(raw)
        _commit(tree, git)
    assert _asked(tree, "Primer título").text == "Primer título"


def test_git_is_asked_only_for_what_is_outdated(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("git was asked")

    monkeypatch.setattr(subprocess, "run", fail)
    assert earlier_texts(tree, "data", "content", []) == {}

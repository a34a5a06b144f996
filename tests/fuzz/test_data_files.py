"""Any bytes as a data file: findings come out, in every form, and never an exception."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import TOY
from damaged_yaml import any_file, damaged
from fuzzing import bounded, examples
from hypothesis import given
from hypothesis import strategies as st

from utpe.checks.forges import FORMATS
from utpe.checks.runner import check
from utpe.editing.files import CannotEditError
from utpe.editing.format import formatted
from utpe.reading.strict_yaml import MAX_DEPTH, read_yaml
from utpe.reading.tree_cache import TreeCache
from utpe.records.loader import batch_of
from utpe.records.registry import COLLECTIONS, MODELS
from utpe.settings import read_settings

LANGUAGES = ("es", "pt")
FILES = {
    path.stem: path.read_bytes() for path in sorted((TOY / "data").glob("*.yaml")) if path.stem in MODELS
}
ANY = any_file(list(FILES.values()))


@examples(40)
@given(ANY)
def test_any_file_is_read_and_keeps_its_places(raw: bytes) -> None:
    with bounded():
        tree = read_yaml(raw)
    lines = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(1 <= t.line <= len(lines) + 1 and t.column >= 1 for t in tree.troubles)
    assert not (tree.troubles and tree.value is not None)
    below = [(tree.value, tree.marks, 0)]
    while below:
        value, marks, depth = below.pop()
        assert isinstance(value, dict | list | str | None) and depth <= MAX_DEPTH
        assert 1 <= marks.line <= marks.last_line <= len(lines)
        for step, inside in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            below.append((inside, marks.children[step], depth + 1))


@examples(40)
@given(st.sampled_from(sorted(MODELS)), ANY)
def test_any_file_makes_records_or_defects_and_the_same_from_the_cache(
    tmp_path_factory: pytest.TempPathFactory, name: str, raw: bytes
) -> None:
    trees = TreeCache(tmp_path_factory.getbasetemp() / "fuzz-cache")
    with bounded():
        first, again = (batch_of(name, "data/x.yaml", raw, LANGUAGES, trees) for _ in range(2))
    assert first.records or first.defects or read_yaml(raw).value in ([], {})
    assert first.defects == again.defects
    assert [record for record, _ in first.records] == [record for record, _ in again.records]


@examples(40)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_the_layout_loses_nothing_and_is_final(name: str, data: st.DataObject) -> None:
    raw = data.draw(damaged([FILES[name]]))
    try:
        with bounded():
            text = formatted(name, raw, LANGUAGES)
    except CannotEditError:
        return
    if text is None:
        return
    with bounded():
        assert formatted(name, text.encode(), LANGUAGES) == text
    assert not read_yaml(text.encode()).troubles
    assert _said(read_yaml(text.encode()).value) == _said(read_yaml(raw).value)
    assert text.count("#") >= raw.decode("utf-8-sig").count("#")


def _said(value: object) -> object:
    """What a tree says, whatever the order of its fields: without null, and without lists and maps of nothing."""
    if isinstance(value, dict):
        said = {key: _said(inside) for key, inside in value.items()}
        return {key: inside for key, inside in said.items() if inside not in (None, [], {})}
    return [_said(inside) for inside in value] if isinstance(value, list) else value


@examples(2, shrinks=False)
@given(st.sampled_from(sorted(COLLECTIONS)), st.data())
def test_a_register_with_any_file_in_it_is_judged(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    raw = data.draw(any_file([FILES[name]] if name in FILES else list(FILES.values())))
    root = _project(tmp_path_factory)
    path = root / "data" / f"{name}.yaml"
    good = path.read_bytes() if path.exists() else None
    path.write_bytes(raw)
    try:
        with bounded():
            findings = check(read_settings(root)).findings
            for form in FORMATS.values():
                assert len(form(findings, LANGUAGES)) < 2_000_000
    finally:
        path.unlink() if good is None else path.write_bytes(good)


def _project(factory: pytest.TempPathFactory) -> Path:
    """The toy project in a folder of this process."""
    root = factory.getbasetemp() / f"fuzz-toy-{os.getpid()}"
    if not root.exists():
        from conftest import _copied_toy

        _copied_toy(root)
    return root

# SPDX-License-Identifier: MIT
"""Data folder in, catalogue out, together with every defect found on the way.

A collection is `data/<name>.yaml` and, where it exists, every `data/<name>/*.yaml`; each file holds a
list of records, or one record. Nothing is dropped in silence: what cannot become a record is a `Defect`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from utpe.immutable import immutable
from utpe.reading.files import is_plain
from utpe.reading.strict_yaml import Marks, Tree, read_yaml
from utpe.records.catalogue import Catalogue, Origin
from utpe.records.excuse import EXCUSED, Excuse
from utpe.records.registry import COLLECTIONS, MODELS

MAX_BYTES = 5_000_000
NOT_COLLECTIONS = frozenset(("schemas", "urls.yaml", "README.md", "proposals", f"{EXCUSED}.yaml"))


@immutable
class Defect:
    """Something that kept a file or a record out of the catalogue.

    `key` is a message key (`file.…`, `yaml.…`, `record.…`) or a pydantic error type; `path` leads to
    the field inside the record.
    """

    key: str
    file: str
    line: int = 1
    column: int = 1
    collection: str = ""
    id: str = ""
    path: tuple[Any, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


@immutable
class Batch:
    """What one file holds: its records with where each stands, and what is wrong with the rest of it."""

    records: tuple[tuple[Any, Marks], ...]
    defects: tuple[Defect, ...]


Known = dict[tuple[str, tuple[str, ...]], tuple[bytes, Batch]]
"""By file and languages: the bytes once read and what they held, so that a resident server reads on."""


def load(
    data_dir: Path, root: Path, languages: Sequence[str], known: Known | None = None
) -> tuple[Catalogue, list[Defect]]:
    """Return the catalogue of `data_dir` and the defects found; paths are given relative to `root`.

    A file whose bytes are those of `known` is not parsed again; `known` is brought up to date.
    """
    catalogue = Catalogue({name: {} for name in COLLECTIONS})
    known = {} if known is None else known
    defects: list[Defect] = []
    if not data_dir.is_dir():
        return catalogue, [Defect("file.no_data_dir", _relative(data_dir, root))]
    defects += _strays(data_dir, root)
    for name in COLLECTIONS:
        for path, trouble in _files(data_dir, name):
            file = _relative(path, root)
            if trouble:
                defects.append(Defect(trouble, file, collection=name, values={"name": name}))
                continue
            raw, problem = _read(path)
            if raw is None:
                defects.append(Defect(problem, file, collection=name, values={"limit": MAX_BYTES}))
                continue
            key = (file, tuple(languages))
            if key not in known or known[key][0] != raw:
                known[key] = raw, _batch(name, file, raw, languages)
            batch = known[key][1]
            defects += [*batch.defects, *_admit(catalogue, name, file, batch)]
    return catalogue, defects


def load_excuses(
    data_dir: Path, root: Path, languages: Sequence[str]
) -> tuple[tuple[tuple[Excuse, Marks], ...], tuple[Defect, ...]]:
    """Return the excused links of `data_dir` with where each stands, and the defects; no file, none."""
    path = data_dir / f"{EXCUSED}.yaml"
    if not path.exists() and not path.is_symlink():
        return (), ()
    file = _relative(path, root)
    raw, problem = _read(path)
    if raw is None:
        return (), (Defect(problem, file, collection=EXCUSED, values={"limit": MAX_BYTES}),)
    batch = _batch(EXCUSED, file, raw, languages)
    return batch.records, batch.defects


def _relative(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _strays(data_dir: Path, root: Path) -> Iterator[Defect]:
    """Files in data/ that no collection would ever read."""
    for path in sorted(data_dir.iterdir()):
        name = path.name
        if name in NOT_COLLECTIONS or name.startswith("."):
            continue
        stem = name.removesuffix(".yaml")
        if stem not in COLLECTIONS or (path.is_file() and not name.endswith(".yaml")):
            yield Defect(
                "file.unknown", _relative(path, root), values={"value": name, "expected": list(COLLECTIONS)}
            )


def files_of(data_dir: Path) -> list[Path]:
    """Return the files that `load` would read, as far as they are plain files."""
    return [p for name in COLLECTIONS for p, trouble in _files(data_dir, name) if not trouble and is_plain(p)]


def _files(data_dir: Path, name: str) -> Iterator[tuple[Path, str]]:
    """(path, defect key or "") of each file of a collection."""
    main, folder = data_dir / f"{name}.yaml", data_dir / name
    parts = sorted(folder.glob("*")) if folder.is_dir() else []
    if main.is_dir():
        yield main, "file.is_directory"
    elif main.exists():
        yield main, ""
    elif not parts:
        yield main, "file.missing"
    for part in parts:
        if part.is_dir():
            yield part, "file.is_directory"
        elif part.suffix != ".yaml":
            yield part, "file.not_yaml"
        else:
            yield part, ""


def _read(path: Path) -> tuple[bytes | None, str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, "file.too_big"
        raw = path.read_bytes()
    except OSError:
        return None, "file.unreadable"
    return (raw, "") if raw.strip() else (None, "file.empty")


def _batch(name: str, file: str, raw: bytes, languages: Sequence[str]) -> Batch:
    """Turn the items of one file into records; note what could not be."""
    tree = read_yaml(raw)
    records: list[tuple[Any, Marks]] = []
    defects = [Defect(t.key, file, t.line, t.column, name, values=t.values) for t in tree.troubles]
    for item, marks in _items(name, file, tree, defects):
        record = _record(name, file, item, marks, languages, defects)
        if record is not None:
            records.append((record, marks))
    return Batch(tuple(records), tuple(defects))


def _items(name: str, file: str, tree: Tree, defects: list[Defect]) -> Iterator[tuple[Any, Marks]]:
    if tree.value is None:
        if not tree.troubles:
            defects.append(Defect("file.empty", file, collection=name))
    elif isinstance(tree.value, dict):
        yield tree.value, tree.marks
    elif isinstance(tree.value, list):
        yield from ((item, tree.marks.children[number]) for number, item in enumerate(tree.value))
    else:
        defects.append(Defect("file.not_a_list", file, tree.marks.line, tree.marks.column, name))


def _record(
    name: str, file: str, item: Any, marks: Marks, languages: Sequence[str], defects: list[Defect]
) -> Any | None:
    if not isinstance(item, dict):
        defects.append(Defect("record.not_a_map", file, marks.line, marks.column, name))
        return None
    written = item.get("id")
    id_ = written if isinstance(written, str) else ""
    try:
        return MODELS[name].model_validate(item, context={"languages": tuple(languages)})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            # Steps that pydantic adds for its own sake: validators and the branches of a union.
            path = tuple(p for p in detail["loc"] if not str(p).startswith(("function-", "<")))
            line, column = marks.find(path)
            values = {"input": detail.get("input"), "message": detail["msg"], **(detail.get("ctx") or {})}
            defects.append(Defect(detail["type"], file, line, column, name, id_, path, values))
    return None


def _admit(catalogue: Catalogue, name: str, file: str, batch: Batch) -> Iterator[Defect]:
    """Put the records of a file into the catalogue; yield what is there already."""
    for record, marks in batch.records:
        first = catalogue.origins.get((name, record.id))
        if first:
            line, column = marks.find(("id",))
            values = {"value": record.id, "first": f"{first.file}:{first.lines[0]}"}
            yield Defect("record.duplicate_id", file, line, column, name, record.id, ("id",), values)
            continue
        catalogue.records[name][record.id] = record
        catalogue.origins[(name, record.id)] = Origin(file, marks)

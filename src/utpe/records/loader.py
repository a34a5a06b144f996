# SPDX-License-Identifier: MIT
"""Data folder in, catalogue out, together with every defect found on the way.

A collection is `data/<name>.yaml` and, where it exists, every `data/<name>/*.yaml`; each file holds a
list of records, or one record. A record may bring its new sources along (`inline.py`). A proposal,
`data/proposals/<name>/<id>.yaml`, stands in the place of the record that it corrects, where somebody asks for
that. Nothing is dropped in silence: what cannot become a record is a `Defect`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from utpe.immutable import immutable
from utpe.reading.files import is_plain
from utpe.reading.strict_yaml import ITEMS, Tree, read_yaml
from utpe.reading.tree_cache import TreeCache
from utpe.records.base import slim
from utpe.records.catalogue import Catalogue, Key
from utpe.records.confirmed import FILE as TRANSLATIONS
from utpe.records.excuse import EXCUSED, Excuse
from utpe.records.inline import INLINE, without_inline
from utpe.records.places import DataFile, Origin
from utpe.records.references import FieldPath
from utpe.records.registry import COLLECTIONS, MODELS

MAX_BYTES = 5_000_000
# Steps that pydantic adds for its own sake: validators and the branches of a union.
_PYDANTICS_OWN = re.compile(r"function-[a-z]+\[.*|<(printed|described)>", re.DOTALL)
PROPOSALS = "proposals"
NOT_COLLECTIONS = frozenset(("schemas", "urls.yaml", TRANSLATIONS, "README.md", PROPOSALS, f"{EXCUSED}.yaml"))


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
    """What one file holds: its records with where each stands, and what is wrong with the rest of it.

    `sources` are those that its records bring along.
    """

    records: tuple[tuple[Any, Origin], ...]
    defects: tuple[Defect, ...]
    sources: tuple[tuple[Any, Origin], ...] = ()


Known = dict[tuple[str, tuple[str, ...]], tuple[bytes, Batch]]
"""By file and languages: the bytes once read and what they held, so that a resident server reads on."""


def load(
    data_dir: Path,
    root: Path,
    languages: Sequence[str],
    known: Known | None = None,
    with_proposals: bool = False,
    cache_dir: Path | None = None,
) -> tuple[Catalogue, list[Defect]]:
    """Return the catalogue of `data_dir` and the defects found; paths are given relative to `root`.

    A file whose bytes are those of `known` is not parsed again; `known` is brought up to date.
    `with_proposals` puts what is proposed in the place of what is published; `cache_dir` keeps trees.
    """
    catalogue = Catalogue({name: {} for name in COLLECTIONS})
    if not data_dir.is_dir():
        return catalogue, [Defect("file.no_data_dir", _relative(data_dir, root))]
    reader = _Reader(root, tuple(languages), {} if known is None else known, TreeCache(cache_dir))
    defects = [*_strays(data_dir, root)]
    brought: list[Batch] = []
    for name in COLLECTIONS:
        for batch in reader.batches(name, _files(data_dir, name)):
            defects += [*batch.defects, *_admit(catalogue, name, batch.records)]
            brought.append(batch)
    # Those that have a file of their own were there first, and are not to blame.
    for batch in brought:
        defects += _admit(catalogue, "sources", batch.sources)
    if with_proposals:
        folder = data_dir / PROPOSALS
        defects += [*_stray_proposals(folder, root)]
        for name in COLLECTIONS:
            for batch in reader.batches(name, _parts(folder / name)):
                defects += [*batch.defects, *_replace(catalogue, name, batch)]
    reader.trees.prune()
    return catalogue, defects


@dataclass(frozen=True)
class _Reader:
    """Reads data files, each once as long as its bytes stay the same."""

    root: Path
    languages: tuple[str, ...]
    known: Known
    trees: TreeCache

    def batches(self, name: str, files: Iterable[tuple[Path, str]]) -> Iterator[Batch]:
        """Yield what each file of a collection holds, or what is wrong with it."""
        for path, trouble in files:
            file = _relative(path, self.root)
            raw, problem = (None, trouble) if trouble else _read(path)
            if raw is None:
                values = {"name": name, "limit": MAX_BYTES}
                yield Batch((), (Defect(problem, file, collection=name, values=values),))
                continue
            key = (file, self.languages)
            if key not in self.known or self.known[key][0] != raw:
                self.known[key] = raw, batch_of(name, file, raw, self.languages, self.trees)
            yield self.known[key][1]


def load_excuses(
    data_dir: Path, root: Path, languages: Sequence[str]
) -> tuple[tuple[tuple[Excuse, Origin], ...], tuple[Defect, ...]]:
    """Return the excused links of `data_dir` with where each stands, and the defects; no file, none."""
    path = data_dir / f"{EXCUSED}.yaml"
    if not path.exists() and not path.is_symlink():
        return (), ()
    file = _relative(path, root)
    raw, problem = _read(path)
    if raw is None:
        return (), (Defect(problem, file, collection=EXCUSED, values={"limit": MAX_BYTES}),)
    batch = batch_of(EXCUSED, file, raw, languages)
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


def data_files(data_dir: Path) -> list[tuple[str, Path]]:
    """Return every data file that is a plain one, with the collection whose records it holds."""
    folders = (data_dir, data_dir / PROPOSALS)
    found = [
        (name, p) for folder in folders for name in COLLECTIONS for p, no in _files(folder, name) if not no
    ]
    excused = data_dir / f"{EXCUSED}.yaml"
    return [(name, path) for name, path in (*found, (EXCUSED, excused)) if is_plain(path)]


def _files(data_dir: Path, name: str) -> Iterator[tuple[Path, str]]:
    """(path, defect key or "") of each file of a collection."""
    main, parts = data_dir / f"{name}.yaml", [*_parts(data_dir / name)]
    if main.is_dir():
        yield main, "file.is_directory"
    elif main.exists():
        yield main, ""
    elif not parts:
        yield main, "file.missing"
    yield from parts


def _parts(folder: Path) -> Iterator[tuple[Path, str]]:
    """(path, defect key or "") of each file in a folder of records."""
    for part in sorted(folder.glob("*")) if folder.is_dir() else []:
        if part.is_dir():
            yield part, "file.is_directory"
        elif part.suffix == ".yaml":
            yield part, ""
        elif not part.name.startswith("."):
            # What systems and editors hide, and what an edit left that was killed, is nobody's mistake.
            yield part, "file.not_yaml"


def _stray_proposals(folder: Path, root: Path) -> Iterator[Defect]:
    """What is in the folder of proposals and would never be read."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not path.name.startswith(".") and not (path.name in COLLECTIONS and path.is_dir()):
            values = {"value": path.name, "expected": list(COLLECTIONS)}
            yield Defect("file.unknown", _relative(path, root), values=values)


def _read(path: Path) -> tuple[bytes | None, str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, "file.too_big"
        raw = path.read_bytes()
    except OSError:
        return None, "file.unreadable"
    return (raw, "") if raw.strip() else (None, "file.empty")


def batch_of(
    name: str, file: str, raw: bytes, languages: Sequence[str], trees: TreeCache | None = None
) -> Batch:
    """Turn the items of one file into records; note what could not be."""
    source, tree = DataFile(file, raw), trees.read(raw) if trees else read_yaml(raw, ITEMS)
    records: list[tuple[Any, Origin]] = []
    sources: list[tuple[Any, Origin]] = []
    defects = [Defect(t.key, file, t.line, t.column, name, values=t.values) for t in tree.troubles]
    for item, origin in _items(name, source, tree, defects):
        # Hardly any file has one, and to look for it takes longer than to read the file.
        bare, brought = without_inline(item) if INLINE in tree.keys else (item, [])
        record = _record(name, bare, origin, languages, defects)
        if record is not None:
            records.append((record, origin))
        for inside, path in brought:
            origin_inside = _inside(origin, path)
            record = _record("sources", inside, origin_inside, languages, defects)
            if record is not None:
                sources.append((record, origin_inside))
    return Batch(tuple(records), tuple(defects), tuple(sources))


def _items(name: str, source: DataFile, tree: Tree, defects: list[Defect]) -> Iterator[tuple[Any, Origin]]:
    marks = tree.marks
    if tree.value is None:
        if not tree.troubles:
            defects.append(Defect("file.empty", source.name, collection=name))
    elif isinstance(tree.value, dict):
        yield tree.value, Origin(source, (marks.line, marks.last_line))
    elif isinstance(tree.value, list):
        for number, item in enumerate(tree.value):
            at = marks.children[number]
            yield item, Origin(source, (at.line, at.last_line), (number,))
    else:
        defects.append(Defect("file.not_a_list", source.name, marks.line, marks.column, name))


def _inside(origin: Origin, path: FieldPath) -> Origin:
    """Return where a source stands that a record brings along in the citation at `path`."""
    found = Origin(origin.source, origin.lines, (*origin.path, *path), brings_itself=True)
    return replace(found, lines=(found.marks.line, found.marks.last_line))


def _record(
    name: str, item: Any, origin: Origin, languages: Sequence[str], defects: list[Defect]
) -> Any | None:
    if not isinstance(item, dict):
        defects.append(Defect("record.not_a_map", origin.file, *origin.marks.find(()), name))
        return None
    written = item.get("id")
    id_ = written if isinstance(written, str) else ""
    try:
        record = MODELS[name].model_validate(item, context={"languages": tuple(languages)})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = tuple(p for p in detail["loc"] if not _PYDANTICS_OWN.fullmatch(str(p)))
            if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
                # It counts only the items that are right; of the others something else is told.
                continue
            line, column = origin.marks.find(path)
            values = {"input": detail.get("input"), "message": detail["msg"], **(detail.get("ctx") or {})}
            defects.append(Defect(detail["type"], origin.file, line, column, name, id_, path, values))
        return None
    slim(record)
    return record


def _admit(catalogue: Catalogue, name: str, records: Sequence[tuple[Any, Origin]]) -> Iterator[Defect]:
    """Put records of a file into the catalogue; yield what is there already."""
    for record, origin in records:
        key = (name, record.id)
        if first := catalogue.origins.get(key):
            values = {"value": record.id, "first": f"{first.file}:{first.lines[0]}"}
            yield _about_id("record.duplicate_id", key, origin, values)
            continue
        catalogue.records[name][record.id] = record
        catalogue.origins[key] = origin


def _replace(catalogue: Catalogue, name: str, batch: Batch) -> Iterator[Defect]:
    """Put proposals in the place of the records that they correct; yield those that have no place."""
    corrected: set[str] = set()
    for record, origin in batch.records:
        key = (name, record.id)
        values = {"value": record.id, "collection": name}
        if key not in catalogue.origins:
            yield _about_id("proposal.unknown", key, origin, values)
        elif key in catalogue.proposed:
            first = catalogue.origins[key].file
            yield _about_id("proposal.twice", key, origin, {**values, "first": first})
        else:
            corrected.add(catalogue.origins[key].file)
            catalogue.records[name][record.id] = record
            catalogue.origins[key] = origin
            catalogue.proposed.add(key)
    for source, origin in batch.sources:
        key = ("sources", source.id)
        there = catalogue.origins.get(key)
        if there and there.file in corrected:
            # What the corrected record itself brought along is corrected with it.
            catalogue.records["sources"][source.id] = source
            catalogue.origins[key] = origin
        else:
            yield from _admit(catalogue, "sources", [(source, origin)])


def _about_id(key: str, whose: Key, origin: Origin, values: dict[str, Any]) -> Defect:
    line, column = origin.marks.find(("id",))
    return Defect(key, origin.file, line, column, *whose, ("id",), values)

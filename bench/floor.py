# SPDX-License-Identifier: MIT
"""The physical floor: a program that reads the same data, writes as many pages, and does nothing else.

Usage: bench/floor.py DATA OUT [--pages N] [--bytes B] [--processes P]. Reads every YAML file below `DATA` by
the events of PyYAML's C parser, which is the fastest way there is in Python (a third of CSafeLoader's time),
writes a page with the plain fields of each record in Spanish and in Portuguese, and as many further pages as
are missing to `N`; each is filled to `B` bytes. Nothing is checked, ordered, linked or looked up. Imports
nothing of ours.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

LANGUAGES = ("es", "pt")
WITHOUT_PAGES = ("glossary", "sources")
"""Collections whose records are anchors of listings, not pages."""
PAGE = '<!doctype html><html lang="{0}"><meta charset="utf-8"><title>{1}</title><h1>{1}</h1><dl>{2}</dl>'
FILLING = b"<p>" + b"The floor does not care what stands here. " * 25_000


def read(text: bytes) -> Any:
    """Return what a YAML document says, all scalars as text."""
    events = CParser(text).get_event

    def node(event: Any) -> Any:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return event.value
        if kind is yaml.MappingStartEvent:
            mapping = {}
            while type(event := events()) is not yaml.MappingEndEvent:
                mapping[event.value] = node(events())
            return mapping
        sequence = []
        while type(event := events()) is not yaml.SequenceEndEvent:
            sequence.append(node(event))
        return sequence

    # The stream begins, the document begins.
    events(), events()
    return node(events())


def in_words(value: Any, language: str) -> str:
    """Return a value as text, in one language where it has several."""
    if type(value) is str:
        return value
    if type(value) is list:
        return ", ".join([in_words(x, language) for x in value])
    if language in value:
        return in_words(value[language], language)
    return "; ".join([in_words(x, language) for x in value.values()])


def page(record: dict[str, Any], language: str) -> bytes:
    """Return the page of a record: its fields as a plain list."""
    fields = [f"<dt>{k}<dd>{escape(in_words(v, language))}" for k, v in record.items()]
    title = escape(in_words(record.get("title") or record.get("name") or record["id"], language))
    return PAGE.format(language, title, "".join(fields)).encode()


def collection_of(file: Path, data: Path) -> str:
    """Return the collection that a data file belongs to."""
    return file.relative_to(data).parts[0].removesuffix(".yaml")


def shares(data: Path, processes: int) -> list[list[Path]]:
    """Return the data files, dealt out so that each process has about as many bytes."""
    found: list[list[Path]] = [[] for _ in range(processes)]
    weights = [0] * processes
    for file in sorted(data.rglob("*.yaml"), key=lambda f: -f.stat().st_size):
        lightest = weights.index(min(weights))
        found[lightest].append(file)
        weights[lightest] += file.stat().st_size
    return found


def records(files: list[Path], data: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records that have pages, with their collections; read the other files too, as a site must."""
    for file in files:
        tree, name = read(file.read_bytes()), collection_of(file, data)
        if name not in WITHOUT_PAGES and type(tree) is list:
            yield from ((name, record) for record in tree if type(record) is dict and "id" in record)


def write(folder: str, html: bytes, size: int) -> None:
    """Write a page into a folder of its own."""
    # As near to the system as Python comes: pathlib costs a tenth of it all.
    os.mkdir(folder)  # noqa: PTH102
    file = os.open(f"{folder}/index.html", os.O_WRONLY | os.O_CREAT)
    os.write(file, html + FILLING[: max(0, size - len(html))])
    os.close(file)


def make(data: Path, out: Path, files: list[Path], size: int) -> int:
    """Write the pages of the records in these files; return how many."""
    count, known = 0, set()
    for name, record in records(files, data):
        for language in LANGUAGES:
            folder = f"{out}/{language}/{name}"
            if folder not in known:
                known.add(folder)
                Path(folder).mkdir(parents=True, exist_ok=True)
            write(f"{folder}/{record['id']}", page(record, language), size)
            count += 1
    return count


def further(out: Path, numbers: range, size: int) -> int:
    """Write pages beside those of records; return how many."""
    for number in numbers:
        write(f"{out}/{number}", PAGE.format("es", number, "").encode(), size)
    return len(numbers)


def build(data: Path, out: Path, pages: int = 0, size: int = 0, processes: int = 1) -> None:
    """Write at least `pages` pages into `out`, which must not exist, in so many processes."""
    out.mkdir(parents=True)
    parts = shares(data, processes)
    count = sum(shared(lambda n: make(data, out, parts[n], size), processes))
    # How many are missing is known once all records stand.
    left = max(0, pages - count)
    part = -(-left // processes)
    shared(lambda n: further(out, range(n * part, min(left, (n + 1) * part)), size), processes)


def shared(work: Callable[[int], int], processes: int) -> list[int]:
    """Return what `work` makes of each number below `processes`, each in a process of its own."""
    pipes = []
    for number in range(1, processes):
        reads, writes = os.pipe()
        if os.fork():
            os.close(writes)
            pipes.append(reads)
            continue
        try:
            os.write(writes, str(work(number)).encode())
        finally:
            os._exit(0)
    first = work(0)
    # Nothing comes from a process that failed, which is no number.
    found = [first, *(int(os.read(pipe, 20)) for pipe in pipes)]
    for pipe in pipes:
        os.close(pipe)
        os.wait()
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--bytes", type=int, default=0)
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    build(given.data, given.out, given.pages, given.bytes, given.processes)

# SPDX-License-Identifier: MIT
"""Makes a register of any size in this project's own data format: the real one, and further units like it.

Usage: bench/corpus.py FOLDER RECORDS [SEED]. `FOLDER` becomes a clone of this repository in whose `data/`
(about) `RECORDS` records have pages of their own. The real places stay as they are; each further unit brings
its own meetings, publications, organisations, bodies and sources, a copy of the real ones
whose ids are its own, whose cities were exchanged for others of the same country, and whose prose was put
together from sentences of the real one. The same seed gives the same bytes. Nothing is added where the real
register has as many records already. 0 and 1 are registers of their own: no record, or one meeting and what
it needs (least.py).
"""

from __future__ import annotations

import math
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from utpe.records.loader import load
from utpe.records.references import references
from utpe.records.registry import COLLECTIONS

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "pt")
COPIED = ("meetings", "publications", "organizations", "areas", "governance", "borders")
NAMES = {"name", "title", "short_name", "acronym"}
# What the world has once, a copy must not claim again.
UNIQUE = {"doi", "isbn", "issn", "archived", "wikidata", "website", "former_ids"}
# What is the unit's own is another's, seen from the unit.
OTHERS = {"own": "network_with_unit", "unit_own": "network"}
Tree = Any
Pair = dict[str, str]


class _Dumper(yaml.CSafeDumper):
    """Writes every scalar plain where it can, as the register has them: all are text."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012 - PyYAML's own attribute

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML hands it over
        """Write what stands twice twice."""
        return True


class Corpus:
    """The real register as plain trees, and what further units are made of."""

    def __init__(self, data: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - the same numbers each time are what is wanted
        self.trees: dict[str, list[Tree]] = {
            name: yaml.load((data / f"{name}.yaml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - makes text
            for name in COLLECTIONS
        }
        self.catalogue, _ = load(data, data.parent, LANGUAGES)
        self.sentences = [x for name in COPIED for x in self._sentences(self.trees[name])]
        self.groups: dict[tuple[str, str], list[str]] = {}
        for city in self.trees["cities"]:
            self.groups.setdefault((city["country"], city["kind"]), []).append(city["id"])

    def count(self, names: tuple[str, ...]) -> int:
        """Return how many records of these collections have pages."""
        return sum(len(self.trees[n]) for n in names if COLLECTIONS[n].has_pages)

    def unit(self, number: int, share: float = 1.0) -> dict[str, list[Tree]]:
        """Return the records of a further unit by collection; with a smaller `share`, fewer of each."""
        cities: dict[str, str] = {}
        for group in self.groups.values():
            cities.update(zip(group, self.chance.sample(group, len(group)), strict=True))
        kept = {name: self.trees[name][: math.ceil(len(self.trees[name]) * share)] for name in COPIED}
        cited = {
            key
            for name, trees in kept.items()
            for tree in trees
            for _, collection, key in references(self.catalogue.records[name][tree["id"]])
            if collection == "sources"
        }
        kept["sources"] = [tree for tree in self.trees["sources"] if tree["id"] in cited]
        own = {(name, tree["id"]) for name, trees in kept.items() for tree in trees}
        return {
            name: [self._copy(name, tree, number, own, cities) for tree in trees]
            for name, trees in kept.items()
        }

    def _copy(
        self, name: str, tree: Tree, number: int, own: set[tuple[str, str]], cities: dict[str, str]
    ) -> Tree:
        copy = self._text(tree, number)
        for path, collection, key in references(self.catalogue.records[name][tree["id"]]):
            place = copy
            for step in path[:-1]:
                place = place[step]
            if collection == "cities":
                place[path[-1]] = cities[key]
            elif (collection, key) in own:
                place[path[-1]] = _own(key, number)
        copy["id"] = _own(tree["id"], number)
        return copy

    def _text(self, tree: Tree, number: int, key: str = "") -> Tree:
        """Return a copy of a tree with names and prose of its own."""
        if isinstance(tree, list):
            return [self._text(x, number, key) for x in tree]
        if isinstance(tree, dict):
            if set(tree) == set(LANGUAGES) and key not in NAMES:
                return self._prose(tree)
            # In both languages the sign stands in the same place.
            return {
                k: self._text(v, number, key if k in LANGUAGES else k)
                for k, v in tree.items()
                if k not in UNIQUE
            }
        if key in NAMES:
            return f"{tree} {number}"
        if key == "relation":
            return OTHERS.get(tree, tree)
        return f"{tree}{'&' if '?' in tree else '?'}unit={number}" if key == "url" else tree

    def _prose(self, pair: Pair) -> Pair:
        chosen = [self.chance.choice(self.sentences) for _ in _split(pair["es"])]
        # A phrase stays a phrase: whole sentences alone are exchanged.
        if not pair["es"].rstrip().endswith(".") or sum(len(c["es"]) for c in chosen) > 1_900:
            return dict(pair)
        return {c: " ".join(x[c] for x in chosen) for c in LANGUAGES}

    def _sentences(self, tree: Tree) -> Iterator[Pair]:
        if isinstance(tree, list):
            for item in tree:
                yield from self._sentences(item)
        elif isinstance(tree, dict):
            if set(tree) == set(LANGUAGES):
                pieces = [_split(tree[c]) for c in LANGUAGES]
                if len(pieces[0]) == len(pieces[1]) and tree["es"].endswith("."):
                    yield from (dict(zip(LANGUAGES, p, strict=True)) for p in zip(*pieces, strict=True))
            else:
                for value in tree.values():
                    yield from self._sentences(value)


def make(folder: Path, records: int, seed: int = 1) -> int:
    """Make a clone of this repository with a register of `records` records; return how many it has."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
    if records < 2:
        # It writes with what stands here.
        from least import reduce

        reduce(folder, records)
        return records
    found = enlarge(folder / "data", records, seed)
    # Their editors would say that what is in both languages says the same.
    confirm = "import utpe.cli; raise SystemExit(utpe.cli.main())", "translations", "--confirm"
    command = (sys.executable, "-c", *confirm, "--root", str(folder))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return found


def enlarge(data: Path, records: int, seed: int = 1) -> int:
    """Add files to a folder of data until about `records` records have pages; return how many have."""
    corpus = Corpus(data, seed)
    each = corpus.count(COPIED)
    left, number = records - corpus.count(tuple(COLLECTIONS)), 1
    while left > 0:
        number += 1
        unit = corpus.unit(number, min(1.0, left / each))
        for name, trees in unit.items():
            if trees:
                write(data / name / f"unit-{number:02}.yaml", trees)
        left -= sum(len(trees) for name, trees in unit.items() if name in COPIED)
    return records - left


def write(path: Path, trees: list[Tree]) -> None:
    """Write a data file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(trees, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


def _own(key: str, number: int) -> str:
    return f"{key}-u{number:02}"


def _split(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) +(?=[A-ZÁÉÍÓÚÂÊÔÃÕÑÇ])", text.strip())


if __name__ == "__main__":
    found = make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    sys.stdout.write(f"{found} records\n")

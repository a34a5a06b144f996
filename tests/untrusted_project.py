"""The toy project with what strangers might write in every text field of every collection."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, TOY
from filled_records import Filler
from site_builder import EPOCH, made_once, run_utpe
from vectors import ACCEPTED, ANYWHERE

from utpe.checks.runner import check
from utpe.reading.strict_yaml import read_yaml
from utpe.records.registry import COLLECTIONS
from utpe.settings import read_settings

PARTS = 3
"""How many texts and parts each list has."""
COPIES = {
    # Every vector is the title or the name of one, in one of the languages: so it passes through listings, feeds,
    # references, maps, embeds and the search. Printed titles are the same in both.
    "meetings": 0.5,
    "cities": 0.5,
    "publications": 1,
}
"""How many records there are more, for each vector."""
OTHERS = 0.04
ALONE = ("unit", "plans", "coordination", "countries")
"""Collections whose records are given."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def copy_of_toy(root: Path) -> Path:
    """Copy the toy project, its theme reachable."""
    shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("site", ".cache"))
    config = root / "mkdocs.yml"
    for language, title in (("es", "Buscar"), ("pt", "Pesquisar")):
        page = FRONT.format(title=title, slug=title.lower())
        (root / "content" / language / "search.md").write_text(page)
    config.write_text(
        config.read_text()
        .replace("../../overrides", str(ROOT / "overrides"))
        .replace("page_size: 3", "page_size: 40")
    )
    return root


def fill_data(root: Path, texts: tuple[str, ...] = ACCEPTED, share: float = 1) -> Filler:
    """Fill the data of a project; return what did it and noted what there was to fill.

    `share` is how many of the copies there are.
    """
    trees = {name: read_yaml(_file(root, name).read_bytes()).value for name in COLLECTIONS}
    filler = Filler(texts, {name: tree[0]["id"] for name, tree in trees.items()}, PARTS)
    for name, records in trees.items():
        number = 0 if name in ALONE else ceil(COPIES.get(name, OTHERS) * len(texts) * share)
        written = []
        for n, record in enumerate([*records, *(_copy(records[0], n) for n in range(number))]):
            filler.begin(2 * n if COPIES.get(name) != 1 else n)
            written.append(filler.record(COLLECTIONS[name].model, record))
        _file(root, name).write_text(yaml.dump(written, Dumper=_Dumper, sort_keys=False))
    return filler


def _file(root: Path, collection: str) -> Path:
    return root / "data" / f"{collection}.yaml"


def _copy(record: dict[str, Any], number: int) -> dict[str, Any]:
    return {**record, "id": f"{record['id']}-{number}", "former_ids": []}


def built_project(factory: pytest.TempPathFactory, share: float) -> Path:
    """Return a project filled so, made once, with its site in `site/`; `share` is how many of the copies there are."""

    def make(root: Path) -> None:
        copy_of_toy(root)
        fill_data(root, share=share)
        # As many as one page holds tell what all would, where time is short.
        write_prose(root, ANYWHERE if share else ANYWHERE[::FEW])
        settings = {"SITE_URL": "https://example.org/sub/path/", "REPO_URL": "https://forge.example.org/r"}
        done = run_utpe(root, "build", SOURCE_DATE_EPOCH=EPOCH, CONTACT_EMAIL="ana@example.org", **settings)
        assert done.returncode == 0, done.stdout + done.stderr

    return made_once(factory, f"untrusted-{share}", make)


# Where in a page of prose a text may stand.
PLACES = """{v}

Antes {v} después

## {v}

- {v}

> {v}

| a | b |
|---|---|
| {v} | x |

!!! gap "{v}"
    {v}

Término
:   {v}

[{v}](../meetings.md)
"""
FRONT = "---\ntitle: {title}\ndescription: Lo que escribe cualquiera.\nslug: {slug}\n---\n"
FOLDER = "harm"
FEW = 24
TOGETHER = 6
"""How many texts stand on one page."""


def write_prose(root: Path, texts: Sequence[str] = ANYWHERE) -> dict[str, frozenset[str]]:
    """Write the texts that `utpe check` lets pass into pages of prose; return what it says of each, alone on a page."""
    said = _said(root, {f"v{n}": [text] for n, text in enumerate(texts)})
    passed = [text for text, codes in zip(texts, said, strict=True) if not codes]
    parts = {f"p{n}": passed[n : n + TOGETHER] for n in range(0, len(passed), TOGETHER)}
    # What is harmless alone may open something that the next one closes.
    apart = [
        text for part, codes in zip(parts.values(), _said(root, parts), strict=True) if codes for text in part
    ]
    whole = {name: part for name, part in parts.items() if not set(part) & set(apart)}
    _write_pages(root, whole | {f"a{n}": [text] for n, text in enumerate(apart)})
    return dict(zip(texts, said, strict=True))


def _said(root: Path, pages: dict[str, list[str]]) -> list[frozenset[str]]:
    _write_pages(root, pages)
    found: dict[str, set[str]] = {name: set() for name in pages}
    for finding in check(read_settings(root)).findings:
        path = Path(finding.place.file)
        if finding.severity == "error" and path.parent.name == FOLDER:
            found[path.stem].add(finding.code)
    return [frozenset(codes) for codes in found.values()]


def _write_pages(root: Path, pages: dict[str, list[str]]) -> None:
    folder = root / "content" / "es" / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, texts in pages.items():
        title = json.dumps(texts[0][:90], ensure_ascii=False)
        # What has several lines is a block of its own.
        body = "\n\n".join(text if "\n" in text else PLACES.replace("{v}", text) for text in texts)
        (folder / f"{name}.md").write_text(FRONT.format(title=title, slug=name) + body, newline="")

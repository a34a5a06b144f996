# SPDX-License-Identifier: MIT
"""`python scripts/licences.py`: collects the licences of what the site is built with and of what it ships.

In: requirements/site.txt, the metadata and texts of the packages in this environment, licences/readings.yaml.
Out, the same bytes for the same pins: licences/third-party.md (tables), licences/texts.txt (every text, once)
and licences/sbom.cdx.json (CycloneDX, scripts/sbom.py). Exit status 0; 1 when a licence is unknown or not
allowed, a text is missing, or what is installed is not what is pinned: nothing is written then.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pins import Pin, read_pins
from sbom import bom, written
from sentences import say_reason

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "licences"
TABLES, TEXTS, BOM = "third-party.md", "texts.txt", "sbom.cdx.json"
_TEXT = re.compile(r"(licen[cs]es?|copying|notice|authors)\b", re.IGNORECASE)
_CODE = {".py", ".pyc", ".svg"}
HEADING = """# What others made

Made by `make licences` from the pins and from `readings.yaml`; not edited by hand. Texts by their numbers:
`texts.txt`. The same for programs: `sbom.cdx.json` (CycloneDX 1.6). Why each direct dependency:
`docs/decisions/dependencies.md`.
"""


@dataclass(frozen=True)
class Part:
    """Something of others: a package that builds the site, or (with `where`) what readers get.

    `kind` is a word of CycloneDX, `texts` are those of its licence.
    `problem` is why it cannot be accepted, the name of a sentence.
    """

    name: str
    versions: tuple[str, ...]
    licence: str
    texts: tuple[str, ...]
    kind: str = "library"
    where: str = ""
    pins: tuple[Pin, ...] = ()
    problem: str = ""


def main(root: Path = ROOT) -> int:
    """Collect, judge, write; return the exit status."""
    parts = collect(root)
    wrong = [part for part in parts if part.problem]
    for part in wrong:
        say_reason(part.problem, package=part.name, licence=part.licence or "–")
    if wrong:
        return 1
    (root / FOLDER).mkdir(exist_ok=True)
    for name, content in files(parts, root).items():
        (root / FOLDER / name).write_text(content, encoding="utf-8")
    return 0


def collect(root: Path) -> list[Part]:
    """Return everything of others: first what readers get, then the pinned packages by their names."""
    readings = yaml.safe_load((root / FOLDER / "readings.yaml").read_text(encoding="utf-8"))
    pins = read_pins((root / "requirements/site.txt").read_text(encoding="utf-8"))
    versions = {pin.name: pin.version for pin in pins}
    allowed = frozenset(readings["allowed"])
    shipped = [_shipped(root, reading, versions, allowed) for reading in readings["shipped"]]
    by_name: dict[str, list[Pin]] = {}
    for pin in pins:
        by_name.setdefault(pin.name, []).append(pin)
    return shipped + [_package(root, same, readings, allowed) for same in by_name.values()]


def _shipped(
    root: Path, reading: Mapping[str, Any], versions: Mapping[str, str], allowed: frozenset[str]
) -> Part:
    version = reading.get("version") or versions[reading["version_of"]]
    texts = (_clean((root / reading["text"]).read_text(encoding="utf-8")),) if "text" in reading else ()
    problem = "" if is_allowed(reading["licence"], allowed) else "licence_refused"
    return Part(
        reading["name"],
        (version,),
        reading["licence"],
        texts,
        reading["kind"],
        reading["where"],
        problem=problem,
    )


def _package(root: Path, pins: list[Pin], readings: Mapping[str, Any], allowed: frozenset[str]) -> Part:
    name, versions = pins[0].name, tuple(pin.version for pin in pins)
    try:
        installed = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return Part(name, versions, "", (), pins=tuple(pins), problem="licence_not_installed")
    licence = readings["packages"].get(name) or licence_of(installed.metadata)
    texts = list(texts_of(installed))
    if name in readings["texts"]:
        texts.append(_clean((root / readings["texts"][name]).read_text(encoding="utf-8")))
    problem = ""
    if installed.version not in versions:
        problem = "licence_not_installed"
    elif not is_allowed(licence, allowed):
        problem = "licence_refused"
    elif not texts:
        problem = "licence_without_text"
    return Part(name, versions, licence, tuple(texts), pins=tuple(pins), problem=problem)


def licence_of(found: metadata.PackageMetadata) -> str:
    """Return the licence that a package's metadata give as SPDX names it; empty when they do not."""
    for field in ("License-Expression", "License"):
        with contextlib.suppress(InvalidLicenseExpression):
            if field in found:
                return str(canonicalize_license_expression(found[field]))
    return ""


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Tell whether one of the alternatives («OR») has only allowed licences. Brackets are for a person."""
    return any(set(side.split(" AND ")) <= allowed for side in expression.split(" OR "))


def texts_of(installed: metadata.Distribution) -> Iterable[str]:
    """Yield the texts about licences that a package brings, in the order of their names."""
    for file in sorted(installed.files or (), key=str):
        if _TEXT.match(file.name) and file.suffix not in _CODE:
            yield _clean(Path(str(installed.locate_file(file))).read_text(encoding="utf-8", errors="replace"))


def _clean(text: str) -> str:
    """Return a text without what editors and versions of Python write otherwise."""
    return "\n".join(line.rstrip() for line in text.replace("\f", "\n").splitlines()).strip() + "\n"


def number_of(text: str) -> str:
    """Return by which number a text is found: it follows from the text alone."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def files(parts: list[Part], root: Path) -> dict[str, str]:
    """Return the files of licences/ by their names."""
    return {TABLES: tables(parts), TEXTS: texts(parts), BOM: written(bom(parts, root))}


def tables(parts: list[Part]) -> str:
    """Return both tables as Markdown."""
    rule = "|---|---|---|---|---|"
    lines = [HEADING, "## What readers get\n", "| part | version | licence | where | texts |", rule]
    lines += [_row(part, part.where) for part in parts if part.where]
    lines += ["\n## What builds the site\n", "| package | version | licence | asked for by | texts |", rule]
    lines += [_row(part, ", ".join(_asking(part))) for part in parts if part.pins]
    return "\n".join(lines) + "\n"


def _asking(part: Part) -> list[str]:
    direct = ["us"] if any(pin.is_direct for pin in part.pins) else []
    return direct + sorted({name for pin in part.pins for name in pin.via})


def _row(part: Part, middle: str) -> str:
    numbers = " ".join(map(number_of, part.texts))
    return f"| {part.name} | {', '.join(part.versions)} | {part.licence} | {middle} | {numbers} |"


def texts(parts: list[Part]) -> str:
    """Return every text once, with whose it is."""
    owners: dict[str, list[str]] = {}
    for part in parts:
        for text in part.texts:
            owners.setdefault(text, []).append(part.name)
    line = "=" * 100
    heads = {text: f"{number_of(text)}: {', '.join(dict.fromkeys(names))}" for text, names in owners.items()}
    return "\n".join(f"{line}\n{head}\n{line}\n\n{text}" for text, head in heads.items())


if __name__ == "__main__":
    sys.exit(main())

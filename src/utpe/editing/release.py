# SPDX-License-Identifier: MIT
"""Closes a version: all that is published goes into the ledger, and the changelog gets its heading.

In: settings, a version, a day. Out: the two files, and the ledger of translations with all that is in step.
Nothing else writes the ledger of addresses, and nothing leaves it.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from utpe.checks.finding import has_errors
from utpe.checks.runner import Report, check
from utpe.editing.files import CannotEditError, write_all
from utpe.editing.ids import RefusedError
from utpe.editing.translations import confirmation
from utpe.pages.addresses import Addresses
from utpe.reading.files import shown
from utpe.records.ledger import FILE, PAGES, Ledger, read_ledger
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings

CHANGELOG = "CHANGELOG.md"
UNRELEASED = "## Unreleased"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_HEADING = re.compile(rf"^## ({_VERSION.pattern}) · ", re.MULTILINE)
_HEAD = "# Every id and address ever published. Only `make release` writes: docs/decisions/addresses.md.\n"


@dataclass(frozen=True)
class Release:
    """What a release writes, and how much of it is new."""

    heading: str
    changes: dict[Path, str | None]
    ledger: str
    new_ids: int
    new_pages: int
    new_redirects: int


def plan_release(settings: Settings, version: str, day: dt.date) -> Release:
    """Return what closing a version would write. Raises CannotEditError when it cannot be closed."""
    _require_clean(settings.root)
    report = check(settings)
    if has_errors(report.findings):
        raise RefusedError("errors", [f for f in report.findings if f.severity == "error"])
    changelog, heading = _closed(settings.root / CHANGELOG, version, day)
    path = settings.folder("data") / FILE
    before, _, _ = read_ledger(path)
    after = extended(before, report, settings.languages)
    changes: dict[Path, str | None] = {settings.root / CHANGELOG: changelog, path: written(after)}
    translations = confirmation(settings, report)
    changes[translations.path] = translations.text
    new = [_size(after)[n] - _size(before)[n] for n in range(3)]
    return Release(heading, changes, shown(path, settings.root), *new)


def write_release(release: Release) -> None:
    """Write a release, all of it or nothing. Raises CannotEditError."""
    try:
        write_all(release.changes)
    except OSError as error:
        raise CannotEditError("no_write", reason=error) from None


def extended(ledger: Ledger, report: Report, languages: tuple[str, ...]) -> Ledger:
    """Return the ledger with all that is there now; what it held stays."""
    known = Addresses(report.catalogue, report.pages, languages, ledger)
    records = {
        name: tuple(sorted({*ledger.records.get(name, ()), *report.catalogue.records.get(name, ())}))
        for name in COLLECTIONS
    }
    pages = {key: dict(there) for key, there in ledger.pages.items()}
    for name in sorted(n for n in known.living if n.startswith(f"{PAGES}/") and n != f"{PAGES}/index"):
        there = pages.setdefault(name.partition("/")[2], {})
        for language in languages:
            path = known.address(language, name).removeprefix(f"{language}/").rstrip("/")
            there[language] = tuple(dict.fromkeys((*there.get(language, ()), path)))
    redirects = {**ledger.redirects, **dict(known.moved())}
    return Ledger(
        records={name: ids for name, ids in records.items() if ids},
        pages=dict(sorted(pages.items())),
        redirects=dict(sorted(redirects.items())),
    )


def written(ledger: Ledger) -> str:
    """Return the ledger as its file, one id or page a line. Every value is a word that needs no quotes."""
    lines = [_HEAD, "records:\n"]
    for name, ids in ledger.records.items():
        lines += [f"  {name}:\n", *(f"    - {id_}\n" for id_ in ids)]
    lines.append("pages:\n")
    for key, there in ledger.pages.items():
        paths = ", ".join(f"{language}: [{', '.join(paths)}]" for language, paths in there.items())
        lines.append(f"  {key}: {{{paths}}}\n")
    if ledger.redirects:
        lines += ["redirects:\n", *(f"  {source}: {to}\n" for source, to in ledger.redirects.items())]
    return "".join(lines)


def _size(ledger: Ledger) -> tuple[int, int, int]:
    addresses = sum(len(paths) for there in ledger.pages.values() for paths in there.values())
    return sum(map(len, ledger.records.values())), addresses, len(ledger.redirects)


def _require_clean(root: Path) -> None:
    try:
        command = ["git", "-C", str(root), "status", "--porcelain"]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise CannotEditError("no_git") from None
    if files := [line[3:] for line in out.splitlines()]:
        raise CannotEditError("dirty", files=", ".join(files[:5]) + (" …" if len(files) > 5 else ""))


def _closed(path: Path, version: str, day: dt.date) -> tuple[str, str]:
    """Return the changelog with its news under the version, and the heading."""
    if not _VERSION.fullmatch(version):
        raise CannotEditError("bad_version", value=version)
    text = path.read_text("utf-8") if path.is_file() else ""
    head, mark, rest = text.partition(f"\n{UNRELEASED}\n")
    if not mark or not re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip():
        raise CannotEditError("no_changelog")
    last = max((m[1] for m in _HEADING.finditer(text)), key=_numbers, default="")
    if last and _numbers(version) <= _numbers(last):
        raise CannotEditError("not_newer", value=version, last=last)
    heading = f"## {version} · {day.isoformat()}"
    return f"{head}{mark}\n{heading}\n{rest}", heading


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))

# SPDX-License-Identifier: MIT
"""`python scripts/spreadsheet.py`: the workbook of the open data as LibreOffice opens it in Argentina.

Every sheet is exported as shown: texts between quotes, numbers without, decimals after a comma. Each cell is
compared with the record that it comes from, and the formula of the page of open data is computed. Exit status
0; 1 when something differs; 3 when LibreOffice is not to be had.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
from sentences import say_reason, say_step
from system_packages import install

from utpe.checks.runner import check
from utpe.exports.edition import Edition
from utpe.exports.workbook import workbook_files
from utpe.indicators.table import figures
from utpe.pages import routes
from utpe.pages.open_data import COUNTED, open_data
from utpe.reading.git_history import History
from utpe.records.columns import Cell, columns
from utpe.records.registry import COLLECTIONS
from utpe.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "audit" / "spreadsheet"
PACKAGES = {
    "apt-get": ("libreoffice-calc-nogui",),
    "dnf": ("libreoffice-calc",),
    "apk": ("libreoffice-calc",),
    "brew": ("--cask", "libreoffice"),
}
NAMES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
NOT_CHECKED = 3
LOCALE = "es-AR"
# Semicolon, quotes, UTF-8, quoted texts, numbers as shown, every sheet (the filter's own tokens:
# https://wiki.documentfoundation.org/Documentation/DevGuide/Spreadsheet_Documents#Filter_Options_for_the_CSV_Filter).
FILTER = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true,false,false,false,-1"
PROFILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">\
<value>{LOCALE}</value></prop></item>
</oor:items>
"""
SHOWN_TRUTH = {True: ("VERDADERO", "TRUE"), False: ("FALSO", "FALSE")}
_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^;\r\n]*))(;|\r?\n|\Z)')


class Shown(NamedTuple):
    """A cell as the spreadsheet shows it, and whether it takes it for text."""

    text: str
    is_text: bool


def main() -> int:
    """Open the workbook, compare it, compute the formula; return the exit status."""
    program = _program()
    if program is None and install(PACKAGES, "installing_libreoffice"):
        program = _program()
    if program is None:
        say_reason("no_libreoffice")
        return NOT_CHECKED
    settings = read_settings(ROOT)
    catalogue = check(settings).catalogue
    counted = figures(catalogue, settings.today.year, settings.languages)
    edition = Edition(settings, catalogue, History("no_git"), counted)
    shutil.rmtree(WORK, ignore_errors=True)
    book = WORK / "utpe.xlsx"
    book.parent.mkdir(parents=True)
    book.write_bytes(workbook_files(edition)[routes.WORKBOOK])
    troubles = [*_differences(edition, program, book), *_formula(edition, program, book)]
    for trouble in troubles:
        print(trouble)
    if troubles:
        say_reason("spreadsheet_differs", count=len(troubles))
    return 1 if troubles else 0


def _program() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _differences(edition: Edition, program: str, book: Path) -> Iterator[str]:
    sheets = exported(program, book)
    cells = 0
    for (name, collection), sheet in zip(
        COLLECTIONS.items(), openpyxl.load_workbook(book).sheetnames[1:], strict=True
    ):
        shown = columns(collection.model, edition.languages)
        rows = read(sheets[sheet])[1:]
        records = edition.catalogue.all(name)
        if len(rows) != len(records):
            yield f"{sheet}: {len(rows)} / {len(records)}"
            continue
        for record, row in zip(records, rows, strict=True):
            for column, found in zip(shown, row, strict=True):
                cells += 1
                if not is_same(column.cell(record), found):
                    yield f"{sheet}: {record.id}: {column.name}: {found.text!r}"
    say_step("spreadsheet_read", cells=cells, sheets=len(sheets), locale=LOCALE)


def _formula(edition: Edition, program: str, book: Path) -> Iterator[str]:
    """Yield what is wrong with the formula of the page: it is computed under its English name."""
    said = open_data(edition.catalogue, edition.settings, edition.languages[0]).formula
    name, column, value = COUNTED
    expected = sum(getattr(r, column) == value for r in edition.catalogue.all(name))
    copy = openpyxl.load_workbook(book)
    copy.create_sheet("X")["A1"] = re.sub(r"^=[A-Z.]+", "=COUNTIF", said).replace(";", ",")
    path = book.with_name("formula.xlsx")
    copy.save(path)
    found = read(exported(program, path)["X"])[0][0]
    if found != Shown(str(expected), is_text=False):
        yield f"{said}: {found.text!r} / {expected}"


def exported(program: str, book: Path) -> dict[str, str]:
    """Return each sheet of a workbook as LibreOffice shows it, by its name."""
    profile, out = WORK / "profile", WORK / book.stem
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", FILTER, "--outdir", str(out), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {
        path.stem.removeprefix(f"{book.stem}-"): path.read_text(encoding="utf-8")
        for path in out.glob("*.csv")
    }


def read(text: str) -> list[list[Shown]]:
    """Return the rows of an exported sheet."""
    rows: list[list[Shown]] = [[]]
    at = 0
    while at < len(text):
        match = _FIELD.match(text, at)
        if match is None:
            raise ValueError(f"not a field: {text[at : at + 40]!r}")
        quoted, bare, end = match.groups()
        rows[-1].append(Shown(bare if quoted is None else quoted.replace('""', '"'), quoted is not None))
        at = match.end()
        if end != ";" and at < len(text):
            rows.append([])
    return rows


def is_same(cell: Cell, shown: Shown) -> bool:
    """Return whether a cell is shown as what it is: a text, a number as Argentina writes it, or nothing."""
    match cell:
        case None:
            return shown == Shown("", is_text=False)
        case bool():
            return not shown.is_text and shown.text in SHOWN_TRUTH[cell]
        case str():
            return shown == Shown(cell, is_text=True)
        case _:
            return not shown.is_text and _number(shown.text) == cell


def _number(text: str) -> float | None:
    # A point would be a thousand in Argentina; the general format shows none.
    return float(text.replace(",", ".")) if re.fullmatch(r"-?\d+(,\d+)?", text) else None


if __name__ == "__main__":
    sys.exit(main())

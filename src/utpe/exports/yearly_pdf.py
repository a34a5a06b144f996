# SPDX-License-Identifier: MIT
"""Reports as PDF: tagged, with our own fonts, the same bytes for the same data (PDF/UA-1, ISO 14289-1).

Typst sets `overrides/report/report.typ`. The data reach it as JSON, which it shows and never runs.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import typst

from utpe.exports.edition import Edition
from utpe.exports.yearly import as_data, year_report
from utpe.exports.yearly_view import YearReport
from utpe.pages import routes
from utpe.reading.kept import Kept
from utpe.records.own import years_with_records

FONTS = ("AndadaPro-Bold.ttf", "Archivo-Bold.ttf", "Archivo-Regular.ttf", "Archivo-SemiBold.ttf")


class SheetError(Exception):
    """The sheet of the report is no good; the message is Typst's."""


class Press:
    """Sets reports with the sheet and the fonts of a theme, and keeps what it set in a folder of caches."""

    def __init__(self, theme_dir: Path, cache_dir: Path | None = None) -> None:
        self._folder, self._kept = theme_dir / "report", Kept(cache_dir, "reports")

    def pdf(self, report: YearReport) -> bytes:
        """Return a report as PDF; raises SheetError when the sheet cannot be set."""
        data = json.dumps(as_data(report), ensure_ascii=False, sort_keys=True)
        key = self._key(data)
        if (known := self._kept.get(key)) is not None:
            return known
        try:
            made = self._set(data, report.day, "ua-1")
        except SheetError:
            # The standard forbids a letter that no font shows. Without it the report is tagged all the same.
            made = self._set(data, report.day, None)
        self._kept.put(key, made)
        return made

    def _set(self, data: str, day: str, standard: Literal["ua-1"] | None) -> bytes:
        try:
            made = typst.compile(
                str(self._folder / "report.typ"),
                root=str(self._folder),
                font_paths=[str(self._folder / "fonts")],
                ignore_system_fonts=True,
                sys_inputs={"report": data},
                format="pdf",
                pdf_standards=standard,
                # The day of the edition, never that of the machine.
                timestamp=int(dt.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp()),
            )
        except typst.TypstError as error:
            raise SheetError(str(error)) from None
        return bytes(made)

    def _key(self, data: str) -> str:
        digest = hashlib.sha256(self._sheet)
        digest.update(data.encode())
        return digest.hexdigest()

    @cached_property
    def _sheet(self) -> bytes:
        """What a report is made of besides its data: the sheet, the fonts, the programs."""
        files = sorted(p for p in self._folder.rglob("*") if p.is_file())
        for name in FONTS:
            # Typst would take another one, and say nothing.
            if self._folder / "fonts" / name not in files:
                raise SheetError(FileNotFoundError(errno.ENOENT, "", str(self._folder / "fonts" / name)))
        own = Path(__file__).read_bytes()
        return b"".join([version("typst").encode(), own, *(p.read_bytes() for p in files)])


def year_reports(edition: Edition) -> dict[str, bytes]:
    """Return the reports of the years in which the unit has records, by their paths in the site.

    Of the other years `utpe report` makes one. Raises SheetError when the sheet cannot be set.
    """
    settings = edition.settings
    press = Press(settings.folder("theme"), settings.folder("cache"))
    years = years_with_records(edition.catalogue, settings.today.year)
    wanted = [(c, year) for c in edition.languages for year in years]
    reports = [year_report(edition, year, language) for language, year in wanted]
    with ThreadPoolExecutor(settings.workers or None) as pool:
        paths = (routes.year_report(language, year) for language, year in wanted)
        return dict(zip(paths, pool.map(press.pdf, reports), strict=True))

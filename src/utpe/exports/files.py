# SPDX-License-Identifier: MIT
"""Every file for programs, by its path in the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Event

from utpe.exports.agenda import agenda_files
from utpe.exports.api import api_files
from utpe.exports.edition import Edition
from utpe.exports.feeds import feed_files
from utpe.exports.form_templates import form_template_files
from utpe.exports.forms import form_files
from utpe.exports.geojson import geojson_files
from utpe.exports.references import reference_files
from utpe.exports.tables import table_files
from utpe.exports.workbook import workbook_files
from utpe.exports.yearly_pdf import year_reports
from utpe.pages.processes import Crew

Export = Callable[[Edition], Mapping[str, bytes]]
"""Makes files of one format: edition in, their paths in the site and contents out."""

EXPORTS: tuple[Export, ...] = (
    feed_files,
    agenda_files,
    year_reports,
    reference_files,
    api_files,
    table_files,
    geojson_files,
    workbook_files,
    form_files,
    form_template_files,
)


def every_file(edition: Edition, workers: int = 1, end: Event | None = None) -> dict[str, bytes]:
    """Return the files of all formats, made by so many processes (0: one for each core).

    Once `end` is set, no further format is begun: nobody waits for the files any more. Raises ValueError when
    two formats want the same path, and what the formats raise.
    """
    files: dict[str, bytes] = {}
    jobs = [[number] for number in range(len(EXPORTS))]

    def made_by(batch: list[int]) -> list[Mapping[str, bytes]]:
        return [EXPORTS[number](edition) for number in batch if not (end and end.is_set())]

    with Crew(made_by, jobs, workers) as crew:
        for made in crew.results():
            if twice := files.keys() & made.keys():
                raise ValueError(f"made twice: {', '.join(sorted(twice))}")
            files |= made
    return files

# SPDX-License-Identifier: MIT
"""Every file for programs, by its path in the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
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
from utpe.pages.publish import write_if_changed

Export = Callable[[Edition], Mapping[str, bytes]]
"""Makes files of one format: edition in, their paths in the site and contents out."""

# Those that take longest come first: nobody is left with one when the others have done.
EXPORTS: tuple[Export, ...] = (
    year_reports,
    workbook_files,
    api_files,
    agenda_files,
    table_files,
    reference_files,
    form_files,
    feed_files,
    geojson_files,
    form_template_files,
)


def write_every_file(edition: Edition, out: Path, workers: int = 1, end: Event | None = None) -> set[str]:
    """Write the files of all formats below `out`; return their paths.

    `workers` is the number of processes, 0 one for each core. Once `end` is set, no further format is begun:
    nobody waits for the files any more. Raises ValueError when two formats want the same path, OSError, and
    what the formats raise.
    """
    jobs = [[number] for number in range(len(EXPORTS))]

    def write(batch: list[int]) -> list[set[str]]:
        written = []
        for number in batch:
            made = {} if end and end.is_set() else EXPORTS[number](edition)
            for name, content in made.items():
                write_if_changed(out / name, content)
            written.append(set(made))
        return written

    names: set[str] = set()
    with Crew(write, jobs, workers) as crew:
        for written in crew.results():
            if twice := names & written:
                raise ValueError(f"made twice: {', '.join(sorted(twice))}")
            names |= written
    return names

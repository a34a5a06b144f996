# SPDX-License-Identifier: MIT
"""`utpe report`: what was asked for, judged; then the report of a year, written to a file."""

from __future__ import annotations

from pathlib import Path

from utpe.exports.edition import edition_of
from utpe.exports.yearly import year_report
from utpe.exports.yearly_pdf import Press, SheetError
from utpe.reading.git_history import History
from utpe.records.catalogue import Catalogue
from utpe.records.own import years_of_unit
from utpe.settings import Settings
from utpe.text.causes import cause, in_words
from utpe.text.strings import strings


def write_report(
    settings: Settings, catalogue: Catalogue, language: str, asked: str, output: Path | None
) -> tuple[bool, str]:
    """Write the report of the year `asked` to `output`; return whether it was, and what to say."""
    s = strings(language)
    if language not in settings.languages:
        return False, s("yearly.no_language", language=language, choices=", ".join(settings.languages))
    years = years_of_unit(catalogue, settings.today.year)
    if not years:
        return False, s("yearly.no_years")
    if not asked:
        return False, s("yearly.which_year", first=years[0], last=years[-1])
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    if year not in years:
        return False, s("yearly.no_year", year=asked, first=years[0], last=years[-1])
    # An empty path reads as the folder where one stands.
    if output is not None and not output.name:
        return False, s("yearly.no_output", file=s("yearly.file", year=year))
    file = output or Path(s("yearly.file", year=year))
    edition = edition_of(settings, catalogue, History("no_git"))
    try:
        made = Press(settings.folder("theme")).pdf(year_report(edition, year, language))
        file.write_bytes(made)
    except SheetError as error:
        return False, s("yearly.no_sheet", **in_words({"reason": error.args[0]}, s))
    except OSError as error:
        return False, s("yearly.no_write", file=file, reason=cause(error, s))
    return True, s("yearly.written", file=file)

# SPDX-License-Identifier: MIT
"""The command `utpe translations`: what is left to translate, and that texts say the same now.

It takes its options, the settings and a language, prints, and returns the exit status as `utpe.cli` says.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from utpe.settings import Settings
from utpe.text.causes import in_words
from utpe.text.strings import Strings, strings

if TYPE_CHECKING:
    from utpe.checks.runner import Report


def options(sub: argparse.ArgumentParser, s: Strings) -> None:
    """Add the options of the command to a parser."""
    # Who names a language wants the work that there is for it.
    sub.set_defaults(lang="")
    sub.add_argument("--format", choices=("text", "json"), default="text", help=s("cli.translations_format"))
    sub.add_argument("--confirm", nargs="*", metavar=s("cli.text_name"), help=s("cli.confirm"))


def run(given: argparse.Namespace, settings: Settings, language: str) -> int:
    """Print what is left to translate, or confirm texts."""
    from utpe.checks.finding import has_errors
    from utpe.checks.runner import check
    from utpe.editing.worklist import as_json, as_text, left

    report = check(settings)
    if has_errors(report.findings):
        print(strings(language)("cli.bad_data"), file=sys.stderr)
        return 1
    if given.confirm is not None:
        return _confirm(given.confirm, settings, report, language)
    found = left(settings, report, given.lang if given.lang in settings.languages else "")
    print((as_json if given.format == "json" else as_text)(found, language))
    return 0


def _confirm(names: list[str], settings: Settings, report: Report, language: str) -> int:
    from utpe.editing.files import CannotEditError
    from utpe.editing.translations import confirmation, write_confirmation
    from utpe.reading.files import shown

    s = strings(language)
    try:
        done = confirmation(settings, report, names)
        write_confirmation(done)
    except CannotEditError as error:
        print(s(f"translations.{error.key}", **in_words(error.values, s)), file=sys.stderr)
        return 1
    file = shown(done.path, settings.root)
    print(s.plural("translations.confirmed", done.confirmed, file=file))
    if done.outdated:
        print(s.plural("translations.still_outdated", done.outdated))
    return 0

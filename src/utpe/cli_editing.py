# SPDX-License-Identifier: MIT
"""The subcommands of `utpe` that change the data: rename, merge, release, format, accept, new, translations.

Each takes its options, the settings and a language, prints, and returns the exit status as `utpe.cli` says.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shlex
import sys
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from utpe.text.causes import in_words
from utpe.text.strings import Strings, strings

if TYPE_CHECKING:
    from utpe.settings import Settings

COULD_NOT_RUN = 2


Options = Callable[[argparse.ArgumentParser, Strings], None]
Commands = dict[str, tuple[Callable[..., int], Options]]
"""By name: what runs a command, and what adds its options to a parser."""


def editing_commands() -> Commands:
    """Return the commands of this module."""
    return {
        "rename": (_rename, _rename_options),
        "merge": (_merge, _merge_options),
        "release": (_release, _release_options),
        "format": (_format, _format_options),
        "accept": (_accept, _accept_options),
        "new": (_new, _new_options),
        "translations": (_translations, _translations_options),
    }


def _rename_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("collection", metavar=s("cli.collection"), help=s("cli.collections"))
    sub.add_argument("old", metavar="ID", help=s("cli.old_id"))
    sub.add_argument("new", metavar="ID", help=s("cli.new_id"))


def _rename(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.editing.ids import rename

    return _edit(lambda: rename(settings, options.collection, options.old, options.new), settings, language)


def _merge_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    _rename_options(sub, s)
    sub.add_argument("--discard", nargs="+", default=[], metavar="…", help=s("cli.discard"))


def _merge(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.editing.ids import merge

    ids = (options.collection, options.old, options.new)
    return _edit(lambda: merge(settings, *ids, options.discard), settings, language)


def _edit(work: Callable[[], list[Path]], settings: Settings, language: str) -> int:
    """Do an edit that changes all or nothing; print what changed, or why nothing did."""
    from utpe.editing.files import CannotEditError
    from utpe.reading.files import shown

    try:
        changed = work()
    except CannotEditError as error:
        return _refused(error, "editing", language)
    files = ", ".join(shown(path, settings.root) for path in changed)
    print(strings(language).plural("editing.done", len(changed), files=files))
    return 0


def _refused(error: Any, group: str, language: str) -> int:
    from utpe.checks.report import render_text

    if findings := getattr(error, "findings", None):
        print(render_text(findings, language))
    s = strings(language)
    print(s(f"{group}.{error.key}", **in_words(error.values, s)), file=sys.stderr)
    return 1


def _release_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("version", metavar=s("cli.version"), help=s("cli.versions"))
    sub.add_argument("--dry-run", action="store_true", help=s("cli.dry_run"))
    sub.add_argument("--today", default="", metavar="YYYY-MM-DD", help=s("cli.today"))


def _release(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.editing.files import CannotEditError
    from utpe.editing.release import plan_release, write_release

    s = strings(language)
    try:
        day = dt.date.fromisoformat(options.today) if options.today else settings.today
    except ValueError:
        print(s("release.bad_day", value=options.today), file=sys.stderr)
        return COULD_NOT_RUN
    try:
        release = plan_release(settings, options.version, day)
        if not options.dry_run:
            write_release(release)
    except CannotEditError as error:
        return _refused(error, "release", language)
    counts = {"records": release.new_ids, "pages": release.new_pages, "redirects": release.new_redirects}
    print(s("release.heading", heading=release.heading))
    print(s("release.ledger", file=release.ledger, **counts))
    print(s("release.dry") if options.dry_run else s("release.done", version=options.version))
    return 0


def _format_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("--check", action="store_true", help=s("cli.check_only"))
    sub.add_argument("paths", nargs="*", type=Path, metavar=s("cli.path"), help=s("cli.files"))


def _format(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.editing.files import CannotEditError, write_all
    from utpe.editing.format import format_files
    from utpe.reading.files import shown
    from utpe.records.loader import data_files

    s = strings(language)
    known = {path.resolve() for _, path in data_files(settings.folder("data"))}
    for path in options.paths:
        if path.resolve() not in known:
            print(s("format.no_data", path=path), file=sys.stderr)
            return COULD_NOT_RUN
    try:
        changes = format_files(settings, options.paths)
        if not options.check:
            write_all(changes)
    except CannotEditError as error:
        return _refused(error, "format", language)
    except OSError as error:
        return _refused(CannotEditError("no_write", reason=error), "format", language)
    files = ", ".join(shown(path, settings.root) for path in changes)
    if options.check and changes:
        print(s.plural("format.not_canonical", len(changes), files=files))
        return 1
    print(s.plural("format.done", len(changes), files=files) if changes else s("format.nothing"))
    return 0


def _accept_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("--dry-run", action="store_true", help=s("cli.dry_run"))
    sub.add_argument("--agreed", action="store_true", help=s("cli.agreed"))
    sub.add_argument("paths", nargs="+", type=Path, metavar=s("cli.path"), help=s("cli.files"))


def _accept(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.editing.files import CannotEditError, write_all
    from utpe.editing.proposal import read_proposals

    status = 0
    for path in options.paths:
        try:
            proposals = read_proposals(settings, path)
        except CannotEditError as error:
            status = _kept(error, path, language)
            continue
        for proposal in proposals:
            try:
                _accept_one(proposal, options, settings, language, write_all)
            except CannotEditError as error:
                status = _kept(error, path, language)
    return status


def _kept(error: Any, path: Path, language: str) -> int:
    """Say why a file was not accepted, and that nothing of it is lost."""
    status = _refused(error, "accept", language)
    print(strings(language)("accept.kept", file=path.name), file=sys.stderr)
    return status


def _accept_one(
    proposal: Any, options: argparse.Namespace, settings: Settings, language: str, write: Callable[..., None]
) -> None:
    from utpe.editing.accept import plan_acceptance
    from utpe.editing.files import CannotEditError
    from utpe.editing.telling import commit_message, files_for_git, told

    s = strings(language)
    acceptance = plan_acceptance(settings, proposal, options.agreed)
    print(told(acceptance, settings, language))
    if options.dry_run:
        print(s("accept.dry"))
        return
    try:
        write(acceptance.changes)
    except OSError as error:
        raise CannotEditError("no_write", reason=error) from None
    print(s("accept.done"))
    print(f"  git add -A -- {shlex.join(files_for_git(acceptance, settings))}")
    print(f"  git commit -m {shlex.quote(commit_message(acceptance, language))}")


def _new_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    from utpe.forms.spec import PROPOSED

    sub.add_argument(
        "collection", choices=(*PROPOSED, "sources"), metavar=s("cli.collection"), help=s("cli.collections")
    )


def _new(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.checks.runner import check
    from utpe.editing.files import CannotEditError, write_all
    from utpe.editing.interview import Interview
    from utpe.editing.proposal import proposal_text, read_proposals

    s = strings(language)
    talk = Interview(input, print, settings, check(settings).catalogue, language)
    is_whole, is_agreed = False, False
    try:
        talk.record(options.collection)
        is_agreed = talk.agrees()
        is_whole = True
    except (EOFError, KeyboardInterrupt):
        print()
    if not talk.tree:
        print(s("new.stopped_empty"), file=sys.stderr)
        return 1
    file = _free_name(f"{options.collection}-{talk.tree.get('id') or 'x'}")
    file.write_text(
        proposal_text(options.collection, talk.tree, settings.languages, is_agreed), encoding="utf-8"
    )
    if not is_whole:
        print(s("new.stopped", file=file), file=sys.stderr)
        return 1
    try:
        for proposal in read_proposals(settings, file):
            options.dry_run, options.agreed = False, False
            _accept_one(proposal, options, settings, language, write_all)
    except CannotEditError as error:
        _refused(error, "accept", language)
        print(s("new.refused", file=file), file=sys.stderr)
        return 1
    file.unlink()
    return 0


def _free_name(stem: str) -> Path:
    """Return the name of a file that is not there yet, in the current folder."""
    names = (Path(f"{stem}{n}.yaml") for n in chain([""], (f"-{k}" for k in count(2))))
    return next(path for path in names if not path.exists())


def _translations_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    # Whoever names a language wants the work that there is for it.
    sub.set_defaults(lang="")
    sub.add_argument("--format", choices=("text", "json"), default="text", help=s("cli.translations_format"))
    sub.add_argument("--confirm", nargs="*", metavar=s("cli.text_name"), help=s("cli.confirm"))


def _translations(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.checks.finding import has_errors
    from utpe.checks.runner import check
    from utpe.editing.worklist import as_json, as_text, left

    report = check(settings)
    if has_errors(report.findings):
        print(strings(language)("cli.bad_data"), file=sys.stderr)
        return 1
    if options.confirm is not None:
        return _confirm(options.confirm, settings, report, language)
    found = left(settings, report, options.lang if options.lang in settings.languages else "")
    print((as_json if options.format == "json" else as_text)(found, language))
    return 0


def _confirm(names: list[str], settings: Settings, report: Any, language: str) -> int:
    from utpe.editing.files import CannotEditError, write_all
    from utpe.editing.translations import confirmation
    from utpe.reading.files import shown

    s = strings(language)
    try:
        done = confirmation(settings, report, names)
        write_all({done.path: done.text})
    except CannotEditError as error:
        return _refused(error, "translations", language)
    except OSError as error:
        return _refused(CannotEditError("no_write", reason=error), "translations", language)
    print(s.plural("translations.confirmed", done.confirmed, file=shown(done.path, settings.root)))
    if done.outdated:
        print(s.plural("translations.still_outdated", done.outdated))
    return 0

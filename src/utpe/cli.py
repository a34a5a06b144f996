# SPDX-License-Identifier: MIT
"""The `utpe` command. `check` knows nothing of MkDocs; `build` and `serve` load it when they are called.

Exit status: 0 done, 1 the work found errors, 2 it could not run; ended by Ctrl+C 130, by SIGTERM 143.
What takes long to load is loaded where it is used: who ends a command at once is heard too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from utpe.cli_editing import COULD_NOT_RUN, Commands, editing_commands
from utpe.interruption import interruption
from utpe.text.causes import cause, complaint, in_words
from utpe.text.strings import Strings, available_languages, strings

if TYPE_CHECKING:
    from utpe.checks.runner import Report
    from utpe.settings import Settings

DEFAULT_LANGUAGE = "es"


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one sentence in the editor's language."""

    s: Strings

    def error(self, message: str) -> None:  # type: ignore[override]
        """Say what is wrong and how the command is used."""
        usage = self.format_usage().split(":", 1)[1].strip()
        print(self.s("cli.usage", reason=complaint(message, self.s), usage=usage), file=sys.stderr)
        raise SystemExit(COULD_NOT_RUN)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default) and return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = _language(given)
    with interruption() as asked:
        try:
            return _run(given, language)
        except KeyboardInterrupt as error:
            print(*error.args or (strings(language)("cli.interrupted"),), file=sys.stderr)
            return asked.status


def _run(given: list[str], language: str) -> int:
    from pydantic import ValidationError

    from utpe.settings import LATEST_DAY, SettingsError, read_settings

    s = strings(language)
    options = _parser(s).parse_args(given)
    # Empty means absent, for MkDocs too.
    for name in ("SOURCE_DATE_EPOCH", LATEST_DAY):
        if not os.environ.get(name):
            os.environ.pop(name, None)
    # Somebody may have set the day; that of the clock goes on past midnight.
    options.follows_clock = LATEST_DAY not in os.environ
    os.environ.setdefault(LATEST_DAY, dt.datetime.now().astimezone().date().isoformat())
    try:
        settings = read_settings(options.root.resolve())
        _require_words(settings)
    except SettingsError as error:
        reason = s(f"cli.settings.{error.key}", **in_words(error.values, s))
        print(s("cli.no_settings", reason=reason), file=sys.stderr)
        return COULD_NOT_RUN
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        print(s("cli.no_settings", reason=reasons), file=sys.stderr)
        return COULD_NOT_RUN
    command: Callable[[argparse.Namespace, Settings, str], int] = options.command
    gc.enable()
    return command(options, settings, language)


def _require_words(settings: Settings) -> None:
    """Raise SettingsError when a language of the site has no string table."""
    from utpe.settings import SettingsError

    for language in settings.languages:
        if language not in available_languages():
            raise SettingsError("language", value=language, choices=", ".join(available_languages()))


def _language(given: Sequence[str]) -> str:
    """The language of messages, read before anything is parsed so that a wrong option is told in it."""
    for n, word in enumerate(given):
        value = (
            word.partition("=")[2]
            if word.startswith("--lang=")
            else given[n + 1 : n + 2]
            if word == "--lang"
            else ""
        )
        code = value if isinstance(value, str) else "".join(value)
        if code in available_languages():
            return code
    return DEFAULT_LANGUAGE


def _parser(s: Strings) -> _Parser:
    _Parser.s = s
    parser = _Parser(prog="utpe", description=s("cli.about"), add_help=False)
    parser.add_argument("-h", "--help", action="help", help=s("cli.help"))
    commands = parser.add_subparsers(dest="name", required=True, metavar=s("cli.command"))
    for name, (command, extend) in _commands().items():
        sub = commands.add_parser(name, help=s(f"cli.{name}"), description=s(f"cli.{name}"), add_help=False)
        sub.add_argument("-h", "--help", action="help", help=s("cli.help"))
        sub.add_argument(
            "--lang", choices=available_languages(), default=DEFAULT_LANGUAGE, help=s("cli.lang")
        )
        sub.add_argument("--root", type=Path, default=Path(), metavar="DIR", help=s("cli.root"))
        sub.set_defaults(command=command)
        extend(sub, s)
    return parser


def _commands() -> Commands:
    return {
        "check": (_check, _check_options),
        "build": (_build, _build_options),
        "serve": (_serve, _serve_options),
        "report": (_report, _report_options),
        "package": (_package, _package_options),
        "links": (_links, _links_options),
        **editing_commands(),
    }


class _Report(argparse.Action):
    """Gathers pairs of a format, one of `const`, and a file."""

    def __call__(self, _parser: Any, options: argparse.Namespace, pair: Any, _name: Any = None) -> None:
        """Add a pair; refuse a format that there is not."""
        form, file = pair
        if form not in self.const:
            known = ", ".join(self.const)
            raise argparse.ArgumentError(self, f"invalid choice: '{form}' (choose from {known})")
        setattr(options, self.dest, [*(getattr(options, self.dest) or ()), (form, Path(file))])


def _check_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    from utpe.checks.forges import FORMATS

    names = tuple(FORMATS)
    sub.add_argument("--format", choices=names, default="text", help=s("cli.message_format"))
    metavar = (s("cli.form"), s("cli.file"))
    sub.add_argument("--report", nargs=2, action=_Report, const=names, metavar=metavar, help=s("cli.also"))
    sub.add_argument("paths", nargs="*", type=Path, metavar=s("cli.path"), help=s("cli.paths"))


def _check(options: argparse.Namespace, settings: Settings, language: str) -> int:
    for path in options.paths:
        if not path.exists() and not path.is_symlink():
            print(strings(language)("cli.no_path", path=path), file=sys.stderr)
            return COULD_NOT_RUN
    # A check makes some 100,000 objects and drops few: looking for cycles among them was a tenth of its time.
    gc.disable()
    from utpe.checks.finding import has_errors
    from utpe.checks.forges import FORMATS
    from utpe.checks.runner import check

    findings = check(settings.model_copy(update={"with_proposals": True})).findings
    gc.enable()
    if options.paths:
        wanted = {name for path in options.paths for name in _names(path)}
        findings = [f for f in findings if _concerns(settings.root / f.place.file, wanted)]
    languages = tuple(dict.fromkeys((language, *settings.languages)))
    print(FORMATS[options.format](findings, languages))
    for form, file in options.report or ():
        try:
            file.write_text(FORMATS[form](findings, languages) + "\n", encoding="utf-8")
        except OSError as error:
            s = strings(language)
            print(s("forge.no_write", file=file, reason=cause(error, s)), file=sys.stderr)
            return COULD_NOT_RUN
    return 1 if has_errors(findings) else 0


def _concerns(file: Path, wanted: set[Path]) -> bool:
    return any(not wanted.isdisjoint((name, *name.parents)) for name in _names(file))


def _names(path: Path) -> tuple[Path, Path]:
    """Return where a path stands, and where the links in it lead: a file is meant by either."""
    return Path(os.path.normpath(Path.cwd() / path)), path.resolve()


def _build_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("--preview", action="store_true", help=s("cli.preview"))


def _build(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.mkdocs_adapter.build import build_site
    from utpe.records.loader import PROPOSALS

    status = build_site(settings.root, settings.folder("site"), language, with_proposals=options.preview)
    waiting = len(list((settings.folder("data") / PROPOSALS).glob("*/*.yaml")))
    if not status and waiting and not options.preview:
        print(strings(language).plural("build.waiting", waiting))
    return status


def _serve_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("--port", type=int, default=8000, help=s("cli.port"))


def _serve(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.mkdocs_adapter.serve import serve

    return serve(settings, language, port=options.port, follows_clock=options.follows_clock)


def _report_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("year", nargs="?", default="", metavar=s("cli.year_name"), help=s("cli.year"))
    sub.add_argument("-o", "--output", type=Path, metavar=s("cli.path"), help=s("cli.output"))


def _report(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.exports.yearly_command import write_report

    report = _checked(settings, language)
    if report is None:
        return 1
    done, words = write_report(settings, report.catalogue, language, options.year, options.output)
    print(words, file=sys.stdout if done else sys.stderr)
    return 0 if done else COULD_NOT_RUN


def _package_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("-o", "--output", type=Path, metavar=s("cli.path"), help=s("cli.output_zip"))


def _package(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.mkdocs_adapter.package import write_package

    return write_package(settings, language, options.output)


def _links_options(sub: argparse.ArgumentParser, s: Strings) -> None:
    sub.add_argument("--format", choices=("text", "json"), default="text", help=s("cli.links_format"))
    sub.add_argument("--again", action="store_true", help=s("cli.again"))
    sub.add_argument("--max-age", type=int, default=7, metavar="N", help=s("cli.max_age"))
    sub.add_argument("--allow-private", action="store_true", help=s("cli.allow_private"))


def _links(options: argparse.Namespace, settings: Settings, language: str) -> int:
    from utpe.checks.runner import check
    from utpe.links.command import check_links
    from utpe.records.excuse import EXCUSED

    if options.max_age < 0:
        print(strings(language)("links.bad_max_age", value=str(options.max_age)), file=sys.stderr)
        return COULD_NOT_RUN
    report = check(settings)
    if any(f.code.startswith("E") and f.place.file.endswith(f"/{EXCUSED}.yaml") for f in report.findings):
        print(strings(language)("links.bad_excuses"), file=sys.stderr)
        return COULD_NOT_RUN
    status, words = check_links(
        settings,
        (report.catalogue, report.pages, report.excuses),
        language,
        as_json=options.format == "json",
        max_age=-1 if options.again else options.max_age,
        allow_private=options.allow_private,
        say=lambda text: print(text, file=sys.stderr, flush=True),
    )
    print(words, file=sys.stderr if status == COULD_NOT_RUN else sys.stdout)
    return status


def _checked(settings: Settings, language: str) -> Report | None:
    """Read the data; None, after saying so, when they have errors."""
    from utpe.checks.finding import has_errors
    from utpe.checks.runner import check

    report = check(settings)
    if has_errors(report.findings):
        print(strings(language)("cli.bad_data"), file=sys.stderr)
        return None
    return report


def run() -> NoReturn:
    """Run the command as the program that it is, and end at once."""
    # What is loaded stays.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal without accents, as LANG=C may make it, shows them by number.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # To take a large register apart object by object, as Python does on its way out, takes a second.
    os._exit(status)


if __name__ == "__main__":
    run()

# SPDX-License-Identifier: MIT
"""What one build knows: settings, catalogue, prose, history, and the shells once rendered."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cached_property

import jinja2

from utpe.checks.finding import has_errors
from utpe.checks.report import render_text
from utpe.checks.runner import Report, check
from utpe.pages.frame import Frame, build_frame
from utpe.pages.publish import Site
from utpe.pages.stamp import ROOT, Shell
from utpe.reading.git_history import History, read_history
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.settings import Settings
from utpe.text.strings import strings


@dataclass
class Session:
    """One build. `stopped` holds the findings, in words, when errors forbid it."""

    settings: Settings
    report: Report
    history: History
    stopped: str = ""
    shells: dict[tuple[str, str], Shell] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The checked catalogue."""
        return self.report.catalogue

    @cached_property
    def frame(self) -> Frame:
        """What all pages share, in each language."""
        return build_frame(self.settings, self.report.pages)

    def render_shells(self, env: jinja2.Environment) -> None:
        """Render one shell for each language and section."""
        template = env.get_template("shell.html")
        for language in self.settings.languages:
            s = strings(language)
            for collection in COLLECTIONS:
                html = template.render(
                    root=ROOT,
                    s=s,
                    lang=language,
                    tag=s.tag,
                    site=self.frame.sites[language],
                    section=collection,
                    view=None,
                    head=None,
                    is_shell=True,
                )
                self.shells[(language, collection)] = Shell.from_html(html)

    @cached_property
    def site(self) -> Site:
        """All that publishing needs; made once the shells are rendered."""
        return Site(self.settings, self.catalogue, self.history, self.frame, self.shells)


def open_session(settings: Settings) -> Session:
    """Check the data and the prose; print warnings; return the session, stopped when there are errors."""
    report = check(settings)
    language = settings.languages[0]
    words = render_text(report.findings, language)
    if has_errors(report.findings):
        return Session(settings, report, History("no_git"), stopped=words)
    if report.findings:
        print(words, file=sys.stderr)
    data_files = sorted({origin.file for origin in report.catalogue.origins.values()})
    prose_dir = settings.content_dir.as_posix()
    history = read_history(settings.root, data_files, prose_dir, settings.folder("cache"))
    return Session(settings, report, history)

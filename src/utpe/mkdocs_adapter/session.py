# SPDX-License-Identifier: MIT
"""What one build knows: settings, catalogue, prose, history, and the shells once rendered."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import jinja2

from utpe.checks.finding import has_errors
from utpe.checks.report import render_text
from utpe.checks.runner import Report, check
from utpe.pages.frame import Frame, Place, build_frame
from utpe.pages.memory import Made, Memory, Task
from utpe.pages.publish import publish
from utpe.pages.site import Site
from utpe.pages.stamp import ROOT, Shell
from utpe.reading.git_history import History, read_history
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.settings import Settings
from utpe.text.strings import strings


@dataclass
class Session:
    """One build. `stopped` holds the findings, in words, when errors forbid it.

    `memory` is that of the build before, empty in a build that stands alone; `made` gathers the pages of
    prose that this build makes, with what each depends on.
    """

    settings: Settings
    report: Report
    history: History
    memory: Memory = field(default_factory=Memory)
    stopped: str = ""
    shells: dict[tuple[str, str], Shell] = field(default_factory=dict)
    traces: dict[Place, Trace] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The checked catalogue."""
        return self.report.catalogue

    @cached_property
    def frame(self) -> Frame:
        """What all pages share, in each language."""
        return build_frame(self.settings, self.report.pages)

    @cached_property
    def site(self) -> Site:
        """All that publishing needs; its shells are there once they are rendered."""
        site = Site(self.settings, self.catalogue, self.history, self.frame, self.shells)
        self.memory.compare(self.catalogue, site.key)
        return site

    def is_stale(self, place: Place) -> bool:
        """Return whether a page of prose would be different now from what the build before made."""
        task = prose_task(place)
        return self.memory.is_stale(task, self.site.own_facts(task))

    def trace(self, place: Place) -> Trace:
        """Return what notes that a page of prose depends on."""
        return self.traces.setdefault(place, Trace(self.catalogue))

    def publish(self, out: Path) -> int:
        """Write everything but the prose below `out`; return how many pages stand."""
        made = {}
        for place, trace in self.traces.items():
            task = prose_task(place)
            made[task] = Made((place.path,), frozenset(trace.touched), self.site.own_facts(task))
        return publish(self.site, out, self.memory, made)

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


def prose_task(place: Place) -> Task:
    """Return the task that makes a page of prose."""
    return Task("prose", place.language, "", place.key)


def open_session(settings: Settings, memory: Memory | None = None, language: str = "") -> Session:
    """Check the data and the prose; print warnings; return the session, stopped when there are errors.

    `language` is that of the findings, by default the site's first.
    """
    memory = memory or Memory()
    report = check(settings, memory.files)
    words = render_text(report.findings, language or settings.languages[0])
    if has_errors(report.findings):
        return Session(settings, report, History("no_git"), memory, stopped=words)
    if report.findings:
        print(words, file=sys.stderr)
    data_files = sorted({origin.file for origin in report.catalogue.origins.values()})
    prose_dir = settings.content_dir.as_posix()
    history = read_history(settings.root, data_files, prose_dir, settings.folder("cache"))
    return Session(settings, report, history, memory)

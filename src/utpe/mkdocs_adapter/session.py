# SPDX-License-Identifier: MIT
"""What one build knows: settings, catalogue, prose, history, and what is being written."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event

from utpe.checks.finding import has_errors
from utpe.checks.report import render_text
from utpe.checks.runner import Report, check
from utpe.exports.manifest import write_manifest
from utpe.pages import routes
from utpe.pages.frame import Frame, Place, build_frame
from utpe.pages.memory import Made, Memory, Task
from utpe.pages.publish import First, Publication, write_if_changed
from utpe.pages.redirects import redirect_files
from utpe.pages.search_index import write_index
from utpe.pages.site import Site
from utpe.pages.templates import compile_ahead, keep
from utpe.reading.files import shown
from utpe.reading.git_history import History, read_history
from utpe.records.catalogue import Catalogue
from utpe.records.loader import data_files
from utpe.records.trace import Trace
from utpe.settings import Settings


@dataclass
class Session:
    """One build. `stopped` holds the findings, in words, when errors forbid it.

    With `only_pages` nothing beside them is made: no files for programs, no index of the search.
    `first` is what somebody looks at.
    `memory` is that of the build before, empty in a build that stands alone; `traces` note what each page of
    prose depends on, `contents` what Markdown made of it; `publication` is what is being written beside.
    """

    settings: Settings
    report: Report
    history: History
    memory: Memory = field(default_factory=Memory)
    stopped: str = ""
    only_pages: bool = False
    publication: Publication | None = None
    first: First | None = None
    traces: dict[Place, Trace] = field(default_factory=dict)
    contents: dict[Place, str] = field(default_factory=dict)

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
        """All that publishing needs."""
        site = Site(self.settings, self.catalogue, self.history, self.frame)
        self.memory.compare(self.catalogue, site.key)
        return site

    def is_stale(self, place: Place) -> bool:
        """Return whether a page of prose would be different now from what the build before made."""
        site, task = self.site, prose_task(place)
        return self.memory.is_empty or self.memory.is_stale(task, site.own_facts(task))

    def trace(self, place: Place) -> Trace:
        """Return what notes that a page of prose depends on."""
        return self.traces.setdefault(place, Trace(self.catalogue))

    def begin(self, out: Path) -> None:
        """Begin to write everything but the prose below `out`, in other processes where there are some."""
        self.publication = Publication(self.site, out, self.memory, self.first)

    @property
    def awaited(self) -> frozenset[Task]:
        """What somebody looks at, and so is to be made before the rest."""
        return self.first.tasks if self.first else frozenset()

    def show(self, place: Place, html: str) -> None:
        """Show a finished page of prose at once if somebody looks at it."""
        if self.first and self.publication and prose_task(place) in self.awaited:
            out, name = self.publication.out, routes.file(place.path)
            write_if_changed(out / name, html.encode())
            self.first.show(out, [name])

    def finish(self) -> int:
        """Write what is left, once the prose stands; return how many pages there are."""
        made = {}
        for place, trace in self.traces.items():
            task = prose_task(place)
            finds = self.memory.finds
            documents = self.site.prose_documents(place, self.contents[place], trace) if finds else ()
            own_facts = self.site.own_facts(task) if self.memory.lasts else ()
            made[task] = Made((place.path,), frozenset(trace.touched), own_facts, documents)
        if self.publication is None:
            raise RuntimeError("nothing was begun")
        pages = self.publication.finish(made)
        # `utpe serve` shows the pages first, and makes the rest afterwards.
        if not self.settings.live_script and not self.only_pages:
            out = self.settings.folder("site")
            self.write_files(out)
            if not self.settings.offline:
                write_index(self.memory.documents, out, self.settings.workers)
                write_manifest(out)
        return pages

    def write_files(self, out: Path, workers: int | None = None, end: Event | None = None) -> set[str]:
        """Write the files for programs, and what leads from old addresses to new ones; return their paths.

        `workers` is the number of processes, by default that of the settings. Once `end` is set, nothing
        more is begun, and only some of them are written. Raises SheetError, OSError.
        """
        # What writes calendars, workbooks and reports takes a while to load; no page is to wait for it.
        from utpe.exports.edition import Edition
        from utpe.exports.files import write_every_file

        figures = self.site.figures(self.catalogue)
        edition = Edition(self.settings, self.catalogue, self.history, figures)
        made_by = self.settings.workers if workers is None else workers
        written = write_every_file(edition, out, made_by, end)
        if end and end.is_set():
            return written
        standing = {routes.file(path) for path in self.memory.addresses} | written
        redirects = redirect_files(self.site, standing)
        for name, content in redirects.items():
            write_if_changed(out / name, content)
        return written | redirects.keys()

    def give_up(self) -> None:
        """End what was begun: something else failed."""
        if self.publication:
            self.publication.close()


def prose_task(place: Place) -> Task:
    """Return the task that makes a page of prose."""
    return Task("prose", place.language, "", place.key)


def open_session(
    settings: Settings,
    memory: Memory | None = None,
    language: str = "",
    only_pages: bool = False,
    first: First | None = None,
) -> Session:
    """Check the data and the prose; print warnings; return the session, stopped when there are errors.

    `language` is that of the findings, by default the site's first.
    """
    memory = memory or Memory(finds=not only_pages and not settings.offline)
    root = settings.root
    files = [shown(path, root) for _, path in data_files(settings.folder("data"))]
    # Git and the compiler of templates work in processes of their own while the data are checked.
    ahead = compile_ahead(settings.folder("theme"), settings.workers)
    with ahead, ThreadPoolExecutor(max_workers=1) as pool:
        history = pool.submit(
            read_history, root, files, settings.content_dir.as_posix(), settings.folder("cache")
        )
        report = check(settings, memory.files)
        keep(ahead)
    words = render_text(report.findings, language or settings.languages[0])
    if has_errors(report.findings):
        return Session(settings, report, History("no_git"), memory, stopped=words)
    if report.findings:
        print(words, file=sys.stderr)
    return Session(settings, report, history.result(), memory, only_pages=only_pages, first=first)

# SPDX-License-Identifier: MIT
"""Writes the site around the prose: records, listings, assets, chooser, 404, sitemap, robots.

In: everything one build knows. Out: files below a folder. Prose itself is written by whoever renders
Markdown (the MkDocs adapter), with the context that `Site.prose_context` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from utpe.pages import routes
from utpe.pages.frame import Frame, Place
from utpe.pages.home import home_view
from utpe.pages.listing import Lister
from utpe.pages.maintenance import code_rows, setting_rows, worklist
from utpe.pages.memory import Memory, Stamped, Task
from utpe.pages.record import Desk, report_url
from utpe.pages.site_view import Head, ProseView
from utpe.pages.stamp import Shell, Stamper, batches_of, in_parallel, write_if_changed
from utpe.pages.translation import is_translated
from utpe.pages.view import Bit, Change, Notice
from utpe.reading.git_history import History
from utpe.records.catalogue import Catalogue
from utpe.records.registry import COLLECTIONS
from utpe.records.trace import Trace
from utpe.settings import Settings
from utpe.text.dates import day_in_words
from utpe.text.strings import strings

BATCHES = 16


@dataclass(frozen=True)
class Site:
    """Everything one build knows."""

    settings: Settings
    catalogue: Catalogue
    history: History
    frame: Frame
    shells: dict[tuple[str, str], Shell]

    @cached_property
    def listers(self) -> dict[str, Lister]:
        """A maker of listings for each language."""
        return {c: Lister(self.catalogue, self.settings, c) for c in self.settings.languages}

    @cached_property
    def desks(self) -> dict[str, Desk]:
        """A maker of record pages for each language."""
        return {
            c: Desk(self.catalogue, self.settings, self.history, {n: lister.order(n) for n in COLLECTIONS})
            for c, lister in self.listers.items()
        }

    @cached_property
    def stamper(self) -> Stamper:
        """Joins fragments and shells."""
        return Stamper(self.settings.folder("theme"), self.shells, self.frame.sites)

    @cached_property
    def record_templates(self) -> dict[str, str]:
        """The template of each collection's records."""
        return {name: self.stamper.record_template(name) for name in COLLECTIONS}

    def head(self, path: str, alternates: dict[str, str], has_all_languages: bool) -> Head:
        """Return canonical and hreflang links; absolute, so none without `site_url`."""
        base = self.settings.site_url
        if not base:
            return Head()
        hreflang: tuple[tuple[str, str], ...] = ()
        if has_all_languages:
            translations = ((strings(c).tag, base + p) for c, p in alternates.items())
            hreflang = (*translations, ("x-default", base))
        return Head(canonical=base + path, hreflang=hreflang)

    def home_head(self) -> Head:
        """Return the head of the page at the root, which is the default for other languages."""
        return self.head("", {c: f"{c}/" for c in self.settings.languages}, has_all_languages=True)

    @property
    def key(self) -> tuple[Any, ...]:
        """Everything beside the data that pages depend on: when it changes, all are stale."""
        return self.settings, self.frame.sites, self.shells, sorted(self.frame.places)

    def own_facts(self, task: Task) -> tuple[str, ...]:
        """Return what the pages of a task show that is not in any record."""
        language, name, id_ = task
        return self.desks[language].own_facts(name, id_, language) if id_ else ()

    def tasks(self) -> Iterator[Task]:
        """Yield the pages to stamp, by language and collection."""
        for language in self.settings.languages:
            for name, collection in COLLECTIONS.items():
                yield language, name, ""
                if collection.has_pages:
                    for record in self.catalogue.all(name):
                        yield language, name, record.id

    def stamped(self, task: Task, trace: Trace) -> Iterator[tuple[str, str]]:
        """Yield (address, page) for a task; `trace` notes what the pages depend on."""
        language, name, id_ = task
        if id_:
            record: Any = trace.get(name, id_)
            view = self.desks[language].view(name, record, language, trace)
            head = self.head(view.path, view.alternates, is_translated(record, self.settings.languages))
            yield view.path, self.stamper.page(view, head, self.record_templates[name])
            return
        for listing in Lister(trace, self.settings, language).pages(name):
            # The first page of a listing stands under the prose that introduces it, where there is some.
            if listing.is_first and (language, name) in self.frame.places:
                continue
            head = self.head(listing.path, listing.alternates, has_all_languages=True)
            yield listing.path, self.stamper.page(listing, head, "lists/listing.html")

    def prose_context(self, place: Place, revision: str) -> dict[str, Any]:
        """Return what the templates of prose pages read. `revision` is the date plugin's own HTML."""
        s = strings(place.language)
        context: dict[str, Any] = {
            "root": routes.depth_prefix(place.path),
            "s": s,
            "lang": place.language,
            "tag": s.tag,
            "site": self.frame.sites[place.language],
            "section": place.section,
            "view": self._prose_view(place, revision),
            "head": self.head(place.path, self.frame.alternates(place.key), self._is_everywhere(place.key)),
            "shell": False,
        }
        match place.template:
            case "home.html":
                context["home"] = home_view(
                    self.catalogue, place.language, self.frame.pages[(place.shown_language, "index")]
                )
            case "collection.html":
                listing = next(self.listers[place.language].pages(place.key))
                context["listing"] = listing
                context["listing_html"] = self.stamper.fragment(listing, "lists/body.html")
            case "findings.html":
                context["codes"] = code_rows(place.language)
            case "maintainers.html":
                context["settings_rows"] = setting_rows(self.settings, place.language)
                context["worklist"] = worklist(self.catalogue, self.frame, self.settings, place.language)
        return context

    def _is_everywhere(self, key: str) -> bool:
        return all(self.frame.places[(c, key)].is_translated for c in self.settings.languages)

    def _prose_view(self, place: Place, revision: str) -> ProseView:
        s = strings(place.language)
        notices: tuple[Notice, ...] = ()
        content_lang = ""
        if not place.is_translated:
            shown = s(f"languages.{place.shown_language}")
            notices = (
                Notice(
                    "tr", s("pages.not_translated"), ((Bit(s("pages.not_translated_text", language=shown)),),)
                ),
            )
            content_lang = strings(place.shown_language).tag
        file = f"{self.settings.content_dir.as_posix()}/{place.shown_language}/{place.key}.md"
        crumbs = [] if place.key == "index" else [Bit(s("pages.home_title"), href=f"{place.language}/")]
        if "/" in place.key and not place.key.endswith("/index"):
            parent = self.frame.places.get((place.language, f"{place.section}/index"))
            crumbs += [Bit(parent.title, href=parent.path)] if parent else []
        edit = (
            f"{self.settings.repo_url}/edit/{self.settings.branch}/{file}" if self.settings.repo_url else ""
        )
        return ProseView(
            language=place.language,
            key=place.key,
            path=place.path,
            title=Bit(place.title, lang=content_lang),
            description=place.description,
            crumbs=tuple(crumbs),
            alternates=self.frame.alternates(place.key),
            notices=notices,
            content_lang=content_lang,
            change=self._prose_change(file, place.language, revision),
            edit_url=edit,
            report_url=report_url(self.settings, s("pages.report_subject", title=place.title, id=place.path)),
        )

    def _prose_change(self, file: str, language: str, revision: str) -> Change:
        last, s = self.history.of_file(file), strings(language)
        if last.day is None:
            return Change(s(f"pages.change.{last.state}"))
        words = re.sub(r"<[^>]+>", "", revision).strip() or day_in_words(last.day, language)
        return Change(s("pages.page_changed", day=words), last.day.isoformat())


def publish(site: Site, out: Path, memory: Memory | None = None) -> int:
    """Write everything but the prose below `out`; return how many pages stand.

    With a `memory` of the build before, only pages that an edit concerns are stamped and written, and
    the memory is brought up to date.
    """
    # Built before the processes fork, so that each inherits them instead of making its own.
    _ = site.desks, site.stamper, site.record_templates, site.catalogue.backlinks
    memory = memory or Memory()
    tasks = list(site.tasks())
    stale = memory.stale(tasks, site.catalogue, site.key, site.own_facts)

    def work(batch: list[Task]) -> list[tuple[Task, Stamped]]:
        return [(task, _stamp(site, task, out)) for task in batch]

    memory.keep(
        tasks, in_parallel(work, batches_of(stale, BATCHES), site.settings.workers), site.catalogue, site.key
    )
    for name, asset in site.frame.assets.items():
        write_if_changed(out / name, asset if isinstance(asset, bytes) else asset.read_bytes())
    prose = [place.path for place in site.frame.places.values() if place.is_translated]
    for name, text in _singles(site, sorted({*memory.paths, *prose})).items():
        write_if_changed(out / name, text.encode())
    return len(memory.paths)


def _stamp(site: Site, task: Task, out: Path) -> Stamped:
    trace, paths = Trace(site.catalogue), []
    for path, html in site.stamped(task, trace):
        write_if_changed(out / path / "index.html", html.encode())
        paths.append(path)
    return Stamped(tuple(paths), frozenset(trace.touched), site.own_facts(task))


def _singles(site: Site, paths: list[str]) -> dict[str, str]:
    """The files that exist once for all languages."""
    settings = site.settings
    base = {
        "sites": site.frame.sites,
        "languages": [(c, strings(c)) for c in settings.languages],
        "shell": False,
    }
    env = site.stamper.env
    files = {
        "index.html": env.get_template("chooser.html").render(**base, root="./", head=site.home_head()),
        "404.html": env.get_template("404.html").render(**base, root=settings.base_path),
        "robots.txt": env.get_template("robots.txt").render(site_url=settings.site_url),
    }
    if settings.site_url:
        files["sitemap.xml"] = env.get_template("sitemap.xml").render(
            site_url=settings.site_url, paths=["", *paths]
        )
    return files

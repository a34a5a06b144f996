# SPDX-License-Identifier: MIT
"""Writes the site around the prose: records, listings, assets, chooser, 404, sitemap, robots.

In: everything one build knows. Out: files below a folder. Prose itself is written by whoever renders
Markdown (the MkDocs adapter), with the context that `Site.prose_context` gives it.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from utpe.immutable import immutable
from utpe.pages import policy, routes
from utpe.pages.headers import hosting
from utpe.pages.heads import CardTask
from utpe.pages.memory import Made, Memory, Task
from utpe.pages.processes import Crew, batches_of
from utpe.pages.security import PATH as SECURITY
from utpe.pages.security import security_file
from utpe.pages.site import Site
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.text.strings import strings

BATCHES = 48
CARD_BATCHES = 4
FEW = 200
ABSENT = ("prose", "embed")
"""What the sitemap does not take from the memory: prose has its places, embeds are parts of other pages."""


@immutable
class First:
    """What somebody looks at: made before all else, and shown at once.

    `show` gets the folder and the names of files in it.
    """

    tasks: frozenset[Task]
    show: Callable[[Path, list[str]], None]


class Publication:
    """The pages beside the prose of one build. They are begun before the prose, and finished after it.

    With a `memory` that was compared with this catalogue, only pages that an edit concerns are made and
    written, and the memory is brought up to date.
    """

    def __init__(self, site: Site, out: Path, memory: Memory, first: First | None = None) -> None:
        """Begin to write below `out`; `close` or `finish` must follow."""
        self.site, self.out, self.memory = site, out, memory
        self._write_assets()
        self._made = self._make_first(first) if first else {}
        self.tasks = list(site.tasks())
        stale = [task for task in self.tasks if self._is_stale(task) and task not in self._made]
        site.prepare()
        # What is there now stays: collections of garbage look at what comes, in forked processes too.
        gc.freeze()
        # A few pages are made sooner than processes are.
        workers = site.settings.workers if len(stale) > FEW else 1
        batches = [*batches_of(stale, BATCHES), *batches_of(site.heads.card_tasks(), CARD_BATCHES)]
        self._crew = Crew(self._make_all, batches, workers)

    def finish(self, prose: dict[Task, Made] | None = None) -> int:
        """Write what is left; return how many pages stand. `prose` are pages of it made anew."""
        site, out, memory = self.site, self.out, self.memory
        with self._crew as crew:
            fresh = self._made | {task: made for task, made in crew.results() if made} | (prose or {})
        memory.keep([*self.tasks, *(site.prose_tasks() if prose is not None else ())], fresh)
        for name, text in _singles(site, sorted(_addresses(site, memory))).items():
            write_if_changed(out / name, text.encode())
        return len(memory.paths)

    def close(self) -> None:
        """Give up: nothing is written any more."""
        self._crew.close()

    def _is_stale(self, task: Task) -> bool:
        return self.memory.is_empty or self.memory.is_stale(task, self.site.own_facts(task))

    def _write_assets(self) -> None:
        for name, asset in self.site.frame.assets.items():
            write_if_changed(self.out / name, asset if isinstance(asset, bytes) else asset.read_bytes())

    def _make_first(self, first: First) -> dict[Task, Made]:
        """Make and show what somebody looks at and is no prose, with what it stands on."""
        wanted = [task for task in first.tasks if task.kind != "prose" and _has(self.site, task)]
        made = {
            task: _make(self.site, task, self.out, self.memory) for task in wanted if self._is_stale(task)
        }
        pages = [routes.file(path) for one in made.values() for path in one.paths]
        if pages:
            first.show(self.out, [*self.site.frame.assets, *pages])
        return made

    def _make_all(self, batch: list[Task | CardTask]) -> list[tuple[Task | CardTask, Made | None]]:
        made = [(task, self._make(task)) for task in batch]
        # Templates leave circles behind, 20 KB a page. Only what is new is looked through.
        gc.collect(0)
        return made

    def _make(self, task: Task | CardTask) -> Made | None:
        if isinstance(task, CardTask):
            write_if_changed(self.out / task.path, self.site.heads.card(task))
            return None
        return _make(self.site, task, self.out, self.memory)


def _has(site: Site, task: Task) -> bool:
    """Return whether a task is still one of `Site.tasks`, without making all of them."""
    _, language, name, key = task
    match task.kind:
        case "record":
            return site.catalogue.get(name, key) is not None
        case "listing":
            return key in site.listers[language].parts(name)
        case _:
            return task in site.tasks()


def _make(site: Site, task: Task, out: Path, memory: Memory) -> Made:
    catalogue = Trace(site.catalogue) if memory.lasts else site.catalogue
    paths, documents = [], []
    for page in site.stamped(task, catalogue, memory.finds):
        write_if_changed(out / routes.file(page.path), page.html.encode())
        paths.append(page.path)
        documents += [site.stamper.document(entry) for entry in page.found]
    if isinstance(catalogue, Catalogue):
        return Made(tuple(paths), documents=tuple(documents))
    return Made(tuple(paths), frozenset(catalogue.touched), site.own_facts(task), tuple(documents))


def _addresses(site: Site, memory: Memory) -> set[str]:
    """The pages that exist in their own language: what the sitemap tells."""
    made = {path for task, made in memory.made.items() if task.kind not in ABSENT for path in made.paths}
    # What ends otherwise is a file that no reader opens.
    pages = {path for path in made if path.endswith("/")}
    return pages | {place.path for place in site.frame.places.values() if place.is_translated}


def _singles(site: Site, paths: list[str]) -> dict[str, str]:
    """The files that exist once for all languages."""
    settings = site.settings
    languages = [(c, strings(c)) for c in settings.languages]
    base: dict[str, Any] = {
        "sites": site.frame.sites,
        "languages": languages,
        "policy": policy.in_page("page", settings.offline),
    }
    env = site.stamper.env
    files = {
        "index.html": env.get_template("chooser.html").render(**base, root="./", head=site.heads.of_root()),
        "404.html": env.get_template("404.html").render(**base, root=settings.base_path),
        "robots.txt": env.get_template("robots.txt").render(site_url=settings.site_url),
        "_headers": env.get_template("hosting/headers.txt").render(hosting=hosting(site.frame)),
    }
    # A host that knows where it looked for a page answers in the language of its address.
    for own in languages:
        known = base | {"languages": [own, *(x for x in languages if x is not own)]}
        files[f"{own[0]}/404.html"] = env.get_template("404.html").render(**known, root=settings.base_path)
    if settings.site_url:
        files["sitemap.xml"] = env.get_template("sitemap.xml").render(
            site_url=settings.site_url, paths=["", *paths]
        )
    if security := security_file(settings, site.frame):
        files[SECURITY] = env.get_template("hosting/security.txt").render(security=security)
    return files


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file whose content differs from what is there; return whether it did."""
    try:
        _write_new(path, content)
    except FileExistsError:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_new(path, content)
    return True


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there; few of a build are, and to ask first takes as long as to write."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)

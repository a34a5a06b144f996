# SPDX-License-Identifier: MIT
"""Writes the site around the prose: records, listings, assets, chooser, 404, sitemap, robots.

In: everything one build knows. Out: files below a folder. Prose itself is written by whoever renders
Markdown (the MkDocs adapter), with the context that `Site.prose_context` gives it.
"""

from __future__ import annotations

from pathlib import Path

from utpe.pages.memory import Made, Memory, Task
from utpe.pages.site import Site, card_path
from utpe.pages.stamp import batches_of, in_parallel, write_if_changed
from utpe.records.trace import Trace
from utpe.text.strings import strings

BATCHES = 16
FEW = 200


def publish(
    site: Site, out: Path, memory: Memory | None = None, prose: dict[Task, Made] | None = None
) -> int:
    """Write everything but the prose below `out`; return how many pages stand.

    With a `memory` that was compared with this catalogue, only pages that an edit concerns are made and
    written, and the memory is brought up to date, also with the pages of `prose` that were made anew.
    """
    # Built before the processes fork, so that each inherits them instead of making its own.
    _ = site.desks, site.stamper, site.record_templates, site.catalogue.backlinks, site.catalogue.links
    memory = memory or Memory()
    tasks = list(site.tasks())
    stale = [task for task in tasks if memory.is_stale(task, site.own_facts(task))]

    def work(batch: list[Task]) -> list[tuple[Task, Made]]:
        return [(task, _make(site, task, out)) for task in batch]

    # A few pages are made sooner than processes are.
    batches = batches_of(stale, BATCHES if len(stale) > FEW else 1)
    fresh = dict(in_parallel(work, batches, site.settings.workers)) | (prose or {})
    memory.keep([*tasks, *(site.prose_tasks() if prose is not None else ())], fresh)
    for name, asset in site.frame.assets.items():
        write_if_changed(out / name, asset if isinstance(asset, bytes) else asset.read_bytes())
    cards = list(site.card_tasks())
    for path, picture in in_parallel(
        lambda batch: _cards(site, batch), batches_of(cards, 4), site.settings.workers
    ):
        write_if_changed(out / path, picture)
    for name, text in _singles(site, sorted(_addresses(site, memory))).items():
        write_if_changed(out / name, text.encode())
    return len(memory.paths)


def _make(site: Site, task: Task, out: Path) -> Made:
    trace, paths = Trace(site.catalogue), []
    for path, html in site.stamped(task, trace):
        write_if_changed(out / path / "index.html", html.encode())
        paths.append(path)
    return Made(tuple(paths), frozenset(trace.touched), site.own_facts(task))


def _cards(site: Site, batch: list[tuple[str, str]]) -> list[tuple[str, bytes]]:
    return [(card_path(language, section), site.card(language, section)) for language, section in batch]


def _addresses(site: Site, memory: Memory) -> set[str]:
    """The pages that exist in their own language: what the sitemap tells."""
    made = {path for task, made in memory.made.items() if task.kind != "prose" for path in made.paths}
    return made | {place.path for place in site.frame.places.values() if place.is_translated}


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

# SPDX-License-Identifier: MIT
"""Stamps record pages and listings into shells, in parallel processes.

A shell is a page of the theme, rendered once for each language and section, whose variable parts are
slots (`<!--slot:name-->`) and whose internal addresses begin with `ROOT`. Stamping one record is
rendering its small fragment and joining strings: 0.1 ms where a page through MkDocs costs 10.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import traceback
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from utpe.pages.routes import depth_prefix
from utpe.pages.site_view import Head, SiteView
from utpe.text.strings import strings

ROOT = "@@root@@/"
SLOTS = ("title", "head", "switch", "crumbs", "content")
_SLOT = re.compile(r"<!--slot:([a-z]+)-->")


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered shell: static text, slot name, static text, slot name, … static text."""

    parts: tuple[str, ...]

    @classmethod
    def from_html(cls, html: str) -> Shell:
        """Cut a rendered shell at its slots; raises ValueError when one is missing or unknown."""
        parts = tuple(_SLOT.split(html))
        found = parts[1::2]
        if sorted(found) != sorted(SLOTS):
            raise ValueError(f"the shell's slots are {found}, expected each of {SLOTS} once")
        return cls(parts)

    def at(self, path: str) -> tuple[str, ...]:
        """Return the parts with their internal addresses made relative to a page."""
        return tuple(relative(p, path) if n % 2 == 0 else p for n, p in enumerate(self.parts))


def relative(html: str, path: str) -> str:
    """Return HTML whose internal addresses are relative to the page at `path`, and short.

    Most links of a page stay in its section or its language: a few replacements, the longest first, save a
    tenth of the bytes of a listing.
    """
    language, *rest = path.split("/")[:-1] or [""]
    if rest:
        section = f"{ROOT}{language}/{rest[0]}/"
        if len(rest) == 1:
            html = html.replace(f'{section}"', './"')
        html = html.replace(section, "../" * (len(rest) - 1))
        html = html.replace(f"{ROOT}{language}/", "../" * len(rest))
    return html.replace(ROOT, depth_prefix(path))


def environment(theme_dir: Path, **shared: Any) -> jinja2.Environment:
    """Return a Jinja environment for fragments; everything is escaped, `shared` is known to every macro."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme_dir),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    env.globals.update(shared)
    return env


class Stamper:
    """Renders fragments and joins them with shells.

    One environment for each language knows what its macros need, so that Jinja keeps them compiled and
    instantiated; addresses are written with `ROOT` and made relative at the end.
    """

    def __init__(
        self, theme_dir: Path, shells: dict[tuple[str, str], Shell], sites: dict[str, SiteView]
    ) -> None:
        self.env = environment(theme_dir)
        self.shells = shells
        self.envs = {code: _environment_of(theme_dir, code, site) for code, site in sites.items()}
        self._templates: dict[tuple[str, str], jinja2.Template] = {}
        self._placed: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def fragment(self, view: Any, template: str, head: Head | None = None) -> str:
        """Return a template rendered for a view, its addresses relative to the view's page."""
        context = {"view": view, "head": head, "section": view.collection, "shell": False}
        html = self._template(view.language, template).render(context)
        return relative(html, view.path)

    def page(self, view: Any, head: Head, template: str) -> str:
        """Return the whole page for a view, its content rendered by `template`."""
        key = (view.language, view.collection, depth_prefix(view.path))
        if key not in self._placed:
            self._placed[key] = self.shells[(view.language, view.collection)].at(view.path)
        pieces = list(self._placed[key])
        for n in range(1, len(pieces), 2):
            name = template if pieces[n] == "content" else f"partials/utpe/{_PARTIALS[pieces[n]]}"
            pieces[n] = self.fragment(view, name, head)
        return "".join(pieces)

    def record_template(self, collection: str) -> str:
        """Return the template of a collection's records: its own, else the common one."""
        own = f"records/{collection}.html"
        return own if own in self.env.list_templates() else "records/record.html"

    def _template(self, language: str, name: str) -> jinja2.Template:
        key = (language, name)
        if key not in self._templates:
            self._templates[key] = self.envs[language].get_template(name)
        return self._templates[key]


def _environment_of(theme_dir: Path, language: str, site: SiteView) -> jinja2.Environment:
    s = strings(language)
    return environment(theme_dir, root=ROOT, s=s, lang=language, tag=s.tag, site=site)


_PARTIALS = {
    "title": "title.html",
    "head": "head-links.html",
    "switch": "switch.html",
    "crumbs": "crumbs.html",
}


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file whose content differs from what is there; return whether it did."""
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def in_parallel(work: Callable[[Any], list[Any]], batches: Sequence[Any], workers: int) -> list[Any]:
    """Run `work` on every batch and return all its results, in order.

    Uses forked processes, which inherit the catalogue without copying it, where the system can fork
    and there is more than one core; else one process. `work` must be reachable through `_JOB`.
    """
    global _JOB  # noqa: PLW0603 - forked processes inherit it; a job cannot be pickled
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(batches) < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [result for batch in batches for result in work(batch)]
    _JOB = work
    try:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
            return [result for results in pool.map(_run, batches) for result in results]
    finally:
        _JOB = None


_JOB: Callable[[Any], list[Any]] | None = None


def _run(batch: Any) -> list[Any]:
    if _JOB is None:
        raise RuntimeError("no job was handed over before the processes began")
    try:
        return _JOB(batch)
    except jinja2.TemplateError as error:
        # The way to the template's line does not come back from another process.
        raise jinja2.TemplateError(located(error)) from None


def located(error: jinja2.TemplateError) -> str:
    """Return what is wrong with a template as `file:line: message`, as far as the traceback tells."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith((".html", ".xml", ".txt"))
    ]
    place = f"{frames[-1].filename}:{frames[-1].lineno}: " if frames else ""
    return f"{place}{error.message}"


def batches_of(items: Iterable[Any], count: int) -> list[list[Any]]:
    """Deal items into at most `count` batches of like size, keeping neighbours together."""
    items = list(items)
    size = max(1, -(-len(items) // count))
    return [items[i : i + size] for i in range(0, len(items), size)]

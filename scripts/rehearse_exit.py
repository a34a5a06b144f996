# SPDX-License-Identifier: MIT
"""`python scripts/rehearse_exit.py`: renders everything with Hugo, and compares it with our own site.

In: this project, written for Hugo by bench/peers/; `make audit` installs Hugo. Out: .cache/exit/, with
the site of each (`mkdocs/`, `hugo/site/`). Every address must have its page in its language, every link of a
page must be in its counterpart, and every file for programs must be there. Exit status 0; 1 when something is
lost; 2 when there is no Hugo or one of the two cannot build.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from sentences import say_reason, say_step

ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
_LANGUAGE = re.compile(r'<html\b[^>]*?\blang="([^"]*)"')
_PLACE = re.compile(r'\bid="([^"]*)"')


@dataclass
class Lost:
    """What the second site lacks of the first: addresses, languages of pages, links as «page → target»."""

    pages: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return one line for each loss."""
        return [f"{kind}: {one}" for kind, all_ in vars(self).items() for one in all_]


@dataclass(frozen=True)
class Page:
    """What is compared of a page. `links` are addresses within the site, from its root, with their places."""

    language: str
    links: frozenset[str]
    places: frozenset[str]


def main(root: Path, folder: Path) -> int:
    """Build both, compare, say what was found; return the exit status."""
    hugo = _hugo()
    if not hugo:
        say_reason("no_hugo")
        return 2
    shutil.rmtree(folder, ignore_errors=True)
    ours, tree = folder / "mkdocs", folder / "hugo"
    folder.mkdir(parents=True)
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", "HUGO_CACHEDIR": str(folder / "cache")}
    export = [sys.executable, "-m", "peers.export", str(root), str(ours), str(folder)]
    render = [hugo, "--noBuildLock", "--quiet", "--destination", str(tree / "site")]
    say_step("exit_building")
    if not _run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(ours)], root, quiet):
        return 2
    say_step("exit_rendering")
    if not _run(export, ROOT / "bench", quiet):
        return 2
    carry_files(ours, tree)
    if not _run(render, tree, quiet):
        return 2
    before = pages(ours)
    lost = compare(ours, before, tree / "site")
    for line in lost.lines():
        print(line)
    if lost.lines():
        say_reason("exit_lost", count=len(lost.lines()))
        return 1
    links = sum(len(page.links) for page in before.values())
    languages = ", ".join(sorted({page.language for page in before.values()}))
    say_step("exit_whole", pages=len(before), links=links, files=len(_files(ours)), languages=languages)
    return 0


def carry_files(site: Path, tree: Path) -> None:
    """Give Hugo what is no page: data, calendars, feeds, the search index, what hosts are told."""
    fronts = (tree / "content").rglob("_index.html")
    # The lists that scripts filter: Hugo writes them itself, from the data.
    with_list = (
        f for f in fronts if '"outputs": ["html", "list"]' in f.read_text("utf-8").partition("\n")[0]
    )
    own = {f.parent.relative_to(tree / "content") / "list.json" for f in with_list}
    for name in _files(site):
        target = tree / "static" / name
        if Path(name) not in own and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site / name, target)


def compare(site: Path, before: dict[str, Page], other: Path) -> Lost:
    """Return what `other` lacks of `site`, whose pages are `before`."""
    after, lost = pages(other), Lost()
    for path, page in before.items():
        if path not in after:
            lost.pages.append(path)
            continue
        if page.language != after[path].language:
            lost.languages.append(f"{path} {page.language} → {after[path].language}")
        lost.links += [f"{path} → {target}" for target in sorted(page.links - after[path].links)]
    lost.files = [name for name in _files(site) if not (other / name).is_file()]
    dead = {target for target in _targets(before) if not _leads(target, site, before)}
    lost.dead = sorted(t for t in _targets(after) - dead if not _leads(t, other, after))
    return lost


def pages(site: Path) -> dict[str, Page]:
    """Return the pages of a built site by their files."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        path, html = file.relative_to(site).as_posix(), file.read_text("utf-8")
        language = _LANGUAGE.search(html)
        links = frozenset(filter(None, (address(unescape(href), path) for href in _LINK.findall(html))))
        found[path] = Page(language[1] if language else "", links, frozenset(_PLACE.findall(html)))
    return found


def address(href: str, path: str) -> str:
    """Return where a link on the page in the file `path` leads, from the root; empty outside of the site."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return ""
    place = f"#{parts.fragment}" if parts.fragment else ""
    if not parts.path:
        return path + place
    folder = "" if parts.path.startswith("/") else path.rpartition("/")[0]
    target = normpath(f"{folder}/{parts.path}").strip("/")
    is_page = parts.path.endswith(("/", "/.", "/..")) or parts.path in {".", ".."}
    file = f"{target}/index.html".removeprefix("./") if is_page else target
    return unquote(file.removeprefix("/")) + place


def _leads(target: str, site: Path, known: dict[str, Page]) -> bool:
    file, _, place = target.partition("#")
    if file in known:
        return not place or unquote(place) in known[file].places
    return (site / file).is_file()


def _targets(known: dict[str, Page]) -> set[str]:
    return {target for page in known.values() for target in page.links}


def _files(site: Path) -> list[str]:
    """Return what a built site has beside its pages."""
    files = (file for file in site.rglob("*") if file.is_file() and file.suffix != ".html")
    return sorted(file.relative_to(site).as_posix() for file in files)


def _hugo() -> str | None:
    """Return Hugo: the one of this environment, or one on the path."""
    own = Path(sys.executable).with_name("hugo")
    return str(own) if own.is_file() else shutil.which("hugo")


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> bool:
    """Run a command; what it prints beside errors is of no use here."""
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(ROOT, ROOT / ".cache" / "exit"))

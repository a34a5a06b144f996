# SPDX-License-Identifier: MIT
"""The pages that a proposal changes, as a small folder that opens by a double click.

In: the files of the site before and with the proposal, both built for reading from a folder
(`exports/offline.py`). Out: the pages that differ, what they load, a list of them in all languages, and one
page where the links to all other pages lead.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from utpe.exports.offline import relinked
from utpe.immutable import immutable
from utpe.pages.routes import embeds
from utpe.pages.templates import environment
from utpe.text.strings import Strings, strings

INDEX, ELSEWHERE, PAGES = "index.html", "elsewhere.html", "pages"
# Of one language: a change of the theme changes every page, and nobody reads thousands.
MOST_PAGES = 150
# What a page loads or opens; data and calendars are no part of how it looks.
LOADED = (".css", ".js", ".svg", ".png", ".jpg", ".webp", ".woff2")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_IN_SHEET = re.compile(r"url\(([\w./-]+)\)")

Files = Mapping[str, bytes]


@immutable
class Shown:
    """A page of the list: where it stands in the site, its title, the link to it, if it is there."""

    path: str
    title: str
    href: str


@immutable
class Part:
    """What the list says in one language: its words, how many pages differ, which, how many have no room."""

    s: Strings
    count: int
    new: tuple[Shown, ...]
    changed: tuple[Shown, ...]
    gone: tuple[Shown, ...]
    not_shown: int


def preview(
    before: Files | None, after: Files, languages: Sequence[str], theme_dir: Path
) -> dict[str, bytes]:
    """Return the files of the preview by their paths; without `before`, every page counts as new."""
    parts = [_part(code, before or {}, after) for code in languages]
    kept = {page.path for part in parts for page in (*part.new, *part.changed)}
    around = {name for name in after if re.fullmatch(r"assets/(utpe|theme)\.\w+\.(css|js)", name)}
    files, loaded = {}, set(around)
    for name in sorted(kept):
        text, more = _standing_alone(after[name].decode(), name, kept, after)
        files[f"{PAGES}/{name}"] = text.encode()
        loaded |= more
    files |= {f"{PAGES}/{name}": after[name] for name in loaded.union(_in_sheets(loaded, after))}
    env = environment(theme_dir, "")
    context = {
        "languages": parts,
        "is_whole": before is None,
        "sheets": sorted(f"{PAGES}/{name}" for name in around if name.endswith(".css")),
        "scripts": sorted(f"{PAGES}/{name}" for name in around if name.endswith(".js")),
    }
    for name in (INDEX, ELSEWHERE):
        files[name] = env.get_template(f"preview/{name}").render(**context).encode()
    return files


def _part(code: str, before: Files, after: Files) -> Part:
    """Return the pages of one language that are new, that changed, and that are gone."""
    then, now = _pages(code, before), _pages(code, after)
    new = [name for name in now if name not in then]
    changed = [name for name in now if name in then and then[name] != now[name]]
    gone = [name for name in then if name not in now]
    count = len(new) + len(changed) + len(gone)
    room = max(0, MOST_PAGES - len(new))
    return Part(
        strings(code),
        count,
        tuple(_entry(name, now[name], is_there=True) for name in new[:MOST_PAGES]),
        tuple(_entry(name, now[name], is_there=True) for name in changed[:room]),
        tuple(_entry(name, then[name], is_there=False) for name in gone),
        max(0, len(new) - MOST_PAGES) + max(0, len(changed) - room),
    )


def _pages(code: str, files: Files) -> dict[str, bytes]:
    """Return the pages of one language; those that other sites frame show what other pages show."""
    return {
        name: content
        for name, content in sorted(files.items())
        if name.startswith(f"{code}/") and name.endswith(".html") and not name.startswith(embeds(code))
    }


def _entry(name: str, content: bytes, is_there: bool) -> Shown:
    found = _TITLE.search(content.decode())
    title = html.unescape(found[1]).split(" · ")[0].strip() if found else ""
    return Shown(name, title or name, f"{PAGES}/{name}" if is_there else "")


def _standing_alone(text: str, name: str, kept: set[str], after: Files) -> tuple[str, set[str]]:
    """Return a page whose links lead to what is here, or to ELSEWHERE, and the files that it loads."""
    loaded: set[str] = set()

    def change(address: str) -> str:
        target = _target(address, name)
        if target is None or target in kept:
            return address
        if target in after and target.endswith(LOADED):
            loaded.add(target)
            return address
        return posixpath.relpath(ELSEWHERE, posixpath.dirname(f"{PAGES}/{name}"))

    return relinked(text, change), loaded


def _target(address: str, name: str) -> str | None:
    """Return the file that an address on the page `name` leads to; None outside the site and on the page."""
    parts = urlsplit(html.unescape(address))
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))


def _in_sheets(loaded: set[str], after: Files) -> Iterator[str]:
    """Yield the files that style sheets load."""
    for sheet in loaded:
        for found in _IN_SHEET.findall(after[sheet].decode()) if sheet.endswith(".css") else ():
            name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), found))
            if name in after:
                yield name

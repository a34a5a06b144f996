# SPDX-License-Identifier: MIT
"""Prose pages inside MkDocs: addresses, fallbacks, marks, links to records, sanitising, views."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from utpe.mkdocs_adapter.session import Session
from utpe.pages import routes
from utpe.pages.pictures import with_sizes
from utpe.pages.prose_marks import substitute
from utpe.pages.sanitise import sanitise
from utpe.pages.stamp import relative
from utpe.records.registry import BY_SCHEME
from utpe.text.strings import strings

_RECORD_LINK = re.compile(rf'href="({"|".join(BY_SCHEME)}):([A-Za-z0-9-]+)"')


def arrange(files: Files, config: MkDocsConfig, session: Session) -> Files:
    """Return the files MkDocs is to build: prose at its localised addresses, and the prose's own media."""
    content = str(session.settings.folder("content"))
    awaited = {f"{task.language}/{task.key}.md" for task in session.awaited if task.kind == "prose"}
    for file in list(files):
        if file.src_dir is None or Path(file.src_dir).resolve() != Path(content).resolve():
            files.remove(file)
    for place in session.frame.places.values():
        uri = f"{place.language}/{place.key}.md"
        found = files.get_file_from_path(uri)
        if found is None:
            # No translation: the other language's text, under a notice, at this language's address.
            source = session.frame.pages[(place.shown_language, place.key)]
            found = File.generated(config, uri, content=source.body, inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(found)
        if not session.is_stale(place):
            # MkDocs leaves out what is excluded, yet still resolves links to it.
            found.inclusion = InclusionLevel.EXCLUDED
        found.dest_uri = f"{place.path}index.html"
        for cached in ("url", "abs_dest_path"):
            found.__dict__.pop(cached, None)
    return Files(sorted(files, key=lambda file: file.src_uri not in awaited))


def _place(page: Page, session: Session) -> Any:
    language, _, rest = page.file.src_uri.partition("/")
    return session.frame.places[(language, rest.removesuffix(".md"))]


def fill(page: Page, session: Session) -> str:
    """Fill the marks of a page's Markdown."""
    place = _place(page, session)
    # The git date plugin reads the locale from here; without it Portuguese pages get Spanish dates.
    page.meta["locale"] = strings(place.language).tag.replace("-", "_")
    page.meta["template"] = place.template
    source = session.frame.pages[(place.shown_language, place.key)]
    return substitute(source, session.trace(place), session.settings, place.language)


def finish(html: str, page: Page, session: Session) -> str:
    """Resolve links to records and sanitise what Markdown made."""
    place = _place(page, session)
    root, trace = routes.depth_prefix(place.path), session.trace(place)

    def resolve(match: re.Match[str]) -> str:
        collection = BY_SCHEME[match[1]]
        record = trace.get(collection, match[2])
        if record is None:
            return match[0]
        return f'href="{root}{routes.record(place.language, collection, record.id)}"'

    clean = sanitise(_RECORD_LINK.sub(resolve, html))
    content = with_sizes(clean, place.path, session.settings.folder("content"))
    session.contents[place] = content
    return content


def context(page: Page, session: Session) -> dict[str, Any]:
    """Return what our templates read, beside MkDocs' own `page`."""
    place = _place(page, session)
    revision = str(page.meta.get("git_revision_date_localized", ""))
    return session.site.prose_context(place, revision, session.trace(place))


def shortened(html: str, page: Page, session: Session) -> str:
    """Return a finished page with its internal addresses made relative to it; show it if it is waited for."""
    place = _place(page, session)
    html = relative(html, place.path)
    session.show(place, html)
    return html

# SPDX-License-Identifier: MIT
"""Feeds mkdocs-git-revision-date-localized from one pass over the log, and disables it without history.

As it comes, the plugin asks git once for each page (68 ms each), and stamps the time of the build on what
git does not know. See docs/decisions/revision-dates.md.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from utpe.mkdocs_adapter.session import Session
from utpe.reading.git_history import History

# GitPython, which the plugin imports, refuses to be imported where there is no git unless told to be quiet.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

NAME = "git-revision-date-localized"


def _plugin(config: MkDocsConfig) -> Any | None:
    return config.plugins.get(NAME)


def switch_off_without_history(config: MkDocsConfig, history: History) -> None:
    """Disable the plugin where it would fail or invent dates: no git, a shallow clone, no prose committed."""
    plugin = _plugin(config)
    if plugin is not None and (history.state != "known" or not history.files):
        plugin.config["enabled"] = False


def hand_over(config: MkDocsConfig, files: Files, session: Session) -> None:
    """Fill the plugin's own cache of commits for every prose page, before its `on_files` would."""
    plugin = _plugin(config)
    if plugin is None or not plugin.config["enabled"]:
        return
    root = session.settings.root
    for file in files.documentation_pages():
        if file.abs_src_path is None:
            continue
        path = session.settings.folder("content") / file.src_uri
        last = session.history.of_file(path.relative_to(root).as_posix())
        # A page that git does not know gets a time too, or the plugin would ask; prose.py ignores it.
        day = last.day or session.settings.today
        time = int(dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC).timestamp())
        plugin.last_revision_commits[str(path.absolute())] = ("", time)
    plugin.util.tag_cache[""] = ""

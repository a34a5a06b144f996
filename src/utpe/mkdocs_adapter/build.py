# SPDX-License-Identifier: MIT
"""`utpe build`: the whole site, beside the old one, swapped in only when it is complete.

MkDocs by itself empties `site/` first, and its strict mode aborts after everything was written; here a
build that fails leaves the last good site as it was.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from utpe.interruption import uninterrupted
from utpe.mkdocs_adapter.plugin import UtpePlugin
from utpe.pages.processes import WorkerLostError, is_of_template, located
from utpe.reading.remains import begun, clear_remains, remains
from utpe.settings import PLUGIN
from utpe.text.causes import cause
from utpe.text.strings import Strings, strings


class BuildFailedError(Exception):
    """The site could not be built; the message is for the person at the terminal."""


# renameat2(2); the same on every kind of machine.
AT_FDCWD, RENAME_EXCHANGE = -100, 2
FAULTS = (BuildFailedError, WorkerLostError, OSError)
"""What may stop a build that is no mistake of ours."""


def build_into(root: Path, folder: Path, **overrides: Any) -> None:
    """Build the project in `root` into `folder`, which is emptied first.

    `overrides` are settings of MkDocs' configuration. Raises `FAULTS`, of which `fault_in_words` tells.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(logging.WARNING)
        handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
        # What the system refused is told in the editor's language.
        handler.addFilter(lambda record: "[Errno " not in record.getMessage())
        log.addHandler(handler)
    # A build makes millions of objects and drops few: looking for cycles among them is a tenth of its time.
    gc.disable()
    config = None
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), **overrides)
        mkdocs_build.build(config)
    except Abort as error:
        raise BuildFailedError(str(error)) from None
    except MkDocsException as error:
        raise BuildFailedError(str(error)) from None
    except (jinja2.TemplateError, AttributeError) as error:
        if not is_of_template(error):
            raise
        raise BuildFailedError(located(error)) from None
    finally:
        # MkDocs tells plugins of errors, but not when somebody interrupts it.
        plugin = config.plugins.get(PLUGIN) if config else None
        if isinstance(plugin, UtpePlugin):
            plugin.give_up()
        gc.unfreeze()
        gc.enable()


def build_site(root: Path, site: Path, language: str, with_proposals: bool = False) -> int:
    """Build `site` atomically; print what was done; return the exit status (0, or 1 when it failed).

    `with_proposals` puts corrections that wait into their places: for a preview, not to publish.
    """
    s = strings(language)
    started = time.monotonic()
    building, old = f".{site.name}-building-", f".{site.name}-old-"
    beside = site.with_name(f"{begun(building)}site")
    try:
        _put_back(site, old)
        clear_remains(site.parent, building)
        build_into(root, beside, extra={"message_language": language, "with_proposals": with_proposals})
        _swap(beside, site, site.with_name(f"{begun(old)}site"))
    except FAULTS as error:
        print(fault_in_words(error, s), file=sys.stderr)
        print(s("build.failed"), file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    # The process ends here: what it holds need not be searched for cycles once more on the way out.
    gc.freeze()
    pages = sum(name.endswith(".html") for _, _, names in os.walk(site) for name in names)
    seconds = s.number(round(time.monotonic() - started, 1))
    print(s("build.done", pages=s.number(pages), seconds=seconds, folder=_shown(site, root)))
    return 0


def fault_in_words(error: Exception, s: Strings) -> str:
    """Return why a site could not be built."""
    if isinstance(error, WorkerLostError):
        return s("build.worker_lost")
    if isinstance(error, OSError):
        reason = cause(error, s)
        return s("build.no_write", reason=f"{reason}: {error.filename}" if error.filename else reason)
    return str(error)


def _shown(path: Path, root: Path) -> str:
    try:
        return f"{path.relative_to(root)}/"
    except ValueError:
        return f"{path}/"


def _put_back(site: Path, prefix: str) -> None:
    """Put the site of before back into its place, from which a process that was killed had moved it."""
    for old in remains(site.parent, prefix):
        if not site.exists():
            old.rename(site)
    clear_remains(site.parent, prefix)


def _swap(new: Path, site: Path, old: Path) -> None:
    """Put `new` in the place of `site`; raise OSError, with all as it was, if that fails.

    Linux exchanges them in one step, which nothing can halve. Elsewhere `site` is moved to `old` first: who
    kills the process in that moment leaves it there, and the next build puts it back.
    """
    if not site.exists():
        new.rename(site)
    elif not _exchanged(new, site):
        with uninterrupted():
            site.rename(old)
            try:
                new.rename(site)
            except OSError:
                old.rename(site)
                raise
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders; return False, nothing done, where the system or the disk cannot do it at once."""
    if sys.platform != "linux":
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and not rename(
        AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE
    )

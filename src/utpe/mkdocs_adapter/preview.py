# SPDX-License-Identifier: MIT
"""The site that `utpe serve` shows: renewed after each change, what somebody looks at before the rest.

It stands in the cache folder, not in `site/`: what is published is never half edited. A change that does not
build leaves the last good pages up and says what is wrong.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from utpe.exports.yearly_pdf import SheetError
from utpe.mkdocs_adapter.background import Background
from utpe.mkdocs_adapter.build import FAULTS, BuildFailedError, build_into, fault_in_words
from utpe.mkdocs_adapter.readers import Readers
from utpe.mkdocs_adapter.session import Session
from utpe.pages import routes
from utpe.pages.memory import Memory
from utpe.pages.publish import First
from utpe.pages.search_index import SearchIndexError, write_index
from utpe.settings import LATEST_DAY, Settings
from utpe.text.causes import in_words
from utpe.text.strings import Strings

LIVE_SCRIPT = "_live.js"
NO_PART = ("", ".html", ".json", ".xml", ".txt")
"""How names of files end that are no part of another page."""


class Preview:
    """The folder of the served site, what its pages depend on, and who looks at them."""

    def __init__(self, settings: Settings, s: Strings, follows_clock: bool = False) -> None:
        """With `follows_clock`, each build is told the day of the clock."""
        self.settings = settings
        self.s = s
        self.base = settings.folder("cache") / "serve"
        self.current = self.base / "site"
        self.memory = Memory(lasts=True)
        self.readers = Readers()
        # Reports are set there alone: who has set one can fork nobody who sets one (decisions/faults.md).
        self.rest = Background(self._make_rest)
        self.session: Session | None = None
        self.follows_clock = follows_clock
        self._forgets = False
        self._served: set[str] = set()
        self._before: dict[str, bytes | None] = {}
        """What stood in the place of what this renewal has shown already."""

    def rebuild(self, forget: bool = False) -> bool:
        """Build what a change concerns, then bring the served folder up to date; return whether it stands.

        With `forget`, every page is built: a template or a setting changed.
        """
        beside = self.base / "next"
        with self.rest.disturbed():
            try:
                with self.readers.renewal():
                    return self._rebuild(beside, forget)
            finally:
                # Now nobody waits for it. What templates made hangs together in circles, 15 MB each time.
                shutil.rmtree(beside, ignore_errors=True)
                gc.collect()

    def close(self) -> None:
        """Let everybody go home, and leave nothing behind."""
        self.readers.send_home()
        # It writes into the folder that goes now.
        self.rest.close()
        shutil.rmtree(self.base, ignore_errors=True)

    def _rebuild(self, beside: Path, forget: bool) -> bool:
        started = time.monotonic()
        if self.follows_clock:
            os.environ[LATEST_DAY] = _day()
        # What is remembered is what is served: a build that fails must not change it.
        memory = replace(self.memory)
        # What changed while there was a mistake is still to be built.
        self._forgets |= forget
        if self._forgets:
            memory.forget()
        self._before = {}
        first = First(frozenset(self.memory.tasks_of(self.readers.open_pages)), self._show)
        try:
            made: list[Session] = []
            extra = {
                "live_script": LIVE_SCRIPT,
                "memory": memory,
                "message_language": self.s.language,
                "with_proposals": True,
                "first": first,
                "made": made,
            }
            build_into(self.settings.root, beside, extra=extra)
            self.memory, self.session = memory, made[0]
            self._bring_up_to_date(beside)
            self._forgets = False
        except FAULTS as error:
            print(fault_in_words(error, self.s), file=sys.stderr)
            self._take_back(is_sure=isinstance(error, BuildFailedError))
            return False
        except Exception:  # noqa: BLE001 - a mistake of ours is told whole; the editor's work goes on
            traceback.print_exc()
            self._take_back(is_sure=False)
            return False
        seconds = self.s.number(round(time.monotonic() - started, 1))
        print(self.s("serve.rebuilt", seconds=seconds), flush=True)
        return True

    def _show(self, folder: Path, names: Iterable[str]) -> None:
        """Move files of a build that goes on into the served folder, and tell who looks at them."""
        changed = []
        for name in names:
            target = self.current / name
            old = target.read_bytes() if target.is_file() else None
            if self._move(folder, name):
                self._before.setdefault(name, old)
                changed.append(name)
        self._tell(changed)

    def _take_back(self, is_sure: bool) -> None:
        """Put back what stood before this renewal, and say that it stands.

        Where nobody is sure how far it came, the next build makes every page.
        """
        beside = self.base / "before"
        try:
            for name, content in self._before.items():
                if content is None:
                    (self.current / name).unlink(missing_ok=True)
                else:
                    beside.write_bytes(content)
                    beside.replace(self.current / name)
        except OSError:
            # On a full disk a newer page stays.
            is_sure = False
        if not is_sure:
            self.memory = Memory(lasts=True)
        self._tell(self._before)
        print(self.s("serve.kept"), file=sys.stderr, flush=True)

    def _bring_up_to_date(self, new: Path) -> None:
        """Move what differs into the served folder; drop what is neither new nor still a page."""
        fresh = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
        wanted = fresh | self._before.keys() | {routes.file(path) for path in self.memory.addresses}
        changed = self._served - wanted
        for name in changed:
            (self.current / name).unlink(missing_ok=True)
        # Whatever stops this, the next build knows what may stand here.
        self._served |= fresh
        changed |= {name for name in fresh if self._move(new, name)}
        self._served = wanted
        self._tell(changed)

    def _move(self, folder: Path, name: str) -> bool:
        """Move one file into the served folder unless the same stands there; return whether it did."""
        new, target = folder / name, self.current / name
        try:
            if target.read_bytes() == new.read_bytes():
                return False
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
        new.replace(target)
        return True

    def _tell(self, names: Collection[str]) -> None:
        pages = {name.removesuffix("index.html") for name in names}
        self.readers.tell(pages, is_for_all=any(Path(name).suffix not in NO_PART for name in names))

    def _make_rest(self, end: threading.Event) -> None:
        """Make files for programs and the search index anew: the pages are up before them."""
        if self.session is None:
            return
        try:
            self._write_files(self.session, end)
            write_index(self.memory.documents, self.current, end=end)
        except OSError as error:
            print(fault_in_words(error, self.s), file=sys.stderr, flush=True)
        except (SheetError, SearchIndexError) as error:
            if not end.is_set():
                key = "yearly.no_sheet" if isinstance(error, SheetError) else "build.no_index"
                print(self.s(key, **in_words({"reason": error.args[0]}, self.s)), file=sys.stderr, flush=True)
        except Exception:  # noqa: BLE001 - as in `rebuild`
            traceback.print_exc()

    def _write_files(self, session: Session, end: threading.Event) -> None:
        """Write the files for programs; drop those that an earlier build wrote and this one has not."""
        names = self.base / "files.txt"
        before = set(names.read_text().split("\n")) if names.exists() else set()
        # There is one core for what nobody waits for.
        files = session.write_files(self.current, workers=1, end=end)
        if end.is_set():
            # Those that were to be dropped, and those that were begun, are looked at the next time.
            files |= before
        for name in before - files - self._served - {""}:
            (self.current / name).unlink(missing_ok=True)
        names.write_text("\n".join(sorted(files)))


def _day() -> str:
    return dt.datetime.now().astimezone().date().isoformat()

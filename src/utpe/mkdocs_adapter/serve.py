# SPDX-License-Identifier: MIT
"""`utpe serve`: builds, serves on 127.0.0.1, rebuilds on every change and reloads open pages.

The site that is served stands in the cache folder, not in `site/`: what is published is never half
edited. A change that does not build leaves the last good pages up and says what is wrong.
"""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import os
import shutil
import sys
import threading
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import watchfiles

from utpe.exports.yearly_pdf import SheetError
from utpe.mkdocs_adapter.build import FAULTS, BuildFailedError, build_into, fault_in_words
from utpe.mkdocs_adapter.session import Session
from utpe.pages import routes
from utpe.pages.memory import Memory
from utpe.pages.search_index import SearchIndexError, write_index
from utpe.settings import LATEST_DAY, Settings
from utpe.text.causes import cause
from utpe.text.strings import Strings, strings

LIVE_PATH = "_live"
LIVE_SCRIPT = "_live.js"
_SCRIPT = b'new EventSource("/_live").onmessage = () => location.reload();\n'
PING_SECONDS = 15.0


class Preview:
    """The folder of the served site, what its pages depend on, and the readers who wait for a change."""

    def __init__(self, settings: Settings, s: Strings, follows_clock: bool = False) -> None:
        """With `follows_clock`, each build is told the day of the clock."""
        self.settings = settings
        self.s = s
        self.base = settings.folder("cache") / "serve"
        self.current = self.base / "site"
        self.memory = Memory(lasts=True)
        self.served: set[str] = set()
        self.number = 0
        self.session: Session | None = None
        self.files: set[str] = set()
        self.changed = threading.Condition()
        self.follows_clock = follows_clock
        self.end = threading.Event()

    def rebuild(self, forget: bool = False) -> bool:
        """Build what a change concerns, then bring the served folder up to date; return whether it stands.

        With `forget`, every page is built: a template or a setting changed.
        """
        started = time.monotonic()
        if self.follows_clock:
            os.environ[LATEST_DAY] = _day()
        # What is remembered is what is served: a build that fails must not change it.
        memory = replace(self.memory)
        if forget:
            memory.forget()
        beside = self.base / "next"
        shutil.rmtree(beside, ignore_errors=True)
        try:
            made: list[Session] = []
            extra = {
                "live_script": LIVE_SCRIPT,
                "memory": memory,
                "message_language": self.s.language,
                "with_proposals": True,
                "made": made,
            }
            build_into(self.settings.root, beside, extra=extra)
            self.memory, self.session = memory, made[0]
            self._bring_up_to_date(beside)
        except FAULTS as error:
            print(fault_in_words(error, self.s), file=sys.stderr)
            print(self.s("serve.kept"), file=sys.stderr, flush=True)
            if not isinstance(error, BuildFailedError):
                # Nobody knows what was moved into its place: the next build makes every page.
                self.memory = Memory(lasts=True)
            return False
        except Exception:  # noqa: BLE001 - a mistake of ours is told whole; the editor's work goes on
            traceback.print_exc()
            print(self.s("serve.kept"), file=sys.stderr, flush=True)
            self.memory = Memory(lasts=True)
            return False
        with self.changed:
            self.number += 1
            self.changed.notify_all()
        seconds = self.s.number(round(time.monotonic() - started, 1))
        print(self.s("serve.rebuilt", seconds=seconds), flush=True)
        return True

    def _bring_up_to_date(self, new: Path) -> None:
        """Move every file of `new` into the served folder; drop what is neither new nor still a page."""
        fresh = {path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()}
        wanted = fresh | {routes.file(path) for path in self.memory.addresses}
        for name in self.served - wanted:
            (self.current / name).unlink(missing_ok=True)
        # Whatever stops this, the next build knows what may stand here.
        self.served |= fresh
        for name in fresh:
            target = self.current / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (new / name).replace(target)
        self.served = wanted

    def keep_rest(self) -> None:
        """Make files for programs and the search index anew after each build, until the server ends.

        The pages are up before them.
        """
        seen = 0
        while not self.end.is_set():
            number = self.wait_past(seen)
            if number == seen or self.end.is_set():
                continue
            seen = number
            try:
                self._write_files()
                write_index(self.memory.documents, self.current, self.end)
            except SheetError as error:
                print(self.s("yearly.no_sheet", reason=str(error)), file=sys.stderr, flush=True)
            except OSError as error:
                print(fault_in_words(error, self.s), file=sys.stderr, flush=True)
            except SearchIndexError as error:
                if not self.end.is_set():
                    print(self.s("build.no_index", reason=str(error)), file=sys.stderr, flush=True)

    def _write_files(self) -> None:
        """Bring the files for programs up to date, without processes: a thread that forks may stand still."""
        if self.session:
            fresh = self.session.write_files(self.current, workers=1, end=self.end)
            for name in self.files - fresh - self.served:
                (self.current / name).unlink(missing_ok=True)
            self.files = fresh

    def wait_past(self, number: int) -> int:
        """Return the number of the newest build once it is past `number`, or after `PING_SECONDS`."""
        with self.changed:
            self.changed.wait_for(lambda: self.number != number or self.end.is_set(), timeout=PING_SECONDS)
            return self.number

    def close(self) -> None:
        """Let everybody who waits for a build go home."""
        with self.changed:
            self.end.set()
            self.changed.notify_all()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the current build; `/_live` tells a page when to reload (server-sent events)."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        self.preview = preview
        super().__init__(*args, directory=str(preview.current), **kwargs)

    def do_GET(self) -> None:
        """Answer a page, the event stream, or its script."""
        path = urlsplit(self.path).path
        if path == f"/{LIVE_PATH}":
            self._events()
        elif path == f"/{LIVE_SCRIPT}":
            self._send(200, "text/javascript", _SCRIPT)
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own."""
        lost = self.preview.current / "404.html"
        if code == 404 and lost.is_file():
            self._send(404, "text/html; charset=utf-8", lost.read_bytes())
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        """Never let a browser keep a page that is being edited."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Keep the terminal for what the editor must read."""

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        seen = self.preview.number
        try:
            while not self.preview.end.is_set():
                number = self.preview.wait_past(seen)
                self.wfile.write(b"data: reload\n\n" if number != seen else b": ping\n\n")
                self.wfile.flush()
                seen = number
        except OSError:
            return


def serve(
    settings: Settings,
    language: str,
    host: str = "127.0.0.1",
    port: int = 8000,
    follows_clock: bool = False,
) -> int:
    """Serve until interrupted; return the exit status (0; 1 when nothing could be built or served)."""
    s = strings(language)
    preview = Preview(settings, s, follows_clock)
    shutil.rmtree(preview.base, ignore_errors=True)
    print(s("serve.building"), flush=True)
    if not preview.rebuild():
        return 1
    try:
        server = http.server.ThreadingHTTPServer((host, port), functools.partial(Handler, preview=preview))
    except OSError as error:
        print(s("serve.no_port", port=port, reason=cause(error, s)), file=sys.stderr)
        return 1
    server.daemon_threads = True
    indexer = threading.Thread(target=preview.keep_rest, daemon=True)
    indexer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(s("serve.ready", address=f"http://{host}:{server.server_port}/"), flush=True)
    try:
        _watch(preview)
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()
        preview.close()
        # It writes into the folder that goes now.
        indexer.join()
        shutil.rmtree(preview.base, ignore_errors=True)
    return 0


def _watch(preview: Preview) -> None:
    settings = preview.settings
    watched = [settings.folder(name) for name in ("data", "content", "theme")] + [
        settings.root / "mkdocs.yml"
    ]
    for changes in watchfiles.watch(
        *[p for p in watched if p.exists()], debounce=100, step=20, rust_timeout=1000
    ):
        shown = sorted({_shown(Path(path), settings.root) for _, path in changes})
        print(preview.s("serve.changed", files=", ".join(shown[:3])), flush=True)
        shared = (str(settings.folder("theme")), str(settings.root / "mkdocs.yml"))
        preview.rebuild(forget=any(path.startswith(shared) for _, path in changes))


def _day() -> str:
    return dt.datetime.now().astimezone().date().isoformat()


def _shown(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name

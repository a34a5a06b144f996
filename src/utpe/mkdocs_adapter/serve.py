# SPDX-License-Identifier: MIT
"""`utpe serve`: shows the site on 127.0.0.1, renews it on every change and reloads open pages."""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import watchfiles

from utpe.interruption import interruption, uninterrupted
from utpe.mkdocs_adapter.preview import LIVE_SCRIPT, Preview
from utpe.settings import Settings
from utpe.text.causes import cause
from utpe.text.strings import Strings, strings

LIVE_PATH = "_live"
SCRIPT = Path(__file__).with_name("live.js")
PAGES = ("/", ".html", "/list.json")
"""How the address of what a renewal makes ends."""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the current build; `/_live` tells a page when to reload (server-sent events)."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        self.preview = preview
        self.seen = 0
        super().__init__(*args, directory=str(preview.current), **kwargs)

    def do_GET(self) -> None:
        """Answer a page, the event stream, or its script."""
        address = urlsplit(self.path)
        if address.path == f"/{LIVE_PATH}":
            asked = parse_qs(address.query)
            self._events(_page(asked.get("page", [""])[0]), asked.get("seen", [""])[0])
        elif address.path == f"/{LIVE_SCRIPT}":
            self._send(200, "text/javascript", SCRIPT.read_bytes())
        else:
            if address.path.endswith(PAGES):
                self.preview.readers.wait_for_renewal(_page(address.path))
                self.seen = self.preview.readers.newest
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own."""
        lost = self.preview.current / "404.html"
        if code == 404 and lost.is_file():
            self._send(404, "text/html; charset=utf-8", lost.read_bytes())
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        """Never let a browser keep a page that is being edited; tell it how new the page is."""
        self.send_header("Cache-Control", "no-store")
        if self.seen:
            self.send_header("Server-Timing", f"seen;dur={self.seen}")
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

    def _events(self, page: str, seen: str) -> None:
        """Tell once when a page is newer than the reader's, who then asks for all anew."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        readers = self.preview.readers
        number = int(seen) if seen.isdecimal() else readers.newest
        try:
            with readers.opened(page):
                while not readers.have_left:
                    is_newer = readers.wait_for_change(page, number)
                    self.wfile.write(b"data: reload\n\n" if is_newer else b": ping\n\n")
                    self.wfile.flush()
                    if is_newer:
                        return
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
    with interruption() as interrupted:
        return _serve(settings, strings(language), (host, port), follows_clock, interrupted)


def _serve(
    settings: Settings,
    s: Strings,
    address: tuple[str, int],
    follows_clock: bool,
    interrupted: threading.Event,
) -> int:
    host, port = address
    preview = Preview(settings, s, follows_clock)
    shutil.rmtree(preview.base, ignore_errors=True)
    print(s("serve.building"), flush=True)
    if not preview.rebuild():
        return 1
    try:
        server = http.server.ThreadingHTTPServer(address, functools.partial(Handler, preview=preview))
    except OSError as error:
        print(s("serve.no_port", port=port, reason=cause(error, s)), file=sys.stderr)
        return 1
    server.daemon_threads = True
    preview.rest.begin()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(s("serve.ready", address=f"http://{host}:{server.server_port}/"), flush=True)
    try:
        _watch(preview, interrupted)
    except KeyboardInterrupt:
        print()
    finally:
        # Who asks twice is heard once.
        with suppress(KeyboardInterrupt), uninterrupted():
            server.shutdown()
            preview.close()
    return 0


def _watch(preview: Preview, interrupted: threading.Event) -> None:
    settings = preview.settings
    watched = [settings.folder(name) for name in ("data", "content", "theme")] + [
        settings.root / "mkdocs.yml"
    ]
    for changes in watchfiles.watch(
        *[p for p in watched if p.exists()],
        debounce=100,
        step=20,
        rust_timeout=1000,
        stop_event=interrupted,
    ):
        shown = sorted({_shown(Path(path), settings.root) for _, path in changes})
        print(preview.s("serve.changed", files=", ".join(shown[:3])), flush=True)
        shared = (str(settings.folder("theme")), str(settings.root / "mkdocs.yml"))
        preview.rebuild(forget=any(path.startswith(shared) for _, path in changes))


def _page(path: str) -> str:
    """Return a path of the server as the address of a page below the site's root."""
    return unquote(path).removeprefix("/").removesuffix("index.html")


def _shown(path: Path, root: Path) -> str:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.name

"""A site of another host, beside the one that is tested: what it shows, and what it was asked."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import Any


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, of: Other, **named: Any) -> None:
        self.of = of
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        self.of.asked.append((self.path, self.headers["Referer"]))
        super().do_GET()

    def end_headers(self) -> None:
        for name, value in self.of.headers.get(self.path, {}).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


class Other:
    """A folder that is served.

    `asked` has each path that was asked for, with the referrer that came along; `headers` are sent with a path.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str | None]] = []
        self.headers: dict[str, dict[str, str]] = {}
        handler = functools.partial(_Handler, directory=folder, of=self)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        # Another name for this machine, for another port alone would be the same site.
        self.address = f"http://localhost:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

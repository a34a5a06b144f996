"""A site of another host, beside the one that is tested: what it shows, and what it was asked."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import Any


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *given: Any, asked: list[tuple[str, str | None]], **named: Any) -> None:
        self.asked = asked
        super().__init__(*given, **named)

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Referer"]))
        super().do_GET()

    def log_message(self, *args: Any) -> None:
        pass


class Other:
    """A folder that is served; `asked` has each path that was asked for, with the referrer that came along."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, str | None]] = []
        handler = functools.partial(_Handler, directory=folder, asked=self.asked)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        # Another name for this machine, for another port alone would be the same site.
        self.address = f"http://localhost:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

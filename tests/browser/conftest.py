"""The toy site and the real one, served under a sub-path, and a real Chromium."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from host_headers import headers_of, read_headers
from least_project import least_project

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "/sub/path/"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        return (
            super().translate_path("/" + path.removeprefix(PREFIX)) if path.startswith(PREFIX) else "/nowhere"
        )

    def end_headers(self) -> None:
        rules = read_headers(Path(self.directory))
        for name, value in headers_of(rules, "/" + self.path.removeprefix(PREFIX)).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *args: Any) -> None:
        """A browser that hangs up is no trouble."""


def _serve(folder: Path) -> tuple[_Server, str]:
    handler = functools.partial(_Handler, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}{PREFIX}"


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """What serves a folder with the headers that it says, and returns its address."""
    servers: dict[Path, tuple[_Server, str]] = {}

    def serve(folder: Path) -> str:
        if folder not in servers:
            servers[folder] = _serve(folder)
        return servers[folder][1]

    yield serve
    for server, _ in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def toy_url(toy_site: Path) -> Iterator[str]:
    server, url = _serve(toy_site)
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def real_url(real_site: Path) -> Iterator[str]:
    server, url = _serve(real_site)
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session", params=[0, 1], ids=["no record", "one meeting"])
def least_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real site with so many records."""
    server, url = _serve(least_project(tmp_path_factory, request.param) / "site")
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="session")
def onlooker(chromium: Any) -> Iterator[Any]:
    """One page of a browser that looks at many addresses in turn; whoever uses it sets its size and scheme."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def page(context: Any) -> Iterator[Any]:
    """A page that may not complain of anything."""
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: troubles.append(str(e)))
    yield page
    assert troubles == []

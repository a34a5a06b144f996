"""The toy site and the real one, built once, served under a sub-path, and a real Chromium."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from host_headers import headers_of, read_headers

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


def _build(factory: pytest.TempPathFactory, name: str, root: Path, **environment: str) -> Path:
    """Build a site once for all processes of this run; the others wait for the first."""
    # Each process of pytest-xdist has a folder of its own in one of them all.
    base = factory.getbasetemp()
    site = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"site-{name}"
    with (site.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            _run_build(root, site, **environment)
    return site


def _run_build(root: Path, site: Path, **environment: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795478400", **environment}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(site)]
    subprocess.run(command, cwd=root, env=environment, check=True, timeout=300)


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy site, built with every setting filled."""
    return _build(
        tmp_path_factory,
        "toy",
        ROOT / "tests" / "toy",
        SITE_URL="https://example.org" + PREFIX,
        REPO_URL="https://forge.example.org/r",
        CONTACT_EMAIL="ana@example.org",
    )


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as the repository has it: every setting empty."""
    return _build(tmp_path_factory, "real", ROOT, SITE_URL="", REPO_URL="", CONTACT_EMAIL="")


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *args: Any) -> None:
        """A browser that hangs up is no trouble."""


def _serve(folder: Path) -> tuple[_Server, str]:
    handler = functools.partial(_Handler, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}{PREFIX}"


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

"""The resident server: builds, serves, shows a change, survives a mistake."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 30.0


class Server:
    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "utpe.cli", "serve", "--port", "0"]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.printed = ""
        self.address = self.until(r"(http://127\.0\.0\.1:\d+/)")

    def until(self, pattern: str) -> str:
        assert self.process.stdout
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            line = self.process.stdout.readline()
            if not line:
                break
            self.printed += line
            match = re.search(pattern, line)
            if match:
                return match[1]
        raise AssertionError(f"never printed {pattern}: {self.printed}")

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def wait_for(self, path: str, test: Callable[[str], bool]) -> str:
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            text = self.get(path)[1]
            if test(text):
                return text
            time.sleep(0.05)
        raise AssertionError(f"{path} never changed as expected")


@pytest.fixture
def server(toy_copy: Path) -> Iterator[tuple[Server, Path]]:
    running = Server(toy_copy)
    yield running, toy_copy
    running.process.send_signal(signal.SIGINT)
    status = running.process.wait(15)
    assert running.process.stdout
    running.process.stdout.close()
    assert status == 0
    assert not (toy_copy / ".cache" / "serve").exists()


def test_a_change_is_shown_and_a_mistake_is_survived(server: tuple[Server, Path]) -> None:
    running, root = server
    page = "es/reuniones/toy-2016-bisiesto/"
    status, html = running.get(page)
    assert status == 200 and "Encuentro del día bisiesto" in html and "_live.js" in html
    assert running.get("no/such/page/")[0] == 404
    assert "Aquí no hay nada" in running.get("no/such/page/")[1]
    assert not (root / "site").exists(), "the preview is not the published site"

    data = root / "data" / "meetings.yaml"
    good = data.read_text()
    data.write_text(good.replace("Encuentro del día bisiesto", "Encuentro del 29 de febrero"))
    running.wait_for(page, lambda text: "Encuentro del 29 de febrero" in text)

    data.write_text(good.replace("kind: other", "kind: othre", 1))
    running.until(r"(E\d+)")
    running.until(r"(versión anterior)")
    assert "Encuentro del 29 de febrero" in running.get(page)[1]

    data.write_text(good)
    running.wait_for(page, lambda text: "Encuentro del día bisiesto" in text)

    prose = root / "content" / "es" / "methodology.md"
    prose.write_text(prose.read_text() + "\nUna línea nueva.\n")
    running.wait_for("es/metodo/", lambda text: "Una línea nueva." in text)

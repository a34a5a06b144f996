"""A running `utpe serve`, and what it prints and answers."""

from __future__ import annotations

import contextlib
import functools
import http.client
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

# Only a server that stands still is waited for so long: on a busy machine a build takes its time.
PATIENCE = 120.0


class Server:
    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "utpe.cli", "serve", "--port", "0"]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            command,
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Whoever runs the tests in the background of a shell hands down that this signal is ignored.
            preexec_fn=functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
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
            # A file of the index may be written at this very moment.
            with contextlib.suppress(http.client.IncompleteRead):
                text = self.get(path)[1]
                if test(text):
                    return text
            time.sleep(0.05)
        raise AssertionError(f"{path} never changed as expected")


@contextmanager
def served(root: Path) -> Iterator[Server]:
    """Serve a project; once it was interrupted, nothing is left behind."""
    running = Server(root)
    try:
        yield running
    finally:
        running.process.send_signal(signal.SIGINT)
        status = running.process.wait(PATIENCE)
        assert running.process.stdout
        running.process.stdout.close()
    assert status == 0
    assert not (root / ".cache" / "serve").exists()

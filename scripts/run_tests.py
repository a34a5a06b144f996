# SPDX-License-Identifier: MIT
"""`python scripts/run_tests.py [pytest's arguments]`: all tests, on all cores, in a real browser too.

Exit status: pytest's own; 3 when everything passed but no browser was to be had, so its tests were not run.
The tests find the browser's path in UTPE_CHROMIUM.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from chromium import find_or_install
from sentences import say_reason, say_step

NO_BROWSER = 3


def main(arguments: Sequence[str]) -> int:
    """Run the tests; return the exit status."""
    browser = find_or_install()
    if browser:
        say_step("chromium", path=browser)
    environment = os.environ | ({"UTPE_CHROMIUM": browser} if browser else {})
    status = subprocess.run(command(browser, arguments), env=environment, check=False).returncode
    if not browser:
        say_reason("no_chromium")
    return exit_status(status, browser)


def command(browser: str | None, arguments: Sequence[str]) -> list[str]:
    """Return the call of pytest without the tests of the audit; without a browser, nor those that need it."""
    left_out = ["-m", "not audit" if browser else "not audit and not browser"]
    # Tests in the browser take most of the time and stand in few files: idle processes take from busy ones.
    shared_out = ["--numprocesses", "auto", "--dist", "worksteal"]
    return [sys.executable, "-m", "pytest", *shared_out, *left_out, *arguments]


def exit_status(status: int, browser: str | None) -> int:
    """Return pytest's status, or 3 for a success that nobody saw in a browser."""
    return NO_BROWSER if status == 0 and not browser else status


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

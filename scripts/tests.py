# SPDX-License-Identifier: MIT
"""Runs all tests on a machine that has only Python, git and make: environment, browser, pytest.

Exit status: that of pytest; 2 when the environment cannot be made; 3 when all tests that need no browser passed
but there is no browser and none could be installed.
"""

from __future__ import annotations

import os
import subprocess
import sys

import browser
import environment

NO_BROWSER = 3


def main() -> int:
    """Set up, then run pytest with the arguments given."""
    try:
        environment.make("test")
    except environment.CannotError as error:
        print(error, file=sys.stderr)
        return environment.COULD_NOT_RUN
    chromium = browser.provide()
    arguments = [str(environment.VENV / "bin" / "python"), "-m", "pytest", "-n", "auto", "--dist", "loadgroup", "-q"]
    if not chromium:
        arguments += ["-m", "not browser"]
    environ = {**os.environ, "UTPE_CHROMIUM": chromium}
    print(f"· pytest{f' ({chromium})' if chromium else ''}", flush=True)
    status = subprocess.run([*arguments, *sys.argv[1:]], cwd=environment.ROOT, env=environ, check=False).returncode
    if status == 0 and not chromium:
        print(browser.MISSING, file=sys.stderr)
        return NO_BROWSER
    return status


if __name__ == "__main__":
    sys.exit(main())

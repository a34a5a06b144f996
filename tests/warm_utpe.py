"""`utpe` in a process of its own that need not read the program again: it is forked of one that has.

Reading the program and compiling the templates of the theme is most of the time of a small build. The process
that did both does nothing else; what is forked of it differs in nothing from one that began by itself.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_warm(
    root: Path, arguments: tuple[str, ...], environment: dict[str, str], patience: float
) -> subprocess.CompletedProcess[str]:
    """Run `utpe` in a folder and in just that environment; return its exit status and what it printed.

    Raises subprocess.TimeoutExpired when it takes more than `patience` seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        status = _ask([str(root), arguments, environment, str(out), str(err)], patience)
        return subprocess.CompletedProcess(["utpe", *arguments], status, out.read_text(), err.read_text())


@cache
def _server() -> subprocess.Popen[str]:
    command = [sys.executable, str(Path(__file__))]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(server.communicate)
    return server


def _ask(request: list[object], patience: float) -> int:
    server = _server()
    assert server.stdin and server.stdout
    print(json.dumps(request), file=server.stdin, flush=True)
    if not select.select([server.stdout], [], [], patience)[0]:
        server.kill()
        _server.cache_clear()
        raise subprocess.TimeoutExpired(["utpe", *map(str, request[1:2])], patience)
    return int(server.stdout.readline())


def _serve() -> None:
    """Fork a process for each line of the standard input; answer with its exit status."""
    from utpe.cli import main
    from utpe.mkdocs_adapter import build  # noqa: F401 - read here, it is there for all
    from utpe.pages import templates

    with templates.compile_ahead(ROOT / "overrides", workers=2) as ahead:
        templates.keep(ahead)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            folder, arguments, environment, out, err = json.loads(line)
            os.environ.clear()
            os.environ.update(environment)
            os.chdir(folder)
            for number, path in enumerate([os.devnull, out, err]):
                os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC), number)
            sys.exit(main(arguments))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve()

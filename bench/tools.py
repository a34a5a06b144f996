# SPDX-License-Identifier: MIT
"""What is compared: how each tool is called to build the same register, and where it is found.

Peers are looked for in the folder that UTPE_PEERS names, an environment of their own (bench/README.md).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BENCH = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
# Neither files for programs nor the search index; the end is that of `utpe build`.
PAGES_ALONE = (
    "import os, sys; from pathlib import Path; from utpe.mkdocs_adapter.build import build_into;"
    "build_into(Path(), Path(sys.argv[1]), extra={'only_pages': True}); os._exit(0)"
)
# All but what other programs make: the search index and the reports.
WITH_FILES = (
    "import os, sys; from pathlib import Path; from utpe.exports import files, yearly_pdf;"
    "from utpe.mkdocs_adapter import session; from utpe.mkdocs_adapter.build import build_into;"
    "files.EXPORTS = tuple(made for made in files.EXPORTS if made is not yearly_pdf.year_reports);"
    "session.write_index = lambda *_: None; build_into(Path(), Path(sys.argv[1])); os._exit(0)"
)


@dataclass(frozen=True)
class Project:
    """A register of one size in all its forms; our build has `pages`, of a record mostly of `size` bytes."""

    records: int
    corpus: Path
    peers: Path
    pages: int = 0
    size: int = 0


@dataclass(frozen=True)
class Tool:
    """A way to build the register. `command` gets a project and a new folder; `folder` is where it runs.

    `left` is what it leaves beside its output, and is put away before each run; a tool that chooses its
    output by itself has `site` there. `is_slow` tools run only when asked for, once.
    """

    name: str
    command: Callable[[Project, Path], Sequence[object]]
    folder: Callable[[Project], Path]
    site: str = ""
    left: tuple[str, ...] = ()
    is_slow: bool = False
    more: Mapping[str, str] = field(default_factory=dict)


def tools(peers: Path | None) -> tuple[list[Tool], list[str]]:
    """Return the tools that are here, and the names of those that are not."""
    found = [
        Tool(
            "this project, the pages alone",
            lambda _, out: (sys.executable, "-c", PAGES_ALONE, out),
            lambda p: p.corpus,
            left=(".cache",),
        ),
        Tool(
            "this project, without search and reports",
            lambda _, out: (sys.executable, "-c", WITH_FILES, out),
            lambda p: p.corpus,
            left=(".cache",),
        ),
        Tool(
            "this project, the whole command",
            lambda *_: (BIN / "utpe", "build"),
            lambda p: p.corpus,
            site="site",
            left=(".cache",),
        ),
    ]
    missing = []
    if hugo := hugo_in(peers):
        found.append(
            Tool(
                "Hugo",
                lambda _, out: (hugo, "--noBuildLock", "--destination", out),
                lambda p: p.peers / "hugo",
                left=("resources", "public"),
            )
        )
    else:
        missing.append("Hugo")
    for n in (1, 2):
        for name, size in (("small pages", lambda _: 0), ("pages of our size", lambda p: p.size)):
            found.append(_floor(f"floor, {name}, {n} process{'es' * (n > 1)}", n, size))
    if zensical := _program("zensical", peers):
        found.append(
            Tool(
                "Zensical",
                lambda *_: (zensical, "build", "--clean"),
                lambda p: p.peers / "markdown",
                site="site",
                left=(".cache",),
                is_slow=True,
            )
        )
    else:
        missing.append("Zensical")
    found.append(
        Tool(
            "Material for MkDocs",
            lambda _, out: (BIN / "mkdocs", "build", "--quiet", "--site-dir", out),
            lambda p: p.peers / "markdown",
            is_slow=True,
        )
    )
    return found, missing


def _floor(name: str, processes: int, size: Callable[[Project], int]) -> Tool:
    def command(p: Project, out: Path) -> Sequence[object]:
        options = ("--pages", p.pages, "--bytes", size(p), "--processes", processes)
        return sys.executable, BENCH / "floor.py", p.corpus / "data", out, *options

    return Tool(name, command, lambda p: p.corpus)


def hugo_in(peers: Path | None) -> Path | None:
    """Return Hugo itself: in its package, a program in Python starts it, which costs a tenth of a second."""
    inside = sorted(peers.glob("lib/python*/site-packages/hugo/binaries/hugo*")) if peers else []
    return inside[0] if inside else _program("hugo", peers)


def _program(name: str, peers: Path | None) -> Path | None:
    own = peers / "bin" / name if peers else None
    found = str(own) if own and own.is_file() else shutil.which(name)
    return Path(found) if found else None


def version(command: Sequence[object]) -> str:
    """Return the first line of what a program says of its version."""
    said = subprocess.run([str(x) for x in command], capture_output=True, text=True, check=True).stdout
    return said.strip().splitlines()[0]


def peers_folder() -> Path | None:
    """Return the environment of the peers, if one is named."""
    named = os.environ.get("UTPE_PEERS")
    return Path(named).resolve() if named else None

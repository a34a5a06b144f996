"""Kills `utpe build`, `accept` and `format` at random moments, and looks at what stands afterwards.

    python tests/kill_at_random.py [--builds 100] [--accepts 50] [--formats 50] [--seed 1]

Each run and all that it started is killed (SIGKILL) at a moment of which none is likelier, within the time
that it takes. Then the site is the old one or the new one, each data file is of before or of after, the same
command said again does the rest, and nothing is left behind; else it says what is wrong, and ends with 1
(docs/decisions/faults.md).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from proposal_files import NEW, correction, retitle, send

ROOT = Path(__file__).resolve().parent.parent
Files = dict[str, str]
PATIENCE = 300
SCRATCH = (Path("/dev/shm"), Path(tempfile.gettempdir()))  # noqa: S108 - only looked at
PAGE, LINE = "content/es/methodology.md", "\nUna línea nueva.\n"


class Project:
    """A copy of the toy site that is built, corrected and formatted."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        """`chance` says when a run is killed."""
        self.root, self.chance = root, chance
        self.killed: list[int] = []
        shutil.copytree(ROOT / "tests/toy", root, ignore=shutil.ignore_patterns("site", ".cache"))
        config = root / "mkdocs.yml"
        config.write_text(config.read_text().replace("../../overrides", str(ROOT / "overrides")))
        self.data = {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}

    def begin(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        """Begin a run in a group of its own, on a day that is always the same."""
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1795478400", "UTPE_LATEST_DAY": "2026-11-24"}
        command = [sys.executable, "-m", "utpe.cli", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.root,
            env={**env, "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, arguments: list[str]) -> float:
        """Run to the end; return how long that takes."""
        begun = time.monotonic()
        run = self.begin(arguments)
        said, _ = run.communicate(timeout=PATIENCE)
        require(run.returncode == 0, f"utpe {arguments[0]}: {run.returncode}, {said.decode()}")
        return time.monotonic() - begun

    def kill(self, arguments: list[str], most: float) -> bool:
        """Run, and kill within `most` seconds; return whether it had not ended before."""
        run = self.begin(arguments)
        time.sleep(self.chance.uniform(0, most))
        was_alive = run.poll() is None
        if was_alive:
            os.killpg(run.pid, signal.SIGKILL)
        said, _ = run.communicate(timeout=PATIENCE)
        require(was_alive or run.returncode == 0, said.decode())
        self.killed.append(run.pid)
        return was_alive

    def restore(self) -> None:
        """Put the data of the beginning back, and nothing else."""
        shutil.rmtree(self.root / "data")
        for path, content in self.data.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def files(self, folder: str) -> Files:
        """Return the digest of each file of a folder; of the search index only that there is one, and whole.

        Pagefind numbers its words as its threads happen to meet them.
        """
        found: Files = {}
        for path in sorted(p for p in (self.root / folder).rglob("*") if p.is_file()):
            name = path.relative_to(self.root).as_posix()
            if "/pagefind/" not in name:
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
            elif path.name == "pagefind-entry.json":
                found[name] = "there"
        return found

    def require_nothing_left(self) -> None:
        """Raise AssertionError when something stands that a killed run had begun."""
        names = tuple(f"-{pid}-" for pid in self.killed)
        hidden = tuple(f".{pid}-" for pid in self.killed)
        left = [p for folder in SCRATCH for p in folder.glob("utpe-*") if any(n in p.name for n in names)]
        left += [p for p in self.root.rglob(".*-*") if any(n in p.name for n in (*names, *hidden))]
        require(not left, f"left behind: {left}")


def require(holds: bool, otherwise: str) -> None:
    """Raise AssertionError unless something holds."""
    if not holds:
        raise AssertionError(otherwise)


def builds(project: Project, times: int) -> Counter[str]:
    """Kill builds of a site that each time is to change; count what stood afterwards."""
    page = project.root / PAGE
    texts = [page.read_text(), page.read_text() + LINE]
    sites = []
    for text in (texts[1], texts[0]):
        page.write_text(text)
        project.run(["build"])
        sites.append(project.files("site"))
    takes = project.run(["build"])
    sites.reverse()
    require(sites[0] != sites[1], "the two sites are the same")
    counts: Counter[str] = Counter()
    for number in range(1, times + 1):
        old, new = sites[(number + 1) % 2], sites[number % 2]
        page.write_text(texts[number % 2])
        was_killed = project.kill(["build"], takes)
        stands = project.files("site")
        require(stands in (old, new), "the site is neither the old nor the new one")
        counts[_row(was_killed, "the old site" if stands == old else "the new site")] += 1
        project.run(["build"])
        require(project.files("site") == new, "the next build makes another site")
        project.require_nothing_left()
    page.write_text(texts[0])
    return counts


def accepts(project: Project, times: int) -> Counter[str]:
    """Kill the acceptance of a new record that brings a source, and of a correction that waits."""
    text = correction(project.root, retitle)

    def prepare() -> list[str]:
        waiting = project.root / "data/proposals/meetings/toy-2014-alfa.yaml"
        waiting.parent.mkdir(parents=True)
        waiting.write_text(text)
        return ["accept", str(waiting if project.chance.random() < 0.5 else new)]

    new = send(project.root, NEW)
    return _edits(project, prepare, times)


def formats(project: Project, times: int) -> Counter[str]:
    """Kill the ordering of every data file."""
    return _edits(project, lambda: ["format"], times)


def _edits(project: Project, prepare: Callable[[], list[str]], times: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for _ in range(times):
        project.restore()
        arguments = prepare()
        kept = {p: p.read_bytes() for p in (project.root / "data").rglob("*") if p.is_file()}
        old = project.files("data")
        takes = project.run(arguments)
        new = project.files("data")
        shutil.rmtree(project.root / "data")
        for path, content in kept.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        was_killed = project.kill(arguments, takes)
        stands = {name: sum_ for name, sum_ in project.files("data").items() if "/.utpe-" not in name}
        for name in old.keys() | new.keys() | stands.keys():
            require(stands.get(name) in (old.get(name), new.get(name)), f"{name} is of neither")
        what = (
            "all of before" if stands == old else "all of after" if stands == new else "some files of after"
        )
        counts[_row(was_killed, what)] += 1
        if stands != new:
            project.run(arguments)
        require(project.files("data") == new, f"{arguments}: said again, it does not do the rest")
        project.require_nothing_left()
    project.restore()
    return counts


def _row(was_killed: bool, what: str) -> str:
    return f"{'killed' if was_killed else 'had ended'}: {what}"


def main() -> int:
    """Kill as often as asked; print a table; return 1 when something was not as it should be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--builds", type=int, default=100)
    parser.add_argument("--accepts", type=int, default=50)
    parser.add_argument("--formats", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / "toy", random.Random(given.seed))  # noqa: S311 - the same moments each time
        for kill, times in ((builds, given.builds), (accepts, given.accepts), (formats, given.formats)):
            try:
                counts = kill(project, times)
            except AssertionError as error:
                sys.stderr.write(f"{kill.__name__}: {error}\n")
                return 1
            for what, number in sorted(counts.items()):
                sys.stdout.write(f"{kill.__name__} {what}: {number}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""What git remembers: when each line of a data file, and each prose file, last changed.

Nothing is invented: without git, in a shallow clone, or for a change not yet committed, the answer says
so. All of git's work in a build is one `git log` for the prose and one `git blame` for each data file,
run side by side and cached by content.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from utpe.immutable import immutable
from utpe.reading.kept import Kept

IGNORED = ".git-blame-ignore-revs"
"""Commits that changed the layout and not what is said; the name is what forges and editors know."""
LAID_OUT = -1
PLAIN = ("-c", "core.quotepath=off", "-c", "log.showSignature=off", "-c", "log.follow=off")
BLAME = ("blame", "--ignore-revs-file=", "--incremental")
"""What whoever runs git set for themselves changes no answer."""

Reach = Literal["known", "no_git", "shallow"]
"""Whether the history of a whole tree is known, or why not."""
State = Reach | Literal["unversioned"]


@immutable
class LastChange:
    """When something last changed, or why that is not known."""

    state: State
    time: dt.datetime | None = None
    """Of the commit, in UTC."""

    @property
    def day(self) -> dt.date | None:
        """The day of that time in UTC."""
        return self.time.date() if self.time else None


@dataclass(slots=True)
class History:
    """Answers about one working tree. Build it with `read_history`."""

    state: State
    lines: dict[str, list[int]] = field(default_factory=dict)
    """For each data file, the Unix time of each line's last commit; 0 for a line not committed, `LAID_OUT`
    for one of which only the layout is known to have changed."""
    files: dict[str, int] = field(default_factory=dict)
    """For each prose file, the Unix time of its last commit; 0 when changed since."""

    def of_lines(self, file: str, first: int, last: int) -> LastChange:
        """Return the newest change within the lines `first` to `last` (from 1) of a data file."""
        if self.state != "known":
            return LastChange(self.state)
        times = [time for time in self.lines.get(file, [])[first - 1 : last] if time != LAID_OUT]
        if not times or 0 in times:
            return LastChange("unversioned")
        return LastChange("known", _utc(max(times)))

    def of_file(self, file: str) -> LastChange:
        """Return the last change of a prose file."""
        if self.state != "known":
            return LastChange(self.state)
        time = self.files.get(file, 0)
        return LastChange("known", _utc(time)) if time else LastChange("unversioned")


def read_history(root: Path, data_files: Iterable[str], prose_dir: str, cache_dir: Path) -> History:
    """Return the history of the tree at `root`; paths are relative to it, with `/`."""
    state, prefix, head = _tree(root)
    if state != "known":
        return History(state)
    history = History("known")
    dirty = {p.removeprefix(prefix) for p in _changed(root)}
    wanted = list(data_files)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        log = pool.submit(_log, root, prose_dir, prefix)
        for file, times in zip(
            wanted, pool.map(lambda f: _blame(root, f, head, cache_dir), wanted), strict=True
        ):
            history.lines[file] = times
        history.files = {f: t for f, t in log.result().items() if f not in dirty}
    return history


def state_of(root: Path) -> Reach:
    """Return whether the history of the tree at `root` is known."""
    return _tree(root)[0]


def _tree(root: Path) -> tuple[Reach, str, str]:
    """Return the state, the path of `root` in its repository, and the newest commit."""
    inside = run_git(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "--verify", "HEAD")
    if inside is None:
        return "no_git", "", ""
    shallow, prefix, head = [*inside.decode().split("\n"), "", ""][:3]
    return "shallow" if shallow == "true" else "known", prefix, head


def _utc(time: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(time, dt.UTC)


def run_git(root: Path, *arguments: str) -> bytes | None:
    """Return what git says in the folder `root`; None when it fails or is not there."""
    command = ["git", "-C", str(root), *PLAIN, *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None


def _changed(root: Path) -> list[str]:
    out = run_git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".") or b""
    return [entry[3:].decode("utf-8", "replace") for entry in out.split(b"\0") if len(entry) > 3]


def _log(root: Path, folder: str, prefix: str) -> dict[str, int]:
    """Newest commit of every file under `folder`, from one pass over the log."""
    out = (
        run_git(
            root,
            "log",
            "--format=%x00%ct",
            "--name-only",
            "--no-renames",
            "-m",
            "--first-parent",
            "--",
            folder,
        )
        or b""
    )
    found: dict[str, int] = {}
    for block in out.decode("utf-8", "replace").split("\0")[1:]:
        time, *names = [line for line in block.split("\n") if line]
        for name in names:
            file = name.removeprefix(prefix)
            found[file] = max(found.get(file, 0), int(time))
    return found


def _blame(root: Path, file: str, head: str, cache_dir: Path) -> list[int]:
    """Unix time of the last commit of each line; an uncommitted line is 0, an untracked file is empty."""
    try:
        content = (root / file).read_bytes()
    except OSError:
        return []
    ignored = _ignored(root)
    made_of = f"{head} {file} {' '.join(sorted(ignored))} ".encode() + content
    key = hashlib.sha256(Path(__file__).read_bytes() + made_of).hexdigest()[:32]
    kept = Kept(cache_dir, "blame")
    if (known_times := kept.get(key)) is not None:
        return list(json.loads(known_times))
    out = run_git(root, *BLAME, "--", file)
    if out is None:
        # Interrupted, or no file of git's: not an answer to be remembered.
        return []
    times, laid_out = _parse_blame(out, ignored)
    for commit, lines in laid_out.items():
        _look_behind(root, file, content, commit, lines, times)
    kept.put(key, json.dumps(times, separators=(",", ":")).encode())
    return times


def _ignored(root: Path) -> frozenset[str]:
    """Return the commits that only laid files out anew; of most of their lines git finds the one before."""
    try:
        lines = (root / IGNORED).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip()))


def _look_behind(
    root: Path, file: str, content: bytes, commit: str, lines: list[int], times: list[int]
) -> None:
    """Give lines that a commit only moved the times that they had before it.

    Git can do it too (`blame --ignore-revs-file`), better and two hundred times slower. Here a line is known
    again by its words, when no other has the same; what was folded anew stays `LAID_OUT`.
    """
    before, out = (
        run_git(root, "show", f"{commit}^:./{file}"),
        run_git(root, *BLAME, f"{commit}^", "--", file),
    )
    if before is None or out is None:
        return
    old, _ = _parse_blame(out)
    known = dict(_once(before, old))
    now = content.split(b"\n")
    found = Counter(line.strip() for line in now)
    for number in lines:
        words = now[number].strip()
        if found[words] == 1:
            times[number] = known.get(words, LAID_OUT)


def _once(content: bytes, times: list[int]) -> Iterator[tuple[bytes, int]]:
    """Yield the lines that stand in a file once, and their times."""
    lines = [line.strip() for line in content.split(b"\n")]
    found = Counter(lines)
    yield from ((line, time) for line, time in zip(lines, times, strict=False) if found[line] == 1)


def _parse_blame(out: bytes, ignored: frozenset[str] = frozenset()) -> tuple[list[int], dict[str, list[int]]]:
    """Read `git blame --incremental` (git-blame(1), «INCREMENTAL OUTPUT»): runs of lines, in any order.

    Return the time of each line, and for each commit to be ignored the lines (from 0) that it is blamed for.
    """
    commits: dict[str, int] = {}
    runs: list[tuple[str, int, int]] = []
    commit = ""
    for line in out.decode("utf-8", "replace").split("\n"):
        first, _, rest = line.partition(" ")
        if len(first) >= 40 and first.isalnum():
            _, start, count = map(int, rest.split())
            commit = first
            runs.append((commit, start, count))
        elif first == "committer-time":
            # What is not committed has an id of zeros, and the time of now.
            commits[commit] = LAID_OUT if commit in ignored else int(rest) if commit.strip("0") else 0
    times = [0] * max((start + count - 1 for _, start, count in runs), default=0)
    laid_out: dict[str, list[int]] = defaultdict(list)
    for commit, start, count in runs:
        times[start - 1 : start - 1 + count] = [commits.get(commit, 0)] * count
        if commit in ignored:
            laid_out[commit] += range(start - 1, start - 1 + count)
    return times, laid_out

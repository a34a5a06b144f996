# SPDX-License-Identifier: MIT
"""`python scripts/preview.py`: the pages that a proposal changes, in preview/, opened by a double click.

In: the files of this folder as they are, proposals too (data/proposals/), and $BASE, the commit or branch
that the proposal is made for (default: origin/main, else main). Both are built for reading from a folder,
each by its own code, as if on one day. Out: preview/, replaced only when it is complete. Exit status: 0;
1 when the proposal cannot be built; 2 when there is nothing to compare with.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from utpe.exports.offline import offline_files
from utpe.exports.preview import INDEX, PAGES, preview
from utpe.mkdocs_adapter.build import BuildFailedError, build_into
from utpe.settings import read_settings
from utpe.text.strings import strings

ROOT = Path(__file__).resolve().parent.parent
# Links to edit name lines, which move: they would make every page differ.
PUBLIC = ("SITE_URL", "REPO_URL", "CONTACT_EMAIL")


def main(root: Path = ROOT) -> int:
    """Build, compare, write; return the exit status."""
    base = os.environ.get("BASE") or _default_base(root)
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    # What the base has gained since is no change of the proposal.
    commit = commit and _git(root, "merge-base", "HEAD", commit)
    if not commit:
        return _say("forge.preview.no_base_commit", 2, base=base)
    for name in PUBLIC:
        os.environ.pop(name, None)
    os.environ.setdefault("SOURCE_DATE_EPOCH", _git(root, "log", "-1", "--no-show-signature", "--format=%ct"))
    settings = read_settings(root)
    with tempfile.TemporaryDirectory(prefix="utpe-preview-") as folder:
        work = Path(folder)
        before = _before(root, commit, work)
        try:
            extra = {"offline": True, "with_proposals": True}
            build_into(root, work / "site", extra=extra, site_url="")
        except BuildFailedError as error:
            print(error, file=sys.stderr)
            return _say("forge.preview.failed", 1)
        files = preview(before, offline_files(work / "site"), settings.languages, settings.folder("theme"))
    write(files, root / "preview")
    pages = sum(name.startswith(PAGES) and name.endswith(".html") for name in files)
    for code in settings.languages:
        s = strings(code)
        told = {
            "folder": "preview/",
            "file": f"preview/{INDEX}",
            "pages": s.plural("forge.preview.pages", pages),
        }
        print(s("forge.preview.done", **told))
    return 0


def write(files: dict[str, bytes], folder: Path) -> None:
    """Put files into a folder, in the place of what was there."""
    draft = folder.with_name(f".{folder.name}-{os.getpid()}")
    for name, content in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)


def _default_base(root: Path) -> str:
    return "origin/main" if _git(root, "rev-parse", "--verify", "--quiet", "origin/main") else "main"


def _before(root: Path, commit: str, work: Path) -> dict[str, bytes] | None:
    """Return the files of the site at a commit, built by its own code; None when that fails."""
    target = work / "before.zip"
    clone = ["git", "clone", "--quiet", "--shared", "--no-checkout", str(root), str(work / "base")]
    checkout = ["git", "-C", str(work / "base"), "checkout", "--quiet", "--detach", commit]
    build = [sys.executable, "-m", "utpe.cli", "package", "--root", str(work / "base"), "-o", str(target)]
    for command in (clone, checkout, build):
        # Before what is installed here, which is the code of the proposal.
        code = [str(work / "base/src"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, code))}
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            return None
    with zipfile.ZipFile(target) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def _git(root: Path, *arguments: str) -> str:
    """Return what git answers, empty when it fails."""
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _say(key: str, status: int, **values: str) -> int:
    for code in ("es", "pt"):
        print(strings(code)(key, **values), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())

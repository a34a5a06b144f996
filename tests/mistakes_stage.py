"""The stage on which the examples of the page of messages are played: the toy site, with the records of `stage/`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from utpe.text.mistakes import Mistake, mistakes

TESTS = Path(__file__).parent
STAGE = TESTS / "checks" / "stage"
LANGUAGES = ("es", "pt")


def stage_in(root: Path) -> Path:
    """Make the stage in a new folder; return the folder."""
    shutil.copytree(TESTS / "toy", root, ignore=shutil.ignore_patterns("site", ".cache"))
    for path in sorted(p for p in STAGE.rglob("*") if p.is_file() and p.name != "README.md"):
        target = root / path.relative_to(STAGE)
        before = target.read_bytes() + b"\n" if target.exists() else b""
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(before + path.read_bytes())
    return root


def _cases() -> Iterator[tuple[str, Mistake]]:
    """Every example with lines of a file, in each language in which it differs."""
    for language in LANGUAGES:
        for code, mistake in mistakes(language).items():
            if mistake.file and (language == LANGUAGES[0] or mistake != mistakes(LANGUAGES[0])[code]):
                yield f"{code}-{language}", mistake


CASES = dict(_cases())


def swapped(text: str, right: str, wrong: str) -> str:
    """Return a file with whole lines replaced by others, at the indentation and behind the dash that they have."""
    for lead in (lead for pattern in ("^ *", "^ *- ") for lead in re.finditer(pattern, text, re.MULTILINE)):
        right_here, wrong_here = (lines.replace("\n", f"\n{' ' * len(lead[0])}") for lines in (right, wrong))
        if text.startswith(f"{right_here}\n", lead.end()):
            return text[: lead.end()] + wrong_here + text[lead.end() + len(right_here) :]
    raise AssertionError(right)


def made_wrong(root: Path, mistake: Mistake) -> str:
    """Put an example of a mistake on the stage; return what the file said before."""
    path, own = root / mistake.file, (STAGE / mistake.file).read_text()
    whole = path.read_text()
    path.write_text(whole.removesuffix(own) + swapped(own, mistake.right, mistake.wrong))
    return whole

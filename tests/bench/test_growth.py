"""What a reader loads does not grow with the register: the same pages with 5,000 records as with ours."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import brotli
import corpus
import pytest
from conftest import ROOT
from tools import PAGES_ALONE

from utpe.checks.runner import Report
from utpe.pages import routes
from utpe.records.registry import COLLECTIONS

pytestmark = pytest.mark.audit

RECORDS, LANGUAGES = 5_000, ("es", "pt")
MOST_GROWTH = 1.10
KB = 1_000
CAPS = {
    # A list on a record's page ends at 60 entries or 200 links (pages/long_lists.py); the longest are the
    # pages of the countries, with nine lists.
    "record": (125 * KB, 12 * KB),
    # A page of a listing ends at 100 records (settings.page_size). Above the first of some stands a map, and
    # under it at most 12 names for each disc (maps/view.py).
    "listing": (95 * KB, 18 * KB),
    # A page of a year or a letter ends too; the timeline shows at most 6 gatherings of the network a year.
    "overview": (90 * KB, 14 * KB),
    # The pages of the health of the register and of what awaits a review list 60 records each.
    "prose": (90 * KB, 14 * KB),
    "embed": (13 * KB, 4 * KB),
}
"""Most bytes, plain and sent, of pages that grow with what their lists hold, until these are full."""
UNBOUNDED = re.compile(r"(?:es/fuentes|pt/fontes)/[a-z0-9]/index\.html")
"""Sources by initial: an anchor that never moves is worth more (docs/decisions/sources-by-initial.md)."""
HOME = {"index.html", "404.html", *(f"{language}/index.html" for language in LANGUAGES)}
LOADED = re.compile(r"""(?:src|href)="([^"]+\.(?:css|js|json|woff2|svg))[^"]*\"""")


class Sizes(NamedTuple):
    """Bytes of a page, plain and sent, and the files that it names."""

    plain: int
    sent: int
    loads: frozenset[str]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the pages of this register, and of one of 5,000 records that holds the same records too."""
    folder = tmp_path_factory.mktemp("growth")
    corpus.make(folder / "corpus", RECORDS)
    roots = {"ours": ROOT, "large": folder / "corpus"}
    for name, root in roots.items():
        command = [sys.executable, "-c", PAGES_ALONE, str(folder / name)]
        subprocess.run(command, cwd=root, check=True)
    return folder / "ours", folder / "large"


@pytest.fixture(scope="module")
def sizes(sites: tuple[Path, Path]) -> dict[str, tuple[Sizes, Sizes]]:
    """Return what each page of ours weighs in both sites."""
    names = [p.relative_to(sites[0]).as_posix() for p in sorted(sites[0].rglob("*.html"))]
    with ThreadPoolExecutor(2) as pool:
        ours, large = ([*pool.map(lambda n, site=site: _sizes(site / n), names)] for site in sites)
    return dict(zip(names, zip(ours, large, strict=True), strict=True))


def _sizes(path: Path) -> Sizes:
    html = path.read_bytes()
    loads = {address.rpartition("../")[2] for address in LOADED.findall(html.decode())}
    return Sizes(len(html), len(brotli.compress(html, quality=5)), frozenset(loads))


@pytest.fixture(scope="module")
def kinds(real: Report) -> dict[str, str]:
    """Return the kind of each page that is not of prose, by the beginning of its address."""
    found = {}
    for code in LANGUAGES:
        found[routes.embeds(code)] = "embed"
        found |= {routes.section(code, name): "overview" for name in ("timeline", "alphabet")}
        found |= {routes.section(code, name): "listing" for name in COLLECTIONS}
        found |= {
            routes.record(code, name, record.id): "record"
            for name, record in real.catalogue
            if COLLECTIONS[name].has_pages
        }
    return found


def _kind(kinds: dict[str, str], name: str) -> str:
    path = name.removesuffix("index.html")
    return next((kinds[start] for start in _starts(path) if start in kinds), "prose")


def _starts(path: str) -> Iterator[str]:
    """Yield an address and all above it, the longest first."""
    parts = path.split("/")
    yield from ("/".join(parts[:n]) + "/" for n in range(len(parts) - 1, 0, -1))


def _grown(sizes: dict[str, tuple[Sizes, Sizes]]) -> dict[str, tuple[Sizes, Sizes]]:
    return {
        name: (ours, large)
        for name, (ours, large) in sizes.items()
        if large.plain > ours.plain * MOST_GROWTH or large.sent > ours.sent * MOST_GROWTH
    }


def test_the_home_pages_do_not_grow(sizes: dict[str, tuple[Sizes, Sizes]]) -> None:
    assert sizes.keys() >= HOME
    assert not HOME & _grown(sizes).keys()


def test_a_page_that_grows_ends_at_the_cap_of_its_kind(
    sizes: dict[str, tuple[Sizes, Sizes]], kinds: dict[str, str]
) -> None:
    over = {
        name: (_kind(kinds, name), ours[:2], large[:2])
        for name, (ours, large) in _grown(sizes).items()
        if not UNBOUNDED.fullmatch(name)
        and any(is_ > most for is_, most in zip(large[:2], CAPS[_kind(kinds, name)], strict=True))
    }
    assert over == {}


def test_what_is_new_in_a_large_register_ends_at_the_caps_too(
    sites: tuple[Path, Path], kinds: dict[str, str]
) -> None:
    plain = {p.relative_to(sites[1]).as_posix(): p.stat().st_size for p in sites[1].rglob("*.html")}
    assert len(plain) > RECORDS * len(LANGUAGES)
    # A new record stands below its section, where its page is as large as one of a listing or of a record.
    most = {**{kind: cap for kind, (cap, _) in CAPS.items()}, "listing": CAPS["record"][0]}
    over = {
        name: size
        for name, size in plain.items()
        if not UNBOUNDED.fullmatch(name) and size > most[_kind(kinds, name)]
    }
    assert over == {}


def test_a_page_loads_no_other_files_than_before(sizes: dict[str, tuple[Sizes, Sizes]]) -> None:
    assert any(ours.loads for ours, _ in sizes.values())
    more = {name: large.loads - ours.loads for name, (ours, large) in sizes.items()}
    assert {name: files for name, files in more.items() if files} == {}


def test_what_a_page_loads_does_not_grow(
    sites: tuple[Path, Path], sizes: dict[str, tuple[Sizes, Sizes]]
) -> None:
    files = {p.relative_to(sites[0]) for p in (sites[0] / "assets").rglob("*") if p.is_file()}
    assert len(files) > 10
    assert {f for f in files if (sites[1] / f).stat().st_size > (sites[0] / f).stat().st_size} == set()

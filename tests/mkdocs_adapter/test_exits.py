"""The ways out: ProperDocs instead of MkDocs, no Material at all, another generator (docs/decisions/theme.md)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import rehearse_exit
from conftest import ROOT
from rehearse_exit import address, carry_files, compare, pages
from site_builder import NO_SETTINGS, PATIENCE, digest, run_mkdocs

MATERIAL = "  name: material\n"
# As if it were not installed: what its end of life comes to in the worst case.
WITHOUT_MATERIAL = """
import sys
class Nobody:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("material", "materialx"):
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Nobody())
from mkdocs.__main__ import cli
cli()
"""


def build_without_material(root: Path, config: Path, site: Path) -> None:
    config.write_text((root / "mkdocs.yml").read_text().replace(MATERIAL, "  name: null\n"))
    command = [sys.executable, "-c", WITHOUT_MATERIAL, "build", "-q", "-f", str(config), "-d", str(site)]
    env = {**os.environ, **NO_SETTINGS, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr


# ---- The same site by others ----


def test_without_material_the_site_is_the_same(toy_copy: Path, bare_toy_site: Path, tmp_path: Path) -> None:
    assert MATERIAL in (toy_copy / "mkdocs.yml").read_text()
    build_without_material(toy_copy, toy_copy / "other.yml", tmp_path / "site")
    assert digest(tmp_path / "site") == digest(bare_toy_site)


def test_material_is_really_missed_where_it_is_named(toy_copy: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_MATERIAL, "build", "-q", "-d", str(tmp_path / "site")]
    done = subprocess.run(
        command, cwd=toy_copy, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode != 0 and "material" in done.stderr


@pytest.mark.audit
def test_properdocs_gives_the_real_site(real_site: Path, tmp_path: Path) -> None:
    done = run_mkdocs(
        ROOT,
        "build",
        "-q",
        "-f",
        "mkdocs.yml",
        "-d",
        str(tmp_path / "site"),
        tool="properdocs",
        **NO_SETTINGS,
    )
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "site") == digest(real_site)


@pytest.mark.audit
def test_without_material_the_real_site_is_the_same(real_site: Path, tmp_path: Path) -> None:
    config = ROOT / "mkdocs-without-material.yml"
    try:
        build_without_material(ROOT, config, tmp_path / "site")
    finally:
        config.unlink()
    assert digest(tmp_path / "site") == digest(real_site)


@pytest.mark.audit
def test_hugo_renders_every_page_link_language_and_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert rehearse_exit.main(ROOT, tmp_path / "exit") == 0, capfd.readouterr().out[-4000:]


# ---- What the comparison sees ----

PAGE = '<html lang="es"><body id="a"><a class="x" href="{}">y</a></body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three pages and a file, whose links are written in the ways that there are."""
    return put_site(tmp_path / "ours", "../b/#a", "../../data/x.json", "/es/a/?q=1#a")


def put_site(folder: Path, *links: str) -> Path:
    for name, link in zip("abc", links, strict=True):
        (folder / "es" / name).mkdir(parents=True)
        (folder / "es" / name / "index.html").write_text(PAGE.format(link))
    (folder / "data").mkdir()
    (folder / "data" / "x.json").write_text("{}")
    return folder


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("../b/", "es/b/index.html"),
        ("../b/#c", "es/b/index.html#c"),
        ("./", "es/a/index.html"),
        (".", "es/a/index.html"),
        ("..", "es/index.html"),
        ("../..", "index.html"),
        ("/", "index.html"),
        ("#c", "es/a/index.html#c"),
        ("?q=1", "es/a/index.html"),
        ("../../data/x.json", "data/x.json"),
        ("/es/%C3%A1/", "es/á/index.html"),
        ("https://example.org/es/", ""),
        ("mailto:ana@example.org", ""),
    ],
)
def test_where_a_link_leads(href: str, leads_to: str) -> None:
    assert address(href, "es/a/index.html") == leads_to


def test_links_written_otherwise_are_the_same(site: Path, tmp_path: Path) -> None:
    other = put_site(tmp_path / "other", "/es/b/#a", "/data/x.json", "../a/#a")
    assert compare(site, pages(site), other).lines() == []


@pytest.mark.parametrize(
    ("old", "new", "losses"),
    [
        ('href="../b/#a"', 'href="../b/"', {"links"}),
        ('href="../b/#a"', 'href="../d/"', {"links", "dead"}),
        ('lang="es"', 'lang="pt"', {"languages"}),
        ('id="a"', 'id="z"', {"dead"}),
    ],
)
def test_what_a_page_loses_is_told(site: Path, tmp_path: Path, old: str, new: str, losses: set[str]) -> None:
    other = put_site(tmp_path / "other", "../b/#a", "../../data/x.json", "/es/a/?q=1#a")
    page = other / "es" / "a" / "index.html"
    assert old in page.read_text()
    page.write_text(page.read_text().replace(old, new))
    lost = compare(site, pages(site), other)
    assert {kind for kind, found in vars(lost).items() if found} == losses


@pytest.mark.parametrize(
    ("name", "losses"), [("es/b/index.html", {"pages", "dead"}), ("data/x.json", {"files", "dead"})]
)
def test_what_is_not_there_is_told(site: Path, tmp_path: Path, name: str, losses: set[str]) -> None:
    other = put_site(tmp_path / "other", "../b/#a", "../../data/x.json", "/es/a/?q=1#a")
    (other / name).unlink()
    lost = compare(site, pages(site), other)
    assert {kind for kind, found in vars(lost).items() if found} == losses


def test_hugo_is_given_all_files_but_the_lists_that_it_writes(site: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for name, front in (("a", '{"outputs": ["html", "list"]}\n'), ("b", '{}\n<p class="list">"list"</p>')):
        (tree / "content" / "es" / name).mkdir(parents=True)
        (tree / "content" / "es" / name / "_index.html").write_text(front)
        (site / "es" / name / "list.json").write_text("[]")
    carry_files(site, tree)
    carried = {f.relative_to(tree / "static").as_posix() for f in (tree / "static").rglob("*") if f.is_file()}
    assert carried == {"data/x.json", "es/b/list.json"}


def test_without_hugo_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(rehearse_exit, "_hugo", lambda: None)
    assert rehearse_exit.main(ROOT, tmp_path / "exit") == 2
    assert [line[:3] for line in capsys.readouterr().err.splitlines()] == ["es:", "pt:", "en:"]
    assert not (tmp_path / "exit").exists()

"""The register for the other generators: bench/peers/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import TOY, _copied_toy
from peers import built
from peers.export import export

from utpe.checks.runner import check
from utpe.pages import routes
from utpe.records.registry import COLLECTIONS
from utpe.settings import read_settings


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, bare_toy_site: Path) -> Path:
    folder = tmp_path_factory.mktemp("peers")
    export(_copied_toy(folder / "toy"), bare_toy_site, folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def addresses() -> dict[str, str]:
    """The key of each record that has a page, by the address of the page in each language."""
    catalogue = check(read_settings(TOY)).catalogue
    return {
        routes.record(language, c, r.id): f"{c}/{r.id}"
        for language in ("es", "pt")
        for c, r in catalogue
        if COLLECTIONS[c].has_pages
    }


def fields_of(page: Path) -> dict[str, Any]:
    found, _ = json.JSONDecoder().raw_decode(page.read_text("utf-8"))
    return dict(found)


def records_in(exported: Path) -> dict[str, dict[str, Any]]:
    content = exported / "hugo" / "content"
    pages = [p for p in content.rglob("*.md") if p.stem != "_index"]
    return {p.relative_to(content).with_suffix("").as_posix() + "/": fields_of(p) for p in pages}


def refs_in(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("ref"), str):
            yield tree["ref"]
        for value in tree.values():
            yield from refs_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from refs_in(value)


def test_no_record_is_lost_for_hugo(exported: Path, addresses: dict[str, str]) -> None:
    pages = records_in(exported)
    assert {path: page["params"]["key"] for path, page in pages.items()} == addresses


def test_no_record_is_lost_for_material_and_zensical(exported: Path, addresses: dict[str, str]) -> None:
    docs = exported / "markdown" / "docs"
    assert {path for path in addresses if not (docs / path / "index.md").is_file()} == set()


def test_no_page_is_lost(exported: Path, bare_toy_site: Path) -> None:
    docs = exported / "markdown" / "docs"
    pages = {p.parent.relative_to(bare_toy_site).as_posix() for p in bare_toy_site.glob("*/**/index.html")}
    assert pages - {p.parent.relative_to(docs).as_posix() for p in docs.rglob("index.md")} == set()


def test_each_reference_leads_to_a_record(exported: Path, addresses: dict[str, str]) -> None:
    keys = set(addresses.values())
    for path, page in records_in(exported).items():
        assert set(refs_in(page)) <= keys, path


def test_titles_of_other_records_are_looked_up(exported: Path) -> None:
    facts = [fact for page in records_in(exported).values() for fact in page["params"].get("facts", [])]
    assert any(list(refs_in(fact)) for fact in facts)
    backs = [b for page in records_in(exported).values() for b in page["params"].get("blocks", [])]
    assert any("back" in block for block in backs)


def test_each_source_that_a_page_cites_is_there(exported: Path) -> None:
    for path, page in records_in(exported).items():
        sources = json.loads((exported / "hugo" / "data" / "sources" / f"{path[:2]}.json").read_text("utf-8"))
        assert {note["id"] for note in page["params"].get("cited", [])} <= sources.keys(), path


def test_a_shell_is_whole_again_when_its_pieces_are_joined(exported: Path) -> None:
    shell = exported / "hugo" / "layouts" / "_partials" / "shell" / "es" / "meetings"
    order = ("meta", "assets", "body", "top", "brand", "main", "foot")
    html = "".join((shell / f"{name}.html").read_text("utf-8") for name in order)
    for part in ("<!doctype html>", '<nav class="nav top"', '<main id="c"', "</main>", "</html>"):
        assert html.count(part) == 1, part


def test_a_built_page_comes_apart() -> None:
    html = (
        "<title>A &amp; b</title>"
        '<meta name="description" content="Lo que es">\n<meta name="x"></head>'
        '<ul class="lang"><li>es</li><li><a href="../../pt/b/">Português</a></li></ul>'
        '<main id="c" class="main" tabindex="-1">\n<p>Texto</p></main>'
    )
    page = built.page("es/a/", html)
    assert (page.title, page.description, page.main) == ("A & b", "Lo que es", "<p>Texto</p>")
    assert page.other == "pt/b/"

"""The offline copy, unpacked and opened by a real browser from its folder: nothing fails, everything leads somewhere."""

from __future__ import annotations

import html
import posixpath
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from form_driver import Form
from page_kinds import ANY_RECORD, FORMS, MAPS, OVERVIEWS, PROSE, RECORDS, SECTIONS
from site_builder import made_once, run_utpe

from utpe.exports.offline import named

ROOT = Path(__file__).resolve().parents[2]
KINDS = (
    *MAPS,
    *OVERVIEWS,
    *RECORDS,
    *SECTIONS,
    *(f"{c}/{path}" for c, paths in PROSE.items() for path in paths),
    *FORMS,
)


def _unpacked(target: Path) -> None:
    # The folder in it is called as it is.
    package = target.with_name("utpe.zip")
    # An address of the site changes nothing: the copy needs none.
    done = run_utpe(ROOT, "package", "-o", str(package), SITE_URL="https://example.org/")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(package) as archive:
        archive.extractall(target)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "un paquete", _unpacked) / "utpe"


class _Page:
    """Where a page leads, and what can be led to; by patterns, since a parser takes half a minute for all."""

    def __init__(self, text: str) -> None:
        tags = re.findall(r"<[a-z][^<>]*>", text)
        self.tags = "".join(tags)
        self.links = {html.unescape(x) for x in re.findall(r'\s(?:href|src|action)="([^"]*)"', self.tags)}
        self.links |= {html.unescape(x) for x in re.findall(r'content="0; url=([^"]*)"', self.tags)}
        self.ids = set(re.findall(r'\sid="([^"]+)"', self.tags))


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[Path, _Page]:
    return {path: _Page(path.read_text()) for path in sorted(folder.rglob("*.html"))}


@pytest.mark.slow
@pytest.mark.audit
def test_every_link_leads_to_a_file_and_a_place(folder: Path, pages: dict[Path, _Page]) -> None:
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    ids = {path.relative_to(folder).as_posix(): page.ids for path, page in pages.items()}
    lost = []
    for path, page in pages.items():
        here = path.relative_to(folder).as_posix()
        for link in page.links:
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            name, _, anchor = link.partition("#")
            # A form is asked for one record by its address: the file is the same.
            name = name.partition("?")[0]
            assert not re.match(r"[a-z]+:|/", name), (path, link)
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(name))) if name else here
            )
            if target not in there or (anchor and anchor not in ids[target]):
                lost.append((here, link))
    assert not lost, lost[:10]
    assert len(pages) > 2_000


@pytest.mark.audit
def test_nothing_that_a_folder_forbids_is_left(folder: Path, pages: dict[Path, _Page]) -> None:
    for path, page in pages.items():
        assert not re.search(
            r'<form|type="module"|rel="(?:preload|canonical)"|Content-Security', page.tags
        ), path
    # Chromium would load fonts from a folder; Firefox takes each file for another origin.
    sheet = next(folder.glob("assets/utpe.*.css")).read_text()
    assert sheet.count("url(data:font/woff2") == 2 and "url(fonts" not in sheet
    assert not list(folder.rglob("list.json")) and not (folder / "pagefind").exists()
    assert {p.name for p in folder.iterdir() if p.is_file()} == {
        "index.html",
        "manifest.sha256",
        "LEAME.txt",
        "LEIAME.txt",
    }


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.audit
def test_no_kind_of_page_fails_in_a_browser(folder: Path, page: Any) -> None:
    troubles: list[tuple[str, str]] = []
    asked: set[str] = set()
    page.on("console", lambda m: troubles.append((page.url, m.text)) if m.type != "log" else None)
    page.on("pageerror", lambda e: troubles.append((page.url, str(e))))
    # An icon still under way when the next page opens is given up, and nothing is wrong.
    page.on("requestfailed", lambda r: "ABORTED" in r.failure or troubles.append((page.url, r.url)))
    page.on("request", lambda r: asked.add(urlsplit(r.url).scheme))
    for path in ("", *KINDS):
        page.goto((folder / path / "index.html").as_uri())
        assert page.evaluate(
            "document.fonts.ready.then(() => document.fonts.check('700 20px \"Andada Pro\"'))"
        ), path
    assert troubles == []
    assert asked <= {"file", "data"}


def test_fonts_are_really_there(folder: Path, page: Any) -> None:
    page.goto((folder / "es" / "index.html").as_uri())
    loaded = page.evaluate(
        "document.fonts.ready.then(fs => [...fs].filter(f => f.status == 'loaded').map(f => f.family))"
    )
    assert {"Archivo", "Andada Pro"} <= {family.strip('"') for family in loaded}


def test_a_reader_gets_around(folder: Path, page: Any) -> None:
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Português").click()
    page.get_by_role("navigation").get_by_role("link", name="Reuniões").first.click()
    assert page.url.endswith("/pt/reunioes/index.html")
    # The facets are links, as they are without scripts.
    page.locator(".fac a", has_text="2014").first.click()
    assert page.url.endswith("/pt/reunioes/ano/2014/index.html")
    page.locator("header .lang a", has_text="Español").click()
    assert page.url.endswith("/es/reuniones/anio/2014/index.html")


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "La búsqueda necesita un servidor"), ("pt", "A busca precisa de um servidor")],
)
def test_the_search_page_says_what_there_is_instead(
    folder: Path, page: Any, language: str, words: str
) -> None:
    page.goto((folder / language / "buscar" / "index.html").as_uri())
    assert words in page.locator(".note").first.inner_text()
    assert page.locator("main input, header input").count() == 0
    assert page.locator("main a[href$='indice/index.html']").count() >= 1


def test_the_manifest_holds(folder: Path) -> None:
    command = ["sha256sum", "--strict", "--quiet", "-c", "manifest.sha256"]
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0
    listed = {line.split("  ", 1)[1] for line in (folder / "manifest.sha256").read_text().splitlines()}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert listed == there - {"manifest.sha256"}


@pytest.mark.audit
def test_two_packages_are_the_same(toy_copy: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        target = tmp_path / name / "toy.zip"
        done = run_utpe(toy_copy, "package", "-o", str(target), SOURCE_DATE_EPOCH="1795478400")
        assert done.returncode == 0 and "Copia sin conexión" in done.stdout, done.stderr
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert not (toy_copy / "site").exists()
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 24, 0, 0, 0)}


def test_what_cannot_be_written_is_told(toy_copy: Path) -> None:
    done = run_utpe(toy_copy, "package", "--lang", "pt", "-o", "/dev/null/x.zip")
    assert (
        done.returncode == 1 and "Não foi possível gravar" in done.stderr and "Traceback" not in done.stderr
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="./">', '<a href="./index.html">'),
        ('<a href="../a/#b">', '<a href="../a/index.html#b">'),
        ('<a href="a/?tipo=x&amp;y=/">', '<a href="a/index.html?tipo=x&amp;y=/">'),
        # A page that has moved leads on by itself.
        (
            '<meta http-equiv="refresh" content="0; url=../x/">',
            '<meta http-equiv="refresh" content="0; url=../x/index.html">',
        ),
        (
            '<meta http-equiv="refresh" content="0; url=../x/#a/">',
            '<meta http-equiv="refresh" content="0; url=../x/index.html#a/">',
        ),
        (
            '<meta http-equiv="refresh" content="0; url=https://example.org/">',
            '<meta http-equiv="refresh" content="0; url=https://example.org/">',
        ),
        ('<meta name="description" content="0; url=a/">', '<meta name="description" content="0; url=a/">'),
        # Addresses of files, of places on the page, and of other sites stay.
        ('<a href="a.pdf">', '<a href="a.pdf">'),
        ('<a href="#a/">', '<a href="#a/">'),
        ('<a href="">', '<a href="">'),
        ('<a href="https://example.org/">', '<a href="https://example.org/">'),
        ('<a href="//example.org/">', '<a href="//example.org/">'),
        ('<a href="mailto:a@example.org/">', '<a href="mailto:a@example.org/">'),
        # What only looks like an attribute is text, or another attribute.
        ('<p>href="a/"</p>', '<p>href="a/"</p>'),
        ('<a data-href="a/">', '<a data-href="a/">'),
    ],
)
def test_links_name_their_files(html: str, expected: str) -> None:
    assert named(html) == expected


@pytest.mark.parametrize("where", ["a folder", "a server that is gone"])
def test_a_proposal_is_written_without_a_connection(
    folder: Path, real_url: str, context: Any, where: str
) -> None:
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    id_ = ANY_RECORD["meetings"]
    form = Form(
        page, f"{folder.as_uri()}/" if where == "a folder" else real_url, "pt", "meetings", f"?id={id_}"
    )
    page.wait_for_function("() => document.querySelector('#f-title\\\\.es').value !== ''")
    context.set_offline(True)
    form.fill({"venue": {"es": "Casa de la Cultura", "pt": "Casa da Cultura"}})
    form.prepare()
    with page.expect_download() as download:
        page.click("#download")
    text = Path(download.value.path()).read_text()
    assert text == form.file() and "\nvenue:\n  es: Casa de la Cultura\n" in text
    assert "# Base: " in text and download.value.suggested_filename == f"{id_}.yaml"
    assert troubles == []

"""The preview of a proposal: only pages that change, standing alone, with no link that leads nowhere."""

from __future__ import annotations

import html
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from utpe.exports.preview import MOST_PAGES, preview

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "overrides"
TITLE = "Reunión de la unidad en Alfa"
SHEET = {"assets/utpe.0a.css": b"a{background:url(fonts/x.svg)}", "assets/fonts/x.svg": b"<svg/>"}


def _page(title: str, body: str = "") -> bytes:
    sheet = '<link rel="stylesheet" href="../../assets/utpe.0a.css">'
    return f"<html><title>{title} · UTPE</title>{sheet}<p>{body}</p></html>".encode()


def test_only_what_changes_is_shown() -> None:
    before = {
        **SHEET,
        "es/a/index.html": _page("A"),
        "es/b/index.html": _page("B"),
        "es/c/index.html": _page("C"),
    }
    after = {
        **SHEET,
        "es/a/index.html": _page("A"),
        "es/b/index.html": _page("B", "otra"),
        "es/d/index.html": _page("D"),
    }
    after |= {"es/embed/x/index.html": _page("X"), "es/data.csv": b"1", "assets/mark.png": b"2"}
    made = preview(before, after, ("es", "pt"), THEME)
    assert set(made) == {
        "index.html",
        "elsewhere.html",
        "pages/es/b/index.html",
        "pages/es/d/index.html",
        "pages/assets/utpe.0a.css",
        "pages/assets/fonts/x.svg",
    }
    listed = made["index.html"].decode()
    # B, the new one, and the one that is gone.
    assert "cambian 3 páginas" in listed and "nenhuma página muda" in listed
    assert (
        listed.index("Páginas nuevas")
        < listed.index(">D</a>")
        < listed.index("Páginas que cambian")
        < listed.index(">B</a>")
    )
    assert "<li>C <span" in listed and "Páginas que dejan de existir" in listed and "UTPE" not in listed


def test_links_to_what_is_not_shown_lead_to_the_page_that_says_so() -> None:
    body = '<a href="../c/index.html#x">c</a><a href="../d/index.html">d</a><a href="../datos.csv">x</a>'
    body += '<a href="#y">y</a><a href="https://example.org/">e</a><img src="../../assets/mark.png">'
    after = {
        **SHEET,
        "es/b/index.html": _page("B", body),
        "es/d/index.html": _page("D"),
        "es/datos.csv": b"",
        "assets/mark.png": b"2",
    }
    made = preview({"es/c/index.html": _page("C")}, {**after, "es/c/index.html": _page("C")}, ("es",), THEME)
    text = made["pages/es/b/index.html"].decode()
    assert re.findall(r'<(?:a href|img src)="([^"]*)"', text) == [
        "../../../elsewhere.html",
        "../d/index.html",
        "../../../elsewhere.html",
        "#y",
        "https://example.org/",
        "../../assets/mark.png",
    ]
    assert made["pages/assets/mark.png"] == b"2"
    assert "Esta página no está en la vista previa" in made["elsewhere.html"].decode()


def test_titles_are_text() -> None:
    made = preview({}, {"es/a/index.html": _page("&lt;script&gt;alert(1)&lt;/script&gt;")}, ("es",), THEME)
    assert b"<script>alert" not in made["index.html"] and b"&lt;script&gt;alert(1)" in made["index.html"]


def test_a_change_of_everything_is_cut_and_told() -> None:
    after = {f"es/{n:04}/index.html": _page(str(n)) for n in range(MOST_PAGES + 7)}
    made = preview(None, after, ("es",), THEME)
    assert sum(name.startswith("pages/es/") for name in made) == MOST_PAGES
    listed = made["index.html"].decode()
    assert "7 páginas más" in listed and "la versión anterior" in listed


# ---- The program, on a project with a history ----


@pytest.fixture
def project(toy_copy: Path, git: Callable[..., str]) -> Path:
    git(toy_copy, "init", "--quiet", "--initial-branch=main")
    git(toy_copy, "add", ".")
    git(toy_copy, "commit", "--quiet", "-m", "base")
    git(toy_copy, "checkout", "--quiet", "-b", "propuesta")
    return toy_copy


def _run(project: Path, base: str = "main") -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own: what other tests started in this one must not be forked."""
    code = "import sys; from pathlib import Path; import preview; sys.exit(preview.main(Path(sys.argv[1])))"
    return subprocess.run(
        [sys.executable, "-c", code, str(project)],
        cwd=ROOT / "scripts",
        env={**os.environ, "BASE": base},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _change_a_title(project: Path) -> None:
    path = project / "data/meetings.yaml"
    path.write_text(path.read_text().replace(TITLE, "Un título que nadie vio", 1))


@pytest.mark.audit
def test_a_proposal_shows_its_pages(project: Path, git: Callable[..., str]) -> None:
    _change_a_title(project)
    # A commit of a later day changes no page by itself.
    git(project, "commit", "--quiet", "-am", "título", date="2026-11-20T12:00:00Z")
    (project / "preview").mkdir()
    (project / "preview/old.html").write_text("")
    done = _run(project)
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert "Abra preview/index.html" in said and "Prévia gravada" in said
    made = {
        p.relative_to(project / "preview").as_posix(): p
        for p in (project / "preview").rglob("*")
        if p.is_file()
    }
    assert "old.html" not in made
    listed = made["index.html"].read_text()
    assert "Un título que nadie vio" in listed
    pages = [name for name in made if name.startswith("pages/es/")]
    assert 0 < len(pages) < 30
    assert not any(name.startswith("pages/es/glosario") for name in pages)
    for name, path in made.items():
        if name.endswith(".html"):
            for link in re.findall(r'<[a-z][^<>]*\s(?:href|src)="([^"]*)"', path.read_text()):
                parts = urlsplit(html.unescape(link))
                if not parts.scheme and parts.path:
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
                    assert target in made, (name, link)


def test_a_record_that_is_proposed_is_shown(project: Path) -> None:
    meetings = (project / "data/meetings.yaml").read_text()
    first = re.search(r"(?ms)^- id: ([\w-]+)\n.*?(?=^- |\Z)", meetings)
    assert first
    record = "  " + first[0][2:].replace(TITLE, "Título propuesto", 1)
    path = project / f"data/proposals/meetings/{first[1]}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(re.sub(r"(?m)^  ", "", record))
    assert _run(project).returncode == 0
    assert "Título propuesto" in (project / "preview/index.html").read_text()


@pytest.mark.audit
def test_what_cannot_be_shown_is_told(project: Path) -> None:
    for name in ("no-such-branch", "--help", "HEAD:data"):
        done = _run(project, name)
        assert done.returncode == 2
        assert f"No se encuentra «{name}»" in done.stderr
    (project / "data/meetings.yaml").write_text("- id: [")
    done = _run(project)
    assert done.returncode == 1
    said = done.stderr
    assert "data/meetings.yaml:" in said and "não há prévia" in said
    assert not (project / "preview").exists()

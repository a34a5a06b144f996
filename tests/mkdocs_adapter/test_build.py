"""The build through its real commands: complete, atomic, the same with each tool."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from site_builder import digest, run_mkdocs, run_utpe

from utpe.mkdocs_adapter.build import build_site
from utpe.mkdocs_adapter.plugin import UtpePlugin
from utpe.pages import publish
from utpe.text.strings import strings


def test_utpe_build_makes_the_site(toy_copy: Path) -> None:
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 0, done.stderr
    assert "Sitio construido" in done.stdout
    site = toy_copy / "site"
    for path in (
        "index.html",
        "404.html",
        "robots.txt",
        "es/index.html",
        "pt/reunioes/toy-2014-alfa/index.html",
    ):
        assert (site / path).is_file(), path
    assert "Véase también: <a" in (site / "es/glosario/index.html").read_text()
    assert not (site / "sitemap.xml").exists()
    assert not list(site.glob("assets/javascripts")), "assets of the theme must not be copied"


def test_utpe_build_gives_the_site_of_mkdocs(toy_copy: Path, bare_toy_site: Path) -> None:
    run_utpe(toy_copy, "build")
    assert digest(toy_copy / "site") == digest(bare_toy_site)


def test_properdocs_gives_the_same_site(toy_copy: Path, bare_toy_site: Path) -> None:
    done = run_mkdocs(toy_copy, "build", "-f", "mkdocs.yml", tool="properdocs")
    assert done.returncode == 0, done.stderr
    assert digest(toy_copy / "site") == digest(bare_toy_site)


def test_a_failed_build_leaves_the_last_good_site(toy_copy: Path, bare_toy_site: Path) -> None:
    shutil.copytree(bare_toy_site, toy_copy / "site")
    good = digest(toy_copy / "site")
    meetings = toy_copy / "data" / "meetings.yaml"
    meetings.write_text(meetings.read_text().replace("city_ids: [beta]", "city_ids: [betta]"))
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 1
    assert "data/meetings.yaml:" in done.stderr and "betta" in done.stderr and "Traceback" not in done.stderr
    assert strings("es")("build.failed") in done.stderr
    assert digest(toy_copy / "site") == good
    assert [p.name for p in toy_copy.iterdir() if p.name.startswith(".site-")] == []


def test_findings_of_a_build_are_plain_and_in_the_language_asked_for(toy_copy: Path) -> None:
    meetings = toy_copy / "data" / "meetings.yaml"
    meetings.write_text(meetings.read_text().replace("kind: unit", "kind: unti", 1))
    done = run_utpe(toy_copy, "build", "--lang", "pt")
    assert done.returncode == 1
    first = done.stderr.splitlines()[0]
    assert first.startswith(("data/", "content/")), first
    assert "não é um dos valores" in done.stderr and "Se espera" not in done.stderr
    assert "Aborted" not in done.stderr and "Error" not in done.stderr


def test_a_machine_without_git_builds_and_says_that_no_date_is_known(toy_copy: Path) -> None:
    done = run_utpe(toy_copy, "build", PATH="/nonexistent")
    assert done.returncode == 0, done.stderr
    assert "no se conoce" in (toy_copy / "site/es/reuniones/toy-2014-alfa/index.html").read_text()
    assert "no se conoce" in (toy_copy / "site/es/metodo/index.html").read_text()


def test_a_broken_link_in_prose_stops_the_build(toy_copy: Path) -> None:
    page = toy_copy / "content" / "es" / "methodology.md"
    page.write_text(page.read_text() + "\n[roto](no-existe.md)\n")
    assert run_utpe(toy_copy, "build").returncode == 1
    assert run_mkdocs(toy_copy, "build").returncode != 0


def test_a_shell_without_its_slots_stops_the_build(toy_copy: Path) -> None:
    theme = toy_copy / "theme"
    config = toy_copy / "mkdocs.yml"
    overrides = next(w for w in config.read_text().split() if w.endswith("overrides"))
    shutil.copytree(overrides, theme)
    config.write_text(config.read_text().replace(overrides, str(theme)))
    base = theme / "base.html"
    base.write_text(base.read_text().replace('slot("crumbs")', 'slot("other")'))
    done = run_utpe(toy_copy, "build")
    assert done.returncode == 1
    assert not (toy_copy / "site").exists()


def test_last_changes_come_from_the_records_own_lines(toy_copy: Path, git: Callable[..., str]) -> None:
    git(toy_copy, "init", "-q", "-b", "main")
    git(toy_copy, "add", "-A")
    git(toy_copy, "commit", "-qm", "one", date="2026-10-01T12:00:00Z")
    meetings = toy_copy / "data" / "meetings.yaml"
    meetings.write_text(
        meetings.read_text().replace("Seminario dentro de la reunión", "Seminario dentro del encuentro")
    )
    page = toy_copy / "content" / "pt" / "methodology.md"
    page.write_text(page.read_text() + "\nMais uma linha.\n")
    git(toy_copy, "commit", "-qam", "two", date="2026-12-01T12:00:00Z")
    assert run_utpe(toy_copy, "build").returncode == 0
    site = toy_copy / "site"
    assert "1 de diciembre de 2026" in (site / "es/reuniones/toy-2014-seminario/index.html").read_text()
    assert "registro, 1 de octubre de 2026" in (site / "es/reuniones/toy-2014-alfa/index.html").read_text()
    assert "página, 1º de dezembro de 2026" in (site / "pt/metodo-pt/index.html").read_text().replace(
        "1 de dez", "1º de dez"
    )
    assert "página, 1 de octubre de 2026" in (site / "es/metodo/index.html").read_text()
    # Not yet committed: says so.
    meetings.write_text(meetings.read_text().replace("bisiesto, pt", "bisiesto y largo, pt"))
    run_utpe(toy_copy, "build")
    assert "todavía sin publicar" in (site / "es/reuniones/toy-2016-bisiesto/index.html").read_text()
    assert "registro, 1 de octubre de 2026" in (site / "es/reuniones/toy-2014-alfa/index.html").read_text()


def test_without_git_the_pages_say_so(bare_toy_site: Path) -> None:
    for path in ("es/reuniones/toy-2014-alfa/index.html", "es/metodo/index.html"):
        text = (bare_toy_site / path).read_text()
        assert "sin historial" in text
        assert "2026-11" not in text


def test_a_shallow_clone_says_so(toy_copy: Path, git: Callable[..., str], tmp_path: Path) -> None:
    git(toy_copy, "init", "-q", "-b", "main")
    git(toy_copy, "add", "-A")
    git(toy_copy, "commit", "-qm", "one", date="2026-10-01T12:00:00Z")
    git(toy_copy, "commit", "-qm", "two", "--allow-empty", date="2026-10-02T12:00:00Z")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{toy_copy}", str(clone))
    done = run_utpe(clone, "build")
    assert done.returncode == 0, done.stderr
    for path in ("es/reuniones/toy-2014-alfa/index.html", "pt/metodo-pt/index.html"):
        assert "incompleto" in (clone / "site" / path).read_text()


def test_settings_bring_what_needs_them(toy_site: Path) -> None:
    site = toy_site
    page = (site / "es/reuniones/toy-2014-alfa/index.html").read_text()
    assert '<link rel="canonical" href="https://example.org/sub/path/es/reuniones/toy-2014-alfa/">' in page
    for tag, path in (("es", "es/reuniones"), ("pt-BR", "pt/reunioes")):
        link = f'<link rel="alternate" hreflang="{tag}" href="https://example.org/sub/path/{path}/toy-2014-alfa/">'
        assert link in page
    assert '<link rel="alternate" hreflang="x-default" href="https://example.org/sub/path/">' in page
    assert "https://forge.example.org/r/blob/main/data/meetings.yaml?plain=1#L" in page
    sitemap = (site / "sitemap.xml").read_text()
    assert "<loc>https://example.org/sub/path/pt/reunioes/toy-2014-alfa/</loc>" in sitemap
    assert "shell" not in sitemap
    assert "pt/solo-espanol" not in sitemap
    assert "Sitemap: https://example.org/sub/path/sitemap.xml" in (site / "robots.txt").read_text()
    assert 'href="/sub/path/assets/' in (site / "404.html").read_text()


def test_what_is_not_translated_claims_no_translation(toy_site: Path) -> None:
    site = toy_site
    partly = (site / "pt/reunioes/toy-sin-fecha/index.html").read_text()
    assert 'hreflang="x-default"' not in partly
    assert '<h1 lang="es">Encuentro sin fecha conocida</h1>' in partly
    fallback = (site / "pt/solo-espanol/index.html").read_text()
    assert '<html lang="pt-BR">' in fallback and '<div class="md" lang="es">' in fallback
    assert "ainda não existe em português" in fallback
    assert '<link rel="alternate" hreflang' not in fallback


def test_an_interrupted_build_leaves_no_process_and_no_folder(
    toy_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "FEW", 0)
    monkeypatch.setattr(UtpePlugin, "on_env", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_site(toy_copy, toy_copy / "site", "es")
    assert multiprocessing.active_children() == []
    time.sleep(0.3)
    assert not list(toy_copy.glob(".site-*"))

"""The page for translators: what it lists, how differences read, where it leads, and how heavy it can get."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, TODAY
from site_builder import run_utpe

from utpe.checks.runner import check
from utpe.pages.frame import build_frame
from utpe.pages.memory import Task
from utpe.pages.site import Site
from utpe.reading.git_history import History
from utpe.settings import Settings

Git = Callable[..., str]
PAGE = "---\ntitle: {title}\ndescription: {title}, una página para probar.\nslug: {slug}\n---\n{title}.\n"
PAGES = {
    "es": {"translations": "traducciones", "reviews": "por-revisar", "propose": "proponer"},
    "pt": {"translations": "traducoes", "reviews": "a-revisar", "propose": "propor"},
}


@pytest.fixture
def project(toy_copy: Path, git: Git) -> Path:
    """The toy site with the pages that editors use, in a repository, all confirmed."""
    for language, slugs in PAGES.items():
        for key, slug in slugs.items():
            path = toy_copy / f"content/{language}/{key}.md"
            path.write_text(PAGE.format(title=slug.capitalize(), slug=slug))
    git(toy_copy, "init", "-q", "-b", "main")
    assert run_utpe(toy_copy, "translations", "--confirm").returncode == 0
    git(toy_copy, "add", "-A")
    git(toy_copy, "commit", "-qm", "x", date="2026-11-20T12:00:00Z")
    return toy_copy


def _edit(root: Path, file: str, old: str, new: str, times: int = 1) -> None:
    path = root / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, times))


def _page(root: Path, path: str) -> str:
    return re.sub(r"\s+", " ", (root / "site" / path / "index.html").read_text())


def _build(root: Path, **environment: str) -> None:
    done = run_utpe(root, "build", **environment)
    assert done.returncode == 0, done.stderr


def test_everything_that_is_left_is_listed_with_its_way(project: Path) -> None:
    _edit(project, "data/meetings.yaml", "Acta firmada", "Acta <b>firmada</b> por todas")
    _edit(project, "content/pt/methodology.md", "Alta, média", "Alta e média")
    summary = "El municipio tiene una parte que mira al río y otra que no."
    _edit(
        project,
        "data/cities.yaml",
        "  country: AR\n",
        f"  country: AR\n  note: {{es: {summary}, pt: {summary}}}\n",
    )
    _build(project, REPO_URL="https://github.com/x/y")
    es, pt = _page(project, "es/traducciones"), _page(project, "pt/traducoes")

    # Missing: a record, with the form at that field, and a page.
    assert 'href="../proponer/reuniones/?id=toy-sin-fecha&amp;field=title.pt">Traducir en el formulario' in es
    assert 'href="../propor/reunioes/?id=toy-sin-fecha&amp;field=title.pt">Traduzir no formulário' in pt
    assert "https://github.com/x/y/edit/main/content/es/only-spanish.md" in es

    # Outdated: the difference in words for those who hear it, in its language; nothing of it is markup.
    ins = '<ins><span class="vh">[entrou: </span>&lt;b&gt;firmada&lt;/b&gt; por todas<span class="vh">]</span></ins>'
    gone = '<del><span class="vh">[saiu: </span>firmada<span class="vh">]</span></del>'
    assert f'<span class="meta">Mudou em espanhol:</span> <span lang="es">Acta {gone} {ins}</span>' in pt
    assert '<span class="meta">Diz agora:</span> <span>Ata assinada</span>' in pt
    assert "Qué salió de ahí 1 › Texto · <b>portugués</b>" in es
    assert "?id=toy-2014-alfa&amp;field=outcomes.0.text.pt" in es
    assert '<span class="meta">Cambió en portugués:</span> <span lang="pt-BR">' in es

    # The same in two languages.
    assert (
        "1 oración es igual en dos idiomas" in es
        and f'<span class="meta">Dice ahora:</span> <span>{summary}' in es
    )

    # How far each section is: a meeting's title is missing, an outcome is outdated.
    counts = re.search(r'reuniones/">Reuniones</a></th>(.*?)</tr>', es)
    assert counts
    texts, spanish, portuguese = (int(n) for n in re.findall(r'class="num">(\d+)<', counts[1]))
    assert (texts - spanish, texts - portuguese) == (0, 2)


def test_nothing_left_is_said_in_words(project: Path) -> None:
    _edit(project, "data/meetings.yaml", "sin fecha conocida}", "sin fecha conocida, pt: Encontro sem data}")
    (project / "content/es/only-spanish.md").unlink()
    _build(project)
    page = _page(project, "es/traducciones")
    for words in ("Ningún texto falta", "Ningún texto quedó atrás", "Ninguna oración es igual"):
        assert words in page
    assert "De 1 texto reciente todavía nadie anotó" in page


def test_a_page_with_very_much_to_do_stays_light(project: Path, git: Git) -> None:
    words = "palabra_larga_que_pesa" * 3
    many = "".join(
        f"\n- id: t{n}\n  term: {{es: a{n}, pt: b{n}}}\n  definition: {{es: viejo {words} {n}., pt: velho {n}.}}\n"
        for n in range(100)
    )
    path = project / "data/glossary.yaml"
    path.write_text(path.read_text() + many)
    run_utpe(project, "translations", "--confirm")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "x")
    path.write_text(path.read_text().replace("viejo", f"nuevo {'otra cosa ' * 100}"))
    _build(project)
    page = _page(project, "pt/traducoes")
    assert "100 textos não acompanharam" in page and "Há mais 80, que o comando" in page
    assert (project / "site/pt/traducoes/index.html").stat().st_size <= 60_000


def test_where_nothing_can_be_proposed_the_file_is_shown_if_there_is_one(project: Path) -> None:
    for language in PAGES:
        (project / f"content/{language}/propose.md").unlink()
    _build(project, REPO_URL="https://github.com/x/y")
    page = _page(project, "es/traducciones")
    assert "field=title.pt" not in page
    assert re.search(
        r"https://github.com/x/y/blob/main/data/meetings.yaml\?plain=1#L\d+-L\d+\">Abrir el archivo", page
    )
    _build(project)
    assert "Abrir el archivo" not in _page(project, "es/traducciones")


def test_what_nobody_reviewed_for_long_comes_first(project: Path, git: Git) -> None:
    _edit(project, "data/cities.yaml", "- id: beta\n", "- id: beta\n  reviewed: 2020-01-02\n")
    _edit(project, "data/cities.yaml", "- id: gama\n", "- id: gama\n  reviewed: 2026-11-23\n")
    git(project, "commit", "-qam", "x", date="2026-11-24T12:00:00Z")
    _edit(project, "data/borders.yaml", "- id: ", "- reviewed: 2026-11-01\n  id: ")
    _build(project)
    page = _page(project, "es/por-revisar")
    cities = page[page.index('id="cities"') : page.index('id="organizations"')]
    assert "De 3 registros, 2 tienen anotado un día de revisión." in cities
    found = [
        cities.index(x)
        for x in ("Revisado el 2 de enero de 2020", "20 de noviembre de 2026", "23 de noviembre")
    ]
    assert found == sorted(found)
    assert "Sin revisión anotada; último cambio, 20 de noviembre de 2026:" in cities
    assert "Registro revisado el 2 de enero de 2020" in _page(project, "es/ciudades/beta")
    assert "Registro revisado em 2 de janeiro de 2020" in _page(project, "pt/cidades/beta")
    assert "Registro revisado" not in _page(project, "es/ciudades/alfa")


def test_an_announcement_whose_day_has_passed_asks_for_a_report(project: Path) -> None:
    _build(project)
    page = _page(project, "es/reuniones/toy-2017-anuncio")
    assert "¿Sabe si se hizo? <a" in page
    assert 'proponer/reuniones/?id=toy-2017-anuncio&amp;field=status">Cuéntenos</a>' in page
    assert "Sabe se aconteceu?" in _page(project, "pt/reunioes/toy-2017-anuncio")
    assert "Cuéntenos" not in _page(project, "es/reuniones/toy-2014-alfa")


def test_the_pages_are_made_anew_when_what_they_show_changed(project: Path) -> None:
    def facts(key: str, history: History | None = None) -> tuple[object, ...]:
        settings = Settings(root=project, today=TODAY, theme_dir=ROOT / "overrides")
        report = check(settings)
        frame = build_frame(settings, report.pages)
        site = Site(settings, report.catalogue, history or History("no_git"), frame)
        return site.own_facts(Task("prose", "es", "", key))

    before = facts("translations"), facts("reviews")
    assert before == (facts("translations"), facts("reviews"))
    # Of a text: outdated; of the ledger alone: no longer.
    _edit(project, "data/meetings.yaml", "Acta firmada", "Acta firmada por todas")
    behind = facts("translations")
    assert behind != before[0]
    ledger = project / "data/translations.yaml"
    ledger.write_text(ledger.read_text().replace("meetings/toy-2014-alfa/outcomes.text es:", "x/y es:"))
    assert facts("translations") != behind
    # Of git alone: the last change of a record.
    cities = 200 * [86_400]
    assert facts("reviews", History("known", {"data/cities.yaml": cities})) != before[1]

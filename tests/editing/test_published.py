"""The contract of addresses, in a real repository: published, renamed, rebuilt, the old addresses answer."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from site_builder import check_here, run_utpe

Git = Callable[..., str]
Capture = pytest.CaptureFixture[str]
SITE = "https://example.org/sub/"


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first release is kept once it is made: for each test it would be the same."""
    return tmp_path_factory.mktemp("first") / "release"


@pytest.fixture
def published(toy_copy: Path, first_release: Path, git: Git) -> Path:
    """The toy site in a repository of its own, with its first release and the site as it is published."""
    if not first_release.exists():
        (toy_copy / ".gitignore").write_text("site/\n.cache/\n")
        (toy_copy / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- All.\n")
        git(toy_copy, "init", "-q", "-b", "main")
        _commit(toy_copy, git)
        done = run_utpe(toy_copy, "release", "1.0.0", "--today", "2026-11-20")
        assert done.returncode == 0, done.stderr
        _commit(toy_copy, git)
        _build(toy_copy)
        shutil.copytree(toy_copy, first_release)
    shutil.rmtree(toy_copy)
    # Copied with their times, the files are those that git knows.
    shutil.copytree(first_release, toy_copy)
    return toy_copy


def _commit(root: Path, git: Git) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")


def _build(root: Path) -> Path:
    done = run_utpe(root, "build", SITE_URL=SITE)
    assert done.returncode == 0, done.stderr
    return root / "site"


class _Tags(HTMLParser):
    """The attributes of every element of a page, by its name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes of an element."""
        self.found[tag].append({name: value or "" for name, value in attrs})


def _stub(site: Path, path: str) -> tuple[str, str]:
    """Return where a page leads and its language, after looking at all that such a page must have."""
    page = _Tags()
    page.feed((site / path / "index.html").read_text())
    (refresh,) = (a["content"] for a in page.found["meta"] if a.get("http-equiv") == "refresh")
    seconds, _, target = refresh.partition("; url=")
    address = urljoin(f"{SITE}{path}", target)
    assert seconds == "0"
    assert [a["content"] for a in page.found["meta"] if a.get("name") == "robots"] == ["noindex"]
    assert [a["href"] for a in page.found["link"] if a["rel"] == "canonical"] == [address]
    assert [urljoin(f"{SITE}{path}", a["href"]) for a in page.found["a"]] == [address]
    file = site / address.removeprefix(SITE) / "index.html"
    assert file.is_file() and b'http-equiv="refresh"' not in file.read_bytes()
    return address.removeprefix(SITE), page.found["html"][0]["lang"]


def _served(site: Path, path: str) -> str:
    """Return where the map for nginx sends a path; the patterns are read by Python's own engine."""
    for line in (site / "nginx-redirects.map").read_text().splitlines():
        pattern, target = re.fullmatch(r'"~(\^.*\$)" "([^"]*)";', line).groups()  # type: ignore[union-attr]
        if match := re.search(pattern.replace("(?<", "(?P<"), path):
            return target.replace("$below", match.groupdict().get("below") or "")
    return ""


@pytest.mark.slow
def test_a_renamed_city_answers_at_all_its_addresses(published: Path) -> None:
    site = published / "site"
    before = {p.relative_to(site).as_posix() for p in site.rglob("*")}
    old = {p for p in before if re.search(r"/alfa(?=[./]|$)", p) and "." in p}
    assert {"es/ciudades/alfa/index.html", "pt/cidades/alfa/feed.xml"} <= old
    done = run_utpe(published, "rename", "cities", "alfa", "alfa-nueva")
    assert done.returncode == 0, done.stderr
    site = _build(published)
    assert _stub(site, "es/ciudades/alfa/") == ("es/ciudades/alfa-nueva/", "es")
    assert _stub(site, "pt/cidades/alfa/") == ("pt/cidades/alfa-nueva/", "pt-BR")
    for file in sorted(old):
        target = _served(site, f"/sub/{file.removesuffix('index.html')}")
        assert target == f"/sub/{file.removesuffix('index.html')}".replace("/alfa", "/alfa-nueva"), file
        assert (site / target.removeprefix("/sub/") / "").exists() or (site / target[5:]).is_file(), target
    assert _served(site, "/sub/es/ciudades/alfa") == "/sub/es/ciudades/alfa-nueva/"
    assert _served(site, "/sub/es/ciudades/alfarero/") == ""
    lines = (site / "_redirects").read_text().splitlines()
    assert "/sub/es/ciudades/alfa/* /sub/es/ciudades/alfa-nueva/:splat 301" in lines
    assert "/sub/es/ciudades/alfa /sub/es/ciudades/alfa-nueva/ 301" in lines
    for name in ("sitemap.xml", "es/feed.xml", "es/ciudades/list.json", "es/ciudades/index.html"):
        assert not re.search(r"ciudades/alfa/", (site / name).read_text()), name
    assert "/es/ciudades/alfa-nueva/" in (site / "sitemap.xml").read_text()


def test_what_others_name_after_an_id_moves_too(published: Path) -> None:
    """Calendars and pages to embed stand outside the sections: whoever makes them need not tell."""
    from utpe.checks.runner import check
    from utpe.pages.addresses import Addresses
    from utpe.pages.redirects import _named
    from utpe.records.ledger import Ledger
    from utpe.settings import read_settings

    run_utpe(published, "rename", "cities", "alfa", "al")
    report = check(read_settings(published))
    known = Addresses(report.catalogue, report.pages, ("es", "pt"), Ledger())
    files = {"es/agenda/al.ics", "es/embed/ciudad/al/index.html", "api/v1/cities/al.json", "api/alto.json"}
    files |= {"es/ciudades/al/index.html", "es/ciudades/al/al.bib", "es/ciudades/al/feed.xml"}
    taken = {"pt/agenda/al.ics", "pt/agenda/alfa.ics", "assets/al.png"}
    rules = {(rule.source, rule.target) for rule in _named(known, files | taken)}
    assert rules == {
        ("es/agenda/alfa.ics", "es/agenda/al.ics"),
        ("es/embed/ciudad/alfa/", "es/embed/ciudad/al/"),
        ("api/v1/cities/alfa.json", "api/v1/cities/al.json"),
        ("es/ciudades/alfa/alfa.bib", "es/ciudades/al/al.bib"),
    }


def test_the_files_of_a_renamed_meeting_answer_under_its_old_name(published: Path) -> None:
    site = published / "site"
    below = {p.name for p in (site / "es/reuniones/toy-2014-alfa").iterdir()} - {"index.html"}
    assert below == {"toy-2014-alfa.ics", "toy-2014-alfa.bib", "toy-2014-alfa.ris"}
    assert run_utpe(published, "rename", "meetings", "toy-2014-alfa", "otra").returncode == 0
    site = _build(published)
    for name in below:
        target = _served(site, f"/sub/es/reuniones/toy-2014-alfa/{name}")
        assert target == f"/sub/es/reuniones/otra/{name.replace('toy-2014-alfa', 'otra')}"
        assert (site / target.removeprefix("/sub/")).is_file()


@pytest.mark.audit
def test_chains_are_followed_to_their_end(published: Path, git: Git) -> None:
    assert run_utpe(published, "rename", "meetings", "toy-2014-alfa", "segundo").returncode == 0
    _news(published, "- Renamed.")
    _commit(published, git)
    assert run_utpe(published, "release", "1.1.0").returncode == 0
    assert run_utpe(published, "rename", "meetings", "segundo", "tercero").returncode == 0
    # What the data forget, the ledger remembers.
    data = published / "data" / "meetings.yaml"
    data.write_text(data.read_text().replace("[toy-viejo, toy-2014-alfa, segundo]", "[segundo]"))
    site = _build(published)
    for old in ("toy-viejo", "toy-2014-alfa", "segundo"):
        assert _stub(site, f"es/reuniones/{old}/")[0] == "es/reuniones/tercero/"
    refused = run_utpe(published, "rename", "meetings", "tercero", "segundo")
    assert refused.returncode == 0, refused.stderr
    refused = run_utpe(published, "rename", "meetings", "segundo", "toy-2014-alfa")
    assert refused.returncode == 1 and "fue el id de otro registro" in refused.stderr


@pytest.mark.audit
def test_a_page_of_prose_with_another_slug_or_file_answers(published: Path) -> None:
    page = published / "content" / "es" / "methodology.md"
    text = page.read_text()
    slug = re.search(r"^slug: (.*)$", text, re.MULTILINE)[1]  # type: ignore[index]
    page.write_text(text.replace(f"slug: {slug}", "slug: metodo-nuevo"))
    site = _build(published)
    assert _stub(site, f"es/{slug}/")[0] == "es/metodo-nuevo/"
    # Another file, another address: E141 until the page says what it was.
    only = published / "content" / "es" / "only-spanish.md"
    moved = only.with_name("moved.md")
    was = only.read_text()
    only.unlink()
    moved.write_text(was.replace("---\n", "---\nslug: otra-pagina\n", 1) if "slug:" not in was else was)
    moved.write_text(re.sub(r"^slug: .*$", "slug: otra-pagina", moved.read_text(), flags=re.MULTILINE))
    for path in published.glob("content/*/*.md"):
        path.write_text(path.read_text().replace("only-spanish.md", "moved.md"))
    done = run_utpe(published, "build")
    assert done.returncode == 1 and ": E141 pages › only-spanish: " in done.stderr
    moved.write_text(moved.read_text().replace("---\n", "---\nformer: [pages/only-spanish]\n", 1))
    site = _build(published)
    ledger = (published / "data" / "urls.yaml").read_text()
    path = re.search(r"^  only-spanish: \{es: \[(.*?)\]", ledger, re.MULTILINE)[1]  # type: ignore[index]
    assert _stub(site, f"es/{path}/")[0] == "es/otra-pagina/"


@pytest.mark.audit
def test_a_section_with_another_slug_takes_all_below_it_along(published: Path) -> None:
    ledger = published / "data" / "urls.yaml"
    ledger.write_text(ledger.read_text().replace("cities: {es: [ciudades]", "cities: {es: [urbes, ciudades]"))
    assert run_utpe(published, "rename", "cities", "alfa", "omega").returncode == 0
    site = _build(published)
    assert _stub(site, "es/urbes/")[0] == "es/ciudades/"
    assert _stub(site, "es/urbes/beta/")[0] == "es/ciudades/beta/"
    assert _stub(site, "es/urbes/alfa/")[0] == "es/ciudades/omega/"
    assert _served(site, "/sub/es/urbes/alfa/feed.xml") == "/sub/es/ciudades/omega/feed.xml"
    assert _served(site, "/sub/es/urbes/beta/feed.xml") == "/sub/es/ciudades/beta/feed.xml"


@pytest.mark.audit
def test_topics_move_in_the_listings_too(published: Path) -> None:
    assert (published / "site/es/reuniones/tema/gobernanza/index.html").is_file()
    assert run_utpe(published, "rename", "topics", "gobernanza", "gobierno").returncode == 0
    site = _build(published)
    assert _stub(site, "es/reuniones/tema/gobernanza/")[0] == "es/reuniones/tema/gobierno/"
    assert _stub(site, "es/temas/gobernanza/")[0] == "es/temas/gobierno/"


@pytest.mark.slow
def test_a_published_record_does_not_vanish(published: Path) -> None:
    site = published / "site"
    good = (site / "es/reuniones/index.html").read_bytes()
    data = published / "data" / "meetings.yaml"
    text = data.read_text()
    start, end = text.index("- id: toy-2017-anuncio"), text.index("- id: toy-sin-fecha")
    data.write_text(text[:start] + text[end:])
    line = (published / "data" / "urls.yaml").read_text().split("\n").index("    - toy-2017-anuncio") + 1
    for language, words in (
        ("es", "se publicó, ya no está"),
        ("pt", "foi publicado"),
        ("en", "was published"),
    ):
        done = run_utpe(published, "build", "--lang", language)
        assert done.returncode == 1
        where = f"data/urls.yaml:{line}:7: E141 meetings › toy-2017-anuncio: "
        assert where in done.stderr and words in done.stderr, done.stderr
        assert done.stderr.count("E141") == 1
    assert (site / "es/reuniones/index.html").read_bytes() == good
    # A page of prose may say that it stands for the record.
    page = published / "content" / "es" / "methodology.md"
    page.write_text(page.read_text().replace("---\n", "---\nformer: [meetings/toy-2017-anuncio]\n", 1))
    assert _stub(_build(published), "es/reuniones/toy-2017-anuncio/")[0].startswith("es/")


LEDGER = {
    "no list": ("records:\n  cities: alfa\n", "E140"),
    "an unknown collection": ("records:\n  towns: [alfa]\n", "E140"),
    "a path that climbs": ("pages:\n  x: {es: [../y]}\n", "E140"),
    "a key nobody knows": ("other: []\n", "E140"),
    "text": ("alfa\n", "E140"),
    "broken YAML": ("records: [\n", "E023"),
    "an anchor": ("records: &a {}\n", "E026"),
    "bytes": (b"\xff", "E020"),
    "a circle": ("redirects:\n  cities/x: cities/y\n  cities/y: cities/x\n", "E142"),
    "a circle of one": ("redirects: {cities/x: cities/x}\n", "E142"),
    "from a living page": ("redirects:\n  cities/alfa: cities/beta\n", "E143"),
}


@pytest.mark.parametrize("name", LEDGER)
def test_a_ledger_that_cannot_be_is_a_finding(toy_copy: Path, capsys: Capture, name: str) -> None:
    text, code = LEDGER[name]
    path = toy_copy / "data" / "urls.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = check_here(toy_copy, capsys)
    errors = [line for line in done.stdout.split("\n") if re.search(r": E\d", line)]
    assert done.returncode == 1 and len(errors) == 1, done.stdout + done.stderr
    assert errors[0].startswith("data/urls.yaml:") and f" {code}" in errors[0]


@pytest.mark.parametrize(
    ("former", "code"),
    [
        ("x", "E144"),
        ("[../x]", "E144"),
        ("[towns/x]", "E144"),
        ("[{a: b}]", "E144"),
        ("[cities/alfa]", "E143"),
    ],
)
def test_what_a_page_was_called_is_a_list_of_names(
    toy_copy: Path, capsys: Capture, former: str, code: str
) -> None:
    page = toy_copy / "content" / "es" / "methodology.md"
    page.write_text(page.read_text().replace("---\n", f"---\nformer: {former}\n", 1))
    done = check_here(toy_copy, capsys)
    assert (
        done.returncode == 1 and f"content/es/methodology.md:2:{9 + (code == 'E143')}: {code} " in done.stdout
    )


def _news(root: Path, line: str) -> None:
    path = root / "CHANGELOG.md"
    path.write_text(path.read_text().replace("## Unreleased\n", f"## Unreleased\n\n{line}\n", 1))


@pytest.mark.slow
def test_a_release_closes_a_version(published: Path, git: Git) -> None:
    log = published / "CHANGELOG.md"
    assert log.read_text() == "# Changelog\n\n## Unreleased\n\n## 1.0.0 · 2026-11-20\n\n- All.\n"
    ledger = published / "data" / "urls.yaml"
    first = ledger.read_bytes()
    assert run_utpe(published, "release", "1.1.0").stderr.startswith("CHANGELOG.md no tiene")
    _news(published, "- More.")
    dirty = run_utpe(published, "release", "1.1.0", "--lang", "pt")
    assert dirty.returncode == 1 and dirty.stderr == "Há alterações não registradas no git: CHANGELOG.md\n"
    _commit(published, git)
    for version in ("1.0.0", "0.9.9"):
        assert "no es posterior a la 1.0.0" in run_utpe(published, "release", version).stderr
    for version in ("1", "v1.1.0", "1.01.0", "1.1.0-rc", "../x"):
        assert "no es una versión" in run_utpe(published, "release", version).stderr
    assert run_utpe(published, "release", "1.1.0", "--today", "mañana").returncode == 2
    dry = run_utpe(published, "release", "1.1.0", "--dry-run", "--today", "2026-12-01")
    assert dry.returncode == 0 and "## 1.1.0 · 2026-12-01" in dry.stdout and "ensayo" in dry.stdout
    assert git(published, "status", "--porcelain") == ""
    assert run_utpe(published, "release", "1.1.0", "--today", "2026-12-01").returncode == 0
    assert ledger.read_bytes() == first
    assert log.read_text().count("## Unreleased\n\n## 1.1.0 · 2026-12-01\n\n- More.\n\n## 1.0.0") == 1
    _commit(published, git)
    data = published / "data" / "cities.yaml"
    data.write_text(data.read_text().replace("lat: -34.7", "lat: sur"))
    _news(published, "- Wrong.")
    _commit(published, git)
    wrong = run_utpe(published, "release", "1.2.0")
    assert wrong.returncode == 1 and "E108" in wrong.stdout and "con errores" in wrong.stderr


def test_without_git_nothing_is_released(toy_copy: Path) -> None:
    done = run_utpe(toy_copy, "release", "1.0.0")
    assert done.returncode == 1 and "repositorio de git" in done.stderr
    assert not (toy_copy / "data" / "urls.yaml").exists()
    shutil.rmtree(toy_copy)


def test_a_release_notes_the_translations_that_are_in_step(published: Path) -> None:
    assert "todavía no consta" not in run_utpe(published, "translations").stdout
    path = published / "data/meetings.yaml"
    path.write_text(path.read_text().replace("Acta firmada", "Acta firmada por todas"))
    assert "Quedó atrás 1 texto:" in run_utpe(published, "translations").stdout

"""A record of each collection: filled in, prepared, put into a copy of the site, checked, and shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from form_driver import Form
from second_language import others_in_audit
from site_builder import run_mkdocs

from utpe.checks.runner import Report, check
from utpe.forms.spec import PROPOSED, spec
from utpe.pages import routes
from utpe.reading.strict_yaml import read_yaml
from utpe.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "toy"
NEW = {
    "id": "…",
    "source": {
        "url": "https://example.org/ordenanza-7",
        "title": "Ordenanza n.º 7: «área» metropolitana",
        "publisher": "Concejo de Alfa",
        "kind": "law",
        "date": "2019-03",
        "accessed": "2026-11-20",
        "language": "es",
    },
    "locator": "artículo 3",
}
CITED = {"id": "acta-alfa"}
TEXT = {"es": "Ñandú, güiro y «comillas»: # no es un comentario", "pt": "Coração & irmã – “aspas”: - hífen"}
POINT = {"lat": "-34.5", "lon": "-58.25", "basis": "official_list"}
POPULATION = {"value": "1234567", "year": "2022", "sources": [CITED]}
RECORDS: dict[str, dict[str, Any]] = {
    "meetings": {
        "title": {"es": "Seminario de Ñandubay", "pt": "Seminário de Nhandubai"},
        "kind": "seminar",
        "unit_link": TEXT,
        "date": "2015-05-04/2015-05-05",
        "time": "09:30/17:00",
        "mode": "hybrid",
        "city_ids": ["alfa", "beta"],
        "venue": {"es": "Casa de la Cultura"},
        "status": "held",
        "relation": "own",
        "sources": [NEW, {"id": "plan-toy", "supports": ["date"]}],
        "host": {"pt": "Prefeitura"},
        "participants": [{"city_id": "gama", "role": "speaker"}, {"city_id": "beta"}],
        "speakers": [{"name": "María O’Higgins", "city_id": "alfa"}],
        "subjects": [TEXT],
        "topic_ids": ["gobernanza"],
        "outcomes": [{"text": TEXT, "source_id": "acta-alfa"}],
        "narrative": [{"text": TEXT, "sources": [CITED]}],
        "documents": [{"kind": "minutes", "state": "not_found"}],
        "organization_ids": ["red-toy"],
        "confidence": "medium",
        "note": TEXT,
        "editor_note": "Para quien revise:\ndos renglones.",
    },
    "publications": {
        "title": "Informe “final” de la unidad",
        "kind": "report",
        "languages": ["es", "pt"],
        "authors": [{"family": "de Souza", "given": "Ana"}, {"literal": "Municipio de Alfa"}],
        "has_more_authors": "true",
        "date": "2016~",
        "abstract": TEXT,
        "relation": "network",
        "url": "https://example.org/informe",
        "sources": [NEW],
        "publisher": "Editorial Ñ",
        "pages": "40-58",
        "isbn": ["978-84-376-0494-7"],
        "doi": "10.4067/S0250-71612005000100001",
        "topic_ids": ["frontera"],
        "city_ids": ["alfa"],
    },
    "cities": {
        "name": {"es": "Épsilon", "pt": "Epsílon"},
        "country": "AR",
        "timezone": "America/Argentina/Cordoba",
        "kind": "participant",
        "membership": {"status": "documented", "basis": TEXT, "as_of": "2019"},
        "sources": [NEW],
        "other_names": ["Villa Épsilon", "Epsilon"],
        "point": POINT,
        "population": POPULATION,
        "is_periphery": "true",
        "periphery_note": TEXT,
        "twins": [{"city_id": "beta", "km": "12.5"}],
    },
    "organizations": {
        "name": {"es": "Red Ñ", "pt": "Rede Ñ"},
        "acronym": "REÑ",
        "kind": "city_network",
        "summary": TEXT,
        "relation": TEXT,
        "country": "BR",
        "city_id": "beta",
        "website": "https://example.org/red",
        "sources": [NEW],
        "names": [
            {
                "name": {"es": "Red vieja", "pt": "Rede velha"},
                "status": "official",
                "documented": ["2001", "2003-05"],
                "sources": [CITED],
            }
        ],
        "founded": "1999?",
        "member_counts": [{"value": "300", "is_minimum": "true", "date": "2019", "sources": [CITED]}],
        "accounts": [{"network": "web", "url": "https://example.org/otra", "sources": [CITED]}],
    },
    "governance": {
        "name": "Consejo Metropolitano de Ñ",
        "short_name": "COMEÑ",
        "kind": "consultative_council",
        "power": "advisory",
        "summary": TEXT,
        "countries": ["AR", "BR"],
        "territory": TEXT,
        "status": "active",
        "status_note": TEXT,
        "sources": [NEW],
        "established": "2001-07/..",
        "kinds_also": ["other"],
        "members": {"count": "12", "unit": "municipalities", "items": [{"name": "Alfa", "city_id": "alfa"}]},
        "population": POPULATION,
        "area_km2": {"value": "1234.5", "sources": [CITED]},
        "point": POINT,
        "topic_ids": ["gobernanza"],
    },
    "borders": {
        "name": {"es": "Alfa–Gama", "pt": "Alfa–Gama"},
        "city_ids": ["alfa", "gama"],
        "countries": ["AR", "BR"],
        "border_type": "river_bridge",
        "summary": TEXT,
        "sources": [NEW],
        "bodies": [{"name": {"es": "Comité", "pt": "Comitê"}, "governance_id": "ar-toy", "status": "active"}],
        "projects": [TEXT],
        "is_conurbated": "false",
        "population": POPULATION,
    },
}


class Files(dict[str, tuple[str, str]]):
    """For each collection, where its file belongs and what is in it; typed when it is first asked for."""

    def __init__(self, chromium: Any, url: str) -> None:
        super().__init__()
        self.chromium, self.url = chromium, url

    def __missing__(self, collection: str) -> tuple[str, str]:
        context = self.chromium.new_context()
        form = Form(context.new_page(), self.url, LANGUAGE[collection], collection)
        form.fill(_own(RECORDS[collection], collection))
        text = form.prepare(name="Ana Pérez")
        self[collection] = form.path(), text
        context.close()
        return self[collection]


LANGUAGE = dict(zip(PROPOSED, ("es", "pt") * 3, strict=True))


@pytest.fixture(scope="module")
def files(chromium: Any, toy_url: str) -> Files:
    return Files(chromium, toy_url)


@pytest.fixture(scope="module")
def site(files: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the toy site with all files in it."""
    root = tmp_path_factory.mktemp("proposed") / "toy"
    shutil.copytree(TOY, root, ignore=shutil.ignore_patterns("site", ".cache"))
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("../../overrides", str(ROOT / "overrides")))
    for path, text in (files[collection] for collection in PROPOSED):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def _own(value: Any, collection: str) -> Any:
    """A record whose new source no other record brings along."""
    if isinstance(value, dict):
        return {k: _own(v, collection) for k, v in value.items()}
    if isinstance(value, list):
        return [_own(v, collection) for v in value]
    return value.replace("ordenanza-7", f"ordenanza-{collection}").replace("n.º 7", f"de {collection}")


def _typed(value: Any) -> Any:
    """A record as it was typed, without what the form adds: the names of new sources."""
    if isinstance(value, dict):
        return {k: _typed(v) for k, v in value.items() if not (k == "id" and "source" in value)}
    return [_typed(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("collection", others_in_audit(PROPOSED, "meetings", "borders"))
def test_the_file_says_what_was_typed(files: Files, collection: str) -> None:
    path, text = files[collection]
    tree = read_yaml(text.encode()).value
    id_ = tree.pop("id")
    assert path == f"data/{collection}/{id_}.yaml" and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)
    expected = _typed(_own(RECORDS[collection], collection))
    if collection == "publications":
        # The one source is also the one through which it was read.
        assert tree.pop("source_id") == tree["sources"][0]["id"]
    assert _typed(tree) == expected
    head = text.splitlines()
    assert head[:5] == [
        f"# yaml-language-server: $schema=../schemas/{collection}.schema.json",
        f"# Collection: {collection}",
        f"# Form: {spec()['version']}",
        "# Licence: CC-BY-4.0",
        "# Named: Ana Pérez",
    ]


@pytest.mark.audit
def test_all_pass_the_check(site: Path) -> None:
    report = check(read_settings(site))
    assert [f for f in report.findings if f.severity == "error"] == []
    assert all(len(report.catalogue.all(c)) > len(RECORDS) - 6 for c in PROPOSED)


@pytest.mark.audit
def test_all_are_shown(site: Path, files: Files) -> None:
    out = site / "out"
    done = run_mkdocs(site, "build", "-q", "-d", str(out))
    assert done.returncode == 0, done.stderr
    shown = {
        "meetings": (
            "Seminario de Ñandubay",
            "Ñandú, güiro y «comillas»: # no es un comentario",
            "María O’Higgins",
        ),
        "publications": ("Informe “final” de la unidad", "Editorial Ñ"),
        "cities": ("Épsilon", "1.234.567"),
        "organizations": ("Red Ñ", "REÑ"),
        "governance": ("Consejo Metropolitano de Ñ", "1.234,5"),
        "borders": ("Alfa–Gama", "Comité"),
    }
    for collection, (path, _) in files.items():
        page = out / routes.record("es", collection, Path(path).stem) / "index.html"
        html = page.read_text()
        for text in shown[collection]:
            assert text in html, (collection, text)
        # The source that came along is a source like others.
        assert f"https://example.org/ordenanza-{collection}" in html


THROUGH = """async ([root, collection, ids]) => {
  const changed = [];
  for (const id of ids) {
    await new Promise((resolve, reject) => {
      const script = document.createElement('script');
      Object.assign(script, {src: `${root}forms/${collection}/${id}.js`, onload: resolve, onerror: reject});
      document.head.append(script);
    });
    const { tree, revision } = utpe.taken.record;
    utpe.ui.form.set(tree);
    if (utpe.revision(collection, utpe.ui.tree()) !== revision) changed.push(id);
  }
  return changed;
}"""


@pytest.mark.parametrize("collection", others_in_audit(PROPOSED, "publications"))
def test_every_real_record_comes_out_of_the_form_as_it_went_in(
    chromium: Any, real_url: str, real: Report, collection: str
) -> None:
    page = chromium.new_page()
    Form(page, real_url, "es", collection)
    ids = [record.id for record in real.catalogue.all(collection)]
    assert len(ids) > 20
    assert page.evaluate(THROUGH, [real_url, collection, ids]) == []
    page.close()

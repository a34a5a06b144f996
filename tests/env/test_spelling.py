"""The texts that `make audit` spells: what is read, what is left out, where a word stands. Needs no hunspell."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import spelling
import spelling_texts

ROOT = Path(__file__).resolve().parents[2]


def without_accents(word: str) -> str:
    return unicodedata.normalize("NFD", word.casefold()).encode("ascii", "ignore").decode()


def words_of(text: str, language: str = "es") -> list[str]:
    return re.findall(r"\w+", spelling_texts.of_page(text, language))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # Code.
        ("El campo `city_ids` vale", "El campo vale"),
        ("antes\n```yaml\nid: xx  # un nombre\n```\ndespués", "antes un nombre después"),
        # Marks and attributes.
        ("Son {{count borders kind=dry}} áreas{: .clase }", "Son áreas"),
        ('!!! gap "No sabemos"\n    Nada consta.', "No sabemos Nada consta"),
        # Targets, addresses, handles, file names, paths, time zones.
        ("[la unidad](unit:utpe) y [más](../plans.md#ejes)", "la unidad y más"),
        ("escriba a yo@ejemplo.org o mire https://ejemplo.org/una-nota.", "escriba a o mire"),
        ("en geonames.org, data/sources.yaml y @handle #lema", "en y"),
        ("la zona America/Argentina/Buenos_Aires o America/Lima", "la zona o"),
        ("el par Brasil/Uruguay", "el par Brasil Uruguay"),
        # Tags and comments.
        ("un <abbr>ente</abbr><!-- nota\nnuestra --> común", "un ente común"),
        # Other languages, where they are marked.
        ('dice «<span lang="pt-BR">planejamento\nurbano</span>» y', "dice y"),
        ('dice <span lang="es-AR">esto</span> y', "dice esto y"),
    ],
)
def test_what_is_not_language_is_left_out(text: str, left: str) -> None:
    assert words_of(text) == left.split()


def test_of_the_front_matter_the_sentences_are_read() -> None:
    page = "---\ntitle: La unidad\nslug: la-xunidad\nhero_lead: Qué es\ntemplate: home.html\n---\nTexto: sí\n"
    assert words_of(page) == ["La", "unidad", "Qué", "es", "Texto", "sí"]


def test_everything_stays_where_it_was() -> None:
    page = '---\nslug: x\n---\n\n```\ncódigo\n```\n<span lang="pt">dois\nlinhas</span> fin\n'
    left = spelling_texts.of_page(page, "es")
    assert len(left) == len(page)
    assert [number for number, line in enumerate(left.split("\n")) if "fin" in line] == [8]


RECORDS = """\
- id: uno
  title: No se lee
  name: {es: Cañón, pt: Canhão}
  narrative:
    - text:
        es: 'Primera línea
          y segunda'
      editor_note: not read
"""


def test_records_give_their_texts_by_language() -> None:
    found = list(spelling_texts.of_records(RECORDS, "data/x.yaml"))
    assert [(text.language, text.line) for text in found] == [("es", 3), ("pt", 3), ("es", 6)]
    assert spelling.words(found)["segunda"] == ["data/x.yaml:7"]
    assert set(spelling.words(found)) == {"Cañón", "Canhão", "Primera", "línea", "segunda"}


def test_string_tables_give_their_values() -> None:
    table = "ui:\n  source_n: Fuente {n}\n  example: '[id]'\n  block: |\n    id: x  # un comentario\n"
    found = list(spelling_texts.of_table(table, "t.yaml", "es"))
    assert spelling.words(found) == {"Fuente": ["t.yaml:2"], "un": ["t.yaml:5"], "comentario": ["t.yaml:5"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("el XIX y la UTPE", ["el", "la", "UTPE"]),
        ("guarda-chuva d’Água e Sant'Ana", ["guarda", "chuva", "Água", "Sant'Ana"]),
        ("14.ª N.º 3 km² 14h30 8e689b SGT-18", ["SGT"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert list(spelling.words([spelling_texts.Passage("p", 1, "es", text)])) == found


def test_names_are_words_with_a_capital_of_the_fields_for_names(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "- name: {es: Rosario de la Frontera, pt: Rosário}\n"
        "  publisher: Município de Quilmes\n"
        "  title: Misspelt Titel\n"
    )
    names = spelling.names_in(tmp_path)
    assert names == {
        "es": {"Rosario", "Frontera", "Município", "Quilmes"},
        "pt": {"Rosário", "Município", "Quilmes"},
    }


def test_a_listed_word_may_begin_a_sentence_and_a_name_keeps_its_capital(tmp_path: Path) -> None:
    (tmp_path / "es.txt").write_text("# Palabras\nbinacional  # de dos países\n\nQuilmes\n")
    allowed = spelling.listed(tmp_path / "es.txt")
    assert allowed == {"binacional", "Quilmes"}
    assert spelling.is_allowed("Binacional", allowed)
    assert not spelling.is_allowed("quilmes", allowed)


def test_the_report_counts_and_shows_the_first_places() -> None:
    places = {"herror": ["a:1", "a:1", "a:2", "b:1", "b:2"]}
    assert list(spelling.report(["herror"], places)) == ["herror (5) a:1 a:2 b:1 …"]


@pytest.mark.parametrize("language", spelling.LANGUAGES)
def test_our_lists_name_each_word_once_and_each_section_in_order(language: str) -> None:
    sections = (ROOT / f"scripts/spelling/{language}.txt").read_text().split("\n\n")
    listed = [[line for line in section.splitlines() if not line.startswith("#")] for section in sections]
    words = [word for section in listed for word in section]
    assert len(words) == len(set(words))
    for section in listed:
        assert section == sorted(section, key=without_accents)


def test_the_texts_of_the_site_are_all_read() -> None:
    read = {text.path for text in spelling_texts.passages(ROOT)}
    assert {
        "content/pt/dossiers/borders.md",
        "data/glossary.yaml",
        "src/utpe/text/mistakes/files.yaml",
        "src/utpe/text/strings/es/ui.yaml",
    } <= read
    assert not any(path.endswith("slugs.yaml") for path in read)

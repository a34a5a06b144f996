"""Adding a language is a folder, a string table and a word: proved with English on the toy site."""

from __future__ import annotations

import re
from pathlib import Path

from site_builder import run_utpe


def test_english_is_a_folder_and_a_word(toy_copy: Path) -> None:
    english = toy_copy / "content" / "en"
    english.mkdir()
    (english / "index.md").write_text(
        "---\ntitle: Toy site\ndescription: The home of the toy site.\n---\n## A section\n\n[Alfa](meeting:toy-2014-alfa)\n"
    )
    config = toy_copy / "mkdocs.yml"
    config.write_text(config.read_text().replace("languages: [es, pt]", "languages: [es, pt, en]"))
    done = run_utpe(toy_copy, "build", SITE_URL="https://example.org/")
    assert done.returncode == 0, done.stderr
    site = toy_copy / "site"
    pages = {c: len(list((site / c).rglob("index.html"))) for c in ("es", "pt", "en")}
    assert pages["es"] == pages["pt"] == pages["en"] > 80

    home = (site / "en/index.html").read_text()
    assert '<html lang="en">' in home and 'href="../en/meetings/toy-2014-alfa/"' in home
    record = (site / "en/meetings/toy-2014-alfa/index.html").read_text()
    assert "3 to 5 June 2014" in record and "How to cite" in record
    # A text without English is shown in Spanish, says so, and claims no translation.
    assert '<h1 lang="es">Reunión de la unidad en Alfa</h1>' in record
    assert "Text not translated" in record
    assert '<link rel="alternate" hreflang' not in record
    # A prose page without English stands at an English address.
    fallback = (site / "en/metodo/index.html").read_text()
    assert "This page does not exist in English yet" in fallback and '<div class="md" lang="es">' in fallback
    # The switch of every page has all three languages.
    for path in ("es/reuniones/toy-2014-alfa", "pt/reunioes/toy-2014-alfa", "en/meetings/toy-2014-alfa"):
        html = (site / path / "index.html").read_text()
        switch = re.search(r'<ul class="lang">.*?</ul>', html, re.DOTALL)
        assert switch and switch[0].count("<li>") == 3

"""What counts as a sentence, which ought to differ between languages, and what as a name."""

from __future__ import annotations

import pytest

from utpe.records.translation import is_sentence


@pytest.mark.parametrize(
    "text",
    [
        "Reunión de trabajo sobre planificación estratégica",
        "Acta de la reunión (versión preliminar)",
        "Anuncio en la web de Mercociudades, sin acta",
    ],
)
def test_a_sentence(text: str) -> None:
    assert is_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "Área Metropolitana de Buenos Aires (AMBA)",
        "Praça das Artes, Sala do Conservatório",
        "Barracão – Dionísio Cerqueira – Bom Jesus do Sul – Bernardo de Irigoyen",
        "Foro de Autoridades Locales de Periferia",
        "sin fecha",
    ],
)
def test_a_name_or_a_short_text(text: str) -> None:
    assert not is_sentence(text)

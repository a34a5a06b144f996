"""Pages whose facts show their sources, what stands on them, and how a reader opens a note."""

from __future__ import annotations

from typing import Any

from page_kinds import LANGUAGES

from utpe.pages import routes

MEETING = {c: routes.record(c, "meetings", "utpeyam-2017-buenos-aires") for c in LANGUAGES}
DEDUCED = {c: routes.record(c, "meetings", "utpe-2014-canoas") for c in LANGUAGES}
WORK = {c: routes.record(c, "publications", "propuesta-quilmes-2014-2015") for c in LANGUAGES}
NOTE = "[popover]"
WORDS = {
    "es": {
        "source": "Fuente",
        "close": "Cerrar",
        "list": "Ver en la lista de fuentes",
        "inferred": "fecha inferida",
        "section": "Lo que deducimos",
        "supports": "Respalda",
        "copy": "Copiar la cita",
        "copied": "Copiado",
        "selected": "quedó seleccionada",
        "confidence": "Confianza: media",
    },
    "pt": {
        "source": "Fonte",
        "close": "Fechar",
        "list": "Ver na lista de fontes",
        "inferred": "data inferida",
        "section": "O que deduzimos",
        "supports": "Sustenta",
        "copy": "Copiar a citação",
        "copied": "Copiado",
        "selected": "ficou selecionada",
        "confidence": "Confiança: média",
    },
}


def press(page: Any, selector: str, nth: int = 0) -> Any:
    link = page.locator(selector).nth(nth)
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(NOTE, state="visible")
    return link


def is_focused(locator: Any) -> bool:
    return bool(locator.evaluate("e => e === document.activeElement"))

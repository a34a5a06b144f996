# SPDX-License-Identifier: MIT
"""Every kind of page, in both languages: what the browser tests and the audit look at."""

from __future__ import annotations

from utpe.pages import routes
from utpe.pages.embeds import WIDGETS
from utpe.records.registry import COLLECTIONS

LANGUAGES = ("es", "pt")
ANY_RECORD = {
    "unit": "utpe",
    "coordination": "coordinacion-2017",
    "plans": "propuesta-quilmes-2014-2015",
    "meetings": "utpeyam-2017-buenos-aires",
    "publications": "propuesta-quilmes-2014-2015",
    "summits": "cumbre-19",
    "presidencies": "presidencia-2012-2013",
    "cities": "posadas",
    "organizations": "mercociudades",
    "areas": "am-buenos-aires",
    "governance": "br-metroplan",
    "borders": "posadas-encarnacion",
    "topics": "fronteras",
    "countries": "ar",
}
PROSE = {
    "es": (
        "dossiers/",
        "dossiers/fronteras/",
        "como-establecemos-los-hechos/",
        "mensajes-de-error/",
        "mensajes-de-error/registros/",
        "guias/agregar-un-encuentro/",
        "indicadores/",
        "indicadores/registro/",
        "estado-de-los-datos/",
        "traducciones/",
        "por-revisar/",
        "datos-abiertos/",
        "buscar/",
    ),
    "pt": (
        "dossies/",
        "dossies/fronteiras/",
        "como-estabelecemos-os-fatos/",
        "mensagens-de-erro/",
        "mensagens-de-erro/registros/",
        "guias/incluir-um-encontro/",
        "indicadores/",
        "indicadores/registro/",
        "situacao-dos-dados/",
        "traducoes/",
        "a-revisar/",
        "dados-abertos/",
        "buscar/",
    ),
}
SECRETARIAT = {"es": "es/para-la-secretaria/", "pt": "pt/para-a-secretaria/"}
# Pages for other sites; the city is the one that met most.
EMBEDS = tuple(
    routes.embed(c, widget, "sao-paulo" if widget == "city" else "") for c in LANGUAGES for widget in WIDGETS
)
# Pages about the whole register, and parts of them: a full year, one before the unit, a letter of two pages.
_PARTS = {"timeline": ("2014", "1974"), "alphabet": ("c", "0-9")}
OVERVIEWS = tuple(
    path
    for c in LANGUAGES
    for name, parts in _PARTS.items()
    for path in (routes.section(c, name), *(routes.overview(c, name, part) for part in parts))
)
RECORDS = tuple(routes.record(c, name, id_) for c in LANGUAGES for name, id_ in ANY_RECORD.items())
SECTIONS = tuple(routes.section(c, name) for c in LANGUAGES for name in COLLECTIONS)
# Where anybody proposes a record: the page that leads to the forms, and one of them.
FORMS = tuple(path for c in LANGUAGES for path in (routes.section(c, "propose"), routes.form(c, "meetings")))
MAPS = ("es/", "pt/", *(routes.section(c, n) for c in LANGUAGES for n in ("cities", "governance", "borders")))

# SPDX-License-Identifier: MIT
"""What the programs in this folder say, in the three languages of the people who start them.

They run before any package is installed, so the string tables of the site cannot be read here.
"""

from __future__ import annotations

import sys

LANGUAGES = ("es", "pt", "en")

# name: Spanish, Portuguese, English.
SENTENCES = {
    # Steps: one line each, so that a wait has a reason.
    "venv": (
        "Creando .venv con Python {python}",
        "Criando .venv com Python {python}",
        "Making .venv with Python {python}",
    ),
    "packages": (
        "Instalando los paquetes fijados ({installer})",
        "Instalando os pacotes fixados ({installer})",
        "Installing the pinned packages ({installer})",
    ),
    "project": (
        "Enlazando el programa utpe",
        "Ligando o programa utpe",
        "Linking the program utpe",
    ),
    "another_way": (
        "{installer} no pudo; se intenta de otra manera",
        "{installer} não conseguiu; tenta-se de outra forma",
        "{installer} could not; trying another way",
    ),
    "chromium": ("Navegador: {path}", "Navegador: {path}", "Browser: {path}"),
    "installing_chromium": (
        "Instalando Chromium: {command}",
        "Instalando o Chromium: {command}",
        "Installing Chromium: {command}",
    ),
    "installing_lighthouse": (
        "Instalando Lighthouse, ical.js y yaml-language-server",
        "Instalando o Lighthouse, o ical.js e o yaml-language-server",
        "Installing Lighthouse, ical.js and yaml-language-server",
    ),
    "installing_hunspell": (
        "Instalando el corrector ortográfico: {command}",
        "Instalando o corretor ortográfico: {command}",
        "Installing the spelling checker: {command}",
    ),
    "installing_libreoffice": (
        "Instalando LibreOffice: {command}",
        "Instalando o LibreOffice: {command}",
        "Installing LibreOffice: {command}",
    ),
    "spreadsheet_read": (
        "Planilla abierta con LibreOffice ({locale}): {sheets} hojas, {cells} celdas comparadas",
        "Planilha aberta com o LibreOffice ({locale}): {sheets} abas, {cells} células comparadas",
        "Workbook opened by LibreOffice ({locale}): {sheets} sheets, {cells} cells compared",
    ),
    "installing_nginx": (
        "Instalando nginx: {command}",
        "Instalando o nginx: {command}",
        "Installing nginx: {command}",
    ),
    "exit_building": (
        "Construyendo el sitio con MkDocs",
        "Construindo o site com o MkDocs",
        "Building the site with MkDocs",
    ),
    "exit_rendering": (
        "Pasando todo a Hugo",
        "Passando tudo para o Hugo",
        "Rendering everything with Hugo",
    ),
    "exit_whole": (
        "Con Hugo está todo: {pages} páginas ({languages}), {links} enlaces internos, {files} archivos",
        "Com o Hugo está tudo: {pages} páginas ({languages}), {links} links internos, {files} arquivos",
        "With Hugo all is there: {pages} pages ({languages}), {links} internal links, {files} files",
    ),
    # Reasons to stop: one line for each language.
    "no_venv_module": (
        "A este Python le falta el módulo «venv». En Debian o Ubuntu: sudo apt install python3-venv.",
        "Falta a este Python o módulo “venv”. No Debian ou Ubuntu: sudo apt install python3-venv.",
        'This Python lacks the module "venv". On Debian or Ubuntu: sudo apt install python3-venv.',
    ),
    "not_installed": (
        "No se pudieron instalar los paquetes; el motivo está arriba. Revise la conexión y repita la orden.",
        "Não foi possível instalar os pacotes; o motivo está acima. Verifique a conexão e repita o comando.",
        "The packages could not be installed; the reason is above. Check the connection and try again.",
    ),
    "no_chromium": (
        "Faltó probar en el navegador: instale Chromium o indique cuál: make test CHROMIUM=/ruta.",
        "Faltou testar no navegador: instale o Chromium ou indique qual: make test CHROMIUM=/caminho.",
        "Not tested in a browser: install Chromium or say which one: make test CHROMIUM=/path.",
    ),
    "no_lighthouse": (
        "No se pudieron instalar los programas de scripts/node/; el motivo está arriba.",
        "Não foi possível instalar os programas de scripts/node/; o motivo está acima.",
        "The programs of scripts/node/ could not be installed; the reason is above.",
    ),
    "no_hunspell": (
        "Ortografía sin revisar: instale hunspell y los diccionarios de español y portugués de Brasil.",
        "Ortografia não verificada: instale o hunspell e os dicionários de espanhol e português do Brasil.",
        "Spelling not checked: install hunspell with its Spanish and Brazilian Portuguese dictionaries.",
    ),
    "misspelt": (
        "Palabras desconocidas: {count}. Corríjalas o, si están bien, agréguelas en scripts/spelling/.",
        "Palavras desconhecidas: {count}. Corrija ou, se estiverem certas, inclua em scripts/spelling/.",
        "Unknown words: {count}. Mend them or, if they are right, add them in scripts/spelling/.",
    ),
    "no_libreoffice": (
        "Planilla sin revisar: instale LibreOffice Calc.",
        "Planilha não verificada: instale o LibreOffice Calc.",
        "Workbook not checked: install LibreOffice Calc.",
    ),
    "spreadsheet_differs": (
        "Celdas que LibreOffice no muestra como son: {count}.",
        "Células que o LibreOffice não mostra como são: {count}.",
        "Cells that LibreOffice does not show as they are: {count}.",
    ),
    "no_hugo": (
        "Falta Hugo: lo instala «make audit».",
        "Falta o Hugo: “make audit” o instala.",
        'Hugo is missing: "make audit" installs it.',
    ),
    "exit_lost": (
        "Con Hugo se pierde lo de arriba: {count}.",
        "Com o Hugo perde-se o que está acima: {count}.",
        "With Hugo what stands above is lost: {count}.",
    ),
    "too_large": (
        "{path} pesa {size} KB; el repositorio no admite archivos de más de {limit} KB.",
        "{path} tem {size} KB; o repositório não admite arquivos de mais de {limit} KB.",
        "{path} weighs {size} KB; the repository takes no file above {limit} KB.",
    ),
}


def say_step(name: str, **values: object) -> None:
    """Print the sentence `name` on the standard output: one line, the languages that agree only once."""
    print("·", " / ".join(dict.fromkeys(_in_three(name, values))), flush=True)


def say_reason(name: str, **values: object) -> None:
    """Print the sentence `name` on the standard error, one line for each language."""
    for language, text in zip(LANGUAGES, _in_three(name, values), strict=True):
        print(f"{language}: {text}", file=sys.stderr, flush=True)


def _in_three(name: str, values: dict[str, object]) -> list[str]:
    return [text.format_map(values) for text in SENTENCES[name]]

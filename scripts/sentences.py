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
    "installing_locales": (
        "Instalando locales de otros países: {command}",
        "Instalando locales de outros países: {command}",
        "Installing locales of other countries: {command}",
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
    "update_pins": (
        "Buscando las versiones de hoy",
        "Buscando as versões de hoje",
        "Looking for today's versions",
    ),
    "update_environment": (
        "Rehaciendo .venv con ellas",
        "Refazendo .venv com elas",
        "Making .venv anew with them",
    ),
    "update_licences": (
        "Reuniendo las licencias y la lista de materiales (licences/)",
        "Reunindo as licenças e a lista de materiais (licences/)",
        "Collecting licences and the bill of materials (licences/)",
    ),
    "update_tests": ("Haciendo las pruebas", "Fazendo os testes", "Running the tests"),
    "update_done": (
        "Todo bien: mire «git diff --stat» y haga el commit",
        "Tudo certo: veja “git diff --stat” e faça o commit",
        'All well: look at "git diff --stat" and commit',
    ),
    "changed_nothing": (
        "Nada cambió: versiones y licencias son las del último commit",
        "Nada mudou: versões e licenças são as do último commit",
        "Nothing changed: versions and licences are those of the last commit",
    ),
    "changed_site": (
        "Versiones con que se hace el sitio ({count})",
        "Versões com que se faz o site ({count})",
        "Versions that make the site ({count})",
    ),
    "changed_tools": (
        "Versiones de las pruebas y herramientas ({count})",
        "Versões dos testes e ferramentas ({count})",
        "Versions of tests and tools ({count})",
    ),
    "changed_licence": (
        "Otra licencia: léala ({count})",
        "Outra licença: leia-a ({count})",
        "Another licence: read it ({count})",
    ),
    "changed_text": (
        "La misma licencia o no, con otro texto ({count})",
        "A mesma licença ou não, com outro texto ({count})",
        "The same licence or not, in other words ({count})",
    ),
    "changed_new": ("Nuevos ({count})", "Novos ({count})", "New ones ({count})"),
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
    "licence_not_installed": (
        "{package}: lo instalado no es lo fijado en requirements/; haga «make test-environment».",
        "{package}: o instalado não é o fixado em requirements/; faça “make test-environment”.",
        '{package}: what is installed is not what requirements/ pins; run "make test-environment".',
    ),
    "licence_refused": (
        "{package}: licencia no admitida ({licence}); léala y decida en licences/readings.yaml.",
        "{package}: licença não admitida ({licence}); leia-a e decida em licences/readings.yaml.",
        "{package}: licence not allowed ({licence}); read it and decide in licences/readings.yaml.",
    ),
    "licence_without_text": (
        "{package}: no trae el texto de su licencia ({licence}); indíquelo en licences/readings.yaml.",
        "{package}: não traz o texto da sua licença ({licence}); indique-o em licences/readings.yaml.",
        "{package}: brings no text of its licence ({licence}); name one in licences/readings.yaml.",
    ),
    "update_stopped": (
        "Se detuvo en: {command}. El motivo está arriba. Para volver: git checkout requirements licences.",
        "Parou em: {command}. O motivo está acima. Para voltar: git checkout requirements licences.",
        "Stopped at: {command}. The reason is above. To go back: git checkout requirements licences.",
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

# The only entry point. `make` alone lists what there is. Needs Python 3.11+, git and make (3.81 or newer);
# everything else is put into .venv/ by scripts/environment.py, exactly as requirements/ says.
#
# The lines with ## above a target are its explanation for `make help`: Spanish, Portuguese, English.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# Further arguments for the program behind a target: make test ARGS="-k dates", make check ARGS="--lang pt".
ARGS ?=

# Where the inputs that `make audit` makes up begin: it tells the number, and does the same again with it.
SEED ?= $(shell date +%s)

# Handed to the programs when somebody sets them: make test CHROMIUM=…, make preview BASE=….
export CHROMIUM PYTHON BASE
# Modules of the user's own must not get between the pinned ones.
unexport PYTHONHOME PYTHONPATH

BIN := .venv/bin
CODE := src tests scripts bench

.PHONY: help serve build package check preview test audit bench release format pins licences update clean environment test-environment audit-environment

## Muestra esta lista.
## Mostra esta lista.
## Shows this list.
help:
	@scripts/print-help

## Muestra el sitio en http://127.0.0.1:8000 y lo renueva al guardar cualquier archivo.
## Mostra o site em http://127.0.0.1:8000 e o renova ao salvar qualquer arquivo.
## Shows the site on http://127.0.0.1:8000 and renews it whenever a file is saved.
serve: environment
	@$(BIN)/utpe serve $(ARGS)

## Construye el sitio completo en site/; si falla, queda el último que estaba bien.
## Constrói o site completo em site/; se falhar, fica o último que estava bom.
## Builds the whole site into site/; if that fails, the last good one stays.
build: environment
	@$(BIN)/utpe build $(ARGS)

## Prepara lo que se publica: site/ con copias comprimidas, y un zip que se abre sin conexión, desde una memoria USB.
## Prepara o que se publica: site/ com cópias comprimidas, e um zip que se abre sem conexão, de um pendrive.
## Prepares what is published: site/ with compressed copies, and a zip that opens offline, from a USB stick.
package: build
	@$(BIN)/python scripts/compress.py site
	@$(BIN)/utpe package
	@mkdir -p dist/licences && cp licences/sbom.cdx.json licences/third-party.md licences/texts.txt dist/licences/

## Revisa los datos y los textos, en segundos.
## Verifica os dados e os textos, em segundos.
## Checks the data and the texts, in seconds.
check: environment
	@$(BIN)/utpe check $(ARGS)

## Muestra en preview/ las páginas que una propuesta cambia (make preview BASE=main); se abre con un doble clic.
## Mostra em preview/ as páginas que uma proposta muda (make preview BASE=main); abre com um clique duplo.
## Shows in preview/ the pages that a proposal changes (make preview BASE=main); opens with a double click.
preview: environment
	@$(BIN)/python scripts/preview.py

## Hace todas las pruebas, también en un navegador de verdad (Chromium).
## Faz todos os testes, também em um navegador de verdade (Chromium).
## Runs all tests, in a real browser (Chromium) too.
test: test-environment
	@$(BIN)/python scripts/run_tests.py $(ARGS)

## Revisa lo que las pruebas no: código, tipos, tamaños, ortografía, la planilla en LibreOffice, y el sitio en Lighthouse.
## Verifica o que os testes não: código, tipos, tamanhos, ortografia, a planilha no LibreOffice, e o site no Lighthouse.
## Audits what the tests do not: code, types, sizes, spelling, the workbook in LibreOffice, and the site in Lighthouse.
audit: audit-environment
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/python scripts/tracked_sizes.py
	$(BIN)/python scripts/spelling.py
	$(BIN)/python scripts/calendars.py
	$(BIN)/python scripts/yaml_editor.py
	$(BIN)/python scripts/spreadsheet.py
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal -m audit tests/browser
	$(BIN)/python -m pytest -m audit tests/env tests/hosting
	$(BIN)/python -m pytest --numprocesses auto -m audit tests/checks tests/editing tests/exports tests/forms tests/mkdocs_adapter tests/pages tests/reading tests/untrusted
	UTPE_FUZZ=40 $(BIN)/python -m pytest --numprocesses auto -m "audit or not audit" --hypothesis-seed $(SEED) tests/fuzz
	$(BIN)/python -m pytest -m audit tests/bench
	$(BIN)/python bench/load.py
	$(BIN)/python scripts/lighthouse.py $(ARGS)

## Mide el sitio (construcción, memoria, renovación al guardar, bytes, búsqueda) y lo compara con otros generadores.
## Mede o site (construção, memória, renovação ao salvar, bytes, busca) e o compara com outros geradores.
## Measures the site (build, memory, renewal on saving, bytes, search) and compares it with other generators.
bench: test-environment
	@$(BIN)/python bench/real_site.py $(ARGS)
	@$(BIN)/python bench/renewal.py $(if $(ARGS),--runs $(ARGS))
	@$(BIN)/python bench/search.py $(if $(ARGS),--runs $(ARGS))
	@$(BIN)/python bench/compare.py $(if $(ARGS),--runs $(ARGS))

## Cierra una versión: make release VERSION=1.4.0 (para ensayarlo, ARGS=--dry-run).
## Fecha uma versão: make release VERSION=1.4.0 (para ensaiar, ARGS=--dry-run).
## Closes a version: make release VERSION=1.4.0 (to rehearse it, ARGS=--dry-run).
release: environment
	@$(BIN)/utpe release $(ARGS) "$(VERSION)"

## Da al código su forma común.
## Dá ao código a sua forma comum.
## Gives the code its common form.
format: test-environment
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

## Pone todo al día: versiones, licencias y lista de materiales; dice qué cambió y hace las pruebas.
## Põe tudo em dia: versões, licenças e lista de materiais; diz o que mudou e faz os testes.
## Brings all up to date: versions, licences and bill of materials; says what changed and runs the tests.
update: audit-environment
	@python=$$(scripts/find-python) && "$$python" scripts/update.py $(ARGS)

## Solo renueva las versiones fijadas en requirements/ (con el uv de «make audit» o el suyo).
## Só renova as versões fixadas em requirements/ (com o uv de “make audit” ou o seu).
## Only renews the pinned versions in requirements/ (with the uv of "make audit" or your own).
pins:
	@cd requirements && PATH="$(CURDIR)/$(BIN):$$PATH" && below= && for level in site test audit; do \
	    uv pip compile --quiet --upgrade --universal --python-version 3.11 --only-binary :all: --generate-hashes \
	        --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" \
	        $$below --output-file $$level.txt $$level.in || exit; \
	    below="--constraints $$level.txt"; \
	done

## Reúne en licences/ las licencias de lo ajeno, con sus textos, y la lista de materiales (SBOM, CycloneDX).
## Reúne em licences/ as licenças do que é alheio, com os textos, e a lista de materiais (SBOM, CycloneDX).
## Collects in licences/ the licences of what others made, with their texts, and the bill of materials (SBOM, CycloneDX).
licences: test-environment
	@$(BIN)/python scripts/licences.py

## Borra lo que hicieron build y test; conserva .venv/ (para rehacerlo: rm -rf .venv).
## Apaga o que build e test fizeram; conserva .venv/ (para refazê-lo: rm -rf .venv).
## Removes what build and test made; keeps .venv/ (to remake it: rm -rf .venv).
clean:
	rm -rf site .site-* preview .preview-* .cache build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find $(CODE) -type d -name __pycache__ -prune -exec rm -rf {} +

# Silent and quick when .venv/ is already what requirements/ says.
environment:
	@python=$$(scripts/find-python) && "$$python" scripts/environment.py site

test-environment:
	@python=$$(scripts/find-python) && "$$python" scripts/environment.py test

audit-environment:
	@python=$$(scripts/find-python) && "$$python" scripts/environment.py audit

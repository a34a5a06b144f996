"""The health page: each number against the data themselves, and what makes it change."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
import yaml
from conftest import ROOT, TODAY

from utpe.checks.runner import Report
from utpe.pages.health import health, last_changes
from utpe.pages.view import Bit, Block, TableRow
from utpe.reading.git_history import History
from utpe.records.catalogue import Catalogue
from utpe.records.external import external_links, host_of
from utpe.records.trace import Shared
from utpe.settings import Settings

WORKLIST = Bit("Traducciones", href="es/traducciones/")


def _blocks(report: Report, language: str = "es", today: dt.date = TODAY) -> dict[str, Block]:
    settings = Settings(root=ROOT, today=today)
    changed = last_changes(report.catalogue, History("no_git"))
    found = health(report.catalogue, changed, settings, language, {"translations": WORKLIST}, Shared())
    return {block.id: block for block in found}


def _words(block: Block) -> str:
    return " ".join("".join(bit.text for bit in line) for line in block.texts)


def _raw(name: str) -> list[dict[str, object]]:
    found = yaml.safe_load((ROOT / "data" / f"{name}.yaml").read_text())
    assert isinstance(found, list)
    return found


def test_every_part_counts_what_the_files_say(real: Report) -> None:
    blocks = _blocks(real)
    sources = _raw("sources")
    linked = [x for x in sources if x.get("url")]
    bare = [x for x in linked if not x.get("archived")]
    words = _words(blocks["archived"])
    assert f"De las {len(linked)} fuentes con dirección, {len(bare)} no tienen" in words
    assert len(sources) - len(linked) == 1 and "Otra fuente no tiene dirección" in words

    held = [m for m in _raw("meetings") if m["relation"] == "own" and m["status"] == "held"]
    found = [
        m
        for m in held
        if any(d["kind"] == "minutes" and d.get("state", "found") == "found" for d in m.get("documents", []))  # type: ignore[attr-defined]
    ]
    assert len(blocks["minutes"].bullets) == len(held) - len(found)
    assert f"como realizados: {len(held)}. De {len(held) - len(found)} no" in _words(blocks["minutes"])

    counts = {row.cells[0][0].href: row.cells[1][0].text for row in _rows(blocks["changes"])}
    assert counts["es/fuentes/"] == str(len(sources))


def _rows(block: Block) -> list[TableRow]:
    assert block.table
    return [row for group in block.table.groups for row in group.rows]


def test_the_hosts_are_those_of_every_address_in_the_files(real: Report) -> None:
    loaded = [x for p in sorted((ROOT / "data").glob("*.yaml")) for x in yaml.safe_load(p.read_text()) or []]
    text = json.dumps(loaded, default=str, ensure_ascii=False)
    # Values that are an address and nothing else.
    expected = len(re.findall(r'": "https?://[^" ]+"', text)) + len(re.findall(r'"doi": "', text))
    assert len(external_links(real.catalogue)) == expected > 500
    table = {row.cells[0][0].text: row.cells for row in _rows(_blocks(real)["hosts"])}
    mercociudades = sum(link.host == "mercociudades.org" for link in external_links(real.catalogue))
    assert table["mercociudades.org"][1][0].text == str(mercociudades)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:8080/a", "example.org"),
        ("http://user:pw@example.org", "example.org"),
        ("https://[::1]/", "::1"),
        ("https://[bad/", ""),
        ("https://", ""),
        ("no address", ""),
    ],
)
def test_the_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_source_with_a_copy_lacks_none(toy: Report) -> None:
    words = _words(_blocks(toy)["archived"])
    assert words.startswith("Todas las fuentes con dirección tienen anotada una copia archivada.")
    assert "Otras 2 fuentes no tienen dirección" in words


def test_an_announcement_is_overdue_the_day_after_its_last_possible_day(real: Report) -> None:
    # Anunciada para «agosto de 2015»: its last possible day is the 31st.
    coloquio = "III Coloquio Sudamericano sobre Ciudades Metropolitanas (MSur)"

    def is_overdue(today: dt.date) -> bool:
        return any(i.title.text == coloquio for i in _blocks(real, today=today)["overdue"].items)

    assert not is_overdue(dt.date(2015, 8, 31))
    assert is_overdue(dt.date(2015, 9, 1))


def test_only_announcements_are_overdue(real: Report) -> None:
    assert {i.mark.word for i in _blocks(real)["overdue"].items if i.mark} == {"Anunciado"}
    assert "De 14 encuentros y cumbres" in _words(_blocks(real)["overdue"])


def test_what_is_not_translated_is_counted_by_language(toy: Report) -> None:
    words = _words(_blocks(toy)["untranslated"])
    assert words.startswith("En portugués falta 1 texto.")
    assert "Traducciones" in words


def test_nothing_lacking_is_said_in_words() -> None:
    report = Report(Catalogue(), [], [])
    for language in ("es", "pt"):
        for block in _blocks(report, language).values():
            assert _words(block) and "{" not in _words(block)
    assert "todos los idiomas" in _words(_blocks(report)["untranslated"])


def test_the_last_change_is_the_newest_of_all_records(toy: Report) -> None:
    origins = [toy.catalogue.origins[("cities", c.id)] for c in toy.catalogue.all("cities")]
    file, last = origins[0].file, max(o.lines[1] for o in origins)
    day = 86_400
    times = [10 * day] * last
    times[origins[1].lines[0] - 1] = 20 * day
    changed = last_changes(toy.catalogue, History("known", {file: times}))
    assert changed["cities"].day == dt.date(1970, 1, 21)
    times[origins[0].lines[0] - 1] = 0
    assert last_changes(toy.catalogue, History("known", {file: times}))["cities"].state == "unversioned"
    assert last_changes(toy.catalogue, History("no_git"))["cities"].state == "no_git"

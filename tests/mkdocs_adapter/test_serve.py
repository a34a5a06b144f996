"""The resident server: builds, serves, shows a change, survives a mistake."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from live_server import PATIENCE, Server, served
from site_builder import contents

from utpe.mkdocs_adapter import preview
from utpe.mkdocs_adapter.build import BuildFailedError
from utpe.mkdocs_adapter.preview import Preview
from utpe.pages import publish
from utpe.pages.templates import Compiled
from utpe.settings import LATEST_DAY, read_settings
from utpe.text.strings import strings


@pytest.fixture
def server(toy_copy: Path) -> Iterator[tuple[Server, Path]]:
    with served(toy_copy) as running:
        yield running, toy_copy


def test_a_change_is_shown_and_a_mistake_is_survived(server: tuple[Server, Path]) -> None:
    running, root = server
    page = "es/reuniones/toy-2016-bisiesto/"
    status, html = running.get(page)
    assert status == 200 and "Encuentro del día bisiesto" in html and "_live.js" in html
    assert running.get("no/such/page/")[0] == 404
    assert "Aquí no hay nada" in running.get("no/such/page/")[1]
    assert not (root / "site").exists(), "the preview is not the published site"

    data = root / "data" / "meetings.yaml"
    good = data.read_text()
    data.write_text(good.replace("Encuentro del día bisiesto", "Encuentro del 29 de febrero"))
    running.wait_for(page, lambda text: "Encuentro del 29 de febrero" in text)

    data.write_text(good.replace("kind: other", "kind: othre", 1))
    running.until(r"(E\d+)")
    running.until(r"(versión anterior)")
    assert "Encuentro del 29 de febrero" in running.get(page)[1]

    data.write_text(good)
    running.wait_for(page, lambda text: "Encuentro del día bisiesto" in text)

    # The index comes by itself, after the pages, and again after an edit.
    first = running.wait_for("pagefind/es/pagefind-entry.json", lambda text: "page_count" in text)
    prose = root / "content" / "es" / "methodology.md"
    prose.write_text(prose.read_text() + "\nUna línea nueva.\n")
    running.wait_for("es/metodo/", lambda text: "Una línea nueva." in text)
    running.wait_for("pagefind/es/pagefind-entry.json", lambda text: "page_count" in text and text != first)


INTERRUPTED_IN_A_FORK = """
import os, signal, sys
from utpe.cli import main

signal.signal(signal.SIGINT, signal.default_int_handler)
parent, sent = os.getpid(), []

def interrupt():
    if not sent:
        sent.append(True)
        os.kill(parent, signal.SIGINT)

os.register_at_fork(after_in_parent=interrupt)
sys.exit(main(["serve", "--port", "0"]))
"""


def test_it_ends_when_it_is_interrupted_in_a_fork(toy_copy: Path) -> None:
    # Whatever is raised right after a fork is dropped: the server went on as if nobody had asked.
    command = [sys.executable, "-c", INTERRUPTED_IN_A_FORK]
    ended = subprocess.run(
        command, cwd=toy_copy, capture_output=True, text=True, timeout=PATIENCE / 2, check=False
    )
    assert ended.returncode == 130 and ended.stderr.strip() == strings("es")("cli.interrupted")


@pytest.mark.audit
def test_mkdocs_own_server_is_right_too(toy_copy: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=toy_copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        page = f"http://127.0.0.1:{port}/es/reuniones/toy-2016-bisiesto/"
        _wait_until(page, "Encuentro del día bisiesto")
        _edit(
            toy_copy / "data" / "meetings.yaml", "Encuentro del día bisiesto", "Encuentro del 29 de febrero"
        )
        _wait_until(page, "Encuentro del 29 de febrero")
    finally:
        server.terminate()
        server.wait(15)


def _wait_until(address: str, words: str) -> None:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{address} never said «{words}»")


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


# With an address of its own a site has pictures, canonical links, and what prose says of them.
SETTINGS = {"SITE_URL": "https://example.org/", "REPO_URL": "https://forge.example.org/r"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "few", [publish.FEW, pytest.param(0, marks=pytest.mark.audit)], ids=["in one process", "in several"]
)
def test_after_any_sequence_of_edits_the_served_site_is_that_of_a_cold_build(
    toy_copy: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    data, es, pt = toy_copy / "data", toy_copy / "content" / "es", toy_copy / "content" / "pt"
    theme = toy_copy / "overrides"
    shutil.copytree(read_settings(toy_copy).folder("theme"), theme)
    config = toy_copy / "mkdocs.yml"
    config.write_text(re.sub(r"(custom_dir|theme_dir): .*", r"\1: overrides", config.read_text()))
    monkeypatch.setattr(publish, "FEW", few)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    extra = "---\ntitle: Uno más\ndescription: Una página que no estaba y que después se va.\n---\n\n{{count meetings}}\n"
    edits: list[tuple[str, Callable[[], object], bool]] = [
        ("a title", lambda: _edit(data / "meetings.yaml", "Encuentro del día bisiesto", "Encuentro"), True),
        ("a date", lambda: _edit(data / "meetings.yaml", 'date: "2017-07-01"', 'date: "2013-07-01"'), True),
        ("a city's name", lambda: _edit(data / "cities.yaml", "es: Ciudad Beta", "es: Ciudad Bé"), True),
        ("a mistake", lambda: _edit(data / "cities.yaml", "es: Ciudad Bé", "ess: Ciudad B"), False),
        (
            "a template of listings meanwhile",
            lambda: _edit(theme / "lists" / "body.html", "<h2", "<!-- list --><h2"),
            False,
        ),
        ("the mistake mended", lambda: _edit(data / "cities.yaml", "ess: Ciudad B", "es: Ciudad B"), True),
        ("a paragraph", lambda: _edit(es / "methodology.md", "\n---\n", "\n---\n\nAlgo nuevo.\n"), True),
        ("a page more", lambda: (es / "extra.md").write_text(extra), True),
        (
            "its record counted",
            lambda: _edit(data / "meetings.yaml", "relation: own", "relation: context"),
            True,
        ),
        ("its translation", lambda: (pt / "extra.md").write_text(extra), True),
        ("a broken template", lambda: _edit(theme / "main.html", "{%", "{% nonsense %}{%"), False),
        ("the template mended", lambda: _edit(theme / "main.html", "{% nonsense %}", "<!-- new -->"), True),
        (
            "a template with macros",
            lambda: _edit(theme / "partials/utpe/macros.html", '<ul class="tl', '<ul class="new tl'),
            True,
        ),
        ("a title of prose", lambda: _edit(es / "methodology.md", "title: ", "title: Otro "), True),
        (
            "the title of the home page",
            lambda: _edit(es / "index.md", "hero_title: ", "hero_title: Ya "),
            True,
        ),
        ("the page gone", lambda: [(f / "extra.md").unlink() for f in (es, pt)], True),
        ("a setting", lambda: _edit(config, "page_size: 3", "page_size: 4"), True),
    ]
    preview = Preview(read_settings(toy_copy), strings("es"))
    assert preview.rebuild()
    # What cold builds have compiled, apart from what the server has.
    cold_kept: dict[Any, Any] = {}
    # Several processes make the same pages: three edits show it.
    for number, (name, edit, is_good) in enumerate(edits if few else edits[:3]):
        before = contents(preview.current)
        edit()
        of_all = "template" in name or "setting" in name
        with preview.readers.opened("es/reuniones/toy-2016-bisiesto/"), preview.readers.opened("es/metodo/"):
            assert preview.rebuild(forget=of_all) == is_good, name
        if of_all:
            cold_kept = {}
        after = contents(preview.current)
        if not is_good:
            assert after == before, name
            continue
        # What was stale once would be stale later: the audit compares after every one (test_any_edits.py).
        if number % 3 and edit is not edits[-1][1]:
            continue
        # As a process of its own would: nothing is known that the server compiled.
        with monkeypatch.context() as alone:
            alone.setattr(Compiled, "kept", cold_kept)
            cold = Preview(read_settings(toy_copy), strings("es"))
            cold.base, cold.current = toy_copy / ".cold", toy_copy / ".cold" / "site"
            assert cold.rebuild()
        expected = contents(cold.current)
        assert after.keys() == expected.keys(), name
        assert [k for k in after if after[k] != expected[k]] == [], name
        assert after != before, name
        shutil.rmtree(cold.base)


def test_what_a_renewal_made_does_not_stay_in_memory(toy_copy: Path) -> None:
    # An editor who saves all day: each time the site of before stayed, 15 MB of it.
    preview = Preview(read_settings(toy_copy), strings("es"))
    prose = toy_copy / "content" / "es" / "methodology.md"
    before = []
    for _ in range(3):
        prose.write_text(prose.read_text() + "\nUna línea nueva.\n")
        assert preview.rebuild() and preview.session
        before.append(weakref.ref(preview.session.site))
    assert [site() for site in before] == [None, None, preview.session.site]


def test_a_mistake_of_ours_is_told_whole_and_survived(
    toy_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    preview = Preview(read_settings(toy_copy), strings("es"))
    assert preview.rebuild()
    good = contents(preview.current)
    page = toy_copy / "content" / "es" / "methodology.md"
    page.write_text(page.read_text() + "\nUna línea nueva.\n")

    def fail(*_arguments: object, **_overrides: object) -> None:
        raise KeyError("nobody thought of it")

    with monkeypatch.context() as broken:
        broken.setattr("utpe.mkdocs_adapter.preview.build_into", fail)
        assert not preview.rebuild()
    printed = capsys.readouterr().err
    assert "Traceback" in printed and "KeyError: 'nobody thought of it'" in printed
    assert strings("es")("serve.kept") in printed
    assert contents(preview.current) == good
    assert preview.rebuild()
    assert "Una línea nueva." in (preview.current / "es/metodo/index.html").read_text()


def test_pages_are_up_before_the_index_and_every_edit_renews_it(server: tuple[Server, Path]) -> None:
    running, root = server
    assert running.get("es/")[0] == 200
    assert running.get("pagefind/pt/pagefind-entry.json")[0] == 404
    before = ""
    for number in range(2):
        before = _new_index(running, before)
        page = root / "content" / "es" / "methodology.md"
        page.write_text(f"{page.read_text()}\nUna línea nueva, la {number}.\n")
        running.wait_for("es/metodo/", lambda text, n=number: f"la {n}." in text)
    _new_index(running, before)


def _new_index(running: Server, before: str) -> str:
    """Return what leads to the index in Spanish, once it is another."""
    name = "pagefind/es/pagefind-entry.json"
    return running.wait_for(name, lambda text: "page_count" in text and text != before)


@pytest.mark.parametrize(("follows", "after"), [(True, "2026-01-02"), (False, "2025-05-05")])
def test_midnight_passes_but_not_for_a_day_that_was_set(
    toy_copy: Path, monkeypatch: pytest.MonkeyPatch, follows: bool, after: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BuildFailedError("enough")

    monkeypatch.setattr(preview, "_day", lambda: "2026-01-02")
    monkeypatch.setattr(preview, "build_into", fail)
    monkeypatch.setenv(LATEST_DAY, "2025-05-05")
    Preview(read_settings(toy_copy), strings("es"), follows_clock=follows).rebuild()
    assert os.environ[LATEST_DAY] == after

"""The whole way of a proposal, by keyboard alone: a new meeting in Spanish, a correction in Portuguese."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from form_driver import Form

from utpe.checks.runner import check
from utpe.pages import routes
from utpe.reading.strict_yaml import read_yaml
from utpe.settings import read_settings

TOY = Path(__file__).resolve().parents[1] / "toy"
MANY = 400


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield context.new_page()
    context.close()


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until what is meant has the focus."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(selector)


def write(page: Any, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def press(page: Any, selector: str, key: str = "Space") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def test_a_new_meeting_by_keyboard_alone(page: Any, toy_url: str, toy_copy: Path) -> None:
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    sent: list[str] = []
    Form(page, toy_url, "es", "meetings")
    page.on("request", lambda request: sent.append(request.url))
    write(page, "#f-title\\.es", "Reunión de la unidad en Beta")
    write(page, "#f-title\\.pt", "Reunião da unidade em Beta")
    press(page, "input[name=f-kind]")
    write(page, "#f-unit_link\\.es", "Actividad propia de la unidad.")
    write(page, "[data-f=date] .paste input", "3 y 4 de junio de 2015")
    assert page.inner_text("[data-f=date] .reads") == "Se entiende: 3 al 4 de junio de 2015."
    press(page, "input[name=f-mode]")
    write(page, "#f-city_ids", "béta")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#f-city_ids", "aria-activedescendant")
    page.keyboard.press("Enter")
    assert page.locator("[data-f=city_ids] .chips li").count() == 1
    press(page, "input[name=f-status]", "ArrowDown")
    press(page, "input[name=f-relation]")
    press(page, "[data-do=describe]", "Enter")
    page.keyboard.type("https://example.org/acta-beta")
    write(page, "[data-f=source] [data-f=title] > input", "Acta de Beta")
    write(page, "[data-f=source] [data-f=publisher] input", "Municipio de Beta")
    tab_to(page, "[data-f=source] [data-f=kind] select")
    page.keyboard.type("Gobierno")
    press(page, "#licence")
    press(page, "#review", "Enter")
    assert page.evaluate("document.activeElement.id") == "result", page.inner_text("#summary")
    with page.expect_download() as waiting:
        press(page, "#download", "Enter")
    text = Path(waiting.value.path()).read_text()
    assert text == page.text_content("#file")
    assert waiting.value.suggested_filename == "reunion-unidad-beta-2015.yaml"
    # Nothing went anywhere.
    assert [url for url in sent if not url.startswith("blob:")] == [] and troubles == []

    tree = read_yaml(text.encode()).value
    assert tree["date"] == "2015-06-03/2015-06-04" and tree["city_ids"] == ["beta"]
    assert tree["status"] == "announced" and tree["sources"][0]["source"]["kind"] == "official"
    target = toy_copy / "data" / "meetings" / waiting.value.suggested_filename
    target.parent.mkdir()
    target.write_text(text)
    assert [f for f in check(read_settings(toy_copy)).findings if f.severity == "error"] == []


def test_a_correction_by_keyboard_alone(page: Any, toy_url: str, toy_copy: Path) -> None:
    record = urljoin(toy_url, routes.record("pt", "meetings", "toy-2014-alfa"))
    page.goto(record)
    page.get_by_role("link", name="Corrigir esta ficha").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#form[data-ready]")
    assert page.inner_text("h1") == "Corrigir: Reunião da unidade em Alfa"
    press(page, "#licence")
    press(page, "#review", "Enter")
    assert "não mudou nada" in page.inner_text("#summary")
    page.locator("#f-venue\\.pt").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Casa da Memória")
    press(page, "#review", "Enter")
    page.wait_for_selector("#result")
    changes = page.locator("#changes dl > div")
    assert changes.count() == 1
    assert changes.locator("del").inner_text() == "Casa da Cultura"
    assert changes.locator("ins").inner_text() == "Casa da Memória"
    text = page.text_content("#file")
    tree = read_yaml(text.encode()).value
    before = read_yaml((TOY / "data" / "meetings.yaml").read_text().encode()).value[0]
    assert {k: v for k, v in tree.items() if k != "venue"} == {
        k: v for k, v in before.items() if k != "venue"
    }
    assert "# Base: " in text and "$schema=../../schemas/" in text

    target = toy_copy / "data" / "proposals" / "meetings" / "toy-2014-alfa.yaml"
    target.parent.mkdir(parents=True)
    target.write_text(text)
    report = check(read_settings(toy_copy, with_proposals=True))
    assert [f for f in report.findings if f.severity == "error"] == []
    assert report.catalogue.get("meetings", "toy-2014-alfa").venue.get("pt") == "Casa da Memória"


def test_one_field_is_in_sight_when_the_address_names_it(page: Any, toy_url: str) -> None:
    Form(page, toy_url, "es", "meetings", "?id=toy-2014-alfa&field=documents.0.title")
    assert page.evaluate("document.activeElement.closest('[data-f]').dataset.f") == "title"
    assert page.evaluate("document.activeElement.value") == "Acta"
    Form(page, toy_url, "es", "meetings", "?id=toy-2014-alfa&field=title.pt")
    assert page.evaluate("document.activeElement.id") == "f-title.pt"
    # Neither a field nor a record that there is none of is any trouble.
    Form(page, toy_url, "es", "meetings", "?id=toy-2014-alfa&field=no.hay.7")
    Form(page, toy_url, "es", "meetings", "?id=../../x")
    assert "../../x" in page.inner_text("#draft")


def _meeting(page: Any, toy_url: str, note: str = "") -> Form:
    form = Form(page, toy_url, "es", "meetings", "?id=toy-2014-alfa")
    form.fill({"note": {"es": note or "Una duda."}})
    form.prepare()
    return form


@pytest.mark.parametrize(
    ("repo", "begins", "query", "is_copied"),
    [
        (
            "https://github.com/o/r",
            "https://github.com/o/r/new/main?",
            {"filename", "value", "message"},
            False,
        ),
        (
            "https://gitlab.com/o/r",
            "https://gitlab.com/o/r/-/new/main?",
            {"file_name", "commit_message"},
            True,
        ),
        (
            "https://codeberg.org/o/r",
            "https://codeberg.org/o/r/_new/main/?",
            {"filename", "value", "message"},
            False,
        ),
        ("https://forge.example.org/r", "https://forge.example.org/r", set(), True),
    ],
)
def test_the_forge_is_told_as_much_as_it_takes(
    page: Any, toy_url: str, repo: str, begins: str, query: set[str], is_copied: bool
) -> None:
    page.route("**/es/proponer/reuniones/*", lambda route: _with_repo(route, repo))
    form = _meeting(page, toy_url)
    address = page.get_attribute("#by-forge a", "href")
    assert address.startswith(begins) and len(address) <= 8000
    told = parse_qs(urlsplit(address).query)
    assert set(told) == query
    assert all(path == form.path() for key in ("filename", "file_name") for path in told.get(key, ()))
    assert told.get("value", [form.file()]) == [form.file()]
    assert page.is_visible("#by-forge .said") == is_copied


def _with_repo(route: Any, repo: str) -> None:
    answer = route.fetch()
    route.fulfill(
        response=answer,
        body=answer.text().replace('"repo":"https://forge.example.org/r"', f'"repo":"{repo}"'),
    )


def test_a_long_file_is_copied_instead(page: Any, toy_url: str) -> None:
    page.route("**/es/proponer/reuniones/*", lambda route: _with_repo(route, "https://github.com/o/r"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = _meeting(page, toy_url, "ñandú " * 320)
    address = page.get_attribute("#by-forge a", "href")
    assert set(parse_qs(urlsplit(address).query)) == {"filename"}
    assert "queda copiado" in page.inner_text("#by-forge .said")
    page.evaluate("document.querySelector('#by-forge a').removeAttribute('href')")
    page.click("#by-forge a")
    page.wait_for_selector("#by-forge .said:text-is('Copiado')")
    assert page.evaluate("navigator.clipboard.readText()") == form.file()
    mail = page.get_attribute("#by-mail a", "href")
    assert len(mail) <= 2000 and "adjúntelo" in page.inner_text("#by-mail .said")
    assert unquote(mail).startswith("mailto:ana@example.org?subject=Propuesta: ")


def test_a_short_file_goes_into_a_letter_whole(page: Any, toy_url: str) -> None:
    form = Form(page, toy_url, "pt", "borders")
    form.fill({"name": {"es": "A–B"}})
    page.check("#licence")
    form.settle()
    page.click("#review")
    page.click("#anyway")
    assert "Com erros" in page.inner_text("#ready")
    body = parse_qs(urlsplit(page.get_attribute("#by-mail a", "href")).query)["body"][0]
    # What `utpe accept` reads of a letter: from the first comment to `# End`.
    assert body.replace("\r\n", "\n").endswith(f"\n\n{form.file()}# End\n")


def test_a_way_that_is_not_there_is_told(page: Any, real_url: str) -> None:
    Form(page, real_url, "es", "cities")
    told = page.text_content("#by-hand")
    assert "no tiene repositorio público ni dirección de correo" in told and "entréguelo" in told
    assert page.locator(".ways > li").count() == 1

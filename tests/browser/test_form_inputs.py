"""What people paste and type: drafts, dates in words, texts from word processors, and texts meant to do harm."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from form_driver import Form
from hypothesis import given, settings
from hypothesis import strategies as st

from utpe.reading.invisible import FORBIDDEN
from utpe.reading.strict_yaml import read_yaml
from utpe.records.edtf import parse_edtf
from utpe.text.dates import date_in_words

PASTED = "Reu\xadnión\u200b de la\xa0uni\u202edad “final” ‘así’"
CLEAN = "Reunión de la unidad “final” ‘así’"


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def form(page: Any, toy_url: str) -> Form:
    return Form(page, toy_url, "es", "meetings")


# ---- Texts.


def test_what_word_processors_leave_is_taken_out_and_told(form: Form) -> None:
    page = form.page
    page.fill("#f-title\\.es", PASTED)
    page.press("#f-title\\.es", "Tab")
    assert page.input_value("#f-title\\.es") == CLEAN
    said = form.said(form.field("title"))
    assert "3 caracteres invisibles" in said and "espacios" in said
    # Typing goes on: the notice goes away.
    page.fill("#f-title\\.es", "Otro")
    form.settle()
    assert "invisibles" not in form.said(form.field("title"))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "=1+1",
        "@SUM(A1)",
        "-- - # : {a: b} [c] & * ! | > ' \" % @ `",
        "🙂 emoji, 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
        "no",
        "null",
        "012",
        "2014-02-31",
        "{{ s }} {% if %}",
    ],
)
def test_odd_texts_come_back_as_they_are(form: Form, text: str) -> None:
    page = form.page
    alerts: list[Any] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog), dialog.dismiss()))
    form.fill(
        {
            "title": {"es": text, "pt": text},
            "sources": [{"id": "…", "source": {"url": "https://example.org/x", "title": text}}],
        }
    )
    page.check("#licence")
    form.settle()
    page.click("#review")
    page.click("#anyway")
    tree = read_yaml(form.file().encode()).value
    assert tree["title"] == {"es": text, "pt": text}
    assert tree["sources"][0]["source"]["title"] == text
    assert alerts == [] and page.locator("main img, main script[src=x]").count() == 0


def test_100_kb_of_text_are_kept_and_told_in_time(form: Form) -> None:
    page, text = form.page, "palabra " * 12_500
    page.fill("#f-unit_link\\.es", text)
    begin = time.monotonic()
    page.press("#f-unit_link\\.es", "Tab")
    page.wait_for_selector("[data-f=unit_link] .msgs .error")
    assert time.monotonic() - begin < 5
    assert "2.000" in form.said(form.field("unit_link"))
    assert len(page.input_value("#f-unit_link\\.es")) == len(text.strip())


@settings(max_examples=60)
@given(
    st.text(st.characters(codec="utf-8"), max_size=200)
    | st.text("áéñçã«»“”—’ \u00a0\u00ad\n\t:#-'\"{}[]&*!|>%@`0123", max_size=80)
)
def test_every_text_is_read_back_as_it_was_kept(chromium: Any, toy_url: str, text: str) -> None:
    page = _kept_page(chromium, toy_url)
    page.evaluate(
        """text => { const box = document.getElementById('f-title.es'); box.value = text;
        box.dispatchEvent(new Event('input', {bubbles: true})); }""",
        text,
    )
    file = page.evaluate("utpe.write('meetings', utpe.ui.tree(), {})")
    tree = read_yaml(file.encode()).value or {}
    kept = tree.get("title", {}).get("es", "")
    assert kept == page.evaluate("(utpe.ui.tree().title || {es: ''}).es || ''")
    assert not FORBIDDEN.search(kept) and kept == kept.strip() and "\n" not in kept
    # Nothing else is lost: the letters are those that were typed.
    letters = re.compile(r"[^\w]", re.ASCII)
    assert letters.sub("", kept) == letters.sub("", FORBIDDEN.sub("", text))


KEPT: dict[str, Any] = {}


def _kept_page(chromium: Any, toy_url: str) -> Any:
    """One page for all examples."""
    if "page" not in KEPT:
        KEPT["page"] = chromium.new_page()
        Form(KEPT["page"], toy_url, "es", "meetings")
    return KEPT["page"]


# ---- Dates.


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("21/08/2014", "2014-08-21"),
        ("21-8-2014", "2014-08-21"),
        ("2014-08-21", "2014-08-21"),
        ("jueves 21 de agosto de 2014", "2014-08-21"),
        ("1º de dezembro de 2014", "2014-12-01"),
        ("mayo de 2014", "2014-05"),
        ("Março/2014", "2014-03"),
        ("08/2014", "2014-08"),
        ("2014", "2014"),
        ("3 y 4 de junio de 2014", "2014-06-03/2014-06-04"),
        ("del 3 al 5 de junio de 2014", "2014-06-03/2014-06-05"),
        ("3, 4 e 5 de junho de 2014", "2014-06-03/2014-06-05"),
        ("30 de mayo al 2 de junio de 2014", "2014-05-30/2014-06-02"),
        ("30/05/2014 a 02/06/2014", "2014-05-30/2014-06-02"),
        ("mayo a junio de 2014", "2014-05/2014-06"),
        ("2013-2014", "2013/2014"),
        ("entre 2013 y 2014", "2013/2014"),
        ("hacia 2014", "2014~"),
        ("2014?", "2014?"),
        ("por volta de maio de 2014", "2014-05~"),
        ("desde 2014", "2014/.."),
        ("até 2014", "/2014"),
        ("197X", "197X"),
    ],
)
def test_dates_as_people_write_them(form: Form, typed: str, edtf: str) -> None:
    form.answer(form.field("date"), typed)
    assert form.page.evaluate("utpe.ui.tree().date") == edtf
    words = date_in_words(parse_edtf(edtf), "es")
    assert form.page.inner_text("[data-f=date] .reads").startswith(f"Se entiende: {words}")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2014", "febrero de 2014 tiene 28 días"),
        ("10/13/2014", "no hay mes 13"),
        ("ayer", "No se entiende «ayer»"),
        ("3 de junio", "No se entiende"),
        ("primavera de 2014", "No se entiende"),
    ],
)
def test_what_is_no_date_is_explained_and_kept(form: Form, typed: str, said: str) -> None:
    form.answer(form.field("date"), typed)
    assert said in form.page.inner_text("[data-f=date] .reads.error")
    form.page.click("#review")
    assert said in form.page.inner_text("#summary")
    assert form.page.evaluate("utpe.ui.tree().date"), "nothing is lost"


def test_a_date_by_its_parts(form: Form) -> None:
    row = form.page.locator("[data-f=date] .moment").first
    row.locator("input").last.fill("2014")
    assert form.page.inner_text("[data-f=date] .reads") == "Se entiende: 2014."
    row.locator("input").first.fill("5")
    assert form.page.inner_text("[data-f=date] .reads") == "Falta el mes."
    row.locator("select").select_option("6")
    form.page.locator("[data-f=date] .marks input").nth(3).check()
    assert form.page.inner_text("[data-f=date] .reads") == "Se entiende: 5 de junio de 2014, deducida."
    assert form.page.evaluate("utpe.ui.tree().date") == "2014-06-05?"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("-34,5", "-34.5"), ("1.234.567", "1234567"), ("1.234,5", "1234.5"), ("12.5", "12.5"), ("tres", "tres")],
)
def test_numbers_as_people_write_them(page: Any, toy_url: str, typed: str, kept: str) -> None:
    form = Form(page, toy_url, "es", "cities")
    field = form.field("lat", form.field("point"))
    field.locator("input").fill(typed)
    field.locator("input").press("Tab")
    assert field.locator("input").input_value() == kept


# ---- Ids, sources, drafts.


def test_an_id_that_exists_is_told(page: Any, toy_url: str) -> None:
    form = Form(page, toy_url, "es", "cities")
    page.fill("#f-name\\.es", "Alfa")
    page.press("#f-name\\.es", "Tab")
    assert "Alfa" in page.inner_text("#taken")
    link = page.get_attribute("#taken a", "href")
    assert link.endswith("es/proponer/ciudades/?id=alfa")
    page.fill("#f-name\\.es", "Alfa del Norte")
    page.press("#f-name\\.es", "Tab")
    form.settle()
    assert page.locator("#taken").count() == 0
    assert page.evaluate("utpe.ui.tree().id") == "alfa-norte"


def test_the_address_of_a_known_source_chooses_it(form: Form) -> None:
    box = form.page.locator("[data-f=sources] [data-f=id] input").first
    box.fill("https://example.org/acta?a=1&b=2")
    box.press("Tab")
    assert form.page.evaluate("utpe.ui.tree().sources[0].id") == "acta-alfa"
    assert box.input_value() == "Acta de la reunión de Alfa"


def test_the_address_of_another_source_begins_its_description(form: Form) -> None:
    box = form.page.locator("[data-f=sources] [data-f=id] input").first
    box.fill("https://example.org/nueva")
    box.press("Tab")
    assert (
        form.page.locator("[data-f=source] [data-f=url] input").input_value() == "https://example.org/nueva"
    )
    assert form.page.evaluate("utpe.ui.tree().sources[0].source.accessed") == form.page.evaluate(
        "utpe.ui.today()"
    )


def test_the_draft_survives_and_can_be_dropped(form: Form) -> None:
    page = form.page
    form.fill({"title": {"es": "Mi borrador"}, "date": "ayer", "city_ids": ["alfa", "ninguna"]})
    form.settle()
    assert "Borrador guardado" in page.inner_text("#draft")
    page.reload()
    page.wait_for_selector("#form[data-ready]")
    assert "Se recuperó el borrador" in page.inner_text("#draft")
    tree = page.evaluate("utpe.ui.tree()")
    assert (tree["title"], tree["date"], tree["city_ids"]) == (
        {"es": "Mi borrador"},
        "ayer",
        ["alfa", "ninguna"],
    )
    page.click("#draft button")
    assert page.input_value("#f-title\\.es") == "Mi borrador", "asked first"
    page.click("#draft button")
    assert page.input_value("#f-title\\.es") == ""
    page.reload()
    page.wait_for_selector("#form[data-ready]")
    assert not page.is_visible("#draft")


def test_a_browser_that_keeps_nothing_is_no_trouble(page: Any, toy_url: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
    )
    form = Form(page, toy_url, "es", "meetings")
    form.fill({"title": {"es": "Sin memoria"}})
    form.settle()
    assert "no deja guardar" in page.inner_text("#draft")


def _change_draft(page: Any, script: str) -> None:
    page.evaluate(
        f"""() => {{ const key = Object.keys(localStorage).find(k => k.startsWith('utpe-form:meetings'));
        const draft = JSON.parse(localStorage.getItem(key)); {script}; localStorage.setItem(key, JSON.stringify(draft)); }}"""
    )
    page.reload()
    page.wait_for_selector("#form[data-ready]")


def test_a_draft_of_an_older_form_or_record_is_told_and_kept(page: Any, toy_url: str) -> None:
    form = Form(page, toy_url, "es", "meetings", "?id=toy-2014-alfa")
    form.fill({"venue": {"es": "Otra sede"}})
    form.settle()
    _change_draft(page, "draft.version = '00000000'; draft.base = '000000000000'; draft.tree.antes = 'algo'")
    told = page.inner_text("#draft")
    assert "La ficha cambió" in told and "El formulario cambió" in told and "antes" in told
    tree = page.evaluate("utpe.ui.tree()")
    assert tree["venue"]["es"] == "Otra sede" and tree["antes"] == "algo"
    # What is no draft at all is as if there were none.
    page.evaluate(
        "localStorage.setItem(Object.keys(localStorage).find(k => k.startsWith('utpe-form:m')), '[1')"
    )
    page.reload()
    page.wait_for_selector("#form[data-ready]")
    assert page.input_value("#f-venue\\.es") == "Casa de la Cultura"


def test_a_press_does_not_miss_when_messages_move_the_page(form: Form) -> None:
    page = form.page
    page.fill("#f-title\\.es", PASTED)
    choice = page.locator("input[name=f-kind][value=seminar]")
    choice.scroll_into_view_if_needed()
    box = choice.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.wait_for_timeout(500)
    page.mouse.up()
    assert choice.is_checked()

"""What strangers might write, in every text field and in prose: in a real Chromium no script runs, with or without the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from onlooker_of_harm import Onlooker
from untrusted_project import FOLDER, built_project
from vectors import ACCEPTED, ANYWHERE, REFUSED

from utpe.pages import routes

PARTS = 4
Serve = Callable[[Path], str]
Look = Callable[..., Onlooker]
TYPED = (*ANYWHERE, *(text for text, _ in REFUSED))


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the toy records, each text of theirs replaced, and of prose."""
    return built_project(tmp_path_factory, 0) / "site"


@pytest.fixture(scope="session")
def all_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in which each vector is a title."""
    return built_project(tmp_path_factory, 1) / "site"


@pytest.fixture
def look(chromium: Any) -> Iterator[Look]:
    """What opens a browser on a site."""
    opened: list[Onlooker] = []

    def begin(url: str, **options: bool) -> Onlooker:
        opened.append(Onlooker(chromium, url, **options))
        return opened[-1]

    yield begin
    for onlooker in opened:
        onlooker.close()


@pytest.fixture(params=[True, False], ids=["without policy", "with policy"])
def onlooker(request: pytest.FixtureRequest, look: Look, served: Serve, few: Path) -> Onlooker:
    return look(served(few), without_policy=request.param)


def _pages(site: Path) -> list[str]:
    """The addresses of all pages but of those that lead from an old address to the new one."""
    pages = [p for p in site.rglob("*.html") if "pagefind" not in p.parts]
    kept = (p.relative_to(site) for p in pages if 'http-equiv="refresh"' not in p.read_text())
    return sorted(p.as_posix().removesuffix("index.html") for p in kept)


def _is_record(path: str) -> bool:
    return any(mark in path for mark in ("/alfa-", "/toy-2014-alfa-", "/propuesta-toy-"))


HARM: dict[str, tuple[str, str, str]] = {
    # What is on a page, what is seen without a policy and with one.
    "a handler": ("<img src=x onerror=__xss(1)>", "a script ran", "script-src-attr"),
    "a script": ("<script>__xss(1)</script>", "a script ran", "script-src-elem"),
    "a script of ours": (
        '<script src="/assets/x.0123456789.js" onerror="__xss(1)"></script>',
        "a script ran",
        "script-src-attr",
    ),
    "an image from elsewhere": (
        "<img src=http://evil.example/x.png>",
        "request: http://evil.example/",
        "img-src",
    ),
    "a style": ("<p style='position:fixed;inset:0;margin:0'>x</p>", "covers the header", "style-src-attr"),
    "a frame": ("<iframe src=about:blank></iframe>", "frame: ", "frame: "),
    "another scheme": ("<a href=javascript:__xss(1)>x</a>", "scheme: ", "scheme: "),
    "a wide word": (f"<p>{'x' * 900}</p>", "wider than the window", "wider than the window"),
    "a form": ("<form action=http://evil.example/><input>", "from elsewhere", "from elsewhere"),
    "an element": ("<object></object>", "element: <object>", "element: <object>"),
    "an address": ("<base href=http://evil.example/>", "an element of the head", "an element of the head"),
    "data": ('<script type="application/ld+json">{"a": </script>', "no JSON", "no JSON"),
    "a dialog": ("<script>alert(1)</script>", "dialog: 1", "script-src-elem"),
    "no footer": ("<style>footer {display: none}</style>", "not to be seen: <footer>", "style-src-elem"),
}


@pytest.fixture(scope="session")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on which every text did harm, a page for each."""
    site = tmp_path_factory.mktemp("harmed")
    (site / "_headers").write_text("/*\n  Content-Security-Policy: default-src 'self'\n")
    for what, (html, *_) in HARM.items():
        page = f"<!doctype html><body><header>a</header><main>{html}</main><footer>z</footer>"
        (site / f"{what}.html").write_text(page)
    return site


@pytest.mark.parametrize("what", HARM)
def test_whoever_looks_sees_harm(look: Look, served: Serve, harmed: Path, what: str) -> None:
    for without, wanted in zip((True, False), HARM[what][1:], strict=True):
        troubles = look(served(harmed), without_policy=without).look(quote(f"{what}.html"))
        assert any(wanted in trouble for trouble in troubles), troubles


def test_whoever_looks_sees_that_there_is_no_page(look: Look, served: Serve, harmed: Path) -> None:
    assert "no such page" in look(served(harmed)).look("pt/nada/")


def test_no_text_harms_a_page_of_any_kind(onlooker: Onlooker, few: Path) -> None:
    pages = [p for p in _pages(few) if f"/{FOLDER}/" not in p]
    kinds = {tuple(p.split("/")[:2]): p for p in pages if p.startswith(("es/", "404"))}
    prose = [p for p in _pages(few) if p.startswith(f"es/{FOLDER}/")]
    assert len(kinds) > 20 and prose
    assert onlooker.look_at_all([*kinds.values(), *prose]) == {}


@pytest.mark.audit
@pytest.mark.parametrize("part", range(PARTS))
def test_no_text_runs_anywhere_without_the_policy(look: Look, served: Serve, all_: Path, part: int) -> None:
    pages = _pages(all_)
    assert len(pages) > 3_000
    assert look(served(all_), without_policy=True).look_at_all(pages[part::PARTS]) == {}


@pytest.mark.audit
@pytest.mark.parametrize("part", range(PARTS))
def test_the_policy_has_nothing_to_refuse(look: Look, served: Serve, all_: Path, part: int) -> None:
    records = [p for p in _pages(all_) if _is_record(p)]
    pages = [*(p for p in _pages(all_) if not _is_record(p)), *records[::6]]
    assert look(served(all_)).look_at_all(pages[part::PARTS]) == {}


@pytest.mark.audit
def test_every_text_stands_as_it_is(look: Look, served: Serve, all_: Path) -> None:
    """Each vector is the printed title of a publication; what blanks there are between its words does not count."""
    onlooker, shown = look(served(all_)), set()
    for path in _pages(all_):
        if path.startswith("es/publicaciones/propuesta-toy-"):
            onlooker.page.goto(onlooker.root + path)
            shown.add(onlooker.page.evaluate("document.querySelector('h1').textContent"))
    assert {tuple(text.split()) for text in ACCEPTED} - {tuple(text.split()) for text in shown} == set()


# ---- What scripts of ours make of texts and of addresses.

SEARCH = """async (texts) => {
  const [form, said] = [document.getElementById("search"), document.getElementById("said")];
  for (const text of texts) {
    form.elements.q.value = text;
    form.requestSubmit();
    await new Promise((done) => setTimeout(done, 15));
  }
  form.elements.q.value = "xss";
  form.requestSubmit();
  for (let n = 0; n < 100 && !said.textContent.includes("xss"); n++) await new Promise((done) => setTimeout(done, 50));
  for (let n = 0; n < 60 && !document.getElementById("more").hidden; n++) {
    document.getElementById("more").click();
    await new Promise((done) => setTimeout(done, 60));
  }
  return document.querySelectorAll("#hits > *").length;
}"""


def test_the_search_shows_what_it_is_asked_and_what_it_finds(onlooker: Onlooker) -> None:
    assert onlooker.look("es/buscar/?q=" + quote(ACCEPTED[0])) == []
    assert onlooker.page.evaluate(SEARCH, list(TYPED[::24])) > 20
    assert onlooker.examine() == []


@pytest.mark.audit
def test_the_search_shows_whatever_it_is_asked(onlooker: Onlooker) -> None:
    assert onlooker.look("pt/pesquisar/") == []
    assert onlooker.page.evaluate(SEARCH, list(TYPED)) > 20
    assert onlooker.examine() == []


FILTER = """async (texts) => {
  for (const text of texts) {
    for (const name of ["estado", "tipo", "orden", "x"]) {
      history.replaceState(null, "", `?${name}=${encodeURIComponent(text.replace(/[\\ud800-\\udfff]/g, ""))}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }
    location.hash = text;
  }
  const facets = [...document.querySelectorAll(".fac nav a[href]")].map((a) => a.href);
  for (const address of facets.filter((a) => a.includes("?"))) {
    history.replaceState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
    await new Promise((done) => setTimeout(done, 40));
  }
  return document.querySelectorAll("main template, .all li, .all tr").length;
}"""


@pytest.mark.audit
@pytest.mark.parametrize("section", ["meetings", "publications", "governance"])
def test_a_filtered_list_takes_nothing_from_its_address(onlooker: Onlooker, section: str) -> None:
    assert onlooker.look(routes.section("es", section)) == []
    assert onlooker.page.evaluate(FILTER, list(TYPED)) > 1
    assert onlooker.examine() == []


FORM = """async (texts) => {
  const boxes = [...document.querySelectorAll("#form input:not([type]), #form input[type=text], #form textarea")];
  for (let n = 0; n < texts.length; n += boxes.length) {
    boxes.forEach((box, m) => {
      box.value = texts[(n + m) % texts.length];
      for (const type of ["input", "change", "blur"]) box.dispatchEvent(new Event(type, { bubbles: true }));
    });
    await new Promise((done) => setTimeout(done, 300));
  }
  document.getElementById("review").click();
  await new Promise((done) => setTimeout(done, 500));
  return boxes.length;
}"""


@pytest.mark.audit
@pytest.mark.parametrize(
    "collection", ["meetings", "publications", "cities", "governance", "organizations", "borders"]
)
def test_a_form_shows_whatever_is_typed_and_kept(onlooker: Onlooker, collection: str) -> None:
    address = routes.form("es", collection)
    for query in ("", "?id=" + quote(TYPED[0]), "?field=" + quote(TYPED[1]), "?id=toy-2014-alfa"):
        assert onlooker.look(address + query) == []
    onlooker.look(address)
    onlooker.page.wait_for_selector("#form[data-ready]")
    assert onlooker.page.evaluate(FORM, list(TYPED)) > 5
    assert onlooker.examine() == []
    # What was typed is a draft now.
    assert onlooker.look(address) == []

# SPDX-License-Identifier: MIT
"""`python scripts/guide_pictures.py [NAME…]`: makes the pictures of the guides from the real site.

Builds the site into .cache/pictures/, opens its forms in Chromium as a phone shows them, fills them in, and
cuts out what a guide talks of. Writes content/assets/guides/<name>.<language>@2x.webp, which the repository
keeps; run it again when the form looks different. Exit status 0; 1 when a picture is too heavy; 2 without a
browser.
"""

from __future__ import annotations

import functools
import http.server
import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import find_or_install
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from sentences import say_reason

from utpe.pages import routes

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "pictures"
OUT = ROOT / "content" / "assets" / "guides"
LANGUAGES = ("es", "pt")
MOST_BYTES = 40_000
PHONE = {"width": 420, "height": 900}
ABOVE, BELOW = 12, 3
WHERE = "el => { const b = el.getBoundingClientRect(); return [b.top + scrollY, b.bottom + scrollY] }"
# Where the site would live: the form offers only what this copy of it has.
PLACE = {
    "SITE_URL": "https://ejemplo.org/utpe/",
    "REPO_URL": "https://github.com/ejemplo/utpe",
    "CONTACT_EMAIL": "utpe@ejemplo.org",
}
RECORD = "utpeam-2015-posadas-reunion"
SOURCE = "https://www.posadas.gov.ar/reunion-de-la-unidad/"
TYPED = {
    "es": {
        "title": "Reunión de la unidad en Posadas",
        "other": "Reunião da unidade em Posadas",
        "date": "3 y 4 de junio de 2027",
        "city": "posa",
        "source": "Nota sobre la reunión de Posadas",
        "publisher": "Municipalidad de Posadas",
        "corrected": "20 de agosto de 2015",
    },
    "pt": {
        "title": "Reunião da unidade em Posadas",
        "other": "Reunión de la unidad en Posadas",
        "date": "3 e 4 de junho de 2027",
        "city": "posa",
        "source": "Notícia sobre a reunião de Posadas",
        "publisher": "Prefeitura de Posadas",
        "corrected": "20 de agosto de 2015",
    },
}
Shot = Callable[[Page, str, str], list[Locator]]
"""A page, where the site is, and a language; the first and the last part of the page that are shown."""
SETTLED = 1000
"""Milliseconds after which the form has said all it says of what was typed."""


def main() -> int:
    """Make the pictures named, or all; return the exit status."""
    browser_path = find_or_install()
    if not browser_path:
        say_reason("no_chromium")
        return 2
    wanted = sys.argv[1:] or list(SHOTS)
    build()
    OUT.mkdir(parents=True, exist_ok=True)
    heavy = []
    with served(WORK) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for name in wanted:
            for language in LANGUAGES:
                picture = taken(browser, SHOTS[name], site, language)
                path = OUT / f"{name}.{language}@2x.webp"
                path.write_bytes(picture)
                print(f"{path.relative_to(ROOT)}: {len(picture)}")
                heavy += [path] if len(picture) > MOST_BYTES else []
        browser.close()
    return 1 if heavy else 0


def build() -> None:
    """Build the site as if it lived at `PLACE`."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(WORK)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **PLACE, "NO_MKDOCS_2_WARNING": "1"}, check=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yield its address."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def taken(browser: Browser, shot: Shot, site: str, language: str) -> bytes:
    """Return a picture as WebP: two points for each of the page, light, nothing moving."""
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        device_scale_factor=2,
        color_scheme="light",
        reduced_motion="reduce",
        locale={"es": "es-AR", "pt": "pt-BR"}[language],
        timezone_id="America/Argentina/Buenos_Aires",
    )
    page = context.new_page()
    parts = shot(page, site, language)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(SETTLED)
    boxes = [part.evaluate(WHERE) for part in parts]
    top, bottom = boxes[0][0] - ABOVE, boxes[-1][1] + BELOW
    clip = {"x": 0, "y": top, "width": PHONE["width"], "height": bottom - top}
    png = page.screenshot(full_page=True, clip=clip, caret="hide")  # type: ignore[arg-type]
    context.close()
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "WEBP", quality=68, method=6)
    return out.getvalue()


def form(page: Page, site: str, language: str, query: str = "") -> None:
    """Open the form of meetings, once it is ready."""
    proposals = routes.section(language, "propose")
    slug = routes.section(language, "meetings").split("/")[1]
    page.goto(f"{site}{proposals}{slug}/{query}", wait_until="networkidle")
    page.wait_for_function("window.utpe && utpe.ui && utpe.ui.form")


def field(page: Page, name: str) -> Locator:
    """Return what asks for a field of the record."""
    return page.locator(f"#form [data-f='{name}']").first


def what(page: Page, site: str, language: str) -> list[Locator]:
    """The title in both languages."""
    form(page, site, language)
    other = "pt" if language == "es" else "es"
    title = field(page, "title")
    title.locator(f"[data-l='{language}'] textarea").fill(TYPED[language]["title"])
    written = title.locator(f"[data-l='{other}'] textarea")
    written.fill(TYPED[language]["other"])
    written.blur()
    return [title]


def when(page: Page, site: str, language: str) -> list[Locator]:
    """A date as it was pasted, and as the form understands it."""
    form(page, site, language)
    pasted = field(page, "date").locator(".paste input")
    pasted.fill(TYPED[language]["date"])
    pasted.blur()
    return [field(page, "date")]


def where(page: Page, site: str, language: str) -> list[Locator]:
    """A city, looked for by its first letters."""
    form(page, site, language)
    field(page, "city_ids").locator("input").press_sequentially(TYPED[language]["city"])
    return [field(page, "city_ids"), page.locator("[role='listbox']:visible")]


def source(page: Page, site: str, language: str) -> list[Locator]:
    """A source that the register has not."""
    form(page, site, language)
    sources = field(page, "sources")
    sources.locator("[data-do='describe']").click()
    new = sources.locator(".new")
    new.locator("[data-f='url'] input").fill(SOURCE)
    new.locator("[data-f='title'] input:not([type='radio'])").first.fill(TYPED[language]["source"])
    publisher = new.locator("[data-f='publisher'] input")
    publisher.fill(TYPED[language]["publisher"])
    publisher.blur()
    return [sources.locator("[data-do='describe']"), new.locator("[data-f='publisher']")]


def changes(page: Page, site: str, language: str) -> list[Locator]:
    """What a correction changes, as it was and as it will be."""
    form(page, site, language, f"?id={RECORD}")
    page.wait_for_function("utpe.ui.base")
    pasted = field(page, "date").locator(".paste input")
    pasted.fill(TYPED[language]["corrected"])
    pasted.blur()
    reviewed(page)
    return [page.locator("#changes")]


def send(page: Page, site: str, language: str) -> list[Locator]:
    """The ways to send what was written, were it only a title."""
    what(page, site, language)
    reviewed(page)
    return [page.locator(".ways")]


def reviewed(page: Page) -> None:
    """Agree to the licence and get the file ready, with what it lacks."""
    page.locator("#licence").check()
    page.locator("#review").click()
    page.wait_for_timeout(SETTLED)
    anyway = page.locator("#anyway")
    if anyway.is_visible():
        anyway.click()
    page.locator("#result").wait_for()


SHOTS: dict[str, Shot] = {
    "what": what,
    "when": when,
    "where": where,
    "source": source,
    "send": send,
    "changes": changes,
}


if __name__ == "__main__":
    sys.exit(main())

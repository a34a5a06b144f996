"""The host of the audit: what it sends is what a good host sends. Lighthouse itself runs in `make audit`."""

from __future__ import annotations

import functools
import http.server
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import brotli
import lighthouse
import pytest


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "es").mkdir()
    (tmp_path / "es/index.html").write_text("<p>Años</p>" * 100)
    (tmp_path / "_headers").write_text(
        "/*\n  Content-Security-Policy: script-src 'self'\n/assets/*\n  Cache-Control: immutable\n"
    )
    (tmp_path / "assets/x.woff2").write_bytes(b"font")
    handler = functools.partial(lighthouse.Host, folder=tmp_path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_text_is_packed_and_pages_are_asked_for_again(url: str) -> None:
    with urllib.request.urlopen(f"{url}es/") as answer:
        assert answer.headers["Content-Encoding"] == "br"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert brotli.decompress(answer.read()).decode() == "<p>Años</p>" * 100


def test_what_is_packed_already_is_kept_for_long(url: str) -> None:
    with urllib.request.urlopen(f"{url}assets/x.woff2") as answer:
        assert "Content-Encoding" not in answer.headers
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.read() == b"font"


def test_every_kind_of_page_is_rated_the_languages_taking_turns() -> None:
    pages = lighthouse.every_kind()
    assert {p.split("/")[0] for p in pages} == {"", "es", "pt"}
    assert len(pages) == len(set(pages)) > 30
    assert "es/reuniones/" in pages or "pt/reunioes/" in pages
    assert lighthouse.WANTED["accessibility"] == lighthouse.WANTED["seo"] == 100

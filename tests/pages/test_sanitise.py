"""Prose from pull requests: what must not survive, and what must."""

from __future__ import annotations

import pytest

from utpe.pages.sanitise import sanitise


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\tscript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<iframe src="https://example.org"></iframe>',
        '<p style="position:fixed">x</p>',
        "<style>body{display:none}</style>",
        '<svg><animate onbegin="alert(1)"/></svg>',
        '<form action="https://example.org"><input name="x"></form>',
        "<math><mtext><script>alert(1)</script></mtext></math>",
        '<base href="https://example.org/">',
        '<meta http-equiv="refresh" content="0;url=https://example.org">',
        "<!-- comment --><object data=x></object>",
        '<a href="JavaScript&colon;onerror">x</a>',
        '<a href=" data:text/html,x">x</a>',
        '<blockquote cite="data:x">x</blockquote>',
    ],
)
def test_dangerous_markup_is_gone(html: str) -> None:
    clean = sanitise(html).lower()
    for trace in (
        "script",
        "onerror",
        "onbegin",
        "style",
        "iframe",
        "form",
        "input",
        "base",
        "meta",
        "object",
        "data:",
        "<!--",
    ):
        assert trace not in clean, clean


@pytest.mark.parametrize(
    "html",
    [
        '<p lang="pt">texto <a href="../../reuniones/x/" hreflang="pt">x</a></p>',
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
        '<div class="admonition gap"><p class="admonition-title">t</p></div>',
        '<h2 id="fuentes">Fuentes</h2>',
        '<a href="mailto:ana@example.org">x</a>',
    ],
)
def test_honest_markup_stays(html: str) -> None:
    assert sanitise(html) == html


@pytest.mark.parametrize(
    "src",
    [
        "https://evil.example/x.png",
        "//evil.example/x.png",
        "/\\evil.example/x.png",
        "\t//evil.example/x.png",
        "data:image/png,x",
    ],
)
def test_no_image_comes_from_another_host(src: str) -> None:
    assert sanitise(f'<img src="{src}" alt="x">') == '<img alt="x">'


def test_an_image_of_the_site_stays() -> None:
    assert sanitise('<img src="../assets/x.png" alt="x">') == '<img src="../assets/x.png" alt="x">'

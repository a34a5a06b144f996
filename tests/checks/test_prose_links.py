"""Addresses in prose: whatever form they are written in, none leads astray and no page asks another host."""

from __future__ import annotations

from pathlib import Path

import pytest

from utpe.checks.finding import Finding
from utpe.checks.runner import check
from utpe.settings import read_settings

PAGE = "content/es/methodology.md"


def _errors(root: Path, text: str = "") -> list[Finding]:
    page = root / PAGE
    page.write_text(page.read_text() + f"\n{text}\n")
    return [f for f in check(read_settings(root)).findings if f.severity == "error"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # An image from elsewhere.
        ("![t](/%5Cevil.example/x.png)", "E623"),
        ("![t](foto%3A1.png)", "E622"),
        ("![t](http://evil.example/x.png)", "E624"),
        ("![t](//evil.example/x.png)", "E624"),
        ("![a [b] c](https://evil.example/x.png)", "E624"),
        ("[![t](https://evil.example/x.png)](index.md)", "E624"),
        ("![t][x]\n\n[x]: https://evil.example/x.png", "E624"),
        ("![X][]\n\n[x]:\n    https://evil.example/x.png", "E624"),
        ("![t](data:image/png;base64,AA)", "E624"),
        ('<img alt="" src="https://evil.example/x.png">', "E624"),
        ("<img alt='>' src = 'https://evil.example/x.png'>", "E624"),
        ("<img src=//evil.example/x.png>", "E624"),
        # A scheme that is not let pass.
        ("[t](javascript:alert(1))", "E621"),
        ("[t](JavaScript:alert(1))", "E621"),
        ("[t](java&#115;cript:alert(1))", "E621"),
        ("[t](data:text/html,x)", "E621"),
        ("[t](file:///etc/passwd)", "E621"),
        ("[t][x]\n\n[x]: vbscript:x", "E621"),
        ("<ftp://example.org/x>", "E621"),
        ('<a href="data:text/html,x">t</a>', "E621"),
        ('<a title=">" href="javascript:alert(1)">t</a>', "E621"),
        ('<a href=" java\tscript:alert(1)">t</a>', "E621"),
        ("<a href=javascript:alert(1)>t</a>", "E621"),
        ('<blockquote cite="javascript:x">t</blockquote>', "E621"),
        # A user that looks like the host.
        ("[t](https://geonames.org@evil.example/)", "E120"),
        ("<HTTPS://geonames.org:x@evil.example/>", "E120"),
        ('<a href="https:\\\\geonames.org@evil.example/">t</a>', "E120"),
        ("[t](https://geonames.org&#64;evil.example/)", "E120"),
        # A record that does not exist, in raw HTML too.
        ('<a href="meeting:nope">t</a>', "E620"),
        # An attribute behind a bracket in another one's value.
        ('<p title=">" onclick="x()">t</p>', "E612"),
    ],
)
def test_an_address_that_is_not_let_pass_is_told_with_its_place(toy_copy: Path, text: str, code: str) -> None:
    lines = (toy_copy / PAGE).read_text().count("\n")
    found = _errors(toy_copy, text)
    assert [(f.code, f.place.file) for f in found] == [(code, PAGE)], found
    assert found[0].place.line > lines


@pytest.mark.parametrize(
    "text",
    [
        "[t](https://example.org/@someone) [t](https://example.org/?mail=a@b.example)",
        "[t](https://example.org/), <https://example.org/>, [t](mailto:ana@example.org), [t](HTTPS://example.org/)",
        '<a href="https://example.org/">t</a> <a href="meeting:toy-2014-alfa">t</a> <a href="../">t</a>',
        '[t][x] and a note[^1]\n\n[x]: https://example.org/ "x"\n\n[^1]: See the record.',
        "`<img src=https://evil.example/x.png>` and `![t](https://evil.example/x.png)`",
        "wow! [t](https://example.org/) \\![t](https://example.org/)",
    ],
)
def test_an_honest_address_passes(toy_copy: Path, text: str) -> None:
    assert _errors(toy_copy, text) == []

"""Any prose, the whole way: it is read and judged without an exception, and what becomes a page is harmless."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import _copied_toy
from damaged_yaml import CHARACTERS
from fuzzing import bounded, examples
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from utpe.checks.heavy import html_of
from utpe.checks.runner import check
from utpe.mkdocs_adapter.build import build_into
from utpe.pages.sanitise import sanitise
from utpe.reading.prose import parse_prose
from utpe.reading.prose_html import is_elsewhere
from utpe.settings import read_settings

HEADS = (
    "---\ntitle: T\ndescription: D.\n---\n", "---\ntitle: [\n---\n", "---\n- a\n---\n", "---\n", "---\n---\n", "---\ntitle: {{count meetings}}\n---\n", "",
    "---\ntitle: T\ntemplate: main.html\nhide: [x]\nlocale: ../x\nformer: [a, {b: c}]\nrevision_date: x\n---\n",
)  # fmt: skip
TARGETS = (
    "meetings.md", "#a", "#", "", "../pt/x.md", "meeting:toy-2014-alfa", "meeting:x", "city:beta", "javascript:alert(1)", "JaVa\tScRiPt:x", "data:text/html,x",
    "//evil.example", "/\\evil", "https://example.org/ñ?a=b&c=%zz#x", "https://[", "mailto:a@b", "mailto:", "<a b>", "assets/x.png", "x.md#%ff", "..", "a)b", "&#106;avascript:x",
)  # fmt: skip
WORDS = (
    "palabra", "*a*", "**b", "_c_d_", "`{{count meetings}}`", "``", "\\", "&amp;", "&#0;", "&#x202e;", "&notanentity;", "{{count meetings}}", "{{count meetings status=held country=AR}}",
    "{{count x=y}}", "{{", "}}", "{{setting contact_email}}", "{{setting x}}", "{{if repo_url}}", "{{unless site_url}}", "{{end}}", "{{example meeting}}", "{{example x}}", "{: .c #i onclick=x }",
    "{: }", "[^1]", "[^]", "[TOC]", "<b>", "</b>", "<script>alert(1)</script>", '<img src=x onerror="a">', '<a href="javascript:x">', "<svg/onload=a>", "<!--", "-->", "<?php", "<![CDATA[", "<div markdown=1>",
    "</div>", "<details>", '<p style="x">', "\ue000", "\x02wzxhzdk:0\x03", "wzxhzdk:0", "ñ🐦", "http://a.b", "<https://a.b>", "!", "|", "a | b",
)  # fmt: skip
LEADS = ("", "", "# ", "## ", "- ", "* ", "1. ", "9999999999. ", "> ", "    ", "\t", "| a | b |\n|---|---|\n| ", ": ", "[^1]: ", "[x]: ", "*[UTPE]: ", "!!! gap \"x\"\n    ", "!!! \n", "```\n", "~~~{.x}\n", "***\n", "===\n", "- - - ")  # fmt: skip
LINKS = st.tuples(
    st.sampled_from(("[a]", "![b]", "[![c]", "[", "[x][")),
    st.sampled_from(TARGETS),
    st.sampled_from((")", ' "t")', "", "]")),
).map(lambda x: f"{x[0]}({x[1]}{x[2]}")

ANY_WORDS = st.sampled_from(WORDS) | LINKS | st.text(max_size=5) | CHARACTERS
WRONG = re.compile(
    r"\{\{(?!count meetings|setting contact|example meeting)|^\}\}|href=|onerror|style|<b>|<script|<svg|<details|\[\^|x202e|#0|\]\(|^\["
)
"""What is an error nearly wherever it stands."""
MILD_WORDS = st.sampled_from([word for word in WORDS if not WRONG.search(word)]) | st.sampled_from(
    ("[a](../meetings.md)", "[b](meeting:toy-2014-alfa 't')", "[c](<https://example.org/ñ?a=b>)", "{{if repo_url}} x {{end}}", "[d](mailto:a@b.org)")
)  # fmt: skip


@st.composite
def prose(draw: DrawFn, all_words: st.SearchStrategy[str] = ANY_WORDS, heads: tuple[str, ...] = HEADS) -> str:
    """Prose of what Markdown, our marks and HTML know, and what nearly looks like it."""
    lines = []
    for _ in range(draw(st.integers(1, 12))):
        words = draw(st.lists(all_words, max_size=5))
        lines.append("    " * draw(st.integers(0, 4)) + draw(st.sampled_from(LEADS)) + " ".join(words))
    between = draw(st.sampled_from(("\n", "\n\n")))
    return draw(st.sampled_from(heads)) + between.join(lines)


SCHEMES = {"http", "https", "mailto"}
HARMFUL = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "svg",
    "math",
    "base",
    "meta",
    "link",
}


class _Harm(HTMLParser):
    """Gathers what a page from others must not have."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in HARMFUL else []
        for name, value in attrs:
            # As browsers read an address (WHATWG URL, 4.4).
            said = re.sub(r"[\t\n\r]", "", (value or "").strip("".join(map(chr, range(0x21)))))
            if name.startswith("on") or name in ("style", "srcset", "action", "formaction"):
                self.found.append(f"{tag} {name}")
            scheme = (
                re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", said) if name in ("href", "src", "cite") else None
            )
            if (scheme and scheme[1].lower() not in SCHEMES) or (name == "src" and is_elsewhere(said)):
                self.found.append(f"{tag} {name}={value}")


def _harm(html: str) -> list[str]:
    parser = _Harm()
    parser.feed(html)
    parser.close()
    return parser.found


@examples(25)
@example('[a](javascript:x) <a href="javascript:x" onclick="x">b</a> <script>c</script>')
@given(prose())
def test_any_prose_is_read_and_made_harmless(text: str) -> None:
    with bounded():
        page = parse_prose(text.encode("utf-8", "surrogatepass"), "es", "x", "content/es/x.md")
        html = html_of(page.body)
    lines = text.count("\n") + text.count("\r") + 2
    assert all(1 <= line <= lines for line, _ in (x.position for x in (*page.links, *page.marks)))
    assert all(page.plain[link.start : link.end] == link.target for link in page.links)
    if html is not None:
        with bounded():
            clean = sanitise(html)
        assert not _harm(clean)
        assert sanitise(clean) == clean


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copied_toy(tmp_path_factory.mktemp("prose") / "toy")


@pytest.mark.audit
@examples(1, shrinks=False)
@given(st.lists(prose(MILD_WORDS, HEADS[:1]), min_size=10, max_size=10))
def test_prose_without_errors_is_built(project: Path, texts: list[str]) -> None:
    """What the checks let pass, MkDocs makes; what they do not, they tell."""
    folder = project / "content/es/fuzz"
    folder.mkdir(exist_ok=True)
    files = {
        f"content/es/fuzz/p{n}.md": text.encode("utf-8", "surrogatepass") for n, text in enumerate(texts)
    }
    for name, raw in files.items():
        (project / name).write_bytes(raw)
    with bounded(60):
        wrong = {f.place.file for f in check(read_settings(project)).findings if f.severity == "error"}
    assert wrong <= files.keys() and len(wrong) < len(files) - 3
    for name in wrong:
        (project / name).unlink()
    with bounded(60, 1_000):
        build_into(project, project / "site", extra={"only_pages": True})
    for name in files.keys() - wrong:
        page = (project / "site/es/fuzz" / Path(name).stem / "index.html").read_text()
        made = page.split("<main", 1)[1].split("</main", 1)[0]
        assert not re.search(r"<script|onerror=|=\"javascript:|onclick=\"", made)

"""Sheets and scripts as the site carries them: smaller, and the same to a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from utpe.pages.frame import SHEETS_OF_EMBEDS, _compact, _on_one_line

THEME = Path(__file__).parents[2] / "overrides" / "assets"


@pytest.mark.parametrize(
    ("written", "carried"),
    [
        ("a {\n  color: red;\n}\n", "a{color:red}"),
        ("a,\nb > c {\n  margin: 0.5rem -0.25em;\n}\n", "a,b>c{margin:.5rem -.25em}"),
        ('a::after {\n  content: " > , 0.5: ";\n}\n', 'a::after{content:" > , 0.5: "}'),
        ("a {\n  width: calc(1rem + 0.5vw);\n}\n", "a{width:calc(1rem + .5vw)}"),
        ("a + b :is(c, d) {\n  top: 0;\n}\n", "a + b :is(c,d){top:0}"),
        ('[data-theme="dark"] a[href^="http"] {\n  top: 0 !important;\n}\n', '[data-theme=dark] a[href^="http"]{top:0!important}'),
        ("/* why */\n@media (min-width: 60em) {\n  a {\n    top: 0;\n  }\n}\n", "@media (min-width:60em){a{top:0}}"),
    ],
)  # fmt: skip
def test_a_sheet_loses_what_no_browser_reads(written: str, carried: str) -> None:
    assert _on_one_line(written) == carried


def test_a_script_loses_comments_and_indentation_and_no_end_of_a_statement() -> None:
    written = "// Why.\nconst a = [\n  1, // one\n  2,\n];\n\nfunction f() {\n  // How.\n  return a\n}\nf()\n"
    assert _compact(written) == "const a = [1, // one\n2,];function f() {return a\n}\nf()\n"


@pytest.mark.parametrize("path", sorted((THEME / "js").glob("*.js")), ids=lambda p: p.name)
def test_no_text_of_our_scripts_goes_over_several_lines(path: Path) -> None:
    assert all(line.count("`") % 2 == 0 for line in path.read_text().splitlines()), path


def test_no_rule_of_the_sheet_for_embeds_is_written_twice() -> None:
    css = THEME / "css"
    files = {p.relative_to(css).as_posix(): p.read_text() for p in css.rglob("*.css")}
    assert set(SHEETS_OF_EMBEDS) < set(files)
    rules = {name: set(re.findall(r"[^{};]+\{[^{}]+\}", _on_one_line(text))) for name, text in files.items()}
    for name in SHEETS_OF_EMBEDS:
        others = {rule: other for other in files if other != name for rule in rules[other]}
        assert {rule: others[rule] for rule in rules[name] & set(others)} == {}, name

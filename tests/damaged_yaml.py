"""Data files as hands, programs and enemies damage them: real YAML, changed by what knows its grammar."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

MOST = 100_000
SCALARS = (
    "null", "~", "", "no", "on", "0x1F", "1e999", "-.inf", ".nan", "2014-13", "10:30", "012", "<<", "=", "!", "&a x",
    "*a", "!!python/object/apply:os.system [x]", "!!binary aGk=", "|", ">-", "|9", "? x", "- x", "{", "[", "'", '"',
    '"\\ud800"', '"\\udc00\\ud800"', '"\\x00"', '"\\u202e"', '"\\N"', '"\\U0010FFFF"', '"\\UFFFFFFFF"', "%YAML 9.9",
    "---", "...", "--- a", "# x", "@x", "`x", "\t", "{{count meetings}}", "[a](javascript:x)", "<script>", "../../x",
    "https://[", "https://x:99999999/", "mailto:x", "10.1/x", "9" * 5_000, "[" * 200, "{a: " * 200, "- " * 200, "ñ" * 3_000,
)  # fmt: skip
LINES = (
    "id: x", "- id: x", "  id: toy-2014-alfa", "&a", "*a", "<<: *a", "? [a]", "---", "...", "%TAG ! x", "\tx: y", "#", "x: &a [*a]",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "  sources: [{id: a, source: {id: a, sources: [{id: a}]}}]",
)  # fmt: skip
CHARACTERS = st.sampled_from(
    "\x00\x07\t\r\n\x85\xa0\xad\u2028\u202e\ufeff\ufffe\ud800\U0001f600'\"{}[]:,#&*!|>%@`-? "
)


@st.composite
def _changed(draw: DrawFn, lines: list[str]) -> list[str]:
    """One change of a file, by its lines."""
    at = draw(st.integers(0, max(len(lines) - 1, 0)))
    line = lines[at] if lines else ""
    key, colon, _ = line.partition(":")
    indent = line[: len(line) - len(line.lstrip())]
    what = draw(st.sampled_from(range(12)))
    new = {
        0: [line, line],
        1: [],
        2: [f"{key}{colon or ':'} {draw(st.sampled_from(SCALARS))}"],
        3: [line, indent + draw(st.sampled_from(LINES))],
        4: [" " * draw(st.integers(0, 40)) + line.lstrip()],
        5: [line.replace("  ", "\t", 1)],
        6: [line + draw(st.text(max_size=20))],
        7: [line[: (cut := draw(st.integers(0, len(line))))] + draw(CHARACTERS) + line[cut:]],
        8: [f"{indent}{draw(st.sampled_from(SCALARS))}: {draw(st.sampled_from(SCALARS))}"],
        9: [f"{key}{colon or ':'}", *(f"{indent}{'  ' * n}- " for n in range(draw(st.integers(1, 40))))],
        10: draw(st.sampled_from(([f"{line} # ñ"], [f"{indent}# ñ", line]))),
        11: draw(st.permutations(lines[at : at + 4])),
    }[what]
    return [*lines[:at], *new, *lines[at + (4 if what == 11 else 1) :]]


@st.composite
def damaged(draw: DrawFn, files: list[bytes]) -> bytes:
    """A data file with none to six changes, and perhaps other ends of lines, another encoding, or cut off."""
    lines = draw(st.sampled_from(files)).decode().split("\n")
    for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2, 6)))):
        lines = draw(_changed(lines))
    text = draw(st.sampled_from(("\n", "\n", "\n", "\r\n", "\r"))).join(lines)
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")))
    raw = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    return raw[: draw(st.sampled_from((MOST, MOST, MOST, len(raw) // 2)))]


def any_file(files: list[bytes]) -> st.SearchStrategy[bytes]:
    """Any bytes at all, or one of these files, damaged."""
    return st.binary(max_size=2_000) | damaged(files)

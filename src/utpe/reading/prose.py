# SPDX-License-Identifier: MIT
"""Markdown pages in, `ProsePage` out: front matter, body, and the links and marks that are ours.

A page is `content/<language>/<key>.md`. It may link to records (`[text](meeting:2014-posadas)`) and hold
marks between double braces, which later become figures and settings:

    {{count meetings status=held country=AR}}   {{setting contact_email}}   {{example meeting}}
    {{if contact_email}} … {{end}}              {{unless contact_email}} … {{end}}

Nothing inside code or an HTML comment is a link or a mark. Columns and lines count from 1.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from utpe.immutable import immutable
from utpe.reading.files import is_plain, shown
from utpe.reading.invisible import FORBIDDEN
from utpe.reading.strict_yaml import Marks, Position, Trouble, read_yaml

MAX_BYTES = 1_000_000
MARK_KINDS = ("count", "setting", "if", "unless", "end", "example")
PROSE_SETTINGS = ("site_url", "repo_url", "branch", "contact_email", "network_url")

_FRONT = re.compile(r"---[ \t]*\n((?:.*?\n)?)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(
    r"^[ >]*(`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^[ >]*\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_TICKS = re.compile(r"(?<!\\)`+|\n[ \t]*\n")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Where an address stands: inline, behind a label, between angles, in an attribute of raw HTML.
_INLINE = re.compile(r"\]\(\s*<?([^)\s>]*)>?")
_LABELLED = re.compile(
    r"""^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*(?:\n[ \t]*(?=\S+[ \t]*(?:["'(]|$)))?<?([^\s>]+)>?""", re.MULTILINE
)
_ANGLES = re.compile(r"<((?:https?|ftps?)://[^<>\s]*)>", re.IGNORECASE)
_TAG = re.compile(r"""<([A-Za-z][A-Za-z0-9-]*)(?=[\s/])((?:"[^"]*"|'[^']*'|[^<>])*)""")
_ADDRESS = re.compile(
    r"""(?:^|[\s"'/])(?:href|src|cite)\s*=\s*(?:"([^"]*)|'([^']*)|([^\s"'>]+))""", re.IGNORECASE
)
# An image that names its label: `![text][label]`, `![label][]`, `![label]`.
_LABELLED_IMAGE = re.compile(r"!\[([^\[\]\n]*)\](?:\[([^\[\]\n]*)\])?(?![(:])")
_MARK = re.compile(r"\{\{([^{}\n]*)\}\}|\{\{")


@immutable
class Link:
    """The target of a link, in Markdown or raw HTML, where it stands, and where in the body."""

    target: str
    start: int
    end: int
    position: Position
    is_image: bool = False
    is_raw: bool = False

    @property
    def scheme(self) -> str:
        """What stands before the colon of `meeting:some-id`, as a browser reads it; empty for a path."""
        match = re.match(
            r"([A-Za-z][A-Za-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", html.unescape(self.target))
        )
        return match[1] if match else ""


@immutable
class Mark:
    """A `{{…}}`: its kind («» when it is not closed), its words, and where it stands in the body."""

    kind: str
    words: tuple[str, ...]
    start: int
    end: int
    position: Position

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """The `field=value` of a count; a word without `=` has an empty value."""
        return [(name, value) for name, _, value in (word.partition("=") for word in self.words[1:])]


@dataclass(frozen=True)
class ProsePage:
    r"""One page in one language.

    `key` is its path below the folder of the language, without `.md`; `path` is relative to the
    project's root; `raw` is the whole text without byte-order mark, lines ended by \n. A page whose
    front matter could not be read has `troubles` and empty `meta`.
    """

    language: str
    key: str
    path: str
    raw: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    meta_marks: Marks = field(default_factory=lambda: Marks(1, 1, 1))
    body: str = ""
    first_body_line: int = 1
    has_front_matter: bool = False
    troubles: tuple[Trouble, ...] = ()
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    plain: str = ""
    """The body with code and comments blanked out, every other character in its place."""

    def at(self, offset: int) -> Position:
        """Return line and column, in the file, of an offset in the body."""
        return _at(self._starts, offset, self.first_body_line)

    @cached_property
    def _starts(self) -> list[int]:
        return _line_starts(self.body)


def read_prose(content_dir: Path, root: Path, languages: Sequence[str]) -> list[ProsePage]:
    """Return the pages of all languages, sorted by language and key; no folder, no pages. Never raises."""
    pages = []
    for language in languages:
        folder = content_dir / language
        for path in sorted(folder.rglob("*.md")):
            key = path.relative_to(folder).as_posix().removesuffix(".md")
            pages.append(_read(path, language, key, shown(path, root)))
    return pages


def former_names(page: ProsePage) -> list[str]:
    """Return the names that now lead to a page of prose, as its front matter says; E144 judges their form."""
    former = page.meta.get("former") or ()
    return [name for name in former if isinstance(name, str)] if isinstance(former, list) else []


def _read(path: Path, language: str, key: str, file: str) -> ProsePage:
    if not is_plain(path):
        return ProsePage(language, key, file, troubles=(Trouble("file.not_plain", 1, 1),))
    try:
        if path.stat().st_size > MAX_BYTES:
            return ProsePage(
                language, key, file, troubles=(Trouble("file.too_big", 1, 1, {"limit": MAX_BYTES}),)
            )
        raw = path.read_bytes()
    except OSError:
        return ProsePage(language, key, file, troubles=(Trouble("file.unreadable", 1, 1),))
    return parse_prose(raw, language, key, file)


# A resident server reads all pages again after each edit, and nearly every one is as it was.
@lru_cache(maxsize=1024)
def parse_prose(raw: bytes, language: str, key: str, path: str) -> ProsePage:
    """Return the page that the bytes of a file make. Never raises."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, start = raw.count(b"\n", 0, error.start) + 1, raw.rfind(b"\n", 0, error.start)
        return ProsePage(language, key, path, troubles=(Trouble("yaml.not_utf8", line, error.start - start),))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = tuple(
        Trouble("yaml.control_character", *_at(_line_starts(text), m.start(), 1), {"character": m[0]})
        for m in islice(FORBIDDEN.finditer(text), 20)
    )
    if controls:
        return ProsePage(language, key, path, text, troubles=controls)
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    first = text.count("\n", 0, front.end()) + 1 if front else 1
    meta, marks, troubles = _meta(front[1]) if front else ({}, Marks(1, 1, 1), ())
    plain = without_code(body)
    return ProsePage(
        language,
        key,
        path,
        text,
        meta,
        marks,
        body,
        first,
        front is not None,
        troubles,
        tuple(_links(plain, first)),
        tuple(_marks(plain, first)),
        plain,
    )


def _meta(text: str) -> tuple[dict[str, Any], Marks, tuple[Trouble, ...]]:
    """Read front matter; a line before it keeps the positions true."""
    tree = read_yaml(f"\n{text}\n".encode())
    if tree.troubles:
        return {}, tree.marks, tree.troubles
    if tree.value is None:
        return {}, Marks(1, 1, 1), ()
    if not isinstance(tree.value, dict):
        return {}, tree.marks, (Trouble("front.not_a_map", tree.marks.line, tree.marks.column),)
    return tree.value, tree.marks, ()


def without_code(markdown: str) -> str:
    """Return the text with code and comments blanked out, line by line and column by column in place."""
    for pattern in (_FENCE, _COMMENT):
        markdown = pattern.sub(lambda m: _blank(m[0]), markdown)
    pieces, done = [], 0
    for start, end in _code_spans(markdown):
        pieces += [markdown[done:start], _blank(markdown[start:end])]
        done = end
    return "".join((*pieces, markdown[done:]))


def _code_spans(markdown: str) -> Iterator[tuple[int, int]]:
    """Yield where code between backticks stands: as many end it as began it, in the same paragraph."""
    runs = list(_TICKS.finditer(markdown))
    later: dict[str, int] = {}
    closing: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        ticks = runs[number][0]
        if ticks[0] == "\n":
            later.clear()
            continue
        closing[number] = later.get(ticks)
        later[ticks] = number
    number = 0
    while number < len(runs):
        last = closing[number]
        if last is not None:
            yield runs[number].start(), runs[last].end()
            number = last
        number += 1


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _links(plain: str, first: int) -> Iterator[Link]:
    starts = _line_starts(plain)
    for match, group, is_image, is_raw in sorted(
        _addresses(plain), key=lambda found: found[0].start(found[1])
    ):
        start, end = match.span(group)
        yield Link(match[group], start, end, _at(starts, start, first), is_image, is_raw)


def _addresses(plain: str) -> Iterator[tuple[re.Match[str], int, bool, bool]]:
    """Yield where each address stands: match, group, whether it shows an image, whether it is in raw HTML."""
    opening = _brackets(plain)
    for match in _INLINE.finditer(plain):
        at = opening.get(match.start(), 0)
        before = plain[max(at - 2, 0) : at]
        yield match, 1, before.endswith("!") and before != "\\!", False
    images = {(m[2] or m[1]).casefold() for m in _LABELLED_IMAGE.finditer(plain)}
    for match in _LABELLED.finditer(plain):
        yield match, 2, match[1].casefold() in images, False
    for match in _ANGLES.finditer(plain):
        yield match, 1, False, False
    for tag in _TAG.finditer(plain):
        for match in _ADDRESS.finditer(plain, *tag.span(2)):
            yield match, match.lastindex or 1, tag[1].lower() == "img", True


def _brackets(plain: str) -> dict[int, int]:
    """Return, for each closing bracket, where the one stands that it closes."""
    pairs: dict[int, int] = {}
    open_: list[int] = []
    for match in re.finditer(r"\\.|[\[\]]", plain):
        if match[0] == "[":
            open_.append(match.start())
        elif match[0] == "]" and open_:
            pairs[match.start()] = open_.pop()
    return pairs


def _marks(plain: str, first: int) -> Iterator[Mark]:
    starts = _line_starts(plain)
    for match in _MARK.finditer(plain):
        words = (match[1] or "").split()
        kind = words[0] if words else ""
        yield Mark(kind, tuple(words[1:]), match.start(), match.end(), _at(starts, match.start(), first))


def _line_starts(text: str) -> list[int]:
    """Return where each line begins."""
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _at(starts: list[int], offset: int, first: int) -> Position:
    line = bisect_right(starts, offset)
    return first + line - 1, offset - starts[line - 1] + 1

# SPDX-License-Identifier: MIT
"""The texts whose spelling is checked, each in its own language.

In: prose (content/), bilingual texts (data/), string tables. Out: passages of the file itself, in which all
that is not language (code, marks, addresses) has become blanks: every word stands where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LANGUAGES = ("es", "pt")
STRINGS = "src/utpe/text/strings"
MISTAKES = "src/utpe/text/mistakes"

# String tables without sentences, and keys whose values are shown as code.
NOT_PROSE_TABLES = {"slugs.yaml", "language.yaml"}
NOT_PROSE_KEYS = {"example"}

# In this order: what spans lines comes before what stands within one.
LEFT_OUT = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"<!--(?:.|\n)*?-->",
        r"`[^`\n]+`",
        r"\{+[^{}\n]*\}+",
        r"(?<=\])\([^)\n]*\)",
        r"</?[A-Za-z][^>\n]*>",
        r"^[ \t]*[!?]{3}\+? \w+",
        r"\w+://\S+|\S+@\S+|[@#]\w+",
        # Names of files and hosts; paths; time zones.
        r"[\w/-]*\w\.[a-z][\w./-]*|\w*/[\w./-]*/[\w./-]*|\bAmerica/\w+",
    )
)
FRONT_MATTER = re.compile(r"\A---\n(?:.*\n)*?---\n")
FRONT_KEY = re.compile(r"^(?:(?:slug|template):.*|\w+:)$|^\w+:(?= )|^---$", re.MULTILINE)
FENCE = re.compile(r"^( *)(```|~~~).*\n(?:.*\n)*?\1\2$", re.MULTILINE)
# A line of code up to its comment, which is written for people.
CODE = re.compile(r"^[^#\n]*(?:#|$)", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A piece of a file in one language, and the line on which it begins."""

    path: str
    line: int
    language: str
    text: str


def passages(root: Path) -> Iterator[Passage]:
    """Yield everything under `root` that readers and editors read in Spanish or Portuguese."""
    for language in LANGUAGES:
        for path in sorted((root / "content" / language).rglob("*.md")):
            text = of_page(path.read_text("utf-8"), language)
            yield Passage(path.relative_to(root).as_posix(), 1, language, text)
        for path in sorted((root / STRINGS / language).glob("*.yaml")):
            if path.name not in NOT_PROSE_TABLES:
                yield from of_table(path.read_text("utf-8"), path.relative_to(root).as_posix(), language)
    for path in sorted((root / "data").rglob("*.yaml")):
        yield from of_records(path.read_text("utf-8"), path.relative_to(root).as_posix())
    for path in sorted((root / MISTAKES).glob("*.yaml")):
        yield from of_mistakes(path.read_text("utf-8"), path.relative_to(root).as_posix())


def of_page(text: str, language: str) -> str:
    """Return a page of Markdown with everything blank that is not prose in `language`."""
    text = FRONT_MATTER.sub(lambda found: _blank_all(FRONT_KEY, found[0]), text)
    text = FENCE.sub(lambda found: _blank_all(CODE, found[0]), text)
    return of_prose(text, language)


def of_prose(text: str, language: str) -> str:
    """Return `text` with blanks for code, marks, addresses, tags and what is marked as another language."""
    foreign = re.compile(rf'<(\w+)\b[^>]*\blang="(?!{language}\b)[^"]*"[^>]*>(?:.|\n)*?</\1>')
    for pattern in (foreign, *LEFT_OUT):
        text = _blank_all(pattern, text)
    return text


def of_mistakes(text: str, path: str) -> Iterator[Passage]:
    """Yield what the examples of a family of messages tell in words; the others are lines of files."""
    tree = yaml_tree(text)
    for _, node in tree.value if tree else ():
        if "file" not in {key.value for key, _ in node.value}:
            yield from _by_language(node, text, path)


def of_records(text: str, path: str) -> Iterator[Passage]:
    """Yield the texts in a file of records that are given by language: `{es: …, pt: …}`."""
    return _by_language(yaml_tree(text), text, path)


def _by_language(tree: yaml.Node | None, text: str, path: str) -> Iterator[Passage]:
    for _, node in nodes(tree):
        if isinstance(node, yaml.MappingNode) and {key.value for key, _ in node.value} <= set(LANGUAGES):
            # A list is none of texts: the addresses of the ledger.
            for key, value in node.value:
                if isinstance(value, yaml.ScalarNode):
                    yield _passage(text, value, path, key.value)


def of_table(text: str, path: str, language: str) -> Iterator[Passage]:
    """Yield the values of a string table; of a block of code, the comments."""
    for key, node in nodes(yaml_tree(text)):
        if isinstance(node, yaml.ScalarNode) and key not in NOT_PROSE_KEYS:
            yield _passage(text, node, path, language)


def yaml_tree(text: str) -> yaml.Node | None:
    """Return the nodes of a YAML file, which know where in the file they stand."""
    return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def nodes(node: yaml.Node | None, key: str = "") -> Iterator[tuple[str, yaml.Node]]:
    """Yield every node under `node`, and itself, with the key it stands under."""
    if node is not None:
        yield key, node
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from nodes(value, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from nodes(value, key)


def _passage(text: str, node: yaml.Node, path: str, language: str) -> Passage:
    raw = text[node.start_mark.index : node.end_mark.index]
    if isinstance(node, yaml.ScalarNode) and node.style == "|":
        raw = _blank_all(CODE, raw)
    return Passage(path, node.start_mark.line + 1, language, of_prose(raw, language))


def _blank_all(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)

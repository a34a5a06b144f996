"""Reads a page as a program and as a person would: its linked data on one side, its words and links on the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from pyld import jsonld

VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text())
SCHEMA = "http://schema.org/"


class Page(HTMLParser):
    """A page: `data` are its linked data, `words` what can be read, `links` where it leads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data: list[str] = []
        self.links: set[str] = set()
        self.description = ""
        self._words: list[str] = []
        self._in: list[str] = []
        self.feed(html)
        self.words = " ".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {k: v or "" for k, v in attrs}
        if tag in ("script", "style", "title"):
            self._in.append(known.get("type") or tag)
            if tag == "script" and known.get("type") == "application/ld+json":
                self.data.append("")
        if tag == "meta" and known.get("name") == "description":
            self.description = known["content"]
        if "href" in known:
            self.links.add(known["href"])
        self._words.append("" if tag in ("a", "span", "b", "strong", "em", "code", "i") else " ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "title") and self._in:
            self._in.pop()
        self._words.append("" if tag in ("a", "span", "b", "strong", "em", "code", "i") else " ")

    def handle_data(self, data: str) -> None:
        if not self._in:
            self._words.append(data)
        elif self._in[-1] == "application/ld+json":
            self.data[-1] += data


def no_network(url: str, _options: Any) -> dict[str, Any]:
    """Give the processor the context from the tests; nothing else is loaded."""
    assert url == "https://schema.org", url
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": VOCABULARY["@context"]},
        "contentType": "application/ld+json",
    }


def expanded(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a JSON-LD processor understands; a key that it does not know is lost there."""
    found: list[dict[str, Any]] = jsonld.expand(tree, {"documentLoader": no_network})
    return found


def leaves(tree: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (property, value) for every plain value of linked data."""
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from leaves(inner, name)
    elif isinstance(tree, list):
        for inner in tree:
            yield from leaves(inner, key)
    else:
        yield key, tree


def troubles(understood: list[dict[str, Any]]) -> list[str]:
    """Return what schema.org does not know of `expanded` data: types, and properties that are not of their type."""
    found = []
    for node in _nodes(understood):
        types = [t.removeprefix(SCHEMA) for t in node.get("@type", ())]
        ancestors = {a for t in types for a in VOCABULARY["types"].get(t, ())}
        found += [f"type {t}" for t in types if t not in VOCABULARY["types"]]
        for name in node:
            if name.startswith("@"):
                continue
            domains = VOCABULARY["properties"].get(name.removeprefix(SCHEMA), ())
            if not ancestors & set(domains):
                found.append(f"{name} of {types}")
    return found


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for item in tree:
            yield from _nodes(item)
    elif isinstance(tree, dict) and "@value" not in tree:
        if set(tree) != {"@id"}:
            yield tree
        for name, inner in tree.items():
            if not name.startswith("@"):
                yield from _nodes(inner)


def has_words_of(day: str, words: str, month_names: dict[int, str]) -> bool:
    """Return whether a text names the year, month and day of an ISO date, as far as it has them."""
    year, *rest = day.split("-")
    found = year in words
    if rest:
        found = found and month_names[int(rest[0])] in words
    if len(rest) > 1:
        found = found and bool(re.search(rf"\b{int(rest[1])}(?!\d)", words))
    return found

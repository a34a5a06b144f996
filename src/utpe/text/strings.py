# SPDX-License-Identifier: MIT
"""String tables: one folder of YAML files a language under `strings/`, the same keys in each.

A key is the path to a text, joined by dots: `ui.menu`, `vocab.Mode.virtual`, `findings.E101`.
Placeholders are `{name}`. Plural texts are maps with the CLDR categories (`one`, `other`, …) and,
as in ICU messages, with single numbers (`=0`) that read better in words of their own.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
FOLDER = Path(__file__).parent / "strings"


class Strings:
    """The texts of one language. Calling it with a key gives the text; an unknown key is a KeyError."""

    def __init__(self, language: str, table: dict[str, str]) -> None:
        self.language = language
        self.table = table
        self.tag = table["language.tag"]
        self.locale = Locale.parse(table["language.locale"])

    def __call__(self, key: str, /, **values: Any) -> str:
        """Return the text of `key` with its placeholders filled."""
        text = self.table[key]
        return text.format_map(values) if values else text

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def plural(self, key: str, count: int, /, **values: Any) -> str:
        """Return the text of `key` for just this `count`, else in its CLDR plural form; it fills `{n}`."""
        get, form = self.table.get, self.locale.plural_form(count)
        text = get(f"{key}.={count}") or get(f"{key}.{form}") or self.table[f"{key}.other"]
        return text.format_map({"n": self.number(count), **values})

    def forms(self, key: str, /) -> tuple[tuple[str, str], ...]:
        """Return the plural forms of `key` as (CLDR category, text), for what counts in the browser."""
        return tuple((c, text) for c in _CATEGORIES if (text := self.table.get(f"{key}.{c}")))

    def label(self, value: StrEnum) -> str:
        """Return the label of a value of a closed vocabulary."""
        return self.table[f"vocab.{type(value).__name__}.{value.value}"]

    def number(self, value: float, /) -> str:
        """Return a number with the language's separators: 328.291 · 13,6."""
        return _number(value, self.locale)

    def join(self, items: list[str], /) -> str:
        """Return «a, b y c»; Spanish «y» becomes «e» before the sound of i."""
        text = _list(tuple(items), "standard", self.locale) if items else ""
        last = items[-1].casefold() if items else ""
        return self._softened(
            text, len(items), "y", "e", last.startswith(("i", "hi", "í")) and not last.startswith("hie")
        )

    def join_or(self, items: list[str], /) -> str:
        """Return «a, b o c»; Spanish «o» becomes «u» before the sound of o."""
        text = _list(tuple(items), "or", self.locale) if items else ""
        last = items[-1].casefold().lstrip('«“"') if items else ""
        return self._softened(text, len(items), "o", "u", last.startswith(("o", "ho", "ó", "hó")))

    def _softened(self, text: str, count: int, word: str, other: str, is_needed: bool) -> str:
        if self.language != "es" or count < 2 or not is_needed:
            return text
        head, _, tail = text.rpartition(f" {word} ")
        return f"{head} {other} {tail}"


@lru_cache(maxsize=20_000)
def _number(value: float, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=20_000)
def _list(items: tuple[str, ...], style: Literal["standard", "or"], locale: Locale) -> str:
    return format_list(items, style=style, locale=locale)


@cache
def strings(language: str) -> Strings:
    """Return the string table of `language`; raises LookupError when it has none."""
    folder = FOLDER / language
    if not folder.is_dir():
        raise LookupError(language)
    table: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            _flatten(yaml.compose(file, Loader=yaml.CBaseLoader), "", table)
    return Strings(language, table)


def available_languages() -> list[str]:
    """Return the codes of the languages that have a string table."""
    return sorted(p.name for p in FOLDER.iterdir() if p.is_dir())


def _flatten(node: yaml.Node | None, prefix: str, into: dict[str, str]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _flatten(value, f"{prefix}.{key.value}" if prefix else key.value, into)
    elif isinstance(node, yaml.ScalarNode):
        into[prefix] = node.value

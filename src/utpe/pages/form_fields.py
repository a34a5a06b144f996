# SPDX-License-Identifier: MIT
"""What the form asks: fields of a model in, questions out, with the words of the string tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from utpe.forms.spec import spec
from utpe.pages.field_words import words_of
from utpe.pages.form_groups import UNASKED
from utpe.pages.form_view import Choice, Question
from utpe.text.strings import strings

SHORT_TEXTS = frozenset(("title", "name", "label", "venue", "host", "framework", "date_text", "territory"))
"""Texts in both languages that are a few words."""
FIELD_NAMES = frozenset(("inferred", "supports"))
"""Lists of names of fields of the record."""
SOURCE = ("url", "title", "publisher", "kind", "accessed", "date")
SOURCE_MORE = ("language", "place", "archived", "note")
"""What is asked of a source that the register has not, and what stands folded; its id is proposed."""
FEW = 8
"""A choice of more values is a list that opens."""
NO_HELP = ("pick", "yesno", "check", "radios", "select", "checks", "date", "time", "numbers")
"""Widgets that show by themselves how they are filled; the common help is for those who write the file."""
_BY_KIND = {"text": "text", "title": "title", "date": "date", "int": "number", "float": "number"}
_BY_FORM = {"url": "url", "time": "time", "language": "pick", "timezone": "pick", "zone": "pick"}
_LISTS_OF = {"language": "languages", "timezone": "zones", "zone": "zones"}


@cache
def questions(model: str, language: str, names: tuple[str, ...] = (), depth: int = 0) -> tuple[Question, ...]:
    """Return the questions about these fields of a model; with none named, about all that are asked.

    `depth` counts the models around it: a citation inside a part only names its source.
    """
    fields = {f["name"]: f for f in spec()["models"][model]}
    return tuple(
        _question(model, fields[name], language, depth) for name in names or fields if name not in UNASKED
    )


def _question(model: str, f: Mapping[str, Any], language: str, depth: int) -> Question:
    s, name = strings(language), f["name"]
    widget = _widget(f)
    label, help_ = words_of(model, name, language)
    for key in (f"fields.{model}.{name}.form", f"fields.Record.{name}.form"):
        if key in s:
            help_ = s(key)
            break
    else:
        help_ = "" if widget in NO_HELP else help_
    inner = f.get("model", "")
    is_citation = inner == "Citation"
    return Question(
        name=name,
        widget="cite" if is_citation else widget,
        label=label,
        help=help_,
        is_required=bool(f.get("required")),
        is_list=bool(f.get("list")),
        is_repeated=bool(f.get("list")) and widget in ("part", "text", "date"),
        most=int(f.get("max", 0)),
        rows=1 if name in SHORT_TEXTS else 3,
        choices=_choices(f.get("vocabulary", ""), language),
        default=str(f.get("default", "")),
        collection=_offered(f) if widget == "pick" else "",
        questions=questions(inner, language, _citation_fields(depth) if is_citation else (), depth + 1)
        if inner
        else (),
        source=_source(language) if is_citation and not depth else (),
    )


def _source(language: str) -> tuple[Question, ...]:
    """Return what is asked of a source that the register has not."""
    inline = spec()["inline"]["model"]
    more = questions(inline, language, SOURCE_MORE, 2)
    return (*questions(inline, language, SOURCE, 2), *(replace(q, is_main=False) for q in more))


def _offered(f: Mapping[str, Any]) -> str:
    """Return the list from which a field is picked: a collection, or one of the script's own."""
    return str(f.get("collection") or _LISTS_OF.get(f.get("form", ""), "fields"))


def _citation_fields(depth: int) -> tuple[str, ...]:
    return ("id", "locator", "supports") if not depth else ("id", "locator")


def _widget(f: Mapping[str, Any]) -> str:
    kind, is_list = f["kind"], bool(f.get("list"))
    if kind == "part":
        return "part"
    if kind == "ref" or f["name"] in FIELD_NAMES:
        return "pick"
    if kind == "bool":
        return "check" if "default" in f else "yesno"
    if kind == "choice":
        few = len(spec()["vocabularies"][f["vocabulary"]]) <= FEW
        return "checks" if is_list else "radios" if few else "select"
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if f.get("form") in _BY_FORM:
        return _BY_FORM[f["form"]]
    if is_list:
        return "lines"
    return "long" if f.get("maxLength", 0) > 300 else "line"


def _choices(vocabulary: str, language: str) -> tuple[Choice, ...]:
    s = strings(language)
    if not vocabulary:
        return ()
    return tuple(
        Choice(
            value,
            s(f"vocab.{vocabulary}.{value}"),
            s(f"vocab_help.{vocabulary}.{value}") if f"vocab_help.{vocabulary}.{value}" in s else "",
        )
        for value in spec()["vocabularies"][vocabulary]
    )

# SPDX-License-Identifier: MIT
"""The form as a file: for those who fill it in with any editor of texts, offline or by hand.

    forms/meetings.es.yaml

What must be answered stands open, the rest is a comment: whoever takes the `#` away and writes, answers. The
questions, their order and their words are those of the form.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from utpe.exports.edition import Edition
from utpe.forms.spec import PROPOSED, spec
from utpe.pages import routes
from utpe.pages.field_words import words_of
from utpe.pages.form_fields import questions
from utpe.pages.form_groups import GROUPS
from utpe.pages.form_view import Question
from utpe.text.strings import Strings, strings

WIDTH = 100
_NO_EXAMPLE = ("string", "reference", "slug")
"""What any word would be an example of."""
_STEP = "  "


def form_template_files(edition: Edition) -> dict[str, bytes]:
    """Return the file of each form in each language, by its path in the site."""
    return {
        routes.form_template(language, collection): form_template(
            collection, language, edition.languages
        ).encode()
        for collection in PROPOSED
        for language in edition.languages
    }


def form_template(collection: str, language: str, languages: tuple[str, ...]) -> str:
    """Return the file for a collection, explained in one language; texts are asked for in `languages`."""
    s = strings(language)
    title, model = s(f"forms.collection.{collection}.title"), spec()["collections"][collection]
    lines = [
        f"# yaml-language-server: $schema=../schemas/{collection}.schema.json",
        f"# Collection: {collection}",
        "# Licence: CC-BY-4.0",
        "#",
        *_told(f"{title}. {s('forms.template.how', file=f'data/{collection}/…yaml')}", ""),
    ]
    for group in filter(None, GROUPS[collection]):
        name, fields = group
        lines += ["", f"# ---- {s(f'forms.group.{name}.title')}"]
        if (help_ := f"forms.group.{name}.help") in s:
            lines += _told(s(help_), "")
        for question in questions(model, language, fields):
            lines += _asked(question, model, s, languages, "", is_open=question.is_required)
    return "\n".join(lines) + "\n"


def _asked(
    q: Question, model: str, s: Strings, languages: tuple[str, ...], indent: str, is_open: bool
) -> Iterator[str]:
    """Yield the lines of a question: what is asked, then the field, in a comment where it may be left out."""
    start = indent if is_open else f"{indent}# "
    required = f" ({s('forms.page.required')})" if q.is_required else ""
    choices = "; ".join(f"{c.value} = {c.label}" for c in q.choices)
    # The help of the form is for those who do not see the file.
    help_ = words_of(model, q.name, s.language)[1]
    yield from _told(" ".join(filter(None, (f"{q.label}{required}:", help_, choices))), indent)
    field = next(f for f in spec()["models"][model] if f["name"] == q.name)
    if q.questions:
        yield f"{start}{q.name}:"
        for number, inner in enumerate(q.questions):
            # The first field of each part of a list stands after its dash.
            mark = ("- " if number == 0 else _STEP) if q.is_list else ""
            yield from _inside(inner, start + _STEP + mark, s, languages, field["model"], is_open)
        if q.source:
            inline = spec()["inline"]
            yield from _told(s("forms.template.source"), f"{indent}{_STEP * 2}")
            yield f"{indent}{_STEP * 2}# {inline['field']}:"
            for inner in q.source:
                start = f"{indent}{_STEP * 2}# {_STEP}"
                yield from _inside(inner, start, s, languages, inline["model"], is_open=False)
        return
    if q.widget in ("text", "title"):
        yield f"{start}{q.name}:"
        dash = "- " if q.is_list else ""
        for number, code in enumerate(languages):
            yield f"{start}{_STEP}{dash if number == 0 else ' ' * len(dash)}{code}:"
    elif q.is_list:
        yield f"{start}{q.name}:"
        yield f"{start}{_STEP}- {'' if is_open else _example(field, q, s)}".rstrip()
    else:
        yield f"{start}{q.name}: {'' if is_open else _example(field, q, s)}".rstrip()


def _inside(
    q: Question, start: str, s: Strings, languages: tuple[str, ...], model: str, is_open: bool
) -> Iterator[str]:
    """Yield the line of a field inside a part: its name, and on the same line what it is."""
    field = next(f for f in spec()["models"][model] if f["name"] == q.name)
    # What is not required inside an open part would be empty: it waits in a comment.
    waits = is_open and not q.is_required
    begin = start.replace("- ", _STEP) + "# " if waits else start
    told = f"  # {q.label}" + (f": {', '.join(c.value for c in q.choices)}" if q.choices else "")
    if q.widget in ("text", "title"):
        yield f"{begin}{q.name}:{told}"
        beneath = begin.replace("- ", _STEP)
        yield from (f"{beneath}{_STEP}{code}:" for code in languages)
    elif q.questions:
        yield f"{begin}{q.name}:{told}"
        beneath = begin.replace("- ", _STEP)
        for number, inner in enumerate(q.questions):
            mark = ("- " if number == 0 else _STEP) if q.is_list else ""
            yield f"{beneath}{_STEP}{mark}{inner.name}:  # {inner.label}"
    else:
        value = "" if is_open and not waits else _example(field, q, s)
        value = f"[{value}]" if q.is_list and value else value
        yield f"{begin}{q.name}: {value}".rstrip() + told


def _example(field: Mapping[str, Any], q: Question, s: Strings) -> str:
    """Return a value that would do."""
    if q.choices:
        return q.default or q.choices[0].value
    kind = field.get("form") or {"ref": "reference"}.get(field["kind"], field["kind"])
    key = f"shapes.{kind}.example"
    example = s(key, choice="") if key in s and kind not in _NO_EXAMPLE else ""
    return example.partition("/")[0] if kind == "date" else example


def _told(text: str, indent: str) -> list[str]:
    """Return a text as comments of lines that fit."""
    return (
        textwrap.wrap(text, WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ")
        if text
        else []
    )

"""Records with something in every text field, as the types of the models have it: a new field is filled by itself.

In: a record of the toy site as a tree, or none. Out: the same with the texts given, in every field and part that
can hold any. What is no text is left as it was, or has the plainest value of its type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import cycle
from typing import Any, get_args, get_origin

from pydantic import BaseModel, StringConstraints

from utpe.checks.shapes import unwrapped
from utpe.records.base import Refers, Text
from utpe.records.edtf import Edtf

WORDS_OF_OURS = {"supports", "inferred", "pages", "collections"}
"""Lists that name fields, pages or collections, although their type is that of texts."""
_SAYS_SOMETHING = re.compile(r"[^\W_]")


def as_rules_want(model: str, part: dict[str, Any], is_first: bool) -> dict[str, Any]:
    """Return a part as it makes sense, where its types alone do not say how."""
    match model:
        case "Document" if part.get("state") != "not_found":
            part.setdefault("url", "https://example.org/acta.pdf")
        case "Point":
            # On the border of the two countries of the toy site.
            part |= {"lat": "-31", "lon": "-56"}
        case "Author":
            for other in ("literal",) if is_first else ("family", "given"):
                part.pop(other)
    return part


class Filler:
    """Fills records with texts, one after the other; notes which fields of which model were filled."""

    def __init__(self, texts: Sequence[str], ids: dict[str, str], most: int) -> None:
        self.all = texts
        # Signs alone keep the place of a text (E117); blanks at its ends are nothing in a line.
        self.sentences = [text for text in texts if _SAYS_SOMETHING.search(text)]
        self.ids = ids
        """An id of each collection that may be referred to."""
        self.most = most
        """How many texts and parts a list has."""
        self.filled: set[tuple[str, str]] = set()
        self.lines = 0
        """How many fields were filled that have one text for all languages."""
        self.described = 0
        """How many texts there are in the fields that have one for each language."""
        self.begin(0)

    def begin(self, at: int) -> None:
        """Go on with the texts from one of them on."""
        self._next_lines = _turned(self.all, at)
        self._next_sentences = _turned(self.sentences, at)

    def record(
        self, model: type[BaseModel], tree: dict[str, Any] | None = None, number: int = 0
    ) -> dict[str, Any]:
        """Return a record or a part of this model, its texts replaced and those that it lacks put in."""
        done = dict(tree or {})
        for name, info in model.model_fields.items():
            if _names_ours(name, info.annotation):
                continue
            value = self._value(info.annotation, tuple(info.metadata), done.get(name), info.is_required())
            if value is None:
                continue
            done[name] = value
            if holds_text(info.annotation, tuple(info.metadata)):
                self.filled.add((model.__name__, name))
        texts = len(done)
        kept = as_rules_want(model.__name__, done, is_first=number == 0)
        self.lines -= max(0, texts - len(kept))
        return kept

    def _value(self, annotation: Any, notes: tuple[Any, ...], old: Any, is_required: bool) -> Any:
        annotation, notes = unwrapped(annotation, notes)
        if get_origin(annotation) is tuple:
            return self._list(get_args(annotation)[0], old, is_required)
        if is_text(annotation, notes):
            # A title may be printed or described.
            return self._text() if isinstance(old, dict) or annotation is Text else self._line(notes)
        if _is_part(annotation) and (old or is_required or holds_text(annotation, notes)):
            return self.record(annotation, old)
        return old if old is not None or not is_required else self._plain(annotation, notes)

    def _list(self, item: Any, old: Any, is_required: bool) -> Any:
        bare, notes = unwrapped(item, ())
        if not holds_text(item, ()):
            return old or ([self._plain(bare, notes)] if is_required else None)
        kept = list(old or ())
        kept += [None] * (self.most - len(kept))
        if _is_part(bare):
            return [self.record(bare, old, number) for number, old in enumerate(kept)]
        return [self._value(item, (), None, is_required=True) for _ in kept]

    def _text(self) -> dict[str, str]:
        self.described += 2
        return {"es": next(self._next_sentences), "pt": next(self._next_sentences)}

    def _line(self, notes: tuple[Any, ...]) -> str:
        self.lines += 1
        longest = next((n.max_length for n in notes if isinstance(n, StringConstraints)), None) or 2_000
        return next(text for text in self._next_lines if len(text) <= longest)

    def _plain(self, annotation: Any, notes: tuple[Any, ...]) -> Any:
        refers = next((n.collection for n in notes if isinstance(n, Refers)), "")
        if refers:
            return self.ids[refers]
        if isinstance(annotation, type) and issubclass(annotation, StrEnum):
            return next(iter(annotation)).value
        if annotation is Edtf:
            return "2014"
        if annotation is str:
            return "web"
        return "2"


def holds_text(annotation: Any, notes: tuple[Any, ...]) -> bool:
    """True for a text, a list of texts, and what has a text somewhere inside."""
    annotation, notes = unwrapped(annotation, notes)
    if get_origin(annotation) is tuple:
        return holds_text(get_args(annotation)[0], ())
    if _is_part(annotation):
        return any(
            holds_text(info.annotation, tuple(info.metadata)) for info in annotation.model_fields.values()
        )
    return is_text(annotation, notes)


def is_text(annotation: Any, notes: tuple[Any, ...]) -> bool:
    """True for a text in words: no id, no address, no code with a pattern of its own."""
    if annotation is Text:
        return True
    rules = [n for n in notes if isinstance(n, StringConstraints)]
    is_named = any(isinstance(n, Refers) for n in notes)
    is_address = any(getattr(n, "json_schema_extra", None) for n in notes)
    return (
        annotation is str
        and bool(rules)
        and not is_named
        and not is_address
        and not any(r.pattern for r in rules)
    )


def _names_ours(name: str, annotation: Any) -> bool:
    return name in WORDS_OF_OURS and get_origin(annotation) is tuple


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not Text


def text_fields(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Yield the model and the name of every field, of a record or of its parts, that holds a text."""
    for name, info in model.model_fields.items():
        if holds_text(info.annotation, tuple(info.metadata)) and not _names_ours(name, info.annotation):
            yield model.__name__, name
            inner = unwrapped(info.annotation, ())[0]
            inner = unwrapped(get_args(inner)[0], ())[0] if get_origin(inner) is tuple else inner
            if _is_part(inner):
                yield from text_fields(inner)


def _turned(texts: Sequence[str], start: int) -> Iterator[str]:
    at = start % len(texts)
    return cycle((*texts[at:], *texts[:at]))

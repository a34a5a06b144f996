# SPDX-License-Identifier: MIT
"""What a field wants, said for an editor: taken from the models, worded by the string tables (`shapes.…`)."""

from __future__ import annotations

import types
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints

from utpe.checks.finding import Words
from utpe.immutable import immutable
from utpe.records.base import SLUG, Record, Refers, Text
from utpe.records.edtf import Edtf
from utpe.records.references import FieldPath

# Fields of a form of their own, each with words in the string tables.
FORMS = frozenset(
    (
        "alpha3",
        "doi",
        "file",
        "isbn",
        "issn",
        "language",
        "link",
        "network",
        "time",
        "timezone",
        "url",
        "wikidata",
    )
)
ALIASES = {
    "archived": "url",
    "website": "url",
    "languages": "language",
    "motto_language": "language",
}
COUNTRY = r"^[A-Z]{2}$"
SHOWN_CHOICES = 12


@immutable
class Shape:
    """What a field wants: `kind` names the words, `choices` are the values of a closed vocabulary."""

    kind: str
    choices: tuple[str, ...] = ()
    collection: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """As many choices as fit a message."""
        return (*self.choices[:SHOWN_CHOICES], "…") if len(self.choices) > SHOWN_CHOICES else self.choices

    @property
    def expected(self) -> Words:
        """A noun phrase: «una fecha EDTF»."""
        return Words(
            f"shapes.{self.kind}.expected", (("choices", self.shown), ("collection", self.collection))
        )

    @property
    def example(self) -> Words:
        """A value that would do: «2014-08»."""
        return Words(f"shapes.{self.kind}.example", (("choice", self.choices[0] if self.choices else ""),))


def shape_at(model: type[BaseModel], path: FieldPath) -> Shape:
    """Return what the field at `path` of `model` wants; `any` when there is no such field."""
    if not path:
        return Shape("map")
    owner, name = _owner(model, path)
    if owner is None:
        return Shape("string" if _is_text(model, path) else "any")
    info = owner.model_fields.get(name)
    if info is None:
        return Shape("any")
    annotation, notes = unwrapped(info.annotation, tuple(info.metadata))
    if get_origin(annotation) is tuple:
        if not isinstance(path[-1], int):
            return Shape("list")
        annotation, notes = unwrapped(get_args(annotation)[0], ())
    return _shape(name, annotation, notes)


@cache
def field_order(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a model as a file has them: what all records share comes last, but for the id."""
    fields = model.model_fields
    shared = set(Record.model_fields) - {"id"} if issubclass(model, Record) else set()
    return (*(f for f in fields if f not in shared), *(f for f in fields if f in shared))


def fields_at(model: type[BaseModel], path: FieldPath) -> tuple[str, ...]:
    """Return the names of the fields beside the last step of `path`."""
    owner, _ = _owner(model, path)
    return field_order(owner) if owner else ()


@cache
def has_field(model: type[BaseModel], name: str) -> bool:
    """True when `name`, dotted for a field inside a field, is a field of `model`."""
    path = tuple(step for step in name.split(".") if not step.isdecimal())
    owner, last = _owner(model, path)
    return owner is not None and last in owner.model_fields


def _owner(model: type[BaseModel], path: FieldPath) -> tuple[type[BaseModel] | None, str]:
    """Return the model that has the last named step of `path`, and that step."""
    names = [step for step in path if isinstance(step, str)]
    owner: type[BaseModel] | None = model
    for name in names[:-1]:
        owner = inner(owner, name)
        if owner is None:
            return None, names[-1]
    return owner, names[-1] if names else ""


@cache
def inner(model: type[BaseModel] | None, name: str) -> type[BaseModel] | None:
    """Return the model of what a field holds, or each item of its list; None where that is no part."""
    info = model.model_fields.get(name) if model else None
    if info is None:
        return None
    annotation, _ = unwrapped(info.annotation, ())
    if get_origin(annotation) is tuple:
        annotation, _ = unwrapped(get_args(annotation)[0], ())
    is_part = isinstance(annotation, type) and issubclass(annotation, BaseModel) and annotation is not Text
    return annotation if is_part else None


def _is_text(model: type[BaseModel], path: FieldPath) -> bool:
    """True for `title.es`: a language inside a bilingual text."""
    return len(path) > 1 and shape_at(model, path[:-1]).kind == "text"


def unwrapped(annotation: Any, notes: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without `Annotated[…]` and `… | None`, and `notes` with those of the former."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            notes = (*notes, *more)
        elif origin in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation, notes


def _shape(name: str, annotation: Any, notes: tuple[Any, ...]) -> Shape:
    target = next((n.collection for n in notes if isinstance(n, Refers)), "")
    if target:
        return Shape("country" if target == "countries" else "reference", collection=target)
    if not isinstance(annotation, type):
        return Shape("any")
    if issubclass(annotation, StrEnum):
        return Shape("choice", tuple(annotation))
    for base, kind in (
        (Text, "text"),
        (BaseModel, "map"),
        (Edtf, "date"),
        (bool, "bool"),
        (int, "int"),
        (float, "float"),
    ):
        if issubclass(annotation, base):
            return Shape(kind)
    patterns = {n.pattern for n in notes if isinstance(n, StringConstraints)}
    if SLUG in patterns:
        return Shape("slug")
    if COUNTRY in patterns:
        return Shape("country")
    named = ALIASES.get(name, name)
    return Shape(named if named in FORMS else "string")

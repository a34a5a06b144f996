# SPDX-License-Identifier: MIT
"""The one order of what a record says: that of the models, and of the languages of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from utpe.checks.shapes import field_order, inner
from utpe.records.base import Citation
from utpe.records.inline import INLINE
from utpe.records.reference import Source
from utpe.records.registry import MODELS

WIDTH = 110
"""A text that goes beyond this column of a file is broken at the next space."""


def ordered(collection: str, tree: Mapping[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    """Return a record as read, its fields and languages in order, without those that say nothing.

    Fields that the model does not know come last, as they came: what is wrong is for the checks to say.
    """
    found: dict[str, Any] = _ordered(MODELS[collection], tree, tuple(languages))
    return found


def _ordered(model: type[BaseModel] | None, value: Any, languages: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_ordered(model, item, languages) for item in value]
    if not isinstance(value, Mapping):
        return value
    known: Iterable[str] = languages
    if model:
        known = (*field_order(model), *((INLINE,) if model is Citation else ()))
    names = dict.fromkeys((*(name for name in known if name in value), *value))
    found = {name: _ordered(_model_of(model, name), value[name], languages) for name in names}
    return {name: said for name, said in found.items() if said not in (None, [], {})}


def _model_of(model: type[BaseModel] | None, name: str) -> type[BaseModel] | None:
    if model is Citation and name == INLINE:
        return Source
    return inner(model, name)

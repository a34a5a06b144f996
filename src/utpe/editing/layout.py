# SPDX-License-Identifier: MIT
"""The one layout of a record in a data file, whoever wrote it: a terminal, the form, or a hand.

Fields stand in the order of the model and languages in that of the site; nothing stands for nothing (no null,
no empty list). Scalars are plain where YAML and our reader allow it. The browser writes the same bytes
(`overrides/assets/js/form/yaml.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml
from pydantic import BaseModel

from utpe.checks.shapes import field_order, inner
from utpe.reading.strict_yaml import NULLS
from utpe.records.base import Citation
from utpe.records.inline import INLINE
from utpe.records.reference import Source
from utpe.records.registry import MODELS

WIDTH = 110
"""A text that goes beyond this column is broken at the next space."""


def record_text(collection: str, tree: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Return a record as the file of its own holds it: a map, with a final line end."""
    return _dumped(ordered(collection, tree, languages))


def item_text(collection: str, tree: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Return a record as an item of a list file."""
    return _dumped([ordered(collection, tree, languages)])


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


class _Dumper(yaml.SafeDumper):
    """Writes every scalar as the text that our reader will find, quoted only where it must be."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - as PyYAML declares it

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002
        """Indent the items of a list under its key."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write everything out: our reader knows no aliases."""
        return True


_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:null",
    re.compile(rf"(?:{'|'.join(map(re.escape, sorted(NULLS)))})\Z"),
    [null[:1] for null in NULLS],
)


def _dumped(data: Any) -> str:
    text: str = yaml.dump(data, Dumper=_Dumper, width=WIDTH, allow_unicode=True, sort_keys=False)
    return text

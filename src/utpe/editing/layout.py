# SPDX-License-Identifier: MIT
"""The one layout of a record in a data file, whoever wrote it: a terminal, the form, or a hand.

Fields stand in the order of the model and languages in that of the site; nothing stands for nothing (no null,
no empty list). Scalars are plain where YAML and our reader allow it. The browser writes the same bytes
(`overrides/assets/js/form/yaml.js`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from utpe.forms.ordered import WIDTH, ordered
from utpe.reading.invisible import FORBIDDEN
from utpe.reading.strict_yaml import NULLS


def record_text(collection: str, tree: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Return a record as the file of its own holds it: a map, with a final line end."""
    return _dumped(ordered(collection, tree, languages))


def item_text(collection: str, tree: Mapping[str, Any], languages: Sequence[str]) -> str:
    """Return a record as an item of a list file."""
    return _dumped([ordered(collection, tree, languages)])


class _Dumper(yaml.SafeDumper):
    """Writes every scalar as the text that our reader will find, quoted only where it must be."""

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012 - as PyYAML declares it

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002
        """Indent the items of a list under its key."""
        return super().increase_indent(flow, False)

    def analyze_scalar(self, scalar: str) -> Any:
        """Leave only double quotes to a text with a character that our reader takes only escaped."""
        analysis = super().analyze_scalar(scalar)
        if FORBIDDEN.search(scalar):
            analysis.allow_block_plain = analysis.allow_flow_plain = False
            analysis.allow_single_quoted = analysis.allow_block = False
        return analysis

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """Escape every character beyond ASCII of such a text, or it would be refused when read."""
        self.allow_unicode = not FORBIDDEN.search(text)
        super().write_double_quoted(text, split)
        self.allow_unicode = True

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

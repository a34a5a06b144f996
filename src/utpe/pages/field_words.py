# SPDX-License-Identifier: MIT
"""What the fields of records are called, and what editors are told of them."""

from __future__ import annotations

from utpe.text.strings import strings


def words_of(model: str, field: str, language: str) -> tuple[str, str]:
    """Return the label and the help of a field of a model, by the name of its class.

    Raises KeyError for a field without words.
    """
    s = strings(language)
    key = f"fields.{model}.{field}"
    if f"{key}.label" not in s:
        key = f"fields.Record.{field}"
    return s(f"{key}.label"), s(f"{key}.help")

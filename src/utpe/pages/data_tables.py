# SPDX-License-Identifier: MIT
"""What the columns of the open data are called, for the page about them and for the files alike."""

from __future__ import annotations

from utpe.pages.field_words import words_of
from utpe.records.columns import Column
from utpe.text.strings import strings


def field_title(column: Column, language: str) -> str:
    """Return what the field behind a column is called: «Población: Año»."""
    steps = zip(column.models, column.path, strict=True)
    return ": ".join(dict.fromkeys(words_of(model, field, language)[0] for model, field in steps))


def column_title(column: Column, language: str) -> str:
    """Return what a column is called: «Título (español)», «Fecha: primer día posible»."""
    s, title = strings(language), field_title(column, language)
    if column.language:
        return s("data.column.text", title=title, language=s(f"languages.{column.language}"))
    return s(f"data.column.{column.bound}", title=title) if column.bound else title

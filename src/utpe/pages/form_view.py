# SPDX-License-Identifier: MIT
"""What the templates of the form receive: questions in groups, and the page around them."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from utpe.immutable import immutable
from utpe.pages.view import Bit


@immutable
class Choice:
    """A value that can be chosen, in words, and what is meant by it."""

    value: str
    label: str
    help: str = ""


@immutable
class Question:
    """A field of a model as a person is asked for it.

    `widget` is a macro of `forms/fields.html`; `collection` says of what it is the id; `questions` are those
    of each part. What is `repeated` may be answered several times, one below the other.
    """

    name: str
    widget: str
    label: str
    help: str = ""
    is_required: bool = False
    is_list: bool = False
    is_main: bool = True
    """False for what is asked of a source and stands folded."""
    is_repeated: bool = False
    most: int = 0
    """How many answers at the most; 0 for any number."""
    rows: int = 1
    """Of a text, how many lines it is likely to have."""
    choices: tuple[Choice, ...] = ()
    default: str = ""
    collection: str = ""
    questions: tuple[Question, ...] = ()
    source: tuple[Question, ...] = ()
    """Of a citation: what is asked of a source that the register has not."""


@immutable
class QuestionGroup:
    """Questions under one heading; what everybody must answer stands open, the rest is folded."""

    id: str
    title: str
    help: str
    questions: tuple[Question, ...]
    is_open: bool


@immutable
class FormPage:
    """The form of a collection. `words` are for its script; `ways` how a proposal can be sent."""

    language: str
    path: str
    title: Bit
    description: str
    crumbs: tuple[Bit, ...]
    alternates: dict[str, str]
    proposed: str
    """The collection."""
    lead: str
    groups: tuple[QuestionGroup, ...]
    licences: Bit | None
    template: str
    """The address of the file to be filled in without the form."""
    words: dict[str, Any]
    mail: str
    forge: str
    """What the host of the repository is called."""
    languages: tuple[Choice, ...]
    """Languages of the site; `help` is the tag."""
    links: tuple[Bit, ...]
    collection: str = "propose"
    has_all_languages: bool = True
    others: tuple[Bit, ...] = field(default=())
    """The other forms."""


@immutable
class FormLink:
    """A form on the page that leads to all: what can be proposed, and the file to be filled in instead."""

    title: str
    text: str
    href: str
    name: str
    template: str


@immutable
class ProposeView:
    """The generated part of the page that leads to all forms."""

    forms: tuple[FormLink, ...]
    mail: str
    repo: str

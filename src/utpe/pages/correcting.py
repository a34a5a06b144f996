# SPDX-License-Identifier: MIT
"""Where a reader can correct a field: the form of the site, else the file on the forge."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from utpe.forms.spec import PROPOSED
from utpe.pages import routes
from utpe.pages.view import Bit
from utpe.records.places import Origin
from utpe.settings import Settings
from utpe.text.strings import strings

START = "propose"
"""The page of prose that leads to the forms; a site without it has none."""


def form_link(
    prose: Mapping[str, Bit], language: str, collection: str, id_: str, field: str, words: str
) -> Bit | None:
    """Return a link to the form that corrects a record, at a field; None where there is no form.

    `prose` are links to the pages of prose by their keys; `words` end the key of what the link says.
    """
    if START not in prose or collection not in PROPOSED:
        return None
    form = f"{routes.form(language, collection)}?{urlencode({'id': id_, 'field': field})}"
    return Bit(strings(language)(f"pages.correct.{words}"), href=form)


def record_url(settings: Settings, origin: Origin) -> str:
    """Return the address of a record's lines on the forge; empty where there is no forge."""
    if not settings.repo_url:
        return ""
    first, last = origin.lines
    return f"{settings.repo_url}/blob/{settings.branch}/{quote(origin.file)}?plain=1#L{first}-L{last}"


def page_url(settings: Settings, file: str) -> str:
    """Return the address on the forge where a file can be edited; empty where there is no forge."""
    return f"{settings.repo_url}/edit/{settings.branch}/{quote(file)}" if settings.repo_url else ""

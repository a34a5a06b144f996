# SPDX-License-Identifier: MIT
"""Topics: the subjects under which meetings, publications, bodies, border areas and dossiers are found."""

from __future__ import annotations

from typing import Annotated

from pydantic import WithJsonSchema

from utpe.records.base import SLUG, Part, Short, Slug, Text


class Topic(Part):
    """A topic; like a term of the glossary it is a convention of this site, so no source backs it."""

    id: Annotated[Slug, WithJsonSchema({"type": "string", "pattern": SLUG, "maxLength": 80})]
    """Lower-case ASCII name; never changes once published."""
    name: Text
    """What the topic is called."""
    summary: Text
    """What belongs to it, in one sentence."""
    pages: tuple[Short, ...] = ()
    """Pages of prose about it: paths in `content/<language>/`, without `.md`."""
    former_ids: tuple[Slug, ...] = ()
    """Ids that the record had before."""

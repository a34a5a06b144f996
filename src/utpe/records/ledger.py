# SPDX-License-Identifier: MIT
"""The ledger of addresses, `data/urls.yaml`: what was once published, and where it went.

A *name* is `collection/id`, or `pages/key` for a page of prose and for the listing of a collection. Addresses
are computed from names, in `pages/addresses.py`. Only `utpe release` writes the file.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError, field_validator

from utpe.reading.files import is_plain
from utpe.reading.strict_yaml import Marks, Trouble, read_yaml
from utpe.records.base import Part
from utpe.records.registry import COLLECTIONS

FILE = "urls.yaml"
PAGES = "pages"
_PART = r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*"
NAME = rf"^[a-z]+/{_PART}(/{_PART})*$"
Id = Annotated[str, StringConstraints(pattern=rf"^{_PART}$", max_length=80)]
Path_ = Annotated[str, StringConstraints(pattern=rf"^{_PART}(/{_PART})*$", max_length=200)]
Name = Annotated[str, StringConstraints(pattern=NAME, max_length=200)]


class Ledger(Part):
    """What was once published. Empty before the first release."""

    records: dict[str, tuple[Id, ...]] = Field(default_factory=dict)
    """Every id ever published, by collection."""
    pages: dict[Path_, dict[str, tuple[Path_, ...]]] = Field(default_factory=dict)
    """Every address that a page ever had in each language, below the language; by its key."""
    redirects: dict[Name, Name] = Field(default_factory=dict)
    """Where a name led at the last release, when it was no longer there by itself."""

    @field_validator("records")
    @classmethod
    def _known(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for name in value:
            if name not in COLLECTIONS:
                raise ValueError(name)
        return value

    @property
    def names(self) -> list[str]:
        """Every name ever published, in the order of the file."""
        records = [f"{collection}/{id_}" for collection, ids in self.records.items() for id_ in ids]
        return [*records, *(f"{PAGES}/{key}" for key in self.pages)]


def read_ledger(path: Path) -> tuple[Ledger, Marks, tuple[Trouble, ...]]:
    """Return the ledger, where its parts stand, and what is wrong with it; empty where there is no file.

    Never raises on what the file holds: a ledger with troubles is empty.
    """
    nothing = Marks(1, 1, 1)
    if not path.exists() and not path.is_symlink():
        return Ledger(), nothing, ()
    if not is_plain(path):
        return Ledger(), nothing, (Trouble("file.not_plain", 1, 1),)
    try:
        return _parsed(path.read_bytes())
    except OSError:
        return Ledger(), nothing, (Trouble("file.unreadable", 1, 1),)


@lru_cache(maxsize=2)
def _parsed(raw: bytes) -> tuple[Ledger, Marks, tuple[Trouble, ...]]:
    """Read the file; a check and the pages of one build ask for the same."""
    tree = read_yaml(raw)
    if tree.troubles:
        return Ledger(), tree.marks, tree.troubles
    try:
        return Ledger.model_validate(tree.value or {}), tree.marks, ()
    except ValidationError as error:
        steps = error.errors(include_url=False)[0]["loc"]
        trouble = Trouble("ledger.shape", *tree.marks.find(steps), {"value": ".".join(map(str, steps))})
        return Ledger(), tree.marks, (trouble,)

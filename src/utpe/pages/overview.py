# SPDX-License-Identifier: MIT
"""What pages about the whole register have in common: those of years, those of letters.

They stand below a page of prose that leads to all of them (`routes.OVERVIEWS`); without it there are none.
What stands on which of them is worked out once for all, as the order of listings is; so a part has
`own_facts`, which tell when it changed, and asks the catalogue only for the records that it shows.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from utpe.pages.view import Bit
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.settings import Settings
from utpe.text.strings import Strings, strings


@dataclass(frozen=True)
class Overview(ABC):
    """Makes the parts of one overview in one language."""

    catalogue: Catalogue | Trace
    settings: Settings
    language: str
    root: Bit
    """The link to the page of prose."""

    @abstractmethod
    def parts(self) -> list[str]:
        """Return the last parts of the addresses: years, letters."""

    @abstractmethod
    def part(self, part: str) -> Iterator[Any]:
        """Yield the pages of a part."""

    @abstractmethod
    def own_facts(self, part: str) -> tuple[object, ...]:
        """Return what its pages show that is in no record: what stands on them, and what beside them."""

    @property
    def s(self) -> Strings:
        """The texts of its language."""
        return strings(self.language)

    @property
    def crumbs(self) -> tuple[Bit, ...]:
        """The way back from a part."""
        return Bit(self.s("pages.home_title"), href=f"{self.language}/"), self.root

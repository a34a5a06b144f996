# SPDX-License-Identifier: MIT
"""The pages of messages: every code of the checks, by families, with its example of `utpe.text.mistakes`."""

from __future__ import annotations

import re

from utpe.immutable import immutable
from utpe.pages.frame import Frame
from utpe.pages.view import Bit
from utpe.text.mistakes import FAMILIES, mistakes
from utpe.text.strings import Strings, strings

INDEX = "findings"
# A message of fewer words of its own says no more than its title.
FEWEST_WORDS = 3


@immutable
class Code:
    """A code of the checks, explained: what it says, why it matters, how to mend it, wrong and right."""

    code: str
    title: str
    message: str
    why: str
    mend: str
    is_error: bool
    file: str
    wrong: str
    right: str

    @property
    def id(self) -> str:
        """Where it stands on its page."""
        return self.code.lower()


@immutable
class Family:
    """The page of a family of codes, and what it explains."""

    link: Bit
    codes: tuple[Code, ...]


def page_of(family: str) -> str:
    """Return the key of the page of prose that explains a family."""
    return f"{INDEX}/{family}"


def family_of(key: str) -> str:
    """Return the family that a page of prose explains; empty when it explains none."""
    return next((family for family in FAMILIES if page_of(family) == key), "")


def codes_of(family: str, language: str) -> tuple[Code, ...]:
    """Return the codes of a family, in order."""
    s = strings(language)
    return tuple(
        Code(
            code,
            s(f"findings.{code}.title"),
            _message(code, s),
            s(f"findings.{code}.why"),
            s(f"findings.{code}.mend"),
            code.startswith("E"),
            mistake.file,
            mistake.wrong,
            mistake.right,
        )
        for code, mistake in mistakes(language).items()
        if mistake.family == family
    )


def families(frame: Frame, language: str) -> tuple[Family, ...]:
    """Return the families that have a page on this site, in their order."""
    places = ((family, frame.places.get((language, page_of(family)))) for family in FAMILIES)
    return tuple(
        Family(Bit(place.title, href=place.path), codes_of(family, language))
        for family, place in places
        if place
    )


def _message(code: str, s: Strings) -> str:
    """Return the sentence that the checks say, «…» for each value."""
    sentence = s(f"findings.{code}.message")
    said = re.sub(r"\{\w+\}", "…", sentence)
    words = re.sub(r"\{\w+\}", "", sentence).split()
    said = said.replace("….", "…")
    return said[0].upper() + said[1:] if len(words) > FEWEST_WORDS else ""

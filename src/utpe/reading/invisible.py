# SPDX-License-Identifier: MIT
"""Characters that nobody sees and no text needs, so that a file says what it seems to say (CVE-2021-42574).

In data and prose, as they are or written with an escape. Allowed: the ends of lines, tabs (in prose), the
no-break space, and the selectors that make a symbol an emoji (U+FE0E, U+FE0F).
"""

from __future__ import annotations

import re

_KINDS = {
    # A line may break here: word processors leave it behind.
    "soft_hyphen": "\xad",
    # They make text read in another order than it has (UAX 9).
    "direction": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    # Ends of lines that editors do not show as such.
    "line_end": "\x85\u2028\u2029",
    # Joiners, fillers, selectors, tags and invisible operators: text within text.
    "hidden": "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff",
    # Controls, halves of characters, and what is no character at all.
    "control": "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff",
}
_PAIR = re.compile("(.)(?:-(.))?", re.DOTALL)
# One class, not one for each kind: everything that is read is searched.
FORBIDDEN = re.compile(f"[{''.join(_KINDS.values())}]")


def ranges() -> dict[str, str]:
    """Return the forbidden characters of each kind for other programs: `61C 200E 200F 202A-202E`."""
    pairs = {kind: _PAIR.findall(those) for kind, those in _KINDS.items()}
    return {kind: " ".join(_range(*pair) for pair in found) for kind, found in pairs.items()}


def _range(first: str, last: str) -> str:
    return f"{ord(first):X}-{ord(last):X}" if last else f"{ord(first):X}"


def code_point(character: str) -> str:
    """Return the name by which a character that nobody sees can be looked up: `U+202E`."""
    return f"U+{ord(character):04X}"


def kind_of(character: str) -> str:
    """Return which kind of forbidden character it is: a key under `invisible` in the string tables."""
    return next((kind for kind, those in _KINDS.items() if re.fullmatch(f"[{those}]", character)), "")

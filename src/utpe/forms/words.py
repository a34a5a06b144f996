# SPDX-License-Identifier: MIT
"""The words of messages in one language, for a form that judges in the browser (checks/report.py)."""

from __future__ import annotations

from typing import Any

from utpe.text.strings import strings

CODES = (
    *("E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E110", "E111", "E112", "E113", "E114"),
    *("E115", "E116", "E117", "E118", "E119", "E120", "E130", "E131", "E150", "W101", "W102", "W103", "W130"),
    *("E201", "E202", "E203", "E204", "E205"),
    *("E301", "E302", "E303", "E304", "E305", "E306", "E307", "E308", "E309", "W301"),
    *("E401", "E402", "E403", "W401", "W402"),
    *("E501", "E502", "E503", "E504", "E510", "E511", "E513", "E520", "W502", "W503", "W520", "W521"),
)
"""Codes of the findings that a form can make; docs/decisions/forms.md says why not the others."""
_PARTS = ("message", "expected", "example")
_PREFIXES = ("forms.script.", "shapes.", "kinds.", "limits.", "invisible.", "in_language.")
_AROUND = ("report.expected", "report.expected_example", "report.did_you_mean", "report.quoted")


def words(language: str) -> dict[str, Any]:
    """Return the texts by their keys, and how this language joins choices and writes numbers."""
    s = strings(language)
    keys = [f"findings.{code}.{part}" for code in CODES for part in _PARTS]
    keys += [*_AROUND, *(key for key in s.table if key.startswith(_PREFIXES))]
    return {
        "language": language,
        "texts": {key: s(key) for key in keys},
        "or": [s.join_or(["{0}", "{1}"]), s.join_or(["{0}", "{1}", "{2}"])],
        "group": s.locale.number_symbols["latn"]["group"],
    }

# SPDX-License-Identifier: MIT
"""The generated parts of the pages for editors and maintainers: codes and settings."""

from __future__ import annotations

from utpe.immutable import immutable
from utpe.settings import Settings
from utpe.text.strings import strings

SHOWN_SETTINGS = ("site_url", "repo_url", "contact_email")


@immutable
class CodeRow:
    """A code of the checks, explained."""

    code: str
    title: str
    why: str
    expected: str
    example: str
    is_error: bool


@immutable
class SettingRow:
    """A setting, whether it has a value, and what depends on it."""

    name: str
    is_set: bool
    effect: str


def code_rows(language: str) -> list[CodeRow]:
    """Return every code of the checks with its explanation, in order."""
    s = strings(language)
    codes = sorted(
        {key.split(".")[1] for key in s.table if key.startswith("findings.") and key.endswith(".title")}
    )
    rows = []
    for code in codes:
        expected, example = (s.table.get(f"findings.{code}.{part}", "") for part in ("expected", "example"))
        title, why = s(f"findings.{code}.title"), s(f"findings.{code}.why")
        rows.append(CodeRow(code, title, why, expected, example, code.startswith("E")))
    return rows


def setting_rows(settings: Settings, language: str) -> list[SettingRow]:
    """Return the settings that may be empty, and what is absent from the site when they are."""
    s = strings(language)
    return [SettingRow(n, bool(getattr(settings, n)), s(f"pages.setting_effect.{n}")) for n in SHOWN_SETTINGS]

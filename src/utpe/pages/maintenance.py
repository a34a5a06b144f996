# SPDX-License-Identifier: MIT
"""The generated parts of the page for maintainers: its settings."""

from __future__ import annotations

from utpe.immutable import immutable
from utpe.settings import Settings
from utpe.text.strings import strings

SHOWN_SETTINGS = ("site_url", "repo_url", "contact_email")


@immutable
class SettingRow:
    """A setting, whether it has a value, and what depends on it."""

    name: str
    is_set: bool
    effect: str


def setting_rows(settings: Settings, language: str) -> list[SettingRow]:
    """Return the settings that may be empty, and what is absent from the site when they are."""
    s = strings(language)
    return [SettingRow(n, bool(getattr(settings, n)), s(f"pages.setting_effect.{n}")) for n in SHOWN_SETTINGS]

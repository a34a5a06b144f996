# SPDX-License-Identifier: MIT
"""The generated parts of the page for maintainers: settings, translators' worklist."""

from __future__ import annotations

from utpe.immutable import immutable
from utpe.pages import names, routes
from utpe.pages.frame import Frame
from utpe.pages.view import Bit
from utpe.records.catalogue import Catalogue
from utpe.records.trace import Trace
from utpe.records.translation import missing
from utpe.settings import Settings
from utpe.text.strings import strings

SHOWN_SETTINGS = ("site_url", "repo_url", "contact_email")


@immutable
class SettingRow:
    """A setting, whether it has a value, and what depends on it."""

    name: str
    is_set: bool
    effect: str


@immutable
class WorkItem:
    """A record or page with texts to translate into one language."""

    title: Bit
    language: str
    fields: str


def setting_rows(settings: Settings, language: str) -> list[SettingRow]:
    """Return the settings that may be empty, and what is absent from the site when they are."""
    s = strings(language)
    return [SettingRow(n, bool(getattr(settings, n)), s(f"pages.setting_effect.{n}")) for n in SHOWN_SETTINGS]


def worklist(catalogue: Catalogue | Trace, frame: Frame, settings: Settings, language: str) -> list[WorkItem]:
    """Return what lacks a translation: records by field, and prose pages."""
    items = []
    for collection, record in catalogue:
        lacking: dict[str, list[str]] = {}
        for path, code in missing(record, settings.languages):
            lacking.setdefault(code, []).append(path)
        for code, paths in lacking.items():
            bit = names.title(collection, record, language, catalogue)
            href = routes.record(language, collection, record.id)
            items.append(WorkItem(Bit(bit.text, href=href, lang=bit.lang), code, ", ".join(paths)))
    items.extend(
        WorkItem(Bit(place.title, href=place.path), place.language, f"{place.key}.md")
        for place in frame.places.values()
        if not place.is_translated
    )
    return items

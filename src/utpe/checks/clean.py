# SPDX-License-Identifier: MIT
"""Files in which the rules that look at one record at a time found nothing, noted between runs.

Most files are right and did not change since the last check: those rules look at the others. What is noted
holds for the same code, settings, day and ledger of translations only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import utpe
from utpe.reading.kept import Kept
from utpe.records.catalogue import Catalogue
from utpe.records.confirmed import FILE
from utpe.records.places import DataFile
from utpe.settings import Settings


class Clean:
    """What is noted of the files of one project."""

    def __init__(self, settings: Settings) -> None:
        self._kept = Kept(settings.folder("cache"), "clean")
        ledger = settings.folder("data") / FILE
        said = ledger.read_bytes() if ledger.is_file() else b""
        asked = f"{settings.languages} {settings.reached} ".encode()
        self._name = hashlib.sha256(_code() + asked + said).hexdigest()
        self._files = frozenset((self._kept.get(self._name) or b"").decode().split())

    def others(self, catalogue: Catalogue) -> Catalogue:
        """Return a catalogue without the records of the files that are clean."""
        is_clean = {file: file.digest in self._files for file in _files(catalogue)}
        kept: dict[str, dict[str, object]] = {name: {} for name in catalogue.records}
        for (collection, id_), origin in catalogue.origins.items():
            if not is_clean[origin.source]:
                kept[collection][id_] = catalogue.records[collection][id_]
        return Catalogue(kept, catalogue.origins, catalogue.proposed)

    def note(self, catalogue: Catalogue, found_in: Iterable[str]) -> None:
        """Note all files of a catalogue but those, by their names, in which something was found."""
        wrong = set(found_in)
        clean = frozenset(file.digest for file in _files(catalogue) if file.name not in wrong)
        if clean != self._files:
            self._kept.put(self._name, "\n".join(sorted(clean)).encode())
            self._kept.prune()


def _files(catalogue: Catalogue) -> set[DataFile]:
    return {origin.source for origin in catalogue.origins.values()}


@cache
def _code() -> bytes:
    """Return a digest of this program, words and all."""
    folder = Path(utpe.__file__).parent
    made_of = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".yaml")):
        made_of.update(path.read_bytes())
    return made_of.digest()

"""What is to be uploaded after one edit: the files that show it, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builder import EPOCH, NO_SETTINGS, digest, run_mkdocs

# Its bytes are packed; the others name the digest of each table, of each file.
PACKED = {"data/utpe.xlsx", "data/datapackage.json", "manifest.sha256"}
EDITS = {
    "a note": ("El anuncio lo enlazaba", "El anuncio lo enlazaba aquel día", 4),
    "a title": ("Encuentro del día bisiesto", "Encuentro de un día bisiesto", 61),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_every_file_that_shows_it_and_no_other(
    bare_toy_site: Path, toy_copy: Path, tmp_path: Path, name: str
) -> None:
    old, new, most = EDITS[name]
    file, site = toy_copy / "data" / "meetings.yaml", tmp_path / "site"
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    done = run_mkdocs(toy_copy, "build", "-q", "-d", str(site), SOURCE_DATE_EPOCH=EPOCH, **NO_SETTINGS)
    assert done.returncode == 0, done.stderr
    before, after = digest(bare_toy_site), digest(site)
    assert before.keys() == after.keys()
    changed = {path for path in after if after[path] != before[path]}
    shows = {path for path in before if old.encode() in (bare_toy_site / path).read_bytes()}
    assert changed - PACKED == shows
    assert 0 < len(changed) <= most

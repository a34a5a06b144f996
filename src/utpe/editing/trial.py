# SPDX-License-Identifier: MIT
"""The project as it would be after an edit: checked in a copy, before a file of it is touched."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from utpe.checks.finding import Finding
from utpe.checks.runner import Report, check
from utpe.editing.files import Changes, write_all
from utpe.reading.remains import begun, clear_remains
from utpe.settings import Settings

PREFIX = "utpe-trial-"


def new_errors(before: Report, after: Report) -> list[Finding]:
    """Return the errors of one report that another one does not have."""
    known = {(f.code, f.trail, f.place.file) for f in before.findings}
    return [
        f for f in after.findings if f.severity == "error" and (f.code, f.trail, f.place.file) not in known
    ]


def checked_after(settings: Settings, changes: Changes) -> Report:
    """Return the report on the project with these changes."""
    root = settings.root
    clear_remains(Path(tempfile.gettempdir()), PREFIX)
    with tempfile.TemporaryDirectory(prefix=begun(PREFIX)) as name:
        copy = Path(name)
        for folder in ("data", "content"):
            where = settings.folder(folder).relative_to(root)
            shutil.copytree(root / where, copy / where, symlinks=True)
        write_all({copy / path.relative_to(root): text for path, text in changes.items()})
        moved = {"root": copy, "theme_dir": settings.folder("theme")}
        return check(settings.model_copy(update=moved))

# SPDX-License-Identifier: MIT
"""Writes several files so that either all of them change, or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from utpe.interruption import uninterrupted
from utpe.reading.remains import begun, clear_remains

PREFIX = ".utpe-"
Changes = Mapping[Path, str | None]
"""What files shall hold; None where there shall be no file."""


class CannotEditError(Exception):
    """Why nothing was changed: a key of the string tables, and the values that fill it."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values


@uninterrupted()
def write_all(changes: Changes) -> None:
    """Write all files, each whole; when one cannot be written, raise OSError with everything as it was."""
    before = {path: path.read_bytes() if path.exists() else None for path in changes}
    ready: dict[Path, str] = {}
    done: list[Path] = []
    try:
        for path, text in changes.items():
            if text is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                clear_remains(path.parent, PREFIX)
                handle, name = tempfile.mkstemp(dir=path.parent, prefix=begun(PREFIX))
                ready[path] = name
                with os.fdopen(handle, "wb") as file:
                    file.write(text.encode())
                    os.fchmod(
                        file.fileno(), path.stat().st_mode & 0o777 if before[path] is not None else 0o644
                    )
        for path, text in changes.items():
            if text is None:
                path.unlink(missing_ok=True)
            else:
                Path(ready[path]).replace(path)
                del ready[path]
            done.append(path)
    except OSError:
        for path in done:
            old = before[path]
            if old is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(old)
        raise
    finally:
        for name in ready.values():
            Path(name).unlink(missing_ok=True)

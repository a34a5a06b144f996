# SPDX-License-Identifier: MIT
"""Every file for programs, by its path in the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from utpe.exports.edition import Edition
from utpe.exports.feeds import feed_files
from utpe.exports.indicators import indicator_files
from utpe.exports.references import reference_files

Export = Callable[[Edition], Mapping[str, bytes]]
"""Makes files of one format: edition in, their paths in the site and contents out."""

EXPORTS: tuple[Export, ...] = (lambda e: indicator_files(e.figures, e.languages), feed_files, reference_files)


def every_file(edition: Edition) -> dict[str, bytes]:
    """Return the files of all formats; raise ValueError when two formats want the same path."""
    files: dict[str, bytes] = {}
    for export in EXPORTS:
        made = export(edition)
        if twice := files.keys() & made.keys():
            raise ValueError(f"made twice: {', '.join(sorted(twice))}")
        files |= made
    return files

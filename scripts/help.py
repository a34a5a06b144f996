# SPDX-License-Identifier: MIT
"""Prints what each Make target does, in Spanish, Portuguese and English, from the Makefile's own comments."""

from __future__ import annotations

import re
import sys
from pathlib import Path

TARGET = re.compile(r"^([a-z-]+):[^#\n]*## es: (.+?) \| pt: (.+?) \| en: (.+)$", re.MULTILINE)


def explained(makefile: str) -> list[tuple[str, str, str, str]]:
    """Return (target, Spanish, Portuguese, English) for every explained target."""
    return TARGET.findall(makefile)


def main() -> int:
    """Print the list."""
    for target, *words in explained(Path(sys.argv[1]).read_text(encoding="utf-8")):
        print(f"make {target}")
        for language, text in zip(("es", "pt", "en"), words, strict=True):
            print(f"    {language}  {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: MIT
"""`utpe package`: builds the site for reading from a folder, and writes it into one zip."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from utpe.exports.offline import offline_files, write_zip
from utpe.mkdocs_adapter.build import BuildFailedError, build_into
from utpe.reading.remains import begun, clear_remains
from utpe.settings import Settings
from utpe.text.causes import cause
from utpe.text.dates import day_in_words
from utpe.text.strings import strings

PREFIX = "utpe-package-"
ABOUT = {"es": "LEAME.txt", "pt": "LEIAME.txt", "en": "README.txt"}


def write_package(settings: Settings, language: str, output: Path | None = None) -> int:
    """Build the offline copy and write it to `output`; return the exit status (0, or 1 when it failed)."""
    s = strings(language)
    target = output or settings.root / "dist" / f"utpe-{settings.today.isoformat()}.zip"
    try:
        # `site/` stays as it is.
        clear_remains(Path(tempfile.gettempdir()), PREFIX)
        with tempfile.TemporaryDirectory(prefix=begun(PREFIX)) as folder:
            extra = {"message_language": language, "offline": True}
            build_into(settings.root, Path(folder), extra=extra, site_url="")
            files = offline_files(Path(folder))
        for code in settings.languages:
            day = day_in_words(settings.today, code)
            files[ABOUT.get(code, f"{code}.txt")] = strings(code)("package.about", day=day).encode()
        write_zip(files, target, settings.today)
    except BuildFailedError as error:
        print(error, file=sys.stderr)
        print(s("build.failed"), file=sys.stderr)
        return 1
    except OSError as error:
        print(s("package.no_write", file=target, reason=cause(error, s)), file=sys.stderr)
        return 1
    size = s.number(round(target.stat().st_size / 1_000_000, 1))
    print(s("package.done", file=target, n=s.number(len(files) + 1), size=size))
    return 0

# SPDX-License-Identifier: MIT
"""The site as one file that opens from a folder: a built site in, a zip out, reproducible.

Under `file://` no server adds `index.html` to an address, a style sheet may load no font from another folder,
and nothing can be fetched. So links name their files, fonts stand in the sheet, and what needs a server stays
away. The pages were built for it (`Settings.offline`).
"""

from __future__ import annotations

import base64
import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from utpe.exports.manifest import MANIFEST, checksum, manifest

# For servers and for scripts that are not there.
LEFT_OUT = {"404.html", "robots.txt", "sitemap.xml", ".nojekyll", "list.json", "sitemap.xml.gz"}
LEFT_OUT |= {"_headers", "_redirects", "nginx-redirects.map"}
_TAG = re.compile(r"<[a-z][^<>]*>")
_LINK = re.compile(r'(?<=[\s])(href|src)="([^"]*)"')
_REFRESH = re.compile(r'^(<meta http-equiv="refresh" content="\d+; url=)([^"]*)')
_FONT = re.compile(r"url\((fonts/[\w-]+\.woff2)\)")


def offline_files(site: Path) -> dict[str, bytes]:
    """Return the files of a built site, by their paths, as they are read from a folder."""
    files: dict[str, bytes] = {}
    for path in sorted(p for p in site.rglob("*") if p.is_file() and p.name not in LEFT_OUT):
        content = path.read_bytes()
        if path.suffix == ".html":
            content = named(content.decode()).encode()
        elif path.suffix == ".css":
            content = _with_fonts(content.decode(), path.parent).encode()
        files[path.relative_to(site).as_posix()] = content
    return files


def named(html: str) -> str:
    """Return a page whose links inside the site name the file that they lead to."""
    return relinked(html, _file)


def relinked(html: str, change: Callable[[str], str]) -> str:
    """Return a page with `change` applied to each address, escaped as it is, that a link or a tag names."""

    def changed(tag: str) -> str:
        tag = _REFRESH.sub(lambda m: m[1] + change(m[2]), tag)
        return _LINK.sub(lambda m: f'{m[1]}="{change(m[2])}"', tag)

    return _TAG.sub(lambda tag: changed(tag[0]), html)


def _file(address: str) -> str:
    """Return the address of a folder with its `index.html`; any other as it is."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.endswith("/"):
        return address
    return f"{parts.path}index.html{address[len(parts.path) :]}"


def _with_fonts(sheet: str, folder: Path) -> str:
    """Return a style sheet that holds its fonts (RFC 2397)."""

    def embedded(match: re.Match[str]) -> str:
        font = base64.b64encode((folder / match[1]).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{font})"

    return _FONT.sub(embedded, sheet)


def write_zip(files: dict[str, bytes], target: Path, day: dt.date) -> None:
    """Write files into a zip, in one folder, dated with the day of the edition; their checksums beside them.

    Raises OSError when that cannot be. `sha256sum -c manifest.sha256` in the folder checks them.
    """
    sums = manifest((name, checksum(content)) for name, content in files.items())
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted({**files, MANIFEST: sums}.items()):
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The same on every system: a file of Unix that all may read.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, content)

"""What leads nowhere in a built site."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit


def broken_links(site: Path) -> list[str]:
    """Return «page -> link» for each internal link of a site that leads to no file, or to no place in it."""
    texts = {
        p.relative_to(site).as_posix(): p.read_text() for p in site.rglob("*.html") if p.name != "404.html"
    }
    ids = {path: set(re.findall(r'\bid="([^"]+)"', html)) for path, html in texts.items()}
    broken = []
    for path, html in texts.items():
        for link in set(re.findall(r'(?:href|src)="([^"]+)"', html)):
            if re.match(r"[a-z]+:", link):
                continue
            target, _, anchor = link.partition("#")
            address = unquote(urlsplit(urljoin(f"http://x/{path}", target)).path.lstrip("/"))
            file = f"{address}index.html" if address.endswith("/") or not address else address
            if target and not (site / file).is_file():
                broken.append(f"{path} -> {link}")
            elif anchor and anchor not in ids.get(file if target else path, set()):
                broken.append(f"{path} -> {link} (anchor)")
    return broken

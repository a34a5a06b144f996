# SPDX-License-Identifier: MIT
"""What a host sends that reads the site's `/_headers`: so do the servers of the browser tests and the audit.

In: the folder of a built site. Out: the headers of an address by the rules of Cloudflare Pages, which are
stricter than those of Netlify: every rule that fits counts, and values of the same header are joined.
https://developers.cloudflare.com/pages/configuration/headers/
"""

from __future__ import annotations

import re
from pathlib import Path

Rules = list[tuple[str, dict[str, str]]]
"""A pattern and its headers."""


def read_headers(site: Path) -> Rules:
    """Return the rules of a site's `_headers`."""
    rules: Rules = []
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
        elif line:
            rules.append((line, {}))
    return rules


def headers_of(rules: Rules, path: str) -> dict[str, str]:
    """Return the headers of the file at `path`, the address within the site with its slash."""
    path = re.sub(r"[?#].*", "", path)
    sent: dict[str, str] = {}
    for pattern, headers in rules:
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path):
            for name, value in headers.items():
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent

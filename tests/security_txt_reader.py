"""Reads security.txt by the grammar of RFC 9116, strictly."""

from __future__ import annotations

import re

ONCE = {"expires", "preferred-languages"}
# Of RFC 3986 what a URI may hold; of RFC 5646 the tags that have a region at most.
URI = r"(?:mailto:[\w.+-]+@[\w.-]+|https://[\w.-]+(?::\d+)?(?:/(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*)?)"
VALUES = {
    "contact": URI,
    "canonical": URI,
    "policy": URI,
    "expires": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)",
    "preferred-languages": r"[a-z]{2}(?:-[A-Z]{2})?(?:, [a-z]{2}(?:-[A-Z]{2})?)*",
}


def read(text: str) -> dict[str, list[str]]:
    """The fields of a file by the grammar of RFC 9116, 4, in lower case; an AssertionError tells what is wrong."""
    assert text.endswith("\n") and text.isascii()
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        match = re.fullmatch(r"([\w-]+): (\S.*)", line)
        assert match, line
        name = match[1].lower()
        assert re.fullmatch(VALUES[name], match[2]), line
        fields.setdefault(name, []).append(match[2])
    assert all(len(fields.get(name, "x")) == 1 for name in ONCE)
    assert fields["contact"] and len(fields["expires"]) == 1
    return fields

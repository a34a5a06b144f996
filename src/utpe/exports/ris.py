# SPDX-License-Identifier: MIT
"""RIS (Research Information Systems, the tags of 2011) in UTF-8 from items of CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator

from utpe.pages.csl import Item, inverted, known_parts

TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "legislation": "STAT",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
TAGS = {
    "title": "TI",
    "container-title": "T2",
    "collection-title": "T3",
    "publisher": "PB",
    "publisher-place": "CY",
    "volume": "VL",
    "issue": "IS",
    "genre": "M3",
    "language": "LA",
    "DOI": "DO",
    "URL": "UR",
    "note": "N1",
}
CRLF = "\r\n"


def ris(items: list[Item]) -> bytes:
    """Return references in the order of the items; `ID` is the id of each."""
    return CRLF.join(_reference(item) for item in items).encode()


def _reference(item: Item) -> str:
    return "".join(f"{tag}  - {' '.join(str(value).split())}{CRLF}" for tag, value in _tags(item))


def _tags(item: Item) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for role, tag in (("author", "AU"), ("editor", "ED")):
        yield from ((tag, inverted(name)) for name in item.get(role, ()))
    for variable, tag in TAGS.items():
        if variable in item:
            yield tag, item[variable]
    if "number" in item:
        # Of a report its number; elsewhere what the publisher calls it.
        yield "C7" if item["type"] == "article-journal" else "M1", item["number"]
    yield from (("SN", number) for number in (item.get("ISBN") or item.get("ISSN") or "").split())
    first, dash, last = item.get("page", "").partition("-")
    if first:
        yield "SP", first
    if dash:
        yield "EP", last
    yield from _dates(item)
    yield "ER", ""


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    for variable, tag in (("issued", "DA"), ("accessed", "Y2")):
        if parts := known_parts(item.get(variable, {})):
            if variable == "issued":
                yield "PY", str(parts[0])
            # Always three slashes, the last before what else there is to say.
            figures = [f"{x:02d}" for x in parts] + [""] * (3 - len(parts))
            yield tag, "/".join(figures) + "/"

# SPDX-License-Identifier: MIT
"""BibTeX in UTF-8 from items of CSL-JSON: for classic styles and for biblatex, which reads both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from utpe.pages.csl import Item, known_parts

TYPES = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "thesis",
}
"""Every other type is `misc`. `thesis` is biblatex's, for our data do not tell the degree."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIELDS = {
    "publisher-place": "address",
    "collection-title": "series",
    "volume": "volume",
    "issue": "number",
    "genre": "type",
    "language": "language",
    "ISBN": "isbn",
    "ISSN": "issn",
    "note": "note",
}
CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
PUBLISHERS = {"techreport": "institution", "thesis": "institution"}
SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        # Braces count even after a backslash: they must not stand there at all.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{c: f"\\{c}" for c in "%&#$_"},
    }
)
# Of two such signs LaTeX makes another one: of hyphens a dash, of `?` and a grave accent «¿».
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=[`?!])`|(?<=,),|(?<=<)<|(?<=>)>")
_RANGE = re.compile(r"(?<=\w)[-–](?=\w)")
_AND = re.compile(r"\band\b", re.IGNORECASE)
_UNSAFE_IN_ADDRESS = {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"}


def bibtex(items: list[Item]) -> bytes:
    """Return entries whose keys are the ids of the items, in their order."""
    return "\n".join(_entry(item) for item in items).encode()


def _entry(item: Item) -> str:
    kind = TYPES.get(item["type"], "misc")
    lines = (f"  {name} = {value}" for name, value in _fields(item, kind))
    return f"@{kind}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def _fields(item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """Yield fields, their values delimited."""
    for role in ("author", "editor"):
        people = [_person(name) for name in item.get(role, ())]
        if role == "author" and item.get("custom", {}).get("has-more-authors"):
            people.append("others")
        if people:
            yield role, f"{{{' and '.join(people)}}}"
    yield "title", f"{{{_title(item['title'])}}}"
    for variable, field in (
        ("container-title", CONTAINERS.get(kind, "howpublished")),
        ("publisher", PUBLISHERS.get(kind, "publisher")),
    ):
        if variable in item:
            yield field, f"{{{_escaped(item[variable])}}}"
    for variable, field in FIELDS.items():
        if variable in item:
            yield field, f"{{{_escaped(item[variable])}}}"
    if "number" in item:
        # In classic styles the number of an article is that of its issue.
        has_number = "issue" not in item and kind in ("techreport", "misc")
        yield "number" if has_number else "eid", f"{{{_escaped(item['number'])}}}"
    if "page" in item:
        yield "pages", f"{{{_RANGE.sub('--', _escaped(item['page']))}}}"
    yield from _dates(item)
    for variable, field in (("DOI", "doi"), ("URL", "url")):
        if variable in item:
            yield field, f"{{{''.join(_UNSAFE_IN_ADDRESS.get(c, c) for c in item[variable])}}}"


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    issued = item.get("issued", {})
    certain = known_parts(issued)
    if certain or "literal" in issued:
        yield "year", f"{{{certain[0] if certain else _escaped(issued['literal'])}}}"
    if len(certain) > 1:
        yield "month", MONTHS[certain[1] - 1]
    if len(certain) > 2:
        yield "day", f"{{{certain[2]}}}"
    if read := known_parts(item.get("accessed", {})):
        yield "urldate", f"{{{'-'.join(f'{x:02d}' for x in read)}}}"


def _person(name: Item) -> str:
    if "literal" in name:
        return f"{{{_escaped(name['literal'])}}}"
    family = _AND.sub(lambda m: f"{{{m[0]}}}", _escaped(name["family"]))
    # BibTeX would read two family names as a given one and a family one.
    if "given" not in name or "," in family:
        family = f"{{{family}}}"
    full = " ".join(x for x in (name.get("non-dropping-particle"), family) if x)
    given = _escaped(name.get("given", ""))
    if "," in given or _AND.search(given):
        given = f"{{{given}}}"
    return f"{full}, {given}" if given else full


def _title(title: str) -> str:
    """Protect names and acronyms from styles that lower the letters of a title."""
    words = _escaped(title).split(" ")
    return " ".join(
        f"{{{word}}}" if any(c.isupper() for c in (word[1:] if n == 0 else word)) else word
        for n, word in enumerate(words)
    )


def _escaped(text: str) -> str:
    return _LIGATURE.sub(r"{}\g<0>", " ".join(text.split()).translate(SPECIAL))

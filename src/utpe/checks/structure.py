# SPDX-License-Identifier: MIT
"""Defects of files, of YAML and of single records, said as findings: E0xx, E1xx and the dates of E3xx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from utpe.checks.context import Context, dotted
from utpe.checks.finding import MOST_TOLD, Finding, Place, Words
from utpe.checks.near import close
from utpe.checks.shapes import Shape, fields_at, shape_at
from utpe.reading.invisible import code_point, kind_of
from utpe.reading.strict_yaml import Trouble
from utpe.records.loader import Defect
from utpe.records.registry import MODELS

CODES = {
    # The file as a whole.
    "file.no_data_dir": "E001",
    "file.missing": "E002",
    "file.is_directory": "E003",
    "file.unreadable": "E004",
    "file.empty": "E005",
    "file.too_big": "E006",
    "file.not_yaml": "E007",
    "file.unknown": "E008",
    "file.not_a_list": "E009",
    "file.not_plain": "E010",
    # YAML.
    "yaml.not_utf8": "E020",
    "yaml.control_character": "E021",
    "yaml.tab": "E022",
    "yaml.syntax": "E023",
    "yaml.too_deep": "E024",
    "yaml.many_documents": "E025",
    "yaml.anchor": "E026",
    "yaml.tag": "E027",
    "yaml.bad_key": "E028",
    "yaml.duplicate_key": "E029",
    # The record.
    "record.not_a_map": "E101",
    "missing": "E102",
    "extra_forbidden": "E103",
    "record.duplicate_id": "E104",
    "proposal.unknown": "E150",
    "proposal.twice": "E151",
    # Its values; types that end in `_type` are E105, or E106 when nothing was given.
    "string_pattern_mismatch": "E107",
    "number_text": "E108",
    "bool_text": "E109",
    "bool_parsing": "E109",
    "enum": "E110",
    "too_short": "E111",
    "string_too_short": "E111",
    "string_too_long": "E112",
    "too_long": "E112",
    "greater_than": "E113",
    "greater_than_equal": "E113",
    "less_than": "E113",
    "less_than_equal": "E113",
    "text_empty": "E114",
    "text_language": "E115",
    "url_form": "E116",
    # Dates and sources.
    "edtf_syntax": "E301",
    "edtf_impossible": "E302",
    "edtf_reversed": "E303",
    "source_nowhere": "E501",
    # Front matter of prose.
    "front.not_a_map": "E602",
}
ABOUT_IDS = frozenset(("record.duplicate_id", "proposal.unknown", "proposal.twice"))
WRONG_TYPE, NOTHING, OTHER = "E105", "E106", "E199"
LIMITS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}

# What PyYAML says (libyaml and its Python twin), as keys under `problems`.
PROBLEMS = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no_colon"),
    ("did not find expected key", "indent"),
    ("did not find expected '-' indicator", "indent"),
    ("block sequence entries are not allowed", "dash"),
    ("expected ',' or", "bracket"),
    ("did not find expected node content", "bracket"),
    ("expected the node content", "bracket"),
    ("while scanning a quoted scalar", "quote"),
    ("found unexpected end of stream", "quote"),
    ("found unexpected document indicator", "quote"),
    ("unknown escape", "escape"),
    ("escaped", "escape"),
    ("cannot start any token", "start"),
    ("did not find expected alphabetic or numeric", "start"),
    ("did not find expected <document start>", "several"),
)


def structure(context: Context) -> Iterator[Finding]:
    """Everything that kept a file or a record out of the catalogue."""
    seen: Counter[tuple[str, str]] = Counter()
    for defect in context.defects:
        code = _code(defect)
        seen[(code, defect.file)] += 1
        if seen[(code, defect.file)] <= MOST_TOLD:
            yield from finding_of(defect)
        else:  # It is counted only, so nobody needs its words, which take longest.
            yield Finding(code, Place(defect.file, defect.line, defect.column))


def finding_of(defect: Defect) -> Iterator[Finding]:
    """Yield the finding that a defect is."""
    place = Place(defect.file, defect.line, defect.column)
    trail = tuple(x for x in (defect.collection, defect.id, dotted(defect.path)) if x)
    if not defect.collection or defect.key.partition(".")[0] in ("file", "yaml"):
        yield of_trouble(Trouble(defect.key, defect.line, defect.column, defect.values), place, trail)
        return
    if defect.key in ABOUT_IDS:
        yield Finding(CODES[defect.key], place, trail, dict(defect.values))
        return
    model = MODELS[defect.collection]
    shape = shape_at(model, defect.path)
    code = _code(defect)
    near: tuple[str, ...] = ()
    values: dict[str, Any] = {
        "value": found(defect.values.get("input")),
        "field": _last(defect.path),
    }
    if defect.path:
        values |= {"shape": shape.expected, "sample": shape.example}
    match code:
        case "E103":
            known = fields_at(model, defect.path)
            near, values["shape"] = close(_last(defect.path), known), Shape("fields", known).expected
            del values["sample"]
        case "E110":
            near = close(str(defect.values.get("input")), shape.choices)
        case "E111" | "E112":
            values |= _lengths(defect)
        case "E113":
            values["shape"] = _limit(defect)
        case "E115":
            values |= {"value": defect.values["value"], "choices": tuple(defect.values["expected"])}
            near = close(defect.values["value"], defect.values["expected"])
        case "E199":
            values["problem"] = str(defect.values.get("message", defect.key))
    yield Finding(code, place, trail, values, near)


def of_trouble(trouble: Trouble, place: Place, trail: tuple[str, ...] = ()) -> Finding:
    """Return the finding about a file or its YAML, data or front matter alike."""
    values = dict(trouble.values)
    near: tuple[str, ...] = ()
    values.setdefault("value", place.file.rpartition("/")[2])
    match trouble.key:
        case "yaml.control_character":
            values["value"] = invisible(values.pop("character"))
        case "yaml.syntax":
            values["problem"] = _problem(str(values.get("problem", "")))
        case "file.unknown":
            names = [f"{name}.yaml" for name in values["expected"]]
            near = close(values["value"], names)
        case "file.too_big":
            values["limit"] = values["limit"] // 1_000_000
    return Finding(CODES[trouble.key], place, trail, values, near)


def found(value: Any) -> Any:
    """Return what was found as a value of a finding: text as it stands, the rest in words."""
    for kind, name in ((dict, "map"), (list, "list"), (tuple, "list"), (type(None), "nothing")):
        if isinstance(value, kind):
            return Words(f"kinds.{name}")
    return str(value)


def invisible(character: str) -> Words:
    """Return what a character is that nobody sees: its number, and where it comes from."""
    return Words(f"invisible.{kind_of(character)}", (("code", code_point(character)),))


def _code(defect: Defect) -> str:
    if defect.key in CODES:
        return CODES[defect.key]
    if defect.key.endswith("_type"):
        return NOTHING if defect.values.get("input") is None else WRONG_TYPE
    return OTHER


def _last(path: tuple[Any, ...]) -> str:
    return str(path[-1] + 1 if isinstance(path[-1], int) else path[-1]) if path else ""


def _lengths(defect: Defect) -> dict[str, Any]:
    values, given = defect.values, defect.values.get("input")
    counted = Words("kinds.characters" if isinstance(given, str) else "kinds.items")
    limit = values.get("max_length", values.get("min_length", 1))
    return {"length": len(given) if given else 0, "limit": limit, "unit": counted}


def _limit(defect: Defect) -> Words:
    limit = defect.values.get(LIMITS[defect.key], 0)
    number = int(limit) if float(limit).is_integer() else limit
    return Words(f"limits.{defect.key}", (("n", number),))


def _problem(problem: str) -> Words:
    for part, key in PROBLEMS:
        if part in problem:
            return Words(f"problems.{key}")
    return Words("problems.other", (("problem", problem or "YAML"),))

# SPDX-License-Identifier: MIT
"""Findings in words: lines for people, one JSON document for programs.

The JSON document (`version` 1; keys are only ever added):

    {"version": 1, "language": "es", "errors": 2, "warnings": 0, "findings": [
      {"code": "E102", "severity": "error", "file": "data/meetings.yaml", "line": 90, "column": 5,
       "trail": ["meetings", "2014-posadas", "title"], "title": "…", "message": "…",
       "expected": "…", "example": "…", "did_you_mean": ["…"], "untold": 0}]}

With `untold` above 0, an entry stands for so many more of its code in its file, from its place on.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from utpe.checks.finding import Finding, Words
from utpe.text.strings import Strings, strings

MAX_VALUE, MAX_STEP = 60, 200
"""Characters shown of a value, and handed over of a step of a trail: more than any right one has."""


def render_text(findings: Sequence[Finding], language: str) -> str:
    """Return one line for each finding, and a last line that counts them."""
    s = strings(language)
    return "\n".join([*(line(f, s) for f in findings), summary(findings, s)])


def render_json(findings: Sequence[Finding], language: str) -> str:
    """Return the JSON document described above."""
    s = strings(language)
    errors, warnings = _counts(findings)
    document = {
        "version": 1,
        "language": language,
        "errors": errors,
        "warnings": warnings,
        "findings": [_entry(f, s) for f in findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def line(finding: Finding, s: Strings) -> str:
    """Return `file:line:column: code trail: what was found. What was expected.` as one line."""
    place = finding.place
    head = f"{visible(place.file)}:{place.line}:{place.column}: {finding.code}"
    return (
        f"{head} {trail(finding)}: {sentence(finding, s)}"
        if finding.trail
        else f"{head}: {sentence(finding, s)}"
    )


def sentence(finding: Finding, s: Strings) -> str:
    """Return what was found, what was expected, an example, and near misses."""
    if finding.untold:
        return _message(finding, s)
    expected, example = _expected(finding, s), _example(finding, s)
    text = _message(finding, s)
    if expected:
        key = "report.expected_example" if example else "report.expected"
        text += " " + s(key, expected=expected, example=example)
    if finding.close:
        text += " " + s("report.did_you_mean", options=s.join_or([quoted(c, s) for c in finding.close]))
    return text


def summary(findings: Sequence[Finding], s: Strings) -> str:
    """Return «2 errores, 3 avisos», or that nothing is wrong."""
    if not findings:
        return s("report.nothing")
    errors, warnings = _counts(findings)
    return f"{s.plural('report.errors', errors)}, {s.plural('report.warnings', warnings)}"


def _counts(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many errors and warnings there are, those not told one by one too."""
    errors = sum(f.number for f in findings if f.severity == "error")
    return errors, sum(f.number for f in findings) - errors


def visible(text: str, most: int = 0) -> str:
    """Return text in one line with every control, format or lone surrogate character written out."""
    if most and len(text) > most:
        text = text[:most].rstrip() + "…"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def quoted(text: str, s: Strings) -> str:
    """Return a value from a file between the quotation marks of the language, cut and made visible."""
    return s("report.quoted", text=visible(text, MAX_VALUE))


def _escaped(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def trail(finding: Finding) -> str:
    """Return what a finding is about: collection, record, field."""
    return " › ".join(visible(step, MAX_VALUE) for step in finding.trail)


def _message(finding: Finding, s: Strings) -> str:
    if finding.untold:
        return s.plural("report.untold", finding.untold)
    return s(f"findings.{finding.code}.message").format_map(_words(finding.values, s))


def _expected(finding: Finding, s: Strings) -> str:
    """What this very field wants, where the finding knows; else what the code says in general."""
    shape = finding.values.get("shape")
    return _word(shape, s) if shape else s(f"findings.{finding.code}.expected")


def _example(finding: Finding, s: Strings) -> str:
    sample = finding.values.get("sample")
    return _word(sample, s, bare=True) if sample else s(f"findings.{finding.code}.example")


def _words(values: dict[str, Any], s: Strings) -> dict[str, str]:
    return {name: _word(value, s) for name, value in values.items()}


def _word(value: Any, s: Strings, bare: bool = False) -> str:
    if isinstance(value, Words):
        return s(value.key).format_map({name: _word(v, s, bare) for name, v in value.values})
    if isinstance(value, str):
        return visible(value, MAX_VALUE) if bare or value == "…" else quoted(value, s)
    if isinstance(value, tuple | list):
        return ", ".join(_word(v, s, bare) for v in value)
    return (
        s.number(value)
        if isinstance(value, int) and not isinstance(value, bool)
        else visible(str(value), MAX_VALUE)
    )


def _entry(finding: Finding, s: Strings) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "trail": [step[:MAX_STEP] for step in finding.trail],
        "title": s(f"findings.{finding.code}.title"),
        "message": _message(finding, s),
        "expected": _expected(finding, s),
        "example": _example(finding, s),
        "did_you_mean": list(finding.close),
        "untold": finding.untold,
    }

# SPDX-License-Identifier: MIT
"""Results in words, or as one JSON document for programs.

The JSON document (`version` 1; keys are only ever added):

    {"version": 1, "language": "es", "counts": {"broken": 1, "ok": 2, …, "excused": 0}, "links": [
      {"url": "…", "status": "broken", "reason": "code", "message": "respondió 404", "code": 404, "to": "",
       "day": "2026-11-26", "places": ["data/sources.yaml:6"], "excused": null}]}

`excused` is null, or {"until": "2027-03", "reason": "…"}; what is excused keeps its status.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from utpe.links.gather import Places
from utpe.links.visit import Result, Status
from utpe.records.excuse import Excuse
from utpe.text.strings import Strings, strings

FAULTS = frozenset((Status.BROKEN, Status.UNREACHABLE))
Judged = Sequence[tuple[Result, Excuse | None]]


def has_faults(judged: Judged) -> bool:
    """Return whether any link leads nowhere and is not excused."""
    return any(result.status in FAULTS and excuse is None for result, excuse in judged)


def render_text(judged: Judged, places: Places, language: str) -> str:
    """Return the links that do not simply work, by status, each with its places; the last line counts."""
    s = strings(language)
    lines: list[str] = []
    for status in Status:
        group = [result for result, excuse in judged if result.status is status and excuse is None]
        if group and status is not Status.OK:
            lines.append(s("links.head", status=s(f"links.status.{status}"), n=s.number(len(group))))
            for result in group:
                lines += _lines(result, places, s)
    if excused := [(result, excuse) for result, excuse in judged if excuse]:
        lines.append(s("links.head", status=s("links.status.excused"), n=s.number(len(excused))))
        for result, excuse in excused:
            why = s("links.excused", until=excuse.until.text, why=excuse.reason.best(language)[0])
            lines += [*_lines(result, places, s), f"    {why}"]
    return "\n".join([*lines, summary(judged, s)])


def render_json(judged: Judged, places: Places, language: str) -> str:
    """Return the JSON document described above."""
    s = strings(language)
    document = {
        "version": 1,
        "language": language,
        "counts": {name: _counts(judged)[name] for name in (*Status, "excused")},
        "links": [_entry(result, excuse, places, s) for result, excuse in judged],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def summary(judged: Judged, s: Strings) -> str:
    """Return how many links there are of each status; the excused are counted apart."""
    counts = _counts(judged)
    told = [
        s("links.count", status=s(f"links.status.{name}"), n=s.number(counts[name]))
        for name in (*Status, "excused")
        if counts[name]
    ]
    return s("links.total", n=s.number(len(judged)), counts="; ".join(told) or "0")


def _counts(judged: Judged) -> Counter[str]:
    return Counter("excused" if excuse else result.status.value for result, excuse in judged)


def _lines(result: Result, places: Places, s: Strings) -> Iterable[str]:
    yield "  " + s("links.line", url=_visible(result.url), reason=_words(result, s))
    yield "    " + s("links.place", place=", ".join(places.get(result.url, ())))


def _words(result: Result, s: Strings) -> str:
    return s(f"links.reason.{result.reason}", code=result.code, to=_visible(result.to))


def _visible(url: str) -> str:
    """Another site chose this text: nothing in it may steer a terminal."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in url[:1_000])


def _entry(result: Result, excuse: Excuse | None, places: Places, s: Strings) -> dict[str, Any]:
    known = excuse and {"until": excuse.until.text, "reason": excuse.reason.best(s.language)[0]}
    return {
        "url": result.url,
        "status": result.status.value,
        "reason": result.reason,
        "message": _words(result, s),
        "code": result.code,
        "to": result.to,
        "day": result.day,
        "places": list(places.get(result.url, ())),
        "excused": known,
    }

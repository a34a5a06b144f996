# SPDX-License-Identifier: MIT
"""`python scripts/calendars.py`: whether two parsers, ical and ical.js, understand every calendar alike.

Builds the site into .cache/audit/ and reads its .ics files. Prints each file on which they differ. Exit
status: 0 when they agree on all, 1 when they do not, 2 when the check could not run. Node and ical.js:
requirements/audit.txt and scripts/node/.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError
from lighthouse import NODE, ROOT, WORK, build, installed
from sentences import say_reason

SCRIPT = ROOT / "scripts/node/calendars.mjs"


def main() -> int:
    """Build, compare, print; return the exit status."""
    command = installed()
    if not command:
        say_reason("no_lighthouse")
        return 2
    site = WORK / "site"
    build(site, "https://example.org/sub/")
    files = sorted(site.rglob("*.ics"))
    faults = list(differences(files, command[0]))
    for path, fault in faults:
        print(f"{path.relative_to(site)}: {fault}")
    print(f"{len(files)} .ics, {len(faults)} ≠")
    return 1 if faults or not files else 0


def differences(files: Sequence[Path], node: str) -> Iterator[tuple[Path, str]]:
    """Yield each file that the parsers do not understand alike, and what ical.js says of it."""
    told = "\n".join(str(path.resolve()) for path in files)
    done = subprocess.run(
        [node, str(SCRIPT)], input=told, cwd=NODE, capture_output=True, text=True, check=True
    )
    for path, found in zip(files, json.loads(done.stdout), strict=True):
        if found != (wanted := understood(path.read_bytes())):
            refusal = next((x for x in (found, wanted) if isinstance(x, str)), "")
            yield path, refusal or json.dumps([x for x in found if x not in wanted], ensure_ascii=False)


def understood(content: bytes) -> list[dict[str, Any]] | str:
    """Return what ical understands of a calendar, as the script for ical.js does, or why it refuses it."""
    try:
        events = IcsCalendarStream.calendar_from_ics(content.decode()).events
    except (CalendarParseError, ValueError) as error:
        return f"ical: {error}"
    return [
        {
            "uid": e.uid,
            "start": _said(e.dtstart),
            "end": _said(e.dtend),
            "summary": e.summary,
            "description": e.description,
            "location": e.location,
            "status": e.status,
            "sequence": e.sequence,
            "stamp": _said(e.dtstamp),
        }
        for e in events
    ]


def _said(time: dt.date | dt.datetime | None) -> str | int | None:
    if isinstance(time, dt.datetime):
        return int(time.timestamp())
    return time.isoformat() if time else None


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

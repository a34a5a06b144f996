# SPDX-License-Identifier: MIT
"""One link, asked about until it is known: HEAD, then GET, redirects, one more try; a `Result` comes out."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Protocol
from urllib.parse import urldefrag, urljoin, urlsplit

from utpe.immutable import immutable
from utpe.links.request import Answer, FailedError, Manner

MOST_REDIRECTS = 8
REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
LATER = frozenset((429, 500, 502, 503, 504))
PAUSE, LONGEST_PAUSE = 5.0, 60.0
# After these a server may still answer GET; after the others there is nobody to ask.
HEAD_ONLY = frozenset(("timeout", "reset", "garbled"))
# Nobody answered, and it may be our own line that fails; after "tls" somebody did.
UNANSWERED = frozenset(("dns", "connect", "timeout", "reset"))


class Status(StrEnum):
    """What is known of a link."""

    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    MOVED = "moved"
    REFUSED = "refused"
    ODD = "odd"
    OK = "ok"


_OF_CODE = {404: Status.BROKEN, 410: Status.BROKEN} | dict.fromkeys((401, 403, 407, 429, 451), Status.REFUSED)
_OF_REASON = dict.fromkeys(("dns", "connect", "tls", "timeout", "reset"), Status.UNREACHABLE)


@immutable
class Result:
    """What was found: `reason` is a key of `links.reason`, `to` where it led, `day` when it was asked."""

    url: str
    status: Status
    reason: str
    code: int = 0
    to: str = ""
    day: str = ""


class Turns(Protocol):
    """Whose turn it is to ask a host, and for how long it wants to be left alone."""

    def turn(self, url: str) -> AbstractContextManager[None]:
        """Wait for the turn of this address's host, and hold it."""

    def hold(self, url: str, seconds: float) -> None:
        """Leave its host alone for so long."""


Ask = Callable[[str, str, Manner, float], Answer]


class Visit:
    """Asks about one link; what it takes to answer is counted against one limit, waiting is not."""

    def __init__(self, ask: Ask, turns: Turns, manner: Manner, now: Callable[[], float] = time.time) -> None:
        self._send, self._turns, self._manner, self._now = ask, turns, manner, now
        self._left = manner.limits.total

    def result(self, url: str) -> Result:
        """Return what is known of `url`. Never raises for what another site does."""
        here, moved, lasting = url, "", True
        seen: set[str] = set()
        try:
            while True:
                seen.add(here)
                answer = self._answer(here)
                if answer.code not in REDIRECTS:
                    return _judged(url, here, moved, answer.code)
                if not answer.location:
                    return Result(url, Status.ODD, "no_location", answer.code)
                here = urldefrag(urljoin(here, answer.location)).url
                lasting = lasting and answer.code in PERMANENT
                moved = here if lasting else moved
                if here in seen:
                    return Result(url, Status.ODD, "loop", answer.code, here)
                if len(seen) > MOST_REDIRECTS:
                    return Result(url, Status.ODD, "redirects", answer.code, here)
        except FailedError as error:
            status = _OF_REASON.get(error.reason, Status.ODD)
            return Result(url, status, error.reason, to="" if here == url else here)
        except ValueError:
            # `urljoin` does not take every text.
            return Result(url, Status.ODD, "address")

    def _answer(self, url: str) -> Answer:
        """Return what GET would be answered, by HEAD where that is good enough."""
        try:
            answer = self._ask("HEAD", url)
        except FailedError as error:
            if error.reason not in HEAD_ONLY:
                raise
            return self._later(url, self._ask("GET", url))
        if answer.code < 300 or answer.code in REDIRECTS:
            return answer
        # Many servers answer HEAD with an error where they answer GET with the page.
        return self._later(url, answer if answer.code in LATER else self._ask("GET", url))

    def _later(self, url: str, answer: Answer) -> Answer:
        """Ask once more after a pause, where the answer says to come back and it is not too long."""
        if answer.code not in LATER:
            return answer
        pause = seconds_of(answer.retry_after, self._now())
        if pause is not None and pause > LONGEST_PAUSE:
            return answer
        self._turns.hold(url, PAUSE if pause is None else pause)
        return self._ask("GET", url)

    def _ask(self, method: str, url: str) -> Answer:
        with self._turns.turn(url):
            if self._left <= 0:
                raise FailedError("timeout")
            begun = time.monotonic()
            try:
                return self._send(method, url, self._manner, self._left)
            finally:
                self._left -= time.monotonic() - begun


def _judged(url: str, here: str, moved: str, code: int) -> Result:
    to = "" if here == url else here
    if not 200 <= code < 300:
        return Result(url, _OF_CODE.get(code, Status.ODD), "code", code, to)
    if _is_deep(url) and not _is_deep(here):
        return Result(url, Status.ODD, "home", code, here)
    return Result(url, Status.MOVED, "moved", code, moved) if moved else Result(url, Status.OK, "ok", code)


def _is_deep(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") != "" or parts.query != ""


def seconds_of(retry_after: str, now: float) -> float | None:
    """Return how long a Retry-After asks to wait (RFC 9110, 10.2.3); None where it cannot be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        day = parsedate_to_datetime(text)
        stamp = (day if day.tzinfo else day.replace(tzinfo=dt.UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
    return max(stamp - now, 0.0)

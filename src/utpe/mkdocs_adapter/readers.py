# SPDX-License-Identifier: MIT
"""Who looks at which page of the preview: each is told when that page changed, and never gets an old one."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager

PING_SECONDS = 2.0
"""How soon it is noticed, at the second writing, that a reader is gone."""
RENEWAL_SECONDS = 60.0


class Readers:
    """Changes are numbered, from the seconds of the clock on: numbers of an earlier server are smaller.

    While the site is renewed, whoever asks for a page waits, unless that page has been renewed already.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open: Counter[str] = Counter()
        self._newest = int(time.time())
        self._of_all = self._newest
        self._of_page: dict[str, int] = {}
        self._renewed: set[str] | None = None
        self._have_left = False

    @property
    def newest(self) -> int:
        """The number of the newest change."""
        return self._newest

    @property
    def have_left(self) -> bool:
        """Whether all were sent home."""
        return self._have_left

    @property
    def open_pages(self) -> list[str]:
        """The addresses that somebody has open."""
        with self._changed:
            return list(self._open)

    @contextmanager
    def opened(self, page: str) -> Iterator[None]:
        """Have a page open."""
        with self._changed:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[page] -= 1
                self._open += Counter()

    @contextmanager
    def renewal(self) -> Iterator[None]:
        """Renew the site; who asks for a page meanwhile waits for the end."""
        with self._changed:
            self._renewed = set()
        try:
            yield
        finally:
            with self._changed:
                self._renewed = None
                self._changed.notify_all()

    def tell(self, pages: Collection[str], is_for_all: bool = False) -> None:
        """Tell those who look at pages that these changed; `is_for_all`: what every page stands on did."""
        with self._changed:
            self._newest += 1
            self._of_page |= dict.fromkeys(pages, self._newest)
            if is_for_all:
                self._of_all = self._newest
            if self._renewed is not None:
                self._renewed |= set(pages)
            self._changed.notify_all()

    def wait_for_change(self, page: str, seen: int) -> bool:
        """Return whether a page changed after the change of number `seen`, at the latest after a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._have_left or self._is_newer(page, seen), PING_SECONDS)
            return not self._have_left and self._is_newer(page, seen)

    def wait_for_renewal(self, page: str) -> None:
        """Return when a page is as it should be."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._have_left or self._renewed is None or page in self._renewed, RENEWAL_SECONDS
            )

    def send_home(self) -> None:
        """Let everybody go who waits for a change."""
        with self._changed:
            self._have_left = True
            self._changed.notify_all()

    def _is_newer(self, page: str, seen: int) -> bool:
        return max(self._of_all, self._of_page.get(page, 0)) > seen

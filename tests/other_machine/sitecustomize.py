"""Another machine, for a Python that finds this file first: another day, other cores, other orders of folders.

What it is to be stands in the variables OTHER_DAYS, OTHER_CORES, OTHER_UMASK and OTHER_ORDER; absent: as it is.
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterator
from typing import Any

LATER = datetime.timedelta(days=int(os.environ.get("OTHER_DAYS", "0")))


class _Alike(type):
    """What C code makes is of the real class, and counts."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])

    def __subclasscheck__(cls, other: type) -> bool:
        return issubclass(other, cls.__mro__[1])


class _Date(datetime.date, metaclass=_Alike):
    @classmethod
    def today(cls) -> Any:
        return super().today() + LATER


class _DateTime(datetime.datetime, metaclass=_Alike):
    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return super().now(tz) + LATER

    @classmethod
    def utcnow(cls) -> Any:
        return cls.now(datetime.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Any:
        return cls.now()


class _Scan:
    """A folder read backwards by names."""

    def __init__(self, path: Any = ".") -> None:
        with SCAN(path) as entries:
            self._entries = iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> _Scan:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


NOW, NOW_NS, LOCAL, GMT, SCAN, LIST = (
    time.time,
    time.time_ns,
    time.localtime,
    time.gmtime,
    os.scandir,
    os.listdir,
)
if LATER:
    for made, real in ((_Date, datetime.date), (_DateTime, datetime.datetime)):
        made.__name__ = made.__qualname__ = real.__name__
        made.__module__ = "datetime"
        setattr(datetime, real.__name__, made)
    time.time = lambda: NOW() + LATER.total_seconds()
    time.time_ns = lambda: NOW_NS() + int(LATER.total_seconds()) * 10**9
    time.localtime = lambda seconds=None: LOCAL(time.time() if seconds is None else seconds)
    time.gmtime = lambda seconds=None: GMT(time.time() if seconds is None else seconds)
if cores := os.environ.get("OTHER_CORES"):
    os.cpu_count = lambda: int(cores)
if mask := os.environ.get("OTHER_UMASK"):
    os.umask(int(mask, 8))
if os.environ.get("OTHER_ORDER"):
    os.scandir = _Scan
    os.listdir = lambda path=".": sorted(LIST(path), reverse=True)

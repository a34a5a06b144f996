"""How much is tried, and what each try may take: shared by the tests of tests/fuzz.

`UTPE_FUZZ` multiplies the number of examples; without it (`make test`) they are few and always the same ones.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("UTPE_FUZZ", "1"))
SECONDS = 10
"""The processor may work so long on one input of 100 KB at the most: what is linear takes a hundredth."""
MEGABYTES = 300
"""So much memory may one such input take, beside what there is already."""
_STATM = Path("/proc/self/statm")


def examples(few: int, shrinks: bool = True) -> settings:
    """Return settings for so many examples, or `UTPE_FUZZ` times as many and other ones each time.

    Where one takes long, a failure is told as it was found.
    """
    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    return settings(
        max_examples=few * TIMES,
        derandomize=TIMES == 1,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=slow,
        phases=[phase for phase in Phase if phase != Phase.explain and (shrinks or phase != Phase.shrink)],
    )


@contextmanager
def bounded(seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Iterator[None]:
    """Fail (AssertionError, MemoryError) when what is done inside takes more than that."""

    def stop(*_: object) -> None:
        raise AssertionError(f"more than {seconds} s")

    handler, limits = signal.signal(signal.SIGPROF, stop), resource.getrlimit(resource.RLIMIT_AS)
    if _STATM.exists():
        # Only Linux tells how much there is, and keeps to the limit.
        there = int(_STATM.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (there + megabytes * 1_000_000, limits[1]))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        resource.setrlimit(resource.RLIMIT_AS, limits)

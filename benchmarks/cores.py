"""Which cores the server has, and which the load generator: neither takes any of the other's, where there are two."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_all = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []

SERVER = set(_all[:1])
OTHERS = set(_all[1:]) or SERVER


def processes() -> int:
    """How many of the load generator pay."""
    return max(1, min(4, len(OTHERS)))


@contextmanager
def on(cores: set[int]) -> Iterator[None]:
    """What is started meanwhile stays on these cores. Where a system cannot do that, it runs anywhere."""
    if not cores:
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)

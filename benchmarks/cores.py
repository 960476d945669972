"""Which cores the server has, and which the load generator: neither takes any of the other's, where there are two."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_all = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def servers(processes: int) -> list[set[int]]:
    """The core of each of that many processes: one to itself, as far as one is left for the load generator."""
    taken = _all[: min(processes, len(_all) - 1)] or _all[:1]
    return [{taken[number % len(taken)]} if taken else set() for number in range(processes)]


def others(processes: int) -> set[int]:
    """Those that the load generator and the databases have beside that many processes of the server."""
    taken = set[int]().union(*servers(processes))
    return set(_all) - taken or taken


SERVER = servers(1)[0]
OTHERS = others(1)


def processes(servers: int = 1) -> int:
    """How many of the load generator pay, beside that many of the server."""
    return max(1, min(4, len(others(servers))))


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

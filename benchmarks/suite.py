"""Everything that was asked for, measured one after another: a table for each."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from benchmarks.fanout import fanout
from benchmarks.joining import joining
from benchmarks.kill import kill
from benchmarks.load import STACKS, Load, is_stack, processes
from benchmarks.most import SLOW, most, search
from benchmarks.peers import parse, peer_of, server
from benchmarks.peers import trial as peers
from benchmarks.rendering import rendering
from benchmarks.report import Table
from benchmarks.served import served
from benchmarks.trial import Trial, run

MOST = "most"
CASES: dict[str, Callable[[float], Table]] = {"kill": kill, "fanout": fanout}  # each takes the seconds of a measurement
PAGES: dict[str, Callable[[], Table]] = {"joining": joining, "rendering": rendering}

LATENCIES = """\
p50, p95 and p99: the time from typing a token until another has it, over all tokens and all others. A token that has
to wait for the answer to the one before (late) counts from when it was typed. Lost, doubled, refused and closed must
be 0. CPU is of one core."""


def measure(names: Sequence[str], seconds: float) -> Iterator[Table]:
    loads = [name for name in names if name not in PAGES | CASES and not peer_of(name)]
    for stack, some in by_stack(loads):
        yield from _with_a_server(stack, list(some), seconds)
    if others := [name for name in names if peer_of(name)]:
        yield peers.measure(others, seconds)
    for name in names:
        if name in PAGES:
            yield PAGES[name]()
        elif name in CASES:
            yield CASES[name](seconds)


def check(names: Sequence[str]) -> None:
    """Raises ValueError if there is one among them that cannot be measured."""
    for name in names:
        if peer_of(name):
            parse(name)
            server.check()
        elif name not in PAGES | CASES and not _is_search(name):
            Load.parse(name)


def by_stack(names: Sequence[str]) -> Iterator[tuple[str, Iterator[str]]]:
    return groupby(sorted(names, key=_order), stack_of)


def stack_of(name: str) -> str:
    last = name.rpartition("/")[2]
    return last if is_stack(last) else STACKS[0]


def _with_a_server(stack: str, names: list[str], seconds: float) -> Iterator[Table]:
    with served(stack) as servers:
        loads = [Load.parse(name) for name in names if not _is_search(name)]
        if loads:
            yield Table(f"Loads, {stack}", LATENCIES, [run(load, servers, seconds).row() for load in loads])
        if len(loads) < len(names):
            trials = sorted(search(stack, servers, seconds), key=_writers)
            meaning = f"The most at 2 edits a second each with a p95 under {SLOW:.0f} ms: **{most(trials)}**."
            yield Table(
                f"How many can write in one document, {stack}",
                meaning,
                [trial.row() for trial in trials],
            )


def _writers(trial: Trial) -> int:
    return trial.load.writers


def _order(name: str) -> tuple[int, str]:
    """One process with a file, one with a server, and then ever more."""
    stack = stack_of(name)
    return processes(stack), "" if stack == STACKS[0] else stack


def _is_search(name: str) -> bool:
    return name in (MOST, f"{MOST}/{stack_of(name)}")

"""Everything that was asked for, measured one after another: a table for each."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from benchmarks.joining import joining
from benchmarks.load import STACKS, Load
from benchmarks.most import SLOW, most, search
from benchmarks.peers import parse, peer_of, server
from benchmarks.peers import trial as peers
from benchmarks.rendering import rendering
from benchmarks.report import Table
from benchmarks.served import served
from benchmarks.trial import Trial, run

MOST = "most"
PAGES: dict[str, Callable[[], Table]] = {"joining": joining, "rendering": rendering}

LATENCIES = """\
p50, p95 and p99: the time from typing a token until another has it, over all tokens and all others. A token that has
to wait for the answer to the one before (late) counts from when it was typed. Lost, doubled, refused and closed must
be 0. CPU is of one core."""


def measure(names: Sequence[str], seconds: float) -> Iterator[Table]:
    loads = [name for name in names if name not in PAGES and not peer_of(name)]
    for stack, some in groupby(sorted(loads, key=_order), stack_of):
        yield from _with_a_server(stack, list(some), seconds)
    if others := [name for name in names if peer_of(name)]:
        yield peers.measure(others, seconds)
    for name in names:
        if name in PAGES:
            yield PAGES[name]()


def check(names: Sequence[str]) -> None:
    """Raises ValueError if there is one among them that cannot be measured."""
    for name in names:
        if peer_of(name):
            parse(name)
            server.check()
        elif name not in PAGES and not _is_search(name):
            Load.parse(name)


def stack_of(name: str) -> str:
    last = name.rpartition("/")[2]
    return last if last in STACKS else STACKS[0]


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


def _order(name: str) -> int:
    return STACKS.index(stack_of(name))


def _is_search(name: str) -> bool:
    return name in (MOST, *(f"{MOST}/{stack}" for stack in STACKS))

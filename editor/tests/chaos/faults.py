"""What goes wrong, in the order in which a seed deals it; and what goes wrong on a writer's line."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from .line import PATIENCE, Line, Way

SHARE = 6  # of each kind of a line's faults in a deck, which has one of each kind of the servers'
LONGEST = 2.0  # seconds
SLOWEST = 0.3  # seconds a message
MOST = 5  # messages
DIE = "die"  # the fault of a page that ends without being asked


@dataclass(frozen=True)
class Fault:
    """What the numbers mean is up to the kind."""

    kind: str
    which: int  # of the writers or servers, taken modulo their number
    extent: float  # from 0 to 1
    pause: float  # seconds until the next fault


def deal(random: Random, number: int, servers: Sequence[str]) -> Iterator[Fault]:
    """So many faults, of all kinds of a line's and of these of the servers'."""
    deck = list[str]()
    for _ in range(number):
        if not deck:
            deck = [*servers, *SHARE * [DIE, *(kind for kind in LINE if kind != "hang")]]
            random.shuffle(deck)
            deck.append("hang")  # takes the longest, and so comes first
        yield Fault(deck.pop(), random.randrange(2**16), random.random(), random.uniform(0.02, 0.15))


async def cut(line: Line, extent: float) -> None:
    line.cut()


async def refuse(line: Line, extent: float) -> None:
    """After a cut, nobody answers for a while: long enough, perhaps, to go on by requests."""
    line.refuses = True
    line.cut()
    await asyncio.sleep(2.5 * LONGEST * extent)
    line.refuses = False


async def stall(line: Line, extent: float) -> None:
    """The connection stands, and nothing passes."""
    await _stop(line, line.ways, LONGEST * extent)


async def stall_up(line: Line, extent: float) -> None:
    await _stop(line, [line.up], LONGEST * extent)


async def stall_down(line: Line, extent: float) -> None:
    await _stop(line, [line.down], LONGEST * extent)


async def hang(line: Line, extent: float) -> None:
    """Nothing passes ever again: it is up to the writer to notice. What was under way comes in late."""
    line.hangs = True
    for way in line.ways:
        way.flows.clear()
    try:
        async with asyncio.timeout(PATIENCE):
            for link in list(line.links):
                await link.writer.wait_closed()
    except TimeoutError:
        raise AssertionError(f"a writer has not noticed for {PATIENCE} s that nothing comes") from None
    line.hangs = False
    line.heal()


async def delay(line: Line, extent: float) -> None:
    for way in line.ways:
        way.delay = SLOWEST * extent
    await asyncio.sleep(LONGEST)
    for way in line.ways:
        way.delay = 0.0


async def double(line: Line, extent: float) -> None:
    """Some messages come twice, at once."""
    for way in line.ways:
        way.twice += 1 + round(MOST * extent)


async def echo(line: Line, extent: float) -> None:
    """Some messages come once more, later."""
    for way in line.ways:
        way.again += 1 + round(MOST * extent)


async def lose(line: Line, extent: float) -> None:
    """A frame does not arrive, which its reader has to notice by the next one."""
    line.down.lost += 1


async def _stop(line: Line, ways: Sequence[Way], seconds: float) -> None:
    for way in ways:
        way.flows.clear()
    await asyncio.sleep(seconds)
    if not line.hangs:  # since then
        for way in ways:
            way.flows.set()


LINE: dict[str, Callable[[Line, float], Coroutine[Any, Any, None]]] = {
    kind.__name__: kind for kind in (cut, refuse, stall, stall_up, stall_down, hang, delay, double, echo, lose)
}

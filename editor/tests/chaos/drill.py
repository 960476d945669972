"""A drill: writers write, things go wrong, and in the end everything has to be there."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from .course import Course
from .faults import deal
from .line import Line
from .stacks import ROOM, STACKS, Stack
from .verdict import losses
from .writers import Account, Writers


@dataclass(frozen=True)
class Outcome:
    course: Course
    accounts: list[Account]
    losses: list[str]  # and whatever else is wrong, a sentence for each


async def drill(name: str, directory: Path, seed: int, faults: int, writers: int) -> Outcome:
    """With a stack of that name in the directory. Raises AssertionError if something is waited for in vain."""
    async with AsyncExitStack() as cleanup:
        stack = await asyncio.to_thread(STACKS[name], directory)
        cleanup.push_async_callback(asyncio.to_thread, stack.close)
        await stack.start()
        stack.lines = [Line(stack.servers, Random(f"{seed} line {number}")) for number in range(writers)]
        for line in stack.lines:
            await line.open()
            cleanup.push_async_callback(line.close)
        sites = [server.url for server in stack.servers]
        people = await Writers.start(ROOM, seed, sites, [line.url for line in stack.lines])
        cleanup.push_async_callback(people.close)

        everyone = list(range(writers))
        await people.sync(0, everyone)
        course = Course(stack, people)
        await course.run(deal(Random(f"{seed} faults"), faults, list(stack.faults)))
        await people.stop()
        await people.sync(0, everyone)
        await people.sync(await stack.revision(), everyone)
        accounts = await people.report()
        stored = {server.url: await asyncio.to_thread(server.markdown, ROOM) for server in stack.servers}
        wrong = [*losses(accounts, stored), *_unexplained(stack)]
        try:
            await asyncio.to_thread(stack.servers[0].manage, f"verify_documents {ROOM}")
        except AssertionError as differences:
            wrong.append(str(differences))
        return Outcome(course, accounts, wrong)


def _unexplained(stack: Stack) -> Iterator[str]:
    """Exceptions on the servers. Each is a line of the log, whatever it quotes."""
    for server in stack.servers:
        for line in server.log.read_text(errors="replace").splitlines():
            if "Traceback" in line and not (stack.explained and re.search(stack.explained, line)):
                yield f"an exception on {server.url}: {line}"

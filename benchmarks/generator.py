"""A process of the load generator: some of those who are in the rooms.

It is told what to do over a pipe, and answers each time when it is done.
"""

import asyncio
import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random
from time import monotonic
from typing import Any

from benchmarks.reader import PATIENCE, Reader
from benchmarks.room import Room, Texts
from benchmarks.tally import Tally, tally
from benchmarks.writer import Writer

AT_ONCE = 100  # that connect


@dataclass(frozen=True)
class Part:
    """Of a load, in one room."""

    room: str
    revision: int
    texts: Texts
    writers: dict[int, str]  # the block of each
    readers: list[int]


@dataclass(frozen=True)
class Schedule:
    """Times of the monotonic clock."""

    start: float
    window: tuple[float, float]  # what is measured; writing ends with it
    rate: float  # 0: nobody writes


def phase(number: int) -> float:
    """At which part of the time between its edits a writer begins."""
    return Random(number).random()


def generate(parts: list[Part], servers: list[str], pipe: Connection) -> None:
    asyncio.run(_generate(parts, servers, pipe))


async def _generate(parts: list[Part], servers: list[str], pipe: Connection) -> None:
    everyone = list(_people(parts))
    rooms = {each.room.name: each.room for each in everyone}
    writers = [each for each in everyone if isinstance(each, Writer)]
    gc.freeze()

    started = monotonic()
    await _join(everyone, servers)
    pipe.send(monotonic() - started)

    schedule: Schedule = await _hear(pipe)
    await write(writers, schedule)
    sent: dict[str, dict[str, float]] = {name: {} for name in rooms}
    for writer in writers:
        sent[writer.room.name] |= writer.sent
    pipe.send(sent)

    sent = await _hear(pipe)
    await receive_all(everyone, sent)
    result = tally(everyone, sent, schedule.window) + _doings(writers, schedule)
    result.refused = sum(len(room.refusals) for room in rooms.values())
    pipe.send(result)
    await _hear(pipe)


def _people(parts: list[Part]) -> Iterator[Reader]:
    for part in parts:
        room = Room(part.room, part.revision, part.texts)
        for number, block in part.writers.items():
            yield Writer(room, number, block)
        for number in part.readers:
            yield Reader(room, f"reader-{number}".ljust(8, "-"))


async def _join(everyone: list[Reader], servers: list[str]) -> None:
    few = asyncio.Semaphore(AT_ONCE)

    async def join(number: int, reader: Reader) -> None:
        async with few:
            await reader.join(servers[number % len(servers)])

    await asyncio.gather(*[join(number, reader) for number, reader in enumerate(everyone)])


async def write(writers: Sequence[Writer], schedule: Schedule) -> None:
    """Each begins at some moment of its own, and all keep the pace."""
    pause = 1 / schedule.rate if schedule.rate else 0.0
    strokes = int((schedule.window[1] - schedule.start) * schedule.rate)

    async def keep_the_pace(writer: Writer) -> None:
        first = schedule.start + pause * phase(writer.number)
        await writer.write(first + number * pause for number in range(strokes))

    if writers:
        tasks = [asyncio.create_task(keep_the_pace(writer)) for writer in writers]
        done, unanswered = await asyncio.wait(tasks, timeout=schedule.window[1] - monotonic() + PATIENCE)
        for task in unanswered:
            task.cancel()
        for task in done:
            task.result()


async def receive_all(everyone: Sequence[Reader], sent: Mapping[str, Mapping[str, float]]) -> None:
    """Wait until everyone has as many tokens as were sent, as long as there is hope."""
    end = monotonic() + PATIENCE
    for reader in everyone:
        while reader.tokens < len(sent[reader.room.name]) and reader.code is None and monotonic() < end:
            await asyncio.sleep(0.05)


def _doings(writers: list[Writer], schedule: Schedule) -> Tally:
    start, end = schedule.window
    typed = [time for writer in writers for time in writer.sent.values()]
    return Tally(edits=sum(start <= time < end for time in typed), late=sum(writer.late for writer in writers))


async def _hear(pipe: Connection) -> Any:
    return await asyncio.to_thread(pipe.recv)

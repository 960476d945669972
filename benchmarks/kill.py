"""One of two processes is killed while everyone writes, and nothing may be lost."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from time import monotonic

from benchmarks.generator import Part, Schedule, receive_all, write
from benchmarks.load import WRITERS_A_BLOCK, Load
from benchmarks.parts import rooms
from benchmarks.reader import PATIENCE
from benchmarks.report import Row, Table
from benchmarks.returning import Returning
from benchmarks.room import TOKEN, Room
from benchmarks.served import Served, served
from benchmarks.tally import tally

WRITERS, RATE = 20, 2.0
ROUNDS = 4
SOON = 0.25  # of the time for which everyone writes, when the process is killed

MEANING = f"""\
{WRITERS} writers in one document, half of them with either of two processes, each with {RATE:.0f} edits a second. While
an edit is under way, a process is killed, and started again. Those who were there come again as the page does: to the
other process after 0.3 to 1 s, and back in the same way as soon as theirs serves. Away: from the kill until the first
frame. Gap: the longest time for which somebody with the other process received no change, before and after the
kill. Answered on return and sent again: edits that were under way when a connection ended, stored or not. Missing:
acknowledged tokens that do not stand in the document in the end. That and all that follows must be 0: differing are the
texts of members and processes, and thrown out connections to the other process that ended."""


def kill(seconds: float) -> Table:
    with served("valkey") as servers:
        for server in servers:
            server.start()
        rows = [asyncio.run(_round(servers, number % len(servers), seconds)) for number in range(ROUNDS)]
    return Table("Killing one of two processes", MEANING, rows)


async def _round(servers: Sequence[Served], which: int, seconds: float) -> Row:
    [room] = await asyncio.to_thread(rooms, Load.of(WRITERS, "valkey"), servers[0])
    people = _people(room, [server.url for server in servers])
    stays = [asyncio.create_task(each.stay()) for each in people]
    await _all_here(people)

    start = monotonic()
    schedule = Schedule(start, (start, start + seconds), RATE)
    trouble = asyncio.create_task(_kill(servers, which, people, start + SOON * seconds))
    await write(people, schedule)
    killed = await asyncio.wait_for(trouble, 2 * PATIENCE)
    await receive_all(people, {room.room: _sent(people)})

    for each, stay in zip(people, stays, strict=True):
        stay.cancel()
        each.cut()
    stored = [await asyncio.to_thread(server.markdown, room.room) for server in servers]
    there = people[which :: len(servers)]
    others = [each for each in people if each not in there]
    away = [1000 * (each.absences[0][1] - killed) for each in there]
    return {
        "killed": f"process {which + 1}",
        "members there": len(there),
        "away ms, median": round(median(away)),
        "away ms, longest": round(max(away)),
        "gap ms before": round(1000 * max(longest_gap(each.times, start, killed) for each in others)),
        "gap ms after": round(1000 * max(longest_gap(each.times, killed, start + seconds) for each in others)),
        "answered on return": sum(each.answered_on_return for each in people),
        "sent again": sum(each.sent_again for each in people),
        **verdict(people, stored),
        "thrown out": sum(len(each.absences) for each in others),
    }


def _people(part: Part, servers: list[str]) -> list[Returning]:
    """Each reads for itself what it receives."""
    blocks = list(part.texts)[1:]  # in each, people of both processes
    return [
        Returning(Room(part.room, part.revision, part.texts), number, blocks[number // WRITERS_A_BLOCK], servers)
        for number in range(WRITERS)
    ]


async def _kill(servers: Sequence[Served], which: int, people: Sequence[Returning], time: float) -> float:
    """Return when everyone is back where they were; when the process was killed."""
    there = people[which :: len(servers)]
    await asyncio.sleep(time - monotonic())
    while not any(each.waits for each in there):
        await asyncio.sleep(0.001)
    killed = monotonic()
    await asyncio.to_thread(servers[which].restart)
    await _all_here(there)
    for each in there:
        each.go_to(which)
    await asyncio.sleep(0)  # in which the connections end
    await _all_here(there)
    return killed


async def _all_here(people: Sequence[Returning]) -> None:
    for each in people:
        await each.here.wait()


def _sent(people: Sequence[Returning]) -> dict[str, float]:
    return {token: time for each in people for token, time in each.sent.items()}


def longest_gap(times: Sequence[float], start: float, end: float) -> float:
    """Between any two of these times, and the ends."""
    return max(b - a for a, b in pairwise([start, *(time for time in times if start <= time < end), end]))


def verdict(people: Sequence[Returning], stored: Sequence[str]) -> Row:
    """What has been acknowledged, and what is wrong; `stored` is the Markdown that each process serves."""
    text = stored[0]
    found = Counter(token[0] for token in TOKEN.finditer(text))
    acknowledged = [token for each in people for frame in each.frames for token in frame.tokens if each.wrote(token)]
    received = tally(people, {people[0].room.name: _sent(people)}, window=(0, 0))
    texts = [*stored, *("\n\n".join(each.frame.texts.values()) for each in people)]
    return {
        "acknowledged": len(set(acknowledged)),
        "missing": sum(not found[token] for token in set(acknowledged)),
        "lost": received.lost,
        "doubled": received.doubled + sum(number - 1 for number in found.values()),
        "refused": sum(len(each.room.refusals) for each in people),
        "differing": sum(each != text for each in texts),
    }

"""A load is put on a server, and measured."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, sleep

import psutil

from benchmarks import cores
from benchmarks.correspondent import correspondent
from benchmarks.crew import Crew, crew
from benchmarks.generator import Part, Schedule
from benchmarks.load import Load
from benchmarks.manuscript import manuscript
from benchmarks.report import Row
from benchmarks.served import Served
from benchmarks.tally import Tally

WARM_UP = 2.0  # seconds in which everyone writes already
LOOKING = 1.0  # seconds in which everyone who has joined is shown to everyone


@dataclass(frozen=True)
class Trial:
    """CPU in cores, memory in bytes and of all server processes together, times in seconds."""

    load: Load
    seconds: float
    tally: Tally
    server_user: float
    server_system: float
    generator_cpu: float
    joined: float  # how long it took until all had
    memory_before: int
    memory_joined: int
    memory_after: int  # while everyone is still there

    @property
    def server_cpu(self) -> float:
        return self.server_user + self.server_system

    @property
    def cpu_per_edit(self) -> float:
        """In seconds, the server's; infinite if there were none."""
        return self.server_cpu * self.seconds / self.tally.edits if self.tally.edits else float("inf")

    @property
    def memory_per_connection(self) -> float:
        return (self.memory_joined - self.memory_before) / self.load.connections

    def row(self) -> Row:
        tally = self.tally
        return {
            "load": self.load.name,
            "edits/s": tally.edits / self.seconds,
            "p50 ms": tally.percentile(0.5),
            "p95 ms": tally.percentile(0.95),
            "p99 ms": tally.percentile(0.99),
            "late": tally.late,
            "lost": tally.lost,
            "doubled": tally.doubled,
            "refused": tally.refused,
            "closed": tally.closed,
            "deliveries/s": round(tally.deliveries / self.seconds),
            "frames/s": round(tally.frames / self.seconds),
            "server CPU %": round(100 * self.server_cpu),
            "server ms/edit": 1000 * self.cpu_per_edit,
            "generator CPU %": round(100 * self.generator_cpu),
            "join s": self.joined,
            "MB before": round(self.memory_before / 1e6),
            "MB joined": round(self.memory_joined / 1e6),
            "MB after": round(self.memory_after / 1e6),
            "KB/connection": self.memory_per_connection / 1e3,
        }


def run(load: Load, servers: Sequence[Served], seconds: float, begun: Callable[[], None] = lambda: None) -> Trial:
    """On servers that start anew for it, in rooms that nobody has been in. `begun` is called when measuring begins."""
    for server in servers:
        server.restart()
    shares = _shares(load, rooms(load, servers[0]))
    processes = [server.process for server in servers]
    before = _memory(processes)
    with crew(shares, [server.url for server in servers]) as people:
        joined = people.join()
        sleep(LOOKING)
        memory_joined = _memory(processes)
        start = monotonic() + 0.2
        begin, end = start + WARM_UP, start + WARM_UP + seconds
        people.write(Schedule(start, (begin, end), load.rate))
        (user, system), generator = _cpu(begin, end, processes, people, begun)
        result = people.result()
        return Trial(
            load=load,
            seconds=seconds,
            tally=result,
            server_user=user,
            server_system=system,
            generator_cpu=sum(generator),
            joined=joined,
            memory_before=before,
            memory_joined=memory_joined,
            memory_after=_memory(processes),
        )


def rooms(load: Load, server: Served) -> list[Part]:
    """Each with a heading, and an empty paragraph for whoever writes there; nobody is in it yet."""
    parts = []
    for _ in range(load.rooms):
        name = f"load-{secrets.token_hex(6)}"
        written = ["# Minutes", *(f"Part {number}: " for number in range(load.blocks))]
        with correspondent(server.url, name) as author:
            keys = author.fill([*written, *(manuscript(load.paragraphs) if load.paragraphs else [])])
            revision = author.revision + load.changes
        if load.changes:
            server.age(name, load.changes)
        parts.append(Part(name, revision, dict(zip(keys, written, strict=False)), {}, []))
    return parts


def _shares(load: Load, rooms: list[Part]) -> list[list[Part]]:
    """Who is in which process of the load generator. A room with many is in all of them."""
    number = min(cores.processes(load.processes), load.connections)
    shares: list[list[Part]] = [[] for _ in range(number)]
    for index, room in enumerate(rooms):
        blocks = list(room.texts)[1:]
        writers = {index * load.writers + each: blocks[each % load.blocks] for each in range(load.writers)}
        readers = range(index * load.readers, (index + 1) * load.readers)
        if load.rooms >= number:
            shares[index % number].append(Part(room.room, room.revision, room.texts, writers, list(readers)))
            continue
        for share in range(number):
            own = dict(list(writers.items())[share::number])
            shares[share].append(Part(room.room, room.revision, room.texts, own, list(readers[share::number])))
    return shares


def _cpu(
    begin: float, end: float, servers: list[psutil.Process], people: Crew, begun: Callable[[], None]
) -> list[tuple[float, float]]:
    """Of the servers and of the load generator between these two times: the user's part and the system's."""
    groups = servers, people.processes
    sleep(max(0, begin - monotonic()))
    begun()
    before = [_worked(group) for group in groups]
    sleep(max(0, end - monotonic()))
    after = [_worked(group) for group in groups]
    return [
        ((user - user_before) / (end - begin), (system - system_before) / (end - begin))
        for (user_before, system_before), (user, system) in zip(before, after, strict=True)
    ]


def _worked(processes: Sequence[psutil.Process]) -> tuple[float, float]:
    times = [process.cpu_times() for process in processes]
    return sum(each.user for each in times), sum(each.system for each in times)


def _memory(processes: Sequence[psutil.Process]) -> int:
    return sum(process.memory_info().rss for process in processes)

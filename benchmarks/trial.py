"""A load is put on a server, and measured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Protocol

import psutil

from benchmarks.crew import crew
from benchmarks.generator import Schedule
from benchmarks.load import Load
from benchmarks.parts import rooms, share
from benchmarks.report import Row
from benchmarks.served import Served
from benchmarks.tally import Tally

WARM_UP = 2.0  # seconds in which everyone writes already
LOOKING = 1.0  # seconds in which everyone who has joined is shown to everyone


class People(Protocol):
    """Those who come, write and count what they receive, in processes of the load generator."""

    @property
    def processes(self) -> list[psutil.Process]: ...
    def join(self) -> float: ...
    def write(self, schedule: Schedule) -> None: ...
    def result(self) -> Tally: ...


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
    shares = share(load, rooms(load, servers[0]))
    processes = [server.process for server in servers]
    before = memory(processes)
    with crew(shares, [server.url for server in servers]) as people:
        return watch(load, people, processes, before, seconds, begun)


def watch(
    load: Load,
    people: People,
    servers: Sequence[psutil.Process],
    memory_before: int,
    seconds: float,
    begun: Callable[[], None] = lambda: None,
) -> Trial:
    """Let the people come and write, and measure what it takes."""
    joined = people.join()
    sleep(LOOKING)
    memory_joined = memory(servers)
    start = monotonic() + 0.2
    begin, end = start + WARM_UP, start + WARM_UP + seconds
    people.write(Schedule(start, (begin, end), load.rate))
    (user, system), generator = _cpu(begin, end, servers, people, begun)
    result = people.result()
    return Trial(
        load=load,
        seconds=seconds,
        tally=result,
        server_user=user,
        server_system=system,
        generator_cpu=sum(generator),
        joined=joined,
        memory_before=memory_before,
        memory_joined=memory_joined,
        memory_after=memory(servers),
    )


def _cpu(
    begin: float, end: float, servers: Sequence[psutil.Process], people: People, begun: Callable[[], None]
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


def memory(processes: Sequence[psutil.Process]) -> int:
    return sum(process.memory_info().rss for process in processes)

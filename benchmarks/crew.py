"""The load generator's processes, as those see them who start a load."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

import psutil

from benchmarks.generator import Part, Schedule, generate
from benchmarks.tally import Tally


class Crew:
    def __init__(self, processes: list[SpawnProcess], pipes: list[Connection]) -> None:
        self._processes = processes
        self._pipes = pipes

    @property
    def processes(self) -> list[psutil.Process]:
        return [psutil.Process(process.pid) for process in self._processes]

    def join(self) -> float:
        """Wait until everyone has joined; how many seconds that took."""
        return float(max(self._hear()))

    def write(self, schedule: Schedule) -> None:
        self._tell(schedule)

    def result(self) -> Tally:
        """Wait until all is written, answered and received, or given up."""
        sent: dict[str, dict[str, float]] = {}
        for part in self._hear():
            for room, tokens in part.items():
                sent[room] = sent.get(room, {}) | tokens
        self._tell(sent)
        return sum(self._hear(), Tally())

    def _tell(self, what: Any) -> None:
        for pipe in self._pipes:
            pipe.send(what)

    def _hear(self) -> list[Any]:
        return [pipe.recv() for pipe in self._pipes]


@contextmanager
def crew(shares: list[list[Part]], servers: list[str]) -> Iterator[Crew]:
    """A process for each share."""
    context = multiprocessing.get_context("spawn")
    processes, pipes = [], []
    for number, parts in enumerate(shares):
        turn = number % len(servers)  # so that few people are not all on the first ones
        here, there = context.Pipe()
        process = context.Process(target=generate, args=(parts, servers[turn:] + servers[:turn], there), daemon=True)
        process.start()
        there.close()
        processes.append(process)
        pipes.append(here)
    try:
        yield Crew(processes, pipes)
    finally:
        for process in processes:
            process.terminate()
            process.join()

"""The load generator's processes for a peer: programs for Node that are told and answer in lines of JSON."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

import psutil

from benchmarks.generator import Part, Schedule, phase
from benchmarks.peers import FOLDER
from benchmarks.tally import Tally

Process = subprocess.Popen[str]


class Crew:
    def __init__(self, processes: list[Process]) -> None:
        self._processes = processes

    @property
    def processes(self) -> list[psutil.Process]:
        return [psutil.Process(process.pid) for process in self._processes]

    def fill(self, shares: Sequence[Sequence[Part]], documents: dict[str, list[str]], server: str) -> None:
        """Let everyone know their parts, and one of them write the documents."""
        unwritten = dict(documents)
        for process, parts in zip(self._processes, shares, strict=True):
            described = [_described(part, unwritten.pop(part.room, None)) for part in parts]
            _tell(process, {"server": server, "parts": described})
        self._hear()

    def join(self) -> float:
        """Wait until everyone has joined; how many seconds that took."""
        return float(max(self._ask({})))

    def write(self, schedule: Schedule) -> None:
        now = monotonic()
        window = [time - now for time in schedule.window]
        self._tell({"start": schedule.start - now, "window": window, "rate": schedule.rate})

    def result(self) -> Tally:
        """Wait until all is written, answered and received, or given up."""
        sent: dict[str, dict[str, float]] = {}
        for part in self._hear():
            for room, tokens in part.items():
                sent[room] = sent.get(room, {}) | tokens
        return sum(map(as_tally, self._ask(sent)), Tally())

    def _ask(self, what: Any) -> list[Any]:
        self._tell(what)
        return self._hear()

    def _tell(self, what: Any) -> None:
        for process in self._processes:
            _tell(process, what)

    def _hear(self) -> list[Any]:
        return [_hear(process) for process in self._processes]


@contextmanager
def crew(peer: str, number: int) -> Iterator[Crew]:
    command = ["node", str(FOLDER / "generator.js"), peer]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(number)
    ]
    try:
        yield Crew(processes)
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def _described(part: Part, texts: list[str] | None) -> dict[str, Any]:
    """With the texts for whoever is to write them."""
    writers = [
        {"number": number, "block": int(block), "phase": phase(number)} for number, block in part.writers.items()
    ]
    blocks = len(part.texts) - 1
    return {"room": part.room, "blocks": blocks, "writers": writers, "readers": len(part.readers), "texts": texts}


def as_tally(counted: dict[str, Any]) -> Tally:
    """From JSON, which has no numbers for keys."""
    latencies = Counter({int(latency): number for latency, number in counted["latencies"].items()})
    return Tally(**counted | {"latencies": latencies})


def _tell(process: Process, what: Any) -> None:
    assert process.stdin
    print(json.dumps(what), file=process.stdin, flush=True)


def _hear(process: Process) -> Any:
    assert process.stdout
    line = process.stdout.readline()
    assert line, "a process of the load generator has ended; it has said above why"
    return json.loads(line)

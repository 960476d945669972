"""The writers, in their Node."""

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..browser.node import node

SCRIPT = Path(__file__).with_name("writers.js")
MOST = 2**30  # bytes in a report


@dataclass(frozen=True)
class Account:
    """What a writer did and has come to."""

    client: str
    revision: int
    texts: list[str]
    strokes: int
    edits: int
    typed: list[str]
    deleted: list[str]
    refusals: list[str]  # a code for each
    refused: list[str]  # characters that were not typed after all
    opened: list[str]  # a socket, or by requests
    closed: list[int | str]  # why each connection was


class Writers:
    def __init__(self, process: Process, number: int) -> None:
        self._process = process
        self._number = number
        self._speaking = asyncio.Lock()

    @classmethod
    async def start(cls, room: str, seed: int, sites: list[str], sockets: list[str]) -> "Writers":
        command = [node(), str(SCRIPT), room, str(seed), ",".join(sites), *sockets]
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=MOST)
        return cls(process, len(sockets))

    async def sync(self, revision: int, numbers: list[int]) -> None:
        """Wait until these writers' pages have come to that revision, and what they did by now is answered."""
        await self._do("sync", revision=revision, numbers=numbers)

    async def die(self, which: int) -> None:
        """A writer's page ends without being asked, and the writer opens another."""
        await self._do("die", number=which % self._number)

    async def stop(self) -> None:
        """Have nobody write any more."""
        await self._do("stop")

    async def report(self) -> list[Account]:
        return [Account(**account) for account in await self._do("report")]

    async def check(self) -> None:
        """Fails if something has gone wrong with them."""
        if self._process.returncode is not None:
            assert self._process.stderr
            raise AssertionError((await self._process.stderr.read()).decode())

    async def close(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.communicate()

    async def _do(self, command: str, **more: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        async with self._speaking:
            self._process.stdin.write(json.dumps({"do": command, **more}).encode() + b"\n")
            line = await self._process.stdout.readline()
        if not line:
            await self._process.wait()
            await self.check()
        return json.loads(line)

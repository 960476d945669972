"""The course of a drill: one fault after another, while everyone writes."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable

from .faults import DIE, LINE, Fault
from .line import Line
from .stacks import Stack
from .writers import Writers


class Course:
    """Faults of lines overlap. Those of servers come one at a time, and after each everyone has to get in sync."""

    def __init__(self, stack: Stack, writers: Writers) -> None:
        self.survived = Counter[str]()
        self.seconds = defaultdict[str, list[float]](list)  # from healthy to in sync, after each fault of the servers
        self._stack = stack
        self._writers = writers
        self._disturbances = set[asyncio.Task[None]]()
        self._calm = asyncio.Event()  # not while it is measured how fast everyone gets in sync
        self._calm.set()

    async def run(self, faults: Iterable[Fault]) -> None:
        trouble: asyncio.Task[None] | None = None
        async with asyncio.TaskGroup() as under_way:
            for fault in faults:
                if fault.kind in LINE:
                    line = await self._line(fault.which)
                    disturbance = under_way.create_task(LINE[fault.kind](line, fault.extent))
                    self._disturbances.add(disturbance)
                    disturbance.add_done_callback(self._disturbances.discard)
                elif fault.kind == DIE:
                    await self._calm.wait()
                    await self._writers.die(fault.which)
                else:
                    if trouble:
                        await trouble
                    trouble = under_way.create_task(self._suffer(fault))
                self.survived[fault.kind] += 1
                await self._writers.check()
                await asyncio.sleep(fault.pause)

    async def _line(self, which: int) -> Line:
        """One that has a connection, so that the fault meets something."""
        while True:
            await self._calm.wait()
            lines = [line for line in self._stack.lines if not line.hangs]
            if lines:
                line = lines[which % len(lines)]
                await line.linked()
                if self._calm.is_set():
                    return line
            else:
                await asyncio.wait(self._disturbances, return_when=asyncio.FIRST_COMPLETED)

    async def _suffer(self, fault: Fault) -> None:
        await self._stack.faults[fault.kind](fault.which, fault.extent)
        loop = asyncio.get_running_loop()
        healthy = loop.time()
        self._calm.clear()
        self._heal()
        await self._writers.sync(
            await self._stack.revision(), [number for number, line in enumerate(self._stack.lines) if not line.hangs]
        )
        self.seconds[fault.kind].append(loop.time() - healthy)
        self._calm.set()

    def _heal(self) -> None:
        for line in self._stack.lines:
            if not line.hangs:
                line.heal()

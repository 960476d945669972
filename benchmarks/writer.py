"""Someone who types tokens that nobody else types, by the clock."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable, Iterator
from time import monotonic

from benchmarks.reader import Reader
from benchmarks.room import Room, apply


class Writer(Reader):
    """Writes in one block, behind its own last token. What has to wait is sent together."""

    kept = 8  # tokens, behind which one goes on; what is older is deleted, so that the document does not grow

    def __init__(self, room: Room, number: int, block: str) -> None:
        super().__init__(room, f"writer-{number}".ljust(8, "-"))
        self.sent: dict[str, float] = {}  # when each token was typed
        self.late = 0  # tokens that had to wait for the answer to what was sent before
        self.number = number
        self._block = block
        self._shown = deque[str]()
        self._waiting: list[str] = []
        self._seq = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def write(self, times: Iterable[float]) -> None:
        """Type at these times; return when all is answered."""
        loop = asyncio.get_running_loop()
        for time in times:
            await asyncio.sleep(time - loop.time())
            token = f"⟨{self.number}:{len(self.sent)}⟩"
            self.sent[token] = monotonic()
            self.late += not self._idle.is_set()
            self._waiting.append(token)
            self._send_waiting()
        while self._waiting or not self._idle.is_set():
            await self._idle.wait()

    def wrote(self, token: str) -> bool:
        return token in self.sent

    def received(self, payload: bytes, deflated: bool) -> None:
        before = self.frame
        super().received(payload, deflated)
        if self.frame is not before and self.frame.answered.get(self.client) == self._seq:
            self._idle.set()
            self._send_waiting()

    def _send_waiting(self) -> None:
        if not self._waiting or not self._idle.is_set():
            return
        self._idle.clear()
        self._seq += 1
        edit = {"type": "edit", "seq": self._seq, "base": self.frame.revision, "typed": True, "ops": self._operations()}
        self.send(json.dumps(edit))

    def _operations(self) -> list[list[object]]:
        text = self.frame.texts[self._block]
        last = self._shown[-1] if self._shown else ""
        at = text.index(last) + len(last) if last else len(text)
        operations: list[list[object]] = [["ins", self._block, at, "".join(self._waiting)]]
        if len(self._shown) >= self.kept:
            texts = {self._block: text}
            apply(texts, operations[0])
            old = [self._shown.popleft() for _ in range(len(self._shown))]
            operations += [["del", self._block, *place] for place in _backwards(texts[self._block], old)]
        self._shown += self._waiting
        self._waiting = []
        return operations


def _backwards(text: str, tokens: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where each row of these tokens begins and how long it is, the last one first."""
    places = sorted((text.index(token), len(token)) for token in tokens)
    while places:
        at, length = places.pop()
        while places and sum(places[-1]) == at:
            at, more = places.pop()
            length += more
        yield at, length

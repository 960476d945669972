"""Someone who types at a pace and place of one's own, and what must come of it."""

import asyncio
from random import Random
from string import ascii_letters

from .client import Client
from .conftest import Markdown

LARGE = 90_000  # characters; a frame has them three times


class Typist:
    """Writes behind its own last character, which nobody else has, wherever that is by then."""

    def __init__(self, client: Client, first: int, random: Random) -> None:
        self.client = client
        self.typed: list[str] = []
        self._first = self._next = first
        self._random = random

    async def type(self, strokes: int) -> None:
        for _ in range(strokes):
            await self._random.choices([self._letter, self._new_line, self._backspace], [8, 1, 2])[0]()
            await asyncio.sleep(self._random.uniform(0.001, 0.03))

    def own(self, text: str) -> list[str]:
        return [character for character in text if self._first <= ord(character) < self._next]

    async def _letter(self, before: str = "") -> None:
        key, at = self._caret()
        letter = chr(self._next)
        self._next += 1
        self.typed.append(letter)
        await self.client.do(["ins", key, at, before + letter])

    async def _new_line(self) -> None:
        await self._letter("\n")

    async def _backspace(self) -> None:
        key, at = self._caret()
        if not self.typed:
            return
        above = self._block_above(key)
        if at == 1 and above:
            end = len(self.client.blocks[above])
            await self.client.do(["join", key, above, end], ["del", above, end, 1])
        else:
            self.typed.pop()
            await self.client.do(["del", key, at - 1, 1])

    def _caret(self) -> tuple[str, int]:
        if not self.typed:
            return next(iter(self.client.blocks)), 0
        return next(
            (key, text.index(self.typed[-1]) + 1) for key, text in self.client.blocks.items() if self.typed[-1] in text
        )

    def _block_above(self, key: str) -> str | None:
        keys = list(self.client.blocks)
        return keys[keys.index(key) - 1] if key != keys[0] else None


async def agree(markdown: Markdown, *clients: Client) -> str:
    """Wait until everyone has everything; the text that all of them have, and the server."""
    for client in clients:
        await client.settled()
    for client in clients:
        await client.reaches(max(other.revision for other in clients))
    stored = await asyncio.to_thread(markdown)
    for client in clients:
        assert "\n\n".join(client.stored) == "\n\n".join(client.texts) == stored, client.name
    return stored


async def write_anew(client: Client, number: int) -> None:
    """Another large text in place of the one that is there, of which compression leaves most."""
    text = "".join(Random(number).choices(ascii_letters, k=LARGE))
    await client.do(["del", "1", 0, len(client.texts[0])], ["ins", "1", 0, text])
    await client.settled()

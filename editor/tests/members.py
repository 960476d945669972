"""A member of a room that is no real socket."""

import asyncio
import json

from .elements import Element, parse


class Socket:
    """A member that keeps what it is sent."""

    def __init__(self, client: str, since: int = 0) -> None:
        self.client = self.person = client
        self.since = since
        self.restarted = asyncio.Event()
        self._frames = asyncio.Queue[Element]()

    async def welcome(self, frame: str, revision: int) -> None:
        await self.send_frame(frame)

    async def send_frame(self, frame: str) -> None:
        await self._frames.put(parse(frame))

    async def restart(self) -> None:
        self.restarted.set()

    async def frame(self) -> Element:
        """The next one that tells of more than of who is here."""
        while True:
            frame = await self._frame()
            if [each.id for each in frame.elements] != ["sync", "presence"]:
                return frame

    async def changes(self) -> list[tuple[int, str, int]]:
        """Of the next frame: revision, client and number."""
        told = json.loads((await self.frame()).one(id="sync").attributes["data-changes"] or "")
        return [(change["rev"], change["by"], change["seq"]) for change in told]

    async def people(self) -> list[str | None]:
        while True:
            frame = await self._frame()
            if "presence" in [each.id for each in frame.elements]:
                return [each.attributes["data-person"] for each in frame.all() if each.tag == "li"]

    async def _frame(self) -> Element:
        async with asyncio.timeout(10):
            return await self._frames.get()

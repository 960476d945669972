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

    async def send_frame(self, frame: str) -> None:
        await self._frames.put(parse(frame))

    async def restart(self) -> None:
        self.restarted.set()

    async def frame(self, without: str = "presence") -> Element:
        """The next one that is not of this kind."""
        async with asyncio.timeout(10):
            while True:
                frame = await self._frames.get()
                if without not in [each.id for each in frame.elements]:
                    return frame

    async def changes(self) -> list[tuple[int, str, int]]:
        """Of the next frame: revision, client and number."""
        told = json.loads((await self.frame()).one(id="sync").attributes["data-changes"] or "")
        return [(change["rev"], change["by"], change["seq"]) for change in told]

    async def people(self) -> list[str | None]:
        while True:
            frame = await self.frame(without="")
            if "presence" in [each.id for each in frame.elements]:
                return [each.attributes["data-person"] for each in frame.all() if each.tag == "li"]

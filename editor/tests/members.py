"""A member of a room that is no real socket."""

import asyncio
import json

from editor.frames import Frame
from editor.guests import guest
from editor.visitors import Visitor

from .elements import Element, parse


class Socket:
    """A member that keeps what it is sent."""

    def __init__(self, client: str, since: int = 0) -> None:
        self.client = client
        self.guest = guest(client)
        self.visitor = Visitor(client)
        self.since = since
        self.restarted, self.turned_away = asyncio.Event(), asyncio.Event()
        self._frames = asyncio.Queue[Element]()

    def welcome(self, frame: Frame, revision: int) -> None:
        self.send_frame(frame)

    def send_frame(self, frame: Frame) -> None:
        self._frames.put_nowait(parse(frame.text))

    async def restart(self) -> None:
        self.restarted.set()

    async def turn_away(self, frame: Frame) -> None:
        self.send_frame(frame)
        self.turned_away.set()

    async def frame(self) -> Element:
        """The next one that tells of more than of who is here, and where."""
        while True:
            frame = await self._frame()
            parts = {each.id for each in frame.elements[1:]}
            if not parts or parts - {"presence", "you", "carets"}:
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

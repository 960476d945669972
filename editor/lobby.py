"""The rooms that are open in this process."""

import asyncio
import logging
from typing import Any

from .announcements import Announcements
from .rooms import Member, Room

logger = logging.getLogger(__name__)

HEARTBEAT = 10.0  # seconds between reports of who is here, and looks for rooms that nobody is in any more


class Lobby:
    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._announcements = Announcements(self._hear)
        self._doors = asyncio.Lock()  # rooms are opened and closed one at a time
        self._heartbeat = asyncio.create_task(self._beat())

    def members(self, name: str) -> int:
        return len(self._rooms.get(name, ()))

    async def enter(self, name: str, member: Member) -> Room:
        """Open the room if it is not, and join it."""
        if name not in self._rooms:
            async with self._doors:
                if name not in self._rooms:
                    await self._announcements.subscribe(name)
                    self._rooms[name] = Room(name, self._announcements)
        room = self._rooms[name]
        room.join(member)
        return room

    async def settle(self) -> None:
        """Take no more edits; return when those that were taken are stored and answered."""
        await asyncio.gather(*[room.settle() for room in self._rooms.values()])

    async def _hear(self, message: dict[str, Any]) -> None:
        if room := self._rooms.get(message["room"]):
            try:
                await room.hear(message)
            except Exception:  # which is this room's trouble alone
                logger.exception("Room %s could not take in what another process tells", message["room"])

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            for name, room in list(self._rooms.items()):
                try:
                    if room.idle:
                        await self._close(name)
                    else:
                        await room.report_presence()
                except Exception:
                    logger.exception("Room %s could not be looked after", name)

    async def _close(self, name: str) -> None:
        async with self._doors:
            if self._rooms[name].idle:
                del self._rooms[name]
                await self._announcements.unsubscribe(name)


_lobbies: dict[asyncio.AbstractEventLoop, Lobby] = {}


def lobby() -> Lobby:
    """This process's lobby; one for each event loop, which is one but in tests."""
    loop = asyncio.get_running_loop()
    if loop not in _lobbies:
        _lobbies[loop] = Lobby()
    return _lobbies[loop]

"""The rooms that are open in this process."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from itertools import count
from typing import Any

from . import database, store
from .announcements import Announcements
from .edit import Edit, Refusal
from .models import Change
from .rooms import Member, Room
from .turns import Reader, Turn, take_turn
from .unsent import Unsent, finish

logger = logging.getLogger(__name__)

BEAT = 4.0  # seconds between looks after the rooms. A page that hears nothing for three beats gives the line up
PRESENCE = 3  # beats between reports of who is here
MOST_REQUESTS = 2  # that are given a thread of the database's: however many come, rooms find one free


class Lobby:
    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._announcements = Announcements(self._hear)
        self._layer_is_away = False
        self._doors = asyncio.Lock()  # rooms are opened and closed one at a time
        self._requests = asyncio.Semaphore(MOST_REQUESTS)
        self._heartbeat = asyncio.create_task(self._beat())

    def members(self, name: str) -> int:
        return len(self._rooms.get(name, ()))

    async def enter(self, name: str, member: Member) -> Room:
        """Open the room if it is not, and join it."""
        if name not in self._rooms:
            async with self._doors:
                if name not in self._rooms:
                    if not self._layer_is_away:
                        await self._subscribe(name)
                    self._rooms[name] = Room(name, self._announcements)
        room = self._rooms[name]
        room.join(member)
        return room

    async def take(self, name: str, edits: Sequence[Edit], readers: Sequence[Reader] = ()) -> Turn:
        """Take edits that come by a request, in a turn of their own."""
        async with self._requests:
            turn = await database.run(partial(take_turn, name, edits, None, "", readers))
        if any(isinstance(outcome, Change) for outcome in turn.outcomes):
            self._tell(name, turn.revision)
        return turn

    async def finish(self, name: str, unsent: Unsent) -> list[Refusal]:
        """Store what a page left behind; why something of it could not be stored."""
        async with self._requests:
            revision, refusals = await database.run(partial(finish, name, unsent))
        self._tell(name, revision)
        return refusals

    async def settle(self) -> None:
        """Take no more edits; return when those that were taken are stored and answered."""
        await asyncio.gather(*[room.settle() for room in self._rooms.values()])

    def _tell(self, name: str, revision: int) -> None:
        """Let the room know that the document has come to that revision, here and in the other processes."""
        if room := self._rooms.get(name):
            room.catch_up_with(revision)
        else:
            self._announcements.publish(name, "revision", revision=revision)

    async def _hear(self, message: dict[str, Any]) -> None:
        if room := self._rooms.get(message["room"]):
            try:
                await room.hear(message)
            except Exception:  # which is this room's trouble alone
                logger.exception("Room %s could not take in what another process tells", message["room"])

    async def _beat(self) -> None:
        for beat in count(1):
            await asyncio.sleep(BEAT)
            revisions = await self._stored_revisions()
            self._layer_is_away = False
            for name, room in list(self._rooms.items()):
                try:
                    await self._look_after(name, room, revisions, beat % PRESENCE == 0)
                except Exception:
                    logger.exception("Room %s could not be looked after", name)
                await asyncio.sleep(0)  # however many rooms there are, nobody waits for all of them

    async def _look_after(self, name: str, room: Room, revisions: dict[str, int] | None, presence: bool) -> None:
        if room.idle:
            await self._close(name)
            return
        if not self._layer_is_away:
            await self._subscribe(name)
        if revisions is not None:
            room.catch_up_with(revisions.get(name, 0))
        if presence:
            room.report_presence()
        await room.beat()

    async def _stored_revisions(self) -> dict[str, int] | None:
        """Of the open rooms; None if the database does not tell. So whatever the channel layer loses is noticed."""
        try:
            async with asyncio.timeout(BEAT):
                return await database.run(partial(store.revisions, list(self._rooms)))
        except Exception as error:
            logger.warning("Could not look for news in the database: %r", error)
            return None

    async def _subscribe(self, name: str) -> None:
        try:
            await self._announcements.subscribe(name)
        except Exception as error:  # whatever the layer's backend raises; the next beat tries again
            logger.warning("Could not subscribe to room %s: %r", name, error)
            self._layer_is_away = True

    async def _close(self, name: str) -> None:
        async with self._doors:
            if self._rooms[name].idle:
                del self._rooms[name]
                try:
                    await self._announcements.unsubscribe(name)
                except Exception as error:  # as above; what it still hears is of no room
                    logger.warning("Could not unsubscribe from room %s: %r", name, error)


_lobbies: dict[asyncio.AbstractEventLoop, Lobby] = {}


def lobby() -> Lobby:
    """This process's lobby; one for each event loop, which is one but in tests."""
    loop = asyncio.get_running_loop()
    if loop not in _lobbies:
        _lobbies[loop] = Lobby()
    return _lobbies[loop]

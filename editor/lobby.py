"""The rooms that are open in this process."""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from contextvars import Context
from dataclasses import astuple
from functools import partial
from itertools import count
from typing import Any

from django.conf import settings

from . import database, store
from .announcements import Announcements
from .edit import Edit, Refusal
from .guests import Guest
from .log_context import about
from .members import Member
from .models import Change
from .presence import Person
from .rooms import Room
from .turns import Agenda, Reader, Turn, take_turn
from .turnstile import Turnstile
from .unsent import Unsent, finish
from .wire import Caret

logger = logging.getLogger(__name__)

BEAT = 4.0  # seconds between looks after the rooms. A page that hears nothing for three beats gives the line up
NEWS = 0.5  # seconds between looks for news in the database, as the channel layer may lose or delay what it is told
PRESENCE = 3  # beats between reports of who is here
EVERYWHERE = ""  # where every process hears what is about all rooms; none is called so
MOST_ENDED = 1_000  # sign-ins that are over, and remembered for sockets on their way meanwhile
MOST_REQUESTS = 2  # that are given a thread of the database's: however many come, rooms find one free


class Lobby:
    def __init__(self) -> None:
        self._rooms: dict[str, Room] = {}
        self._announcements = Announcements(self._hear, alone=settings.ONE_PROCESS)
        self._turnstile = Turnstile()
        self._ended = deque[str](maxlen=MOST_ENDED)
        self._layer_is_away = False
        self._doors = asyncio.Lock()  # rooms are opened and closed one at a time
        self._requests = asyncio.Semaphore(MOST_REQUESTS)
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._look_for_news())]

    def members(self, name: str) -> int:
        return len(self._rooms.get(name, ()))

    def census(self) -> tuple[int, int, int]:
        """How many rooms there are, connections in them, and people, each counted once in each room."""
        rooms = self._rooms.values()
        return len(rooms), sum(map(len, rooms)), sum(len(room.guests) for room in rooms)

    def people(self, name: str) -> list[Person]:
        """Who is in the room, as far as this process knows."""
        return self._rooms[name].company.people() if name in self._rooms else []

    def rooms(self) -> list[tuple[str, int]]:
        """Those with somebody in them at this process, and how many connections each has here."""
        return [(name, len(room)) for name, room in self._rooms.items() if len(room)]

    async def enter(self, name: str, member: Member) -> Room:
        """Open the room if it is not, and join it."""
        if name not in self._rooms:
            async with self._doors:
                if name not in self._rooms:
                    for heard_of in (EVERYWHERE, name):
                        if not self._layer_is_away:
                            await self._subscribe(heard_of)
                    self._rooms[name] = Room(name, self._announcements, self._turnstile)
        room = self._rooms[name]
        room.join(member)
        if member.visitor.sign_in in self._ended:  # it was on its way when they signed out
            room.put_out(member.visitor.sign_in)
        return room

    async def take(self, name: str, edits: Sequence[Edit], readers: Sequence[Reader] = ()) -> Turn:
        """Take edits that come by a request, in a turn of their own."""
        async with self._requests:
            turn = await database.run(partial(take_turn, Agenda(name, edits, None, "", readers)))
        if any(isinstance(outcome, Change) for outcome in turn.outcomes):
            self._tell(name, turn.revision)
        return turn

    async def finish(self, name: str, unsent: Unsent) -> list[Refusal]:
        """Store what a page left behind; why something of it could not be stored."""
        async with self._requests:
            revision, refusals = await database.run(partial(finish, name, unsent))
        self._tell(name, revision)
        return refusals

    def place(self, name: str, client: str, guest: Guest, caret: Caret) -> None:
        """A page that asks by requests tells where its person is."""
        if room := self._rooms.get(name):
            room.company.place(client, guest, caret)

    def rename(self, name: str, guest: Guest) -> None:
        """Have everyone in the room, at whatever process, see the guest's name."""
        if room := self._rooms.get(name):
            room.company.rename(guest)
        self._announcements.publish(name, "name", guest=astuple(guest))

    def reconsider(self, name: str) -> None:
        """It has changed who may be in the room: whoever may not be any more has to leave it, at whatever process."""
        if room := self._rooms.get(name):
            room.reconsider()
        self._announcements.publish(name, "access")

    def reconsider_all(self) -> None:
        """As `reconsider`, of every room there is."""
        for room in self._rooms.values():
            room.reconsider()
        self._announcements.publish(EVERYWHERE, "access")

    def discuss(self, name: str) -> None:
        """The comments have changed: who may see them is told, at whatever process."""
        if room := self._rooms.get(name):
            room.look_again()
        self._announcements.publish(name, "comments")

    def put_out(self, sign_in: str) -> None:
        """Whoever is here by that sign-in has to leave, whatever room they are in, at whatever process."""
        self._put_out(sign_in)
        self._announcements.publish(EVERYWHERE, "sign-out", sign_in=sign_in)

    async def settle(self) -> None:
        """Take no more edits; return when those that were taken are stored and answered."""
        await asyncio.gather(*[room.settle() for room in self._rooms.values()])

    def _tell(self, name: str, revision: int) -> None:
        """Let the room know that the document has come to that revision, here and in the other processes."""
        if room := self._rooms.get(name):
            if room.revision != revision:
                room.look_again()
        else:
            self._announcements.publish(name, "revision", revision=revision)

    def _put_out(self, sign_in: str) -> None:
        self._ended.append(sign_in)
        for room in self._rooms.values():
            room.put_out(sign_in)

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "sign-out":
            self._put_out(message["sign_in"])
            return
        about_it = self._rooms.keys() if message["room"] == EVERYWHERE else self._rooms.keys() & {message["room"]}
        for name in about_it:
            try:
                self._rooms[name].hear(message)
            except Exception:  # which is this room's trouble alone
                logger.exception("Room %s could not take in what another process tells", name)

    async def _beat(self) -> None:
        for beat in count(1):
            await asyncio.sleep(BEAT)
            self._layer_is_away = False
            await self._subscribe(EVERYWHERE)
            for name, room in list(self._rooms.items()):
                try:
                    with about(name):
                        await self._look_after(name, room, beat % PRESENCE == 0)
                except Exception:
                    logger.exception("Room %s could not be looked after", name)
                await asyncio.sleep(0)  # however many rooms there are, nobody waits for all of them

    async def _look_after(self, name: str, room: Room, presence: bool) -> None:
        if room.idle:
            await self._close(name)
            return
        if not self._layer_is_away:
            await self._subscribe(name)
        if presence:
            room.company.report()
        room.beat()

    async def _look_for_news(self) -> None:
        """Whatever other processes have stored, heard of or not. One process only waits for what a command restores."""
        while True:
            await asyncio.sleep(BEAT if settings.ONE_PROCESS else NEWS)
            if rooms := dict(self._rooms):
                known = {name: room.revision for name, room in rooms.items()}
                try:
                    revisions = await database.run(partial(store.revisions, list(rooms)))
                except Exception as error:
                    logger.warning("Could not look for news in the database: %r", error)
                else:
                    for name, room in rooms.items():
                        if room.revision == known[name]:  # else it has just read what is newer
                            room.catch_up_with(*revisions.get(name, (0, 0, 0)))

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
        _lobbies[loop] = Context().run(Lobby)  # whoever comes first, its tasks are not about them
    return _lobbies[loop]

"""What the processes tell each other over the channel layer. What gets lost on it is read from the database."""

import asyncio
import hashlib
import logging
import uuid
from collections.abc import Callable
from contextvars import Context
from time import monotonic
from typing import Any

from channels.layers import get_channel_layer

from . import metrics

logger = logging.getLogger(__name__)

PROCESS = uuid.uuid4().hex
PATIENCE = 2.0  # seconds for the layer to take something in
RETRY = 1.0  # seconds before listening again to a layer that failed
MOST_WAITING = 10_000  # announcements
EXPIRY = 4.0  # seconds that one may wait: whoever it is for has long read the database, and who is here is told again


class Announcements:
    """One channel for this process, which is in the group of every room that it serves. `alone`: there is no other."""

    def __init__(self, heard: Callable[[dict[str, Any]], None], *, alone: bool = False) -> None:
        self._heard = heard
        self.alone = alone
        self._layer = get_channel_layer()
        self._channel: str | None = None
        self._rooms: set[str] = set()
        self._waiting = asyncio.Queue[tuple[float, dict[str, Any]]](MOST_WAITING)
        self._tasks = [asyncio.create_task(self._tell())]

    async def subscribe(self, room: str) -> None:
        """Hear of the room from now on. Raises whatever the layer's backend does when it is away."""
        if self.alone or room in self._rooms:
            return
        async with asyncio.timeout(PATIENCE):
            await asyncio.create_task(self._join(room), context=Context())  # what listens is not about who came first
        self._rooms.add(room)

    async def unsubscribe(self, room: str) -> None:
        """As `subscribe`."""
        if room in self._rooms:
            self._rooms.remove(room)
            async with asyncio.timeout(PATIENCE):
                await self._layer.group_discard(_group(room), self._channel)

    def publish(self, room: str, kind: str, **content: Any) -> None:
        """Tell the other processes, in the order of the calls. Nobody waits for a layer that is slow or away."""
        if self.alone:
            return
        try:
            message = {"type": kind, "room": room, "process": PROCESS, "at": monotonic(), **content}
            self._waiting.put_nowait((monotonic() + EXPIRY, message))
        except asyncio.QueueFull:
            metrics.DROPPED.labels("too much waits").inc()
            logger.warning("Could not announce a %s of room %s: too much waits", kind, room)

    async def _join(self, room: str) -> None:
        if self._channel is None:
            self._channel = await self._layer.new_channel()
            self._tasks.append(asyncio.create_task(self._listen(self._channel)))
        await self._layer.group_add(_group(room), self._channel)

    async def _tell(self) -> None:
        while True:
            expires, message = await self._waiting.get()
            if expires < monotonic():
                metrics.DROPPED.labels("it has waited too long").inc()
                continue
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._layer.group_send(_group(message["room"]), message)
            except Exception as error:  # whatever the layer's backend raises when it is away
                metrics.DROPPED.labels("the layer is away").inc()
                logger.warning("Could not announce a %s of room %s: %r", message["type"], message["room"], error)

    async def _listen(self, channel: str) -> None:
        while True:
            try:
                message = await self._layer.receive(channel)
            except Exception as error:
                logger.warning("Could not listen to the channel layer: %s", error)
                await asyncio.sleep(RETRY)
                continue
            if message["process"] == PROCESS:  # only its own clock tells how long it took
                metrics.LAG.observe(monotonic() - message["at"])
            else:
                self._heard(message)


def _group(room: str) -> str:
    """Group names are shorter than names of rooms may be."""
    return f"room.{hashlib.sha256(room.encode()).hexdigest()[:40]}"

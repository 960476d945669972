"""What the processes tell each other over the channel layer. What gets lost on it is read from the database."""

import asyncio
import hashlib
import logging
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from channels.layers import get_channel_layer

logger = logging.getLogger(__name__)

PROCESS = uuid.uuid4().hex
RETRY = 1.0  # seconds before listening again to a layer that failed
PATIENCE = 1.0  # seconds for a layer that hangs; rooms wait meanwhile


class Announcements:
    """One channel for this process, which is in the group of every room that it serves."""

    def __init__(self, heard: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._heard = heard
        self._layer = get_channel_layer()
        self._channel: str | None = None
        self._listener: asyncio.Task[None] | None = None

    async def subscribe(self, room: str) -> None:
        if self._channel is None:
            self._channel = await self._layer.new_channel()
            self._listener = asyncio.create_task(self._listen(self._channel))
        await self._layer.group_add(_group(room), self._channel)

    async def unsubscribe(self, room: str) -> None:
        await self._layer.group_discard(_group(room), self._channel)

    async def publish(self, room: str, kind: str, **content: Any) -> None:
        message = {"type": kind, "room": room, "process": PROCESS, **content}
        try:
            async with asyncio.timeout(PATIENCE):
                await self._layer.group_send(_group(room), message)
        except Exception as error:  # whatever the layer's backend raises when it is away
            logger.warning("Could not announce a %s of room %s: %r", kind, room, error)

    async def _listen(self, channel: str) -> None:
        while True:
            try:
                message = await self._layer.receive(channel)
            except Exception as error:
                logger.warning("Could not listen to the channel layer: %s", error)
                await asyncio.sleep(RETRY)
                continue
            if message["process"] != PROCESS:
                await self._heard(message)


def _group(room: str) -> str:
    """Group names are shorter than names of rooms may be."""
    return f"room.{hashlib.sha256(room.encode()).hexdigest()[:40]}"

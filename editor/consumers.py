"""The socket of one page: decodes, checks, hands over to the room, and passes its frames on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.http import QueryDict

from . import limits, metrics, render, wire
from .codes import FORBIDDEN, NOT_OF_THE_CONTRACT, SERVICE_RESTART, TRY_AGAIN_LATER
from .edit import Edit
from .frames import DIRECTLY, Frame
from .guests import guest_of
from .lobby import lobby
from .origins import is_of_this_site
from .outbox import Outbox
from .rooms import Room
from .visitors import on_socket

logger = logging.getLogger(__name__)

HOLD = 3.0  # seconds. Daphne gives a handshake up after five, and so do pages
MOST_ON_HOLD = 100  # in this process; who comes then is answered at once


class EditorConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    channel_layer_alias = None  # frames come from the room, not from a channel of each socket's own
    room: Room | None = None
    outbox: Outbox | None = None  # where the server has no faster way
    send_frame: Callable[[Frame], None]
    on_hold: ClassVar[int] = 0  # sockets of all, which are to be put off
    held = 0  # edits that came too fast; the next ones wait behind them

    async def __call__(self, scope: dict[str, Any], *arguments: Any) -> None:
        """As Channels does, and leaves the room after an exception too, when Channels calls no `disconnect`."""
        self.visitor = await on_socket(scope)
        try:
            with limits.connection(self.visitor.counted_for) as self.is_welcome:
                await super().__call__(scope, *arguments)
        finally:
            self._leave()
            if self.outbox is not None:
                self.outbox.close()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As Channels does, without its hop to the database thread around every message."""
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self) -> None:
        self.name = self.scope["url_route"]["kwargs"]["room"]
        origin, host = (dict(self.scope["headers"]).get(name, b"").decode("latin-1") for name in (b"origin", b"host"))
        if not is_of_this_site(origin, host):
            logger.warning("Turned a socket away from room %s", self.name)
            await self.close()
            return
        if why := self._why_to_wait():
            await self._hold()
        await self.accept()
        try:
            self.client, self.since = wire.parse_address(QueryDict(self.scope["query_string"]))
        except wire.NotOfTheContract as error:
            await self._reject(str(error))
            return
        if why:
            await self._put_off(why)
            return
        self.guest = guest_of(self.scope["session"], self.client)
        if directly := self.scope.get("extensions", {}).get(DIRECTLY):
            self.send_frame = directly
        else:
            self.outbox = Outbox(self._pass_on, self._send_away)
            self.send_frame = self.outbox.put
        self.room = await lobby().enter(self.name, self)

    async def disconnect(self, code: int) -> None:
        self._leave()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.room is None:
            return
        try:
            message = wire.parse(text_data or "", self.client, self.visitor)
        except wire.NotOfTheContract as error:
            await self._reject(str(error))
            return
        except wire.RefusedFrame as refused:
            logger.warning("Refused edit %d in room %s: %s", refused.seq, self.name, refused)
            metrics.count_refusal(refused.refusal)
            borne = self.room.refuse(self, refused.seq, refused.refusal)
        else:
            borne = self._take(self.room, message)
        if not borne:
            await self._put_off(limits.TOO_FAST)

    def welcome(self, frame: Frame, revision: int) -> None:
        self.send_frame(frame)

    async def restart(self) -> None:
        await self._if_open(self.close(code=SERVICE_RESTART))

    async def turn_away(self, frame: Frame) -> None:
        self.room = None
        self.send_frame(frame)
        await self._if_open(self.close(code=FORBIDDEN))

    def _take(self, room: Room, message: Edit | wire.Caret) -> bool:
        """False if more waits than anybody types."""
        if isinstance(message, wire.Caret):
            room.company.place(self.client, self.guest, message)
            return True
        wait = limits.EDITS.take(self.visitor.counted_for, limits.PATIENCE)
        if wait > limits.PATIENCE:
            return False
        if not (wait or self.held):
            return room.submit(self, message)
        self.held += 1
        asyncio.get_running_loop().call_later(wait, self._let_go, room, message)
        return True

    def _let_go(self, room: Room, edit: Edit) -> None:
        self.held -= 1
        room.submit(self, edit)

    async def _pass_on(self, text: str) -> None:
        await self._if_open(self.send(text_data=text))

    def _why_to_wait(self) -> str:
        """Empty if there is a place for it."""
        if not self.is_welcome:
            return limits.TOO_MANY_PAGES
        is_full = lobby().members(self.name) >= settings.LONGHAND_MAX_CONNECTIONS
        return limits.FULL_HOUSE if is_full else ""

    async def _hold(self) -> None:
        """A page that is put off comes again at once. While it connects, it says that it is not, and waits."""
        if EditorConsumer.on_hold < MOST_ON_HOLD:
            EditorConsumer.on_hold += 1
            try:
                await asyncio.sleep(HOLD)
            finally:
                EditorConsumer.on_hold -= 1

    async def _put_off(self, reason: str) -> None:
        """Tell the person, and have the page come again later."""
        await self._pass_on(render.pause_frame(self.since, reason))
        await self._send_away(reason)

    async def _send_away(self, reason: str) -> None:
        await self._reject(reason, TRY_AGAIN_LATER)

    async def _if_open(self, sending: Awaitable[None]) -> None:
        try:
            await sending
        except Exception as error:  # whatever the server raises for a socket that is closing
            logger.info("Could not send to a socket in room %s: %s", self.name, error)

    async def _reject(self, reason: str, code: int = NOT_OF_THE_CONTRACT) -> None:
        logger.warning("Closed a socket in room %s: %s", self.name, reason)
        self._leave()
        await self.close(code=code, reason=reason)

    def _leave(self) -> None:
        if self.room is not None:
            self.room.leave(self)
            self.room = None


class NoSuchRoom(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Any other address."""

    channel_layer_alias = None

    async def connect(self) -> None:
        logger.warning("Turned a socket away from an address that is no room")
        await self.close()

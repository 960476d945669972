"""The server's end of a websocket, as daphne drives it."""

import logging
from typing import Any

from daphne.ws_protocol import WebSocketProtocol

from ..codes import TRY_AGAIN_LATER
from ..frames import Frame
from .compression import accept
from .inflow import Inflow
from .outflow import Outflow

logger = logging.getLogger(__name__)


class ServiceProtocol(WebSocketProtocol):  # type: ignore[misc]
    closeHandshakeTimeout = 3  # seconds for the client to answer that it is closed; then it is cut off
    muted: bool  # once it is closed: nothing more goes either way
    _perMessageCompress: Any  # None without compression

    def connectionMade(self) -> None:
        super().connectionMade()
        self.perMessageCompressionAccept = accept
        self._inflow = Inflow(super().onMessage, self._stop_flood)
        self._outflow = Outflow(self.transport, self._send_away)
        self.transport.unregisterProducer()  # the HTTP request's that this socket began as
        self.transport.registerProducer(self._outflow, True)

    def dataReceived(self, data: bytes) -> None:
        self._dataReceived(data)  # autobahn puts together a line for the log first, wanted or not

    def onMessage(self, payload: bytes, isBinary: bool) -> None:
        if self._perMessageCompress:
            self._perMessageCompress._decompressor = None  # 40 KB of which the next message needs nothing
        if not self.muted:
            self._inflow.add(payload, isBinary)

    def send_frame(self, frame: Frame) -> None:
        """To a socket that is closed or closing, nothing is sent."""
        if not self.muted and self.state == self.STATE_OPEN:
            self._outflow.send(frame.compressed if self._perMessageCompress else frame.encoded)

    def handle_reply(self, message: dict[str, Any]) -> None:
        """As daphne does, which leaves out the headers of an acceptance."""
        if message["type"] == "websocket.accept":
            headers = {name.decode(): value.decode() for name, value in message.get("headers", [])}
            self.serverAccept((message.get("subprotocol"), headers))
        else:
            super().handle_reply(message)

    def serverSend(self, content: str, binary: bool = False) -> None:
        self.send_frame(Frame(content))

    def serverClose(self, code: int | None = None) -> None:
        """With any code. The application hears of it at once, whenever the client answers, and of nothing else."""
        self.sendCloseFrame(code=1000 if code is None else code)
        if not self.muted:
            self.muted = True
            self._drop_what_waits()
            while not self.application_queue.empty():
                self.application_queue.get_nowait()
            self.application_queue.put_nowait({"type": "websocket.disconnect", "code": code})

    def onClose(self, wasClean: bool, code: int | None, reason: str | None) -> None:
        self._drop_what_waits()
        super().onClose(wasClean, code, reason)

    def _stop_flood(self) -> None:
        self.transport.pauseProducing()  # in Twisted's words; it makes the client wait, and perhaps listen
        self._send_away("it sends too much")

    def _send_away(self, reason: str) -> None:
        logger.warning("Closed a socket of %s: %s", self.path.decode(), reason)
        self.serverClose(TRY_AGAIN_LATER)

    def _drop_what_waits(self) -> None:
        self._inflow.clear()
        self._outflow.clear()

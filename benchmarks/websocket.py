"""As much of a websocket (RFC 6455) as this server needs of a client.

A library that does all of it costs more for a frame than the server does, and a load generator that is made of it
measures itself.
"""

import asyncio
import zlib
from urllib.parse import urlsplit

TEXT, DEFLATED, CLOSE, PING, PONG = 0x81, 0xC1, 0x88, 0x89, 0x8A  # each with the bit that says that the frame is whole
MASK = bytes(4)  # a client has to mask what it sends; this mask changes nothing
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bG9uZ2hhbmQgYmVuY2htYQ==\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n"
)


def inflated(payload: bytes) -> bytes:
    """Of a server that lets every message stand for itself (RFC 7692, section 7.2.2)."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(payload + b"\x00\x00\xff\xff")


class WebSocket(asyncio.Protocol):
    """`code` is None as long as the connection stands."""

    def __init__(self) -> None:
        self.code: int | None = None

    async def open(self, address: str) -> None:
        """The first time, or once more when the connection has ended."""
        self.code = None
        self._rest = b""
        self._upgraded = False
        url = urlsplit(address)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_connection(lambda: self, url.hostname or "", url.port or 80)
        self._transport = transport
        transport.write(HANDSHAKE.format(path=f"{url.path}?{url.query}", host=url.netloc).encode())

    def send(self, text: str) -> None:
        self._send(TEXT, text.encode())

    def cut(self) -> None:
        """End the connection as a network does that breaks."""
        self._transport.abort()

    def received(self, payload: bytes, deflated: bool) -> None:
        """A text frame has come, as `inflated` would read it or as it is."""

    def data_received(self, data: bytes) -> None:
        data = self._rest + data if self._rest else data
        if not self._upgraded:
            data = self._upgrade(data)
        at = 0
        while self._upgraded and at + 2 <= len(data):
            start, length = at + 2, data[at + 1]
            if length > 125:
                start += 2 if length == 126 else 8
                length = int.from_bytes(data[at + 2 : start])
            if start + length > len(data):
                break
            self._take(data[at], data[start : start + length])
            at = start + length
        self._rest = data[at:]

    def connection_lost(self, error: Exception | None) -> None:
        self.code = self.code or 1006

    def _upgrade(self, data: bytes) -> bytes:
        """What comes behind the handshake; all of it, if that is not complete."""
        head, end, frames = data.partition(b"\r\n\r\n")
        if not end:
            return data
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(head.decode())
        self._upgraded = True
        return frames

    def _take(self, kind: int, payload: bytes) -> None:
        if kind in (TEXT, DEFLATED):
            self.received(payload, kind == DEFLATED)
        elif kind == PING:
            self._send(PONG, payload)
        elif kind == CLOSE:
            self.code = int.from_bytes(payload[:2])

    def _send(self, kind: int, payload: bytes) -> None:
        length = len(payload)
        size = bytes([0x80 | length]) if length <= 125 else b"\xfe" + length.to_bytes(2)
        self._transport.write(bytes([kind]) + size + MASK + payload)

"""A message to pages, put together once for however many sockets it goes to."""

import struct
import zlib
from functools import cached_property

# In the scope of a socket, where the server has it: a function that sends a frame, and need not be awaited
DIRECTLY = "longhand.send_frame"

PATIENCE = 3.0  # seconds in which a reader with a full buffer has to read something
MOST_UNREAD = 4 * 1024 * 1024  # bytes that may wait for it

TEXT = 0x81  # the last and only fragment of a text message
COMPRESSED = 0x40
SHORT = 300  # bytes that are sent as they are
LONG = 64 * 1024  # bytes that are compressed in a hurry, as others wait


class Frame:
    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def encoded(self) -> bytes:
        """As it stands on the line: RFC 6455, section 5.2, in one piece and, as a server's, unmasked."""
        return _framed(TEXT, self._payload)

    @cached_property
    def compressed(self) -> bytes:
        """As it stands on a line with compression: RFC 7692, section 7.2.1, each message by itself."""
        if len(self._payload) < SHORT:
            return self.encoded
        level = zlib.Z_BEST_SPEED if len(self._payload) > LONG else zlib.Z_DEFAULT_COMPRESSION
        deflate = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        data = deflate.compress(self._payload) + deflate.flush(zlib.Z_SYNC_FLUSH)
        return _framed(TEXT | COMPRESSED, data.removesuffix(b"\x00\x00\xff\xff"))

    @cached_property
    def _payload(self) -> bytes:
        return self.text.encode()


def _framed(kind: int, payload: bytes) -> bytes:
    if len(payload) < 126:
        head = struct.pack(">BB", kind, len(payload))
    elif len(payload) < 65536:
        head = struct.pack(">BBH", kind, 126, len(payload))
    else:
        head = struct.pack(">BBQ", kind, 127, len(payload))
    return head + payload

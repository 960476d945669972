"""Compression of what goes over a socket, for clients that can read it and for those that cannot."""

import asyncio
import struct
import zlib

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from e2e.server import Server
from editor.frames import COMPRESSED, TEXT

from .client import PATIENCE
from .conftest import Enter
from .raw import raw, receive, revisions

MIB = 1024 * 1024
LONG = "word " * 1_000


def extensions(socket: ClientConnection) -> str:
    assert socket.response
    return socket.response.headers.get("Sec-WebSocket-Extensions", "")


async def test_a_client_is_asked_to_let_each_message_stand_for_itself(server: Server, room: str) -> None:
    async with raw(server, room, "ada-0001") as ada:
        assert "client_no_context_takeover" in extensions(ada)


@pytest.mark.parametrize(
    "offer",
    [None, [ClientPerMessageDeflateFactory(server_max_window_bits=10)]],
    ids=["none", "a window that the frames of a room do not fit"],
)
async def test_who_cannot_read_it_gets_the_same_uncompressed(
    enter: Enter, server: Server, room: str, offer: list[ClientPerMessageDeflateFactory] | None
) -> None:
    ada = await enter("ada")
    address = f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client=boris-01&since=0"
    async with connect(address, compression=None, extensions=offer) as boris:
        assert extensions(boris) == ""
        await receive(boris)
        await ada.do(["ins", "1", 0, LONG])
        frame = await receive(boris)
        assert (revisions(frame), frame.changes[0].ops) == ([1], [["ins", "1", 0, LONG]])


async def test_what_grows_beyond_the_bound_ends_the_connection_alone(enter: Enter, server: Server, room: str) -> None:
    ada = await enter("ada")
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(bomb.compress(bytes(MIB)) for _ in range(100)) + bomb.flush(zlib.Z_SYNC_FLUSH)
    async with raw(server, room, "boris-01") as boris:
        boris.transport.write(struct.pack(">BBQ4x", TEXT | COMPRESSED, 0x80 | 127, len(data) - 4) + data[:-4])
        await asyncio.wait_for(boris.wait_closed(), PATIENCE)
    await ada.do(["ins", "1", 0, "x"])
    await ada.settled()
    assert ada.codes == []

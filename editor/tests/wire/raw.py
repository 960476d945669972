"""A connection on which a test sends and receives by itself."""

import asyncio
import socket as sockets

from websockets.asyncio.client import ClientConnection, connect

from e2e.server import Server

from .client import PATIENCE
from .frames import Frame, read_frame


def raw(server: Server, room: str, client: str, since: int = 0, most_unread: int | None = 16) -> connect:
    """`most_unread`: frames that nobody has received, after which the connection is not read; None to read always."""
    address = f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client={client}&since={since}"
    return connect(address, max_size=None, max_queue=most_unread)


async def receive(socket: ClientConnection) -> Frame:
    """The next frame that is no heartbeat."""
    async with asyncio.timeout(PATIENCE):
        while (frame := read_frame(str(await socket.recv()))).is_heartbeat:
            pass
        return frame


def revisions(frame: Frame) -> list[int]:
    return [change.rev for change in frame.changes]


def narrow(server: Server, room: str, client: str) -> connect:
    """A connection that holds little on its way, and little more when nobody listens to it."""
    line = sockets.socket()
    line.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", server.port))
    address = f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client={client}&since=0"
    return connect(address, sock=line, max_queue=1, max_size=None)

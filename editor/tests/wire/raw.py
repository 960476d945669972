"""A connection on which a test sends and receives by itself."""

import asyncio

from websockets.asyncio.client import ClientConnection, connect

from e2e.server import Server

from .client import PATIENCE
from .frames import Frame, read_frame


def raw(server: Server, room: str, client: str, since: int = 0) -> connect:
    return connect(f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client={client}&since={since}", max_size=None)


async def receive(socket: ClientConnection) -> Frame:
    """The next frame that is no heartbeat."""
    async with asyncio.timeout(PATIENCE):
        while (frame := read_frame(str(await socket.recv()))).is_heartbeat:
            pass
        return frame


def revisions(frame: Frame) -> list[int]:
    return [change.rev for change in frame.changes]

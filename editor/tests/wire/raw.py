"""A connection on which a test sends and receives by itself."""

import asyncio

from websockets.asyncio.client import ClientConnection, connect

from e2e.server import Server

from .client import PATIENCE
from .frames import Frame, read_frame


def raw(server: Server, room: str, client: str, since: int = 0) -> connect:
    return connect(f"ws://127.0.0.1:{server.port}/ws/editor/{room}/?client={client}&since={since}", max_size=None)


async def receive(socket: ClientConnection) -> Frame:
    async with asyncio.timeout(PATIENCE):
        return read_frame(str(await socket.recv()))


def revisions(frame: Frame) -> list[int]:
    return [change.rev for change in frame.changes]

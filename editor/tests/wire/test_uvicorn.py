"""Under uvicorn, where sending to a socket has to be awaited: people write together, and who stalls delays nobody."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from e2e.server import Server

from .client import PATIENCE, Client
from .raw import narrow, receive
from .typist import agree, write_anew

# Not compressed, for what stalls a line is nothing compressed
COMMAND = (
    "exec uvicorn project.asgi:application --host $HOST --port $PORT --lifespan off --ws-per-message-deflate false"
)

Come = Callable[[str], Awaitable[Client]]


@pytest.fixture(scope="module")
def uvicorn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("uvicorn"), command=COMMAND)
    server.start()
    yield server
    server.kill()
    assert "Traceback" not in server.log.read_text(), "an exception on the server"


@pytest.fixture
async def come(uvicorn: Server, room: str) -> AsyncIterator[Come]:
    """A client that has opened the room: `await come("ada")`."""
    clients = []

    async def come(name: str) -> Client:
        clients.append(Client(f"{name}-0001", uvicorn.url, room))
        await clients[-1].open()
        return clients[-1]

    yield come
    for client in clients:
        await client.leave()


async def test_people_write_in_one_word(come: Come, uvicorn: Server, room: str) -> None:
    ada, boris = await come("ada"), await come("boris")
    await asyncio.gather(ada.do(["ins", "1", 0, "left"]), boris.do(["ins", "1", 0, "right"]))
    await agree(lambda: uvicorn.markdown(room), ada, boris)
    assert sorted([ada.texts[0].find("left"), ada.texts[0].find("right")])[0] == 0


async def test_nobody_waits_for_a_reader_who_stalls(come: Come, uvicorn: Server, room: str) -> None:
    ada, boris = await come("ada"), await come("boris")
    await ada.do(["ins", "1", 0, "x"])
    async with narrow(uvicorn, room, "clara-01") as clara:
        for number in range(16):
            await write_anew(ada, number)
            await boris.reaches(ada.revision)
        async with asyncio.timeout(PATIENCE):
            while "it does not read" not in uvicorn.log.read_text():
                await asyncio.sleep(0.05)
        with suppress(ConnectionClosed):
            while True:
                await receive(clara)
    assert clara.close_code in (1013, 1006), "1006 where reading the rest took longer than the server waits"
    assert ada.codes == boris.codes == []

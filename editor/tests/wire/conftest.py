"""Fixtures of the tests over real sockets: `server`, `log`, `room`, `markdown`, `network` and `enter`."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from e2e.network import Network, networks
from e2e.server import Server

from .client import Client

Enter = Callable[..., Awaitable[Client]]
Markdown = Callable[[], str]

MOST_CONNECTIONS = 8


class Log:
    """The server's, from now on, without what it only mentions (that a socket closed while it was written to)."""

    def __init__(self, path: Path) -> None:
        self.expects_tracebacks = False
        self._path = path
        self._start = path.stat().st_size

    def lines(self) -> list[str]:
        lines = self._path.read_bytes()[self._start :].decode(errors="replace").splitlines()
        return [line for line in lines if " INFO " not in line]


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LONGHAND_MAX_CONNECTIONS", str(MOST_CONNECTIONS))
        server = Server(tmp_path_factory.mktemp("wire"))
    yield server
    server.stop()


@pytest.fixture
def log(deployed: Server) -> Log:
    return Log(deployed.log)


@pytest.fixture
def server(deployed: Server, log: Log) -> Iterator[Server]:
    """The running product; a test may stop, kill and start it. A traceback in its log fails the test."""
    deployed.start()
    yield deployed
    print("\n".join(log.lines()))  # pytest shows it with a failure
    assert log.expects_tracebacks or "Traceback" not in "".join(log.lines()), "an exception on the server"


@pytest.fixture
def room(random: Random) -> str:
    return f"room-{random.getrandbits(64):016x}"


@pytest.fixture
def markdown(server: Server, room: str) -> Markdown:
    """The room's text as it is stored."""
    return lambda: server.markdown(room)


@pytest.fixture
def network(server: Server) -> Iterator[Callable[[], Network]]:
    """Makes a way to the server for one client, to be cut or slowed down while everyone else keeps theirs."""
    with networks(server.port) as make:
        yield make


@pytest.fixture
async def enter(server: Server, room: str) -> AsyncIterator[Enter]:
    """A client that has opened the room: `await enter("ada")`, or over a way of its own."""
    entered = []

    async def enter(name: str, way: Network | None = None) -> Client:
        client = Client(f"{name}-0001", (way or server).url, room)
        entered.append(client)
        await client.open()
        return client

    yield enter
    for client in entered:
        await client.leave()

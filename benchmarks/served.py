"""The server under test, as the Procfile starts it, with room for the crowd."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks import cores
from e2e.server import Server
from editor.tests.chaos.services import PostgreSQL, Valkey

LIMITS = {"LONGHAND_MAX_CONNECTIONS": "100000", "LONGHAND_MAX_DOCUMENT": "50000000", "LOG_LEVEL": "WARNING"}


class Served(Server):
    def __init__(self, directory: Path, database_url: str = "", redis_url: str = "", command: str = "") -> None:
        directory.mkdir()
        super().__init__(directory, database_url, redis_url, command, LIMITS)

    @property
    def process(self) -> psutil.Process:
        assert self._process
        return psutil.Process(self._process.pid)

    def restart(self) -> None:
        """A new process remembers nothing. What the old one has not done by now it need not."""
        self.kill()
        self.start()

    def age(self, room: str, changes: int) -> None:
        """Let the document have seen so many changes more, an even number of them."""
        self._run(f"python -m benchmarks.past {room} {changes}")

    def _spawn(self, command: str) -> subprocess.Popen[bytes]:
        with cores.on(cores.SERVER):
            return super()._spawn(command)


@contextmanager
def served(stack: str) -> Iterator[list[Served]]:
    """Processes that serve: one with SQLite, one with PostgreSQL, or two with PostgreSQL and Valkey."""
    allow_connections()
    with ExitStack() as cleanup, cores.on(cores.OTHERS):
        directory = Path(cleanup.enter_context(TemporaryDirectory()))
        servers = STACKS[stack](directory, cleanup)
        for server in servers:
            cleanup.callback(server.kill)
        yield servers


def _sqlite(directory: Path, cleanup: ExitStack) -> list[Served]:
    return [Served(directory / "server")]


def _postgresql(directory: Path, cleanup: ExitStack) -> list[Served]:
    database = PostgreSQL()
    cleanup.callback(database.stop)
    return [Served(directory / "server", database.url)]


def _valkey(directory: Path, cleanup: ExitStack) -> list[Served]:
    database, valkey = PostgreSQL(), Valkey(directory / "valkey")
    cleanup.callback(database.stop)
    cleanup.callback(valkey.stop)
    return [Served(directory / name, database.url, valkey.url) for name in ("one", "two")]


STACKS: dict[str, Callable[[Path, ExitStack], list[Served]]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "valkey": _valkey,
}


def allow_connections() -> None:
    """As many open files as this user may have, also in what is started from here."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

"""The server under test, as the Procfile starts it, with room for the crowd."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from benchmarks import cores
from benchmarks.load import processes
from e2e.server import Server
from editor.tests.chaos.services import PostgreSQL, Valkey

LIMITS = {
    "LONGHAND_MAX_CONNECTIONS": "100000",
    "LONGHAND_MAX_CONNECTIONS_PER_PERSON": "0",
    "LONGHAND_MAX_DOCUMENT": "50000000",
    "LONGHAND_MAX_EDITS": "0",  # they all come from one address, and have no sessions
    "LONGHAND_MAX_NEW_DOCUMENTS": "0",
    "LOG_LEVEL": "WARNING",
}


class Served(Server):
    def __init__(self, directory: Path, own: set[int] = cores.SERVER, **served_by: str) -> None:
        """`own` are its cores; `served_by` is what else a server is told: its database, its Valkey, its command."""
        directory.mkdir()
        self._cores = own
        super().__init__(directory, settings=LIMITS, **served_by)

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
        with cores.on(self._cores):
            return super()._spawn(command)


@contextmanager
def served(stack: str) -> Iterator[list[Served]]:
    """Processes that serve: one with SQLite, one with PostgreSQL, or as many as the name says with Valkey too."""
    allow_connections()
    number = processes(stack)
    with ExitStack() as cleanup, cores.on(cores.others(number)):
        directory = Path(cleanup.enter_context(TemporaryDirectory()))
        services = _services(stack, directory, cleanup)
        servers = [
            Served(directory / f"server-{each}", own, **services) for each, own in enumerate(cores.servers(number))
        ]
        for server in servers:
            cleanup.callback(server.kill)
        yield servers


def _services(stack: str, directory: Path, cleanup: ExitStack) -> dict[str, str]:
    """The addresses of a database and of a Valkey, where there are some."""
    if stack == "sqlite":
        return {}
    database = PostgreSQL()
    cleanup.callback(database.stop)
    if stack == "postgresql":
        return {"database_url": database.url}
    valkey = Valkey(directory / "valkey")
    cleanup.callback(valkey.stop)
    return {"database_url": database.url, "redis_url": valkey.url}


def allow_connections() -> None:
    """As many open files as this user may have, also in what is started from here."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))

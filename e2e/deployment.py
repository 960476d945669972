"""Longhand as a platform runs it: processes on several machines, a database and a layer for all, a router in front."""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from e2e.router import Router
from e2e.server import Server
from editor.tests.chaos.services import PostgreSQL, Valkey
from editor.tests.files.bucket import bucket

HONCHO = "exec honcho --no-colour start --no-prefix"
ENDED_BY_SIGTERM = 143


class Machine(Server):
    """One process of the Procfile's `web`, and a disk that no other machine has.

    When one of honcho's processes ends, it ends the others too, where a platform lets them be: hence a honcho for each.
    """

    def build(self) -> None:
        self.manage("collectstatic --no-input -v 0")

    def release(self) -> None:
        self._run(f"{HONCHO} release")

    def stop(self) -> None:
        if self._process and self.runs:
            self._process.terminate()
            assert self._process.wait(20) == ENDED_BY_SIGTERM
            assert self.log.read_text().rstrip().endswith("stopped (rc=0)"), "the process did not end in order"

    def kill(self) -> None:
        """End the process that serves in the middle of whatever it does."""
        if self._process and self.runs:
            *_, started = re.finditer(r"started \(pid=(\d+)\)", self.log.read_text())
            os.killpg(int(started[1]), signal.SIGKILL)
            self._process.wait(20)

    def _prepare(self) -> None: ...


class Deployment:
    def __init__(self, machines: list[Machine], router: Router, valkey: Valkey) -> None:
        self.machines = machines
        self.router = router
        self.valkey = valkey
        self.url = router.url

    @property
    def sockets(self) -> list[int]:
        """How many websockets each machine has."""
        return [self.router.sockets[machine.port] for machine in self.machines]

    def got(self, request: str) -> list[int]:
        """How many requests each machine has got with this method and path."""
        return [self.router.requests[request.encode(), machine.port] for machine in self.machines]

    def start(self) -> None:
        """Return when every machine serves; does nothing to one that does."""
        for machine in self.machines:
            machine.start()

    def redeploy(self, meanwhile: Callable[[], None]) -> None:
        """End every process in order; what happens `meanwhile` finds none."""
        for machine in self.machines:
            machine.stop()
        meanwhile()
        self.machines[0].release()
        self.start()

    def markdown(self, room: str) -> str:
        """A document, as every machine serves it."""
        (text,) = {machine.markdown(room) for machine in self.machines if machine.runs}
        return text


@contextmanager
def deployment(directory: Path) -> Iterator[Deployment]:
    """On two machines, set up as the documentation says. What is built on the one is copied to the other."""
    with ExitStack() as cleanup:
        postgresql, valkey = PostgreSQL(), Valkey(directory / "valkey")
        cleanup.callback(postgresql.stop)
        cleanup.callback(valkey.stop)
        endpoint, _ = cleanup.enter_context(bucket())
        settings = {
            "ALLOWED_HOSTS": "127.0.0.1",
            "TRUSTED_PROXIES": "1",
            "FILES_BUCKET": "longhand-files",
            "FILES_ENDPOINT": endpoint,
            "FILES_REGION": "eu-central-1",
            "FILES_ACCESS_KEY": "key",
            "FILES_SECRET_KEY": "secret",
        }
        machines = list[Machine]()
        for name in ("one", "two"):
            (directory / name).mkdir()
            machine = Machine(directory / name, postgresql.url, valkey.url, f"{HONCHO} web", settings)
            cleanup.callback(machine.kill)
            machines.append(machine)
        machines[0].build()
        shutil.copytree(directory / "one" / "static", directory / "two" / "static")
        machines[0].release()
        router = cleanup.enter_context(closing(Router([machine.port for machine in machines])))
        yield Deployment(machines, router, valkey)

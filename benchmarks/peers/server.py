"""A peer's server, as whoever tries it first would start it."""

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import cores
from benchmarks.peers import FOLDER
from benchmarks.served import Served, allow_connections


class PeerServer(Served):
    def __init__(self, directory: Path, peer: str) -> None:
        program = shlex.quote(f"{FOLDER}/servers/{peer}.js")
        super().__init__(directory, command=f"NODE_ENV=production exec node {program}")

    def _prepare(self) -> None:
        """There is nothing to do."""


def check() -> None:
    """Raises ValueError if there is no Node to run them with."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise ValueError("the servers of others need Node 20 or newer and npm, which are not here")


def version() -> str:
    """Of Node."""
    return subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip().lstrip("v")


def install() -> None:
    """As they are pinned; again only when that changes."""
    lock, installed = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        print("» Installing the servers of others (again only when they change)", flush=True)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=FOLDER, check=True)


@contextmanager
def served(peer: str) -> Iterator[PeerServer]:
    allow_connections()
    with TemporaryDirectory() as directory, cores.on(cores.OTHERS):
        server = PeerServer(Path(directory) / "server", peer)
        try:
            yield server
        finally:
            server.kill()

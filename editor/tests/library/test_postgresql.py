"""The library with PostgreSQL, where lists and searches are other statements: the same tests, once more."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..chaos.services import PostgreSQL

HERE = Path(__file__).parent


@pytest.fixture
def database() -> Iterator[PostgreSQL]:
    database = PostgreSQL()
    yield database
    database.stop()


def test_all_of_it_holds_with_postgresql_too(database: PostgreSQL) -> None:
    environment = os.environ | {"DATABASE_URL": database.url, "SECRET_KEY": "of the test"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE), f"--ignore={__file__}"]
    done = subprocess.run(command, env=environment, cwd=HERE.parents[2], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout

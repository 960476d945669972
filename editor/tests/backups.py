"""Backups in tests: making one, putting it back, tampering with it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from e2e.server import ROOT


def backup(file: Path) -> None:
    call_command("backup", str(file), stdout=StringIO())


def restore(file: Path) -> str:
    output = StringIO()
    call_command("restore", str(file), "--no-input", stdout=output)
    return output.getvalue()


def replaced(database: Path) -> list[Path]:
    return sorted(database.parent.glob(f"{database.stem}-replaced-*"))


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as changed:
        changed.executescript(statement)


def manage(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "manage.py", *map(str, command)]
    return subprocess.run(program, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60)


def at(database: Path) -> dict[str, str]:
    """The environment of an installation with its embedded database there."""
    return {"DATA_DIR": str(database.parent), "DATABASE_URL": f"sqlite:///{database}"}

"""The embedded database as a file: copied whole by SQLite's online backup, while a server works with it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import CommandError
from django.db import connection

PATIENCE = 20.0  # seconds to wait for others who write


def database_file() -> Path:
    """Where the embedded database is, or would be. Raises CommandError if the documents are kept in another one."""
    if connection.vendor != "sqlite":
        raise CommandError(
            "This command is for the embedded SQLite database, and the documents are kept in another one. "
            "For PostgreSQL use pg_dump and pg_restore."
        )
    return Path(connection.settings_dict["NAME"]).resolve()


@contextmanager
def opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """The file as a database: `ro` to read, `rw` to write too, `rwc` to make it if there is none."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode={mode}", PATIENCE, uri=True)) as database:
        yield database


def copy(database: Path, file: Path, *, sound: bool) -> None:
    """Copy the database as of one moment into a file that its owner alone can read.

    The file appears complete and durable, or not at all. With `sound`, a damaged copy raises DatabaseError.
    """
    with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as folder:
        draft = Path(folder) / file.name
        draft.touch(0o600)
        with opened(database, "rw") as source, opened(draft, "rw") as target:
            source.backup(target)
            with nullcontext() if sound else suppress(sqlite3.DatabaseError):
                target.execute("PRAGMA journal_mode = DELETE")  # nothing stands in a second file
            if sound:
                require_sound(target)
        _sync(draft)
        draft.replace(file)
    _sync(file.parent)


def replace(database: Path, source: sqlite3.Connection, kept: Path) -> None:
    """Have the database hold what the source holds, in one transaction; what was there before is copied to `kept`.

    Others may read and write meanwhile: before it, or after it.
    """

    def keep(status: int, *_: int) -> None:
        """Called after each page. From the first one on nobody else can write: nothing can be missing in the copy."""
        if status == sqlite3.SQLITE_BUSY:
            raise sqlite3.OperationalError("another program keeps it locked")
        if not kept.exists():
            copy(database, kept, sound=False)

    existed = database.exists()
    with opened(database, "rwc") as target:
        source.backup(target, pages=1, progress=keep if existed else None)
        target.execute("PRAGMA journal_mode = WAL")


def require_sound(database: sqlite3.Connection) -> None:
    """Raises DatabaseError if the file is damaged, or no database."""
    (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Copying the embedded database into a file."""

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editor.management.embedded import copy, database_file


class Command(BaseCommand):
    help = "Copy the embedded database, as it stands at one moment, into FILE. A server may run meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="made, or replaced once the copy is complete")

    def handle(self, *, file: Path, **options: Any) -> None:
        """The copy is checked and on the disk when this returns; if it fails, the file is what it was before."""
        database, file = database_file(), file.resolve()
        if not database.exists():
            raise CommandError(f"There is no database at {database}.")
        _require_free(file, database)
        try:
            copy(database, file, sound=True)
        except (sqlite3.Error, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(f"{file}: {file.stat().st_size:,} bytes")


def _require_free(file: Path, database: Path) -> None:
    """SQLite would take what an older database has left in a file beside it for changes of the new one."""
    if file == database or (file.exists() and file.samefile(database)):
        raise CommandError(f"{file} is the database itself.")
    for beside in (file.with_name(file.name + suffix) for suffix in ("-wal", "-journal")):
        if beside.exists():
            raise CommandError(f"{file} is a database in use: there is {beside.name} beside it. Choose another name.")
